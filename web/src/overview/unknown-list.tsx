import { Link } from 'wouter'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { geneNamed } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import styles from './side-list.module.css'
import { useAudience } from '../session/use-audience.ts'

type Need = ReportDocument['needs'][number]

/** What is not known; the sentence of each need names the test that would settle it and what it would decide. */
export const UnknownList = () => {
  const person = usePerson()
  const audience = useAudience()
  const { needs, medicines, genes } = person.document
  const open = medicines.filter((m) => m.onList && m.verdict === 'notKnown')
  return (
    <section aria-label="Not known" className={styles.side}>
      <h2>Not known</h2>
      {open.map((m) => (
        <div key={m.drug.name} className={styles.row}>
          <VerdictMark of="notKnown" />
          <div>
            <p>
              <Link href={personPath(person, 'medicines', m.drug.name)}>{m.drug.name}</Link>
            </p>
            <p className="small">{m.say[audience].why || m.say[audience].title}</p>
          </div>
        </div>
      ))}
      {needs.slice(0, 6).map((n) => (
        <NeedRow key={n.code + n.about} need={n} />
      ))}
      {needs.length > 6 && (
        <details className={styles.more}>
          <summary>{needs.length - 6} more not known</summary>
          {needs.slice(6).map((n) => (
            <NeedRow key={n.code + n.about} need={n} />
          ))}
        </details>
      )}
      {needs.length + open.length === 0 && (
        <p className="quiet">Nothing open: all {genes.length} genes gave a result that could be used.</p>
      )}
    </section>
  )
}

const NeedRow = ({ need }: { readonly need: Need }) => {
  const person = usePerson()
  const known = geneNamed(person.document, need.about) !== undefined
  return (
    <div className={styles.row}>
      <VerdictMark of="notKnown" />
      <div>
        <p>{known ? <Link href={personPath(person, 'genes', need.about)}>{need.about}</Link> : need.about}</p>
        <p className="small">{need.say}</p>
      </div>
    </div>
  )
}
