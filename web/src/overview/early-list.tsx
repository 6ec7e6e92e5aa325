import { Link } from 'wouter'
import type { SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { badge, clip } from '../../../src/deliver/report/words.ts'
import type { EarlyDetection } from '../../../src/deliver/report/early-detection.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { useScreeningDecisions } from '../screening/screening-decisions.ts'
import { lineTitle, lineWhen } from '../screening/line-words.ts'
import { useAudience } from '../session/use-audience.ts'
import { earlyAdvice } from './early-advice.ts'
import styles from './early-list.module.css'

const most = 3
const named = 5

const pages: Readonly<Record<string, string>> = { screening: 'screening', family: 'family', risk: 'risks' }

/** The page that tells more of a recommendation of early detection. */
const pageOf = (r: SpokenRecommendation): string => pages[r.module] ?? 'screening'

/** What early detection asks for: at most three, the rest by name. */
export const EarlyList = ({ early }: { readonly early: EarlyDetection }) => {
  const person = usePerson()
  const audience = useAudience()
  const { decisions } = useScreeningDecisions(person)
  // What a clinician noted on this computer is not hidden from the person.
  const advice = earlyAdvice(early, audience === 'patient' ? [] : decisions)
  const rest = advice.slice(most)
  const nameOf = (r: SpokenRecommendation): string => {
    const item = early.screening.items.find((i) => `screening:${i.track}` === r.id)
    return item === undefined ? r.say[audience].title : lineTitle(item, audience)
  }
  const overdue = (r: SpokenRecommendation) =>
    early.screening.items.find((i) => i.state === 'overdue' && `screening:${i.track}` === r.id)
  const titleOf = (r: SpokenRecommendation): string => {
    const item = overdue(r)
    return item === undefined
      ? clip(r.say[audience].title, 110)
      : `${lineTitle(item, audience)}: overdue ${lineWhen(item)}`
  }
  const line = (r: SpokenRecommendation): string => {
    const track = r.module === 'screening' ? r.id.slice('screening:'.length) : undefined
    const path = personPath(person, pageOf(r))
    return track === undefined ? path : `${path}?line=${encodeURIComponent(track)}`
  }
  return (
    <section aria-label="Early detection" className={styles.early}>
      <h2 className={styles.head}>
        Early detection <span className={styles.count}>{advice.length > 0 ? advice.length : ''}</span>
      </h2>
      {advice.length === 0 ? (
        <p className={styles.nothing}>
          Nothing is due or to act on by what is recorded. <LookedAt early={early} />
        </p>
      ) : (
        <ul className={styles.list}>
          {advice.slice(0, most).map((r) => (
            <li key={r.id} className={styles.item}>
              <VerdictMark of={r.urgency === 'now' || overdue(r) !== undefined ? 'act' : 'caution'} />
              <div>
                <p className={styles.top}>
                  <Link href={line(r)} className={styles.title}>
                    {titleOf(r)}
                  </Link>
                  {audience === 'clinician' && <span className="quiet small">{badge(r.evidence)}</span>}
                </p>
                {audience === 'clinician' && <p className={styles.why}>{clip(r.say.clinician.why, 150)}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 && (
        <p className={styles.rest}>
          Also: {rest.slice(0, named).map(nameOf).join(', ')}
          {rest.length > named && ` and ${rest.length - named} more`}
        </p>
      )}
      <p className="small">
        <Link href={personPath(person, 'screening')}>Screening, with dates and reasons</Link>
      </p>
    </section>
  )
}

/** What was looked at, so that silence is not taken for safety. */
const LookedAt = ({ early }: { readonly early: EarlyDetection }) => {
  const rules = early.screening.items.filter((i) => i.state !== 'not-applicable' && i.state !== 'not-known').length
  const unknown = early.screening.items.filter((i) => i.state === 'not-known').length
  return (
    <>
      {rules} screening {rules === 1 ? 'question' : 'questions'} decided, {unknown} not known;{' '}
      {early.family.pedigree.people.length <= 1 ? 'no family history recorded' : 'family history looked at'}.
    </>
  )
}
