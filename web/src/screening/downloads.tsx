import { useState } from 'react'
import type { ScreeningCalendar } from '../../../src/clinical/screening/model.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { type OpenPerson, usePerson } from '../person/person-context.ts'
import styles from './downloads.module.css'

const save = (name: string, type: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

const ics = async (calendar: ScreeningCalendar): Promise<void> => {
  const { screeningIcs } = await import('../../../src/deliver/screening/index.ts')
  save('screening.ics', 'text/calendar', screeningIcs(calendar, english))
}

const fhir = async (calendar: ScreeningCalendar, person: OpenPerson): Promise<void> => {
  const { screeningBundle } = await import('../../../src/deliver/fhir/screening-requests.ts')
  const { id, name } = person.document.person
  const bundle = screeningBundle(calendar, { reference: `Patient/${id}`, display: name }, english)
  save('screening-requests.fhir.json', 'application/fhir+json', `${JSON.stringify(bundle, null, 2)}\n`)
}

/** The calendar as a file for a diary, and what is due as draft requests. Both are made in this page; nothing is sent. */
export const Downloads = ({
  calendar,
  audience,
}: {
  readonly calendar: ScreeningCalendar
  readonly audience: Audience
}) => {
  const person = usePerson()
  const [told, setTold] = useState('')
  const make = (work: Promise<void>, done: string): void => {
    work.then(
      () => setTold(done),
      () => setTold('The file could not be made. Load the page again and retry.'),
    )
  }
  return (
    <p className={styles.downloads} data-no-print>
      <button type="button" className={styles.button} onClick={() => make(ics(calendar), 'Saved. It names no person.')}>
        Calendar file (.ics)
      </button>
      {audience === 'clinician' && (
        <button
          type="button"
          className={styles.button}
          onClick={() => make(fhir(calendar, person), 'Saved: draft requests that nobody has signed.')}
        >
          Draft orders (FHIR)
        </button>
      )}
      <span role="status" className="quiet small">
        {told}
      </span>
    </p>
  )
}
