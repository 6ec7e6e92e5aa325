import type { ReactNode } from 'react'
import type { RecordPage, RecordRow } from '../../../src/server/people/record-page.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { Why } from '../provenance/why.tsx'
import styles from './at-a-glance.module.css'
import { dayText } from './record-words.ts'
import { plainTitle } from '../person/lookup.ts'

/** Who may be pregnant as far as the record says; everybody else is not asked about. */
const mayBePregnant = ({ sex, age }: RecordPage['person']): boolean =>
  sex !== 'male' && (age === undefined || (age >= 10 && age < 60))

/** What holds now, and what the record says nothing about. */
export const AtAGlance = ({ record, rows }: { readonly record: RecordPage; readonly rows: readonly RecordRow[] }) => {
  const { person } = record
  const of = (kind: RecordRow['kind']): readonly RecordRow[] => rows.filter((r) => r.kind === kind)
  const active = (kind: RecordRow['kind']): readonly RecordRow[] => of(kind).filter((r) => r.state === 'active')
  const planned = of('medication').filter((r) => r.state === 'planned')
  const pregnancy = of('pregnancy')
  const none = (about: RecordPage['silentOn'][number], words: string): string | undefined =>
    record.silentOn.includes(about) ? undefined : words
  return (
    <section aria-label="At a glance">
      <div className={styles.columns}>
        <dl>
          {person.deceased !== undefined && (
            <Fact head="Died">
              {person.deceased === true ? 'yes, the date is not recorded' : dayText(person.deceased)}
            </Fact>
          )}
          <Fact head="Current problems">
            <Lines rows={active('condition')} none={none('conditions', 'none that is active')} since />
          </Fact>
          {(pregnancy.length > 0 || mayBePregnant(person)) && (
            <Fact head="Pregnancy">
              <Lines rows={pregnancy} none={none('pregnancy', 'nothing recorded')} />
            </Fact>
          )}
          <Fact head="Family history">
            <Lines rows={of('family')} none={none('family history', 'nothing recorded')} />
          </Fact>
        </dl>
        <dl>
          <Fact head="Medicines now">
            <Lines
              rows={[...active('medication'), ...of('medication').filter((r) => r.state === 'unknown')]}
              none={none('medications', 'none that is active')}
              since
            />
          </Fact>
          {planned.length > 0 && (
            <Fact head="Planned medicines">
              <Lines rows={planned} none={undefined} />
            </Fact>
          )}
          <Fact head="Allergies">
            <Lines
              rows={active('allergy')}
              none={record.noKnownAllergies ? 'none known, as the record states' : none('allergies', 'none recorded')}
            />
          </Fact>
          {active('device').length > 0 && (
            <Fact head="Devices">
              <Lines rows={active('device')} none={undefined} />
            </Fact>
          )}
          <Fact head="Care team">
            <Lines rows={active('careTeam')} none={none('care team', 'nobody now')} />
          </Fact>
          <Fact head="Coverage">
            <Lines rows={active('coverage')} none={none('coverage', 'none that is active')} />
          </Fact>
        </dl>
      </div>
    </section>
  )
}

const Fact = ({ head, children }: { readonly head: string; readonly children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{head}</dt>
    <dd>{children}</dd>
  </div>
)

/** Where the record is silent: never read as "none". */
const NotKnown = () => (
  <span className={styles.notKnown}>
    <VerdictMark of="notKnown" word="not known" /> <span className="quiet small">the record does not say</span>
  </span>
)

/** `none`: what an empty list means; undefined where the record says nothing. */
const Lines = ({
  rows,
  none,
  since = false,
}: {
  readonly rows: readonly RecordRow[]
  readonly none: string | undefined
  readonly since?: boolean
}) => {
  if (rows.length === 0) return none === undefined ? <NotKnown /> : <span className="quiet">{none}</span>
  return (
    <ul className={styles.lines}>
      {rows.map((r, i) => (
        <li key={r.resource + r.title + i}>
          <Why of={`resource:${r.resource}`}>{plainTitle(r.title) || 'without a name'}</Why>{' '}
          <span className="quiet small">
            {[r.detail, since && r.date && `since ${r.date.slice(0, 4)}`].filter(Boolean).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
