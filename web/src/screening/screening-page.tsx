import { useMemo } from 'react'
import type { EarlyDetection } from '../../../src/deliver/report/early-detection.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { usePerson } from '../person/person-context.ts'
import { WhyList } from '../provenance/why-list.tsx'
import { useAudience } from '../session/use-audience.ts'
import { type CalendarGroup, calendarGroups, folded } from './calendar-groups.ts'
import { Choices } from './choices.tsx'
import { decidedCalendar } from './decided.ts'
import { Downloads } from './downloads.tsx'
import { AtOneLook } from './at-one-look.tsx'
import { FoldedGroup, ScreeningGroup } from './screening-group.tsx'
import styles from './screening-page.module.css'
import { useScreeningDecisions } from './screening-decisions.ts'
import { Years } from './years.tsx'

/** What is due, when what comes next, why, and what is not known. */
export const ScreeningPage = () => {
  const person = usePerson()
  const { early, person: card } = person.document
  usePageTitle('Screening', card.name)
  if (early === undefined) return <NoRecord />
  return <Shown early={early} />
}

const NoRecord = () => (
  <div className={styles.page}>
    <h1 tabIndex={-1}>Screening</h1>
    <p>
      Which tests are due follows from age, sex, history and what was done before. No record was given with this
      person’s files, so nothing can be said; that does not mean that nothing is due.
    </p>
    <p>Add a FHIR record of the person and assess again.</p>
  </div>
)

/** What stands before the years: it asks for something or has a date. */
const dated: ReadonlySet<CalendarGroup['state']> = new Set([
  'follow-up',
  'overdue',
  'due',
  'planned',
  'offer',
  'discuss',
  'later',
])

const Shown = ({ early }: { readonly early: EarlyDetection }) => {
  const person = usePerson()
  const audience: Audience = useAudience()
  const { decisions, decide, takeBack, kept } = useScreeningDecisions(person)
  // What was noted on this computer is not hidden from the person: the patient sees what the rules say.
  const calendar = useMemo(
    () => (audience === 'patient' ? early.screening : decidedCalendar(early.screening, decisions)),
    [early, decisions, audience],
  )
  const groups = useMemo(() => calendarGroups(calendar, early.recommendations), [calendar, early])
  const open = groups.filter((g) => !folded.has(g.state))
  const [first, rest] = [open.filter((g) => dated.has(g.state)), open.filter((g) => !dated.has(g.state))]
  const shown = (group: CalendarGroup) => (
    <ScreeningGroup
      key={group.state}
      group={group}
      audience={audience}
      deciding={audience === 'patient' ? undefined : { decisions, decide, takeBack, kept }}
    />
  )
  const limits = early.limits.find((l) => l.module === 'Screening')?.limits ?? []
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 tabIndex={-1}>Screening</h1>
        <Downloads calendar={calendar} audience={audience} />
      </div>
      <AtOneLook calendar={calendar} groups={groups} audience={audience} />
      <WhyList>
        {first.map(shown)}
        <Years calendar={calendar} audience={audience} />
        {rest.map(shown)}
        {audience === 'clinician' && <Choices choices={calendar.choices} />}
        {groups
          .filter((g) => folded.has(g.state))
          .map((g) => (
            <FoldedGroup key={g.state} group={g} audience={audience} />
          ))}
      </WhyList>
      <section aria-label="What this cannot see" className={styles.limits}>
        <h2>What this cannot see</h2>
        <ul>
          {limits.map((l) => (
            <li key={l}>{l}</li>
          ))}
        </ul>
        <p className="quiet small">Rules: {calendar.releases.join(', ')}</p>
      </section>
    </div>
  )
}
