import { useEffect, useRef } from 'react'
import {
  type Pedigree,
  type PersonFields,
  type PersonId,
  type Relative,
  setFields,
} from '../../../src/clinical/family/index.ts'
import type { Problem } from '../../../src/shared/problem.ts'
import { capital } from '../../../src/shared/wording/catalogue.ts'
import { pedigreeFaults } from '../../../src/shared/wording/en-pedigree.ts'
import { AddRelatives } from './add-relatives.tsx'
import { CoupleFields } from './couple-fields.tsx'
import { DiagnosisFields } from './diagnosis-fields.tsx'
import type { Edit } from './pedigree-history.ts'
import { PersonBasics, PersonMore } from './person-basics.tsx'
import styles from './person-panel.module.css'
import { RemovePerson } from './remove-person.tsx'
import { SurgeryFields } from './surgery-fields.tsx'
import { TestFields } from './test-fields.tsx'

export type PanelParts = {
  readonly person: Relative
  readonly set: (fields: PersonFields, said: string) => void
}

/** What is known of one person, to be read and changed; every change is one step that can be taken back. */
export const PersonPanel = ({
  person,
  pedigree,
  edit,
  close,
  nameOf,
  openPerson,
  problems,
  refused,
}: {
  readonly person: Relative
  readonly pedigree: Pedigree
  readonly edit: Edit
  readonly close: () => void
  readonly nameOf: (id: PersonId) => string
  readonly openPerson: (id: PersonId) => void
  readonly problems: readonly Problem[]
  readonly refused: readonly Problem[]
}) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const name = nameOf(person.id)
  const who = capital(name)
  const set: PanelParts['set'] = (fields, said) => void edit(setFields(pedigree, person.id, fields), `${who}: ${said}.`)
  const here = problems.filter((p) => p.at.path === `people[${person.id}]`)
  return (
    <section
      className={styles.panel}
      aria-label={`Details of ${name}`}
      data-no-print
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {who}
        </h2>
        <button type="button" className={styles.button} onClick={close}>
          Close
        </button>
      </div>
      <div role="alert" className={styles.alert}>
        {refused.map((p) => (
          <p key={p.code + p.message} className={styles.wrong}>
            Not changed. {capital(pedigreeFaults[p.code]?.(name) ?? p.message)}
          </p>
        ))}
      </div>
      {here.map((p) => (
        <p key={p.code + p.message} className={styles.wrong}>
          {capital(pedigreeFaults[p.code]?.(name) ?? p.message)}
        </p>
      ))}
      <AddRelatives {...{ person, pedigree, edit, openPerson, nameOf }} />
      <PersonBasics person={person} set={set} />
      <DiagnosisFields person={person} set={set} />
      <TestFields person={person} set={set} />
      <SurgeryFields person={person} set={set} />
      <CoupleFields {...{ person, pedigree, edit, nameOf }} />
      <PersonMore person={person} set={set} />
      {person.id !== pedigree.proband && (
        <RemovePerson {...{ person, pedigree, edit, name }} removed={() => openPerson(pedigree.proband)} />
      )}
    </section>
  )
}
