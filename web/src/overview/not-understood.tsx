import { Link } from 'wouter'
import { personPath, usePerson } from '../person/person-context.ts'
import { ProblemList } from '../start/problem-list.tsx'
import styles from './side-list.module.css'

/** What in the files was not understood, told next to what was. */
export const NotUnderstood = () => {
  const person = usePerson()
  const { problems, policy } = person.document
  const counted = problems.filter((p) => p.severity !== 'info')
  return (
    <section aria-label="Input" className={styles.side}>
      <h2>Input</h2>
      {policy.missingAsReference && (
        <p className={styles.policy}>Positions without data were taken as reference because the user said so.</p>
      )}
      {counted.length === 0 ? (
        <p className="quiet">Everything in the files was understood.</p>
      ) : (
        <details className={styles.more} open={counted.length <= 2}>
          <summary>
            {counted.length} {counted.length === 1 ? 'thing was' : 'things were'} not understood
          </summary>
          <ProblemList problems={counted} />
        </details>
      )}
      <p className="small">
        <Link href={personPath(person, 'inputs')}>Files, build and coverage</Link>
      </p>
    </section>
  )
}
