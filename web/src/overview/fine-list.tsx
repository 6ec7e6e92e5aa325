import { Link } from 'wouter'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import styles from './side-list.module.css'

/** The person's own medicines that need no change, apart from those that have no genetic question. */
export const FineList = () => {
  const person = usePerson()
  const own = person.document.medicines.filter((m) => m.onList)
  const fine = own.filter((m) => m.verdict === 'fine')
  const silent = own.filter((m) => m.verdict === 'noQuestion')
  return (
    <section aria-label="Fine" className={styles.side}>
      <h2>Fine</h2>
      {fine.length > 0 && (
        <div className={styles.row}>
          <VerdictMark of="fine" />
          <div>
            <p className={styles.names}>
              {fine.map((m, i) => (
                <span key={m.drug.name}>
                  {i > 0 && ', '}
                  <Link href={personPath(person, 'medicines', m.drug.name)}>{m.drug.name}</Link>
                </span>
              ))}
            </p>
            <p className="quiet small">no genetic reason to change</p>
          </div>
        </div>
      )}
      {silent.length > 0 && (
        <div className={styles.row}>
          <VerdictMark of="noQuestion" />
          <div>
            <p>{silent.map((m) => m.drug.name).join(', ')}</p>
            <p className="quiet small">no gene is known here to matter</p>
          </div>
        </div>
      )}
      {fine.length + silent.length === 0 && (
        <p className="quiet">
          {person.document.person.silentOn.includes('medications')
            ? 'No medication list was given, so none of the person’s own medicines could be checked.'
            : own.length === 0
              ? 'The record lists no medicines.'
              : 'Each medicine on the list has something to look at.'}
        </p>
      )}
      <p className="small">
        <Link href={personPath(person, 'medicines')}>All medicines</Link>
      </p>
    </section>
  )
}
