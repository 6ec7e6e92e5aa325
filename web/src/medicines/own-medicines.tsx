import { Link } from 'wouter'
import type { MedicineCard } from '../../../src/deliver/report/document.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import { byAttention, geneEffectText, saysGenotype, strengthOf } from './medicine-words.ts'
import styles from './own-medicines.module.css'
import { useAudience } from '../session/use-audience.ts'

/** The person's own list: what the genes do, what to do, how sure, who says so. */
export const OwnMedicines = () => {
  const { document } = usePerson()
  const own = byAttention(document.medicines.filter((m) => m.onList))
  if (own.length === 0)
    return (
      <p className={styles.empty}>
        {document.person.silentOn.includes('medications')
          ? 'No medication list was given, so nothing here is about medicines this person takes. Add a FHIR record to see them first.'
          : 'The record lists no medicines.'}
      </p>
    )
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>On the list</caption>
      <thead>
        <tr>
          <th scope="col">Medicine, dose</th>
          <th scope="col">What the genes do</th>
          <th scope="col">What to do</th>
          <th scope="col">Strength · source</th>
        </tr>
      </thead>
      <tbody>
        {own.map((m) => (
          <Row key={m.drug.name} medicine={m} />
        ))}
      </tbody>
    </table>
  )
}

const Row = ({ medicine: m }: { readonly medicine: MedicineCard }) => {
  const person = usePerson()
  const audience = useAudience()
  const strength = strengthOf(m)
  return (
    <tr data-verdict={m.verdict}>
      <th scope="row">
        <div className={styles.drug}>
          <VerdictMark of={m.verdict} />
          <div>
            <Link href={personPath(person, 'medicines', m.drug.name)}>{m.drug.name}</Link>
            <span className={styles.dose}>
              <Why of={`listed:${m.drug.name}`}>{doseText(m)}</Why>
            </span>
          </div>
        </div>
      </th>
      {m.verdict === 'noQuestion' ? (
        <td colSpan={3} className="quiet">
          No genetic question is known here.
        </td>
      ) : (
        <>
          <td>
            <span className={styles.effect}>{m.say[audience].why}</span>
            {m.genes.length > 0 && !saysGenotype(person.document, m, audience) && (
              <span className={styles.genes}>{geneEffectText(person.document, m)}</span>
            )}
          </td>
          <td className={styles.todo}>{m.say[audience].title}</td>
          <td className={styles.strength}>
            <Why of={`medicine:${m.drug.name}`}>{strength || 'where this comes from'}</Why>
          </td>
        </>
      )}
    </tr>
  )
}

const doseText = ({ onList, drug }: MedicineCard): string => {
  if (!onList) return ''
  const rest = onList.asWritten.toLowerCase().startsWith(drug.name)
    ? onList.asWritten.slice(drug.name.length).trim()
    : onList.asWritten
  const dose = onList.dose ?? rest
  return `${dose || 'dose not stated'}${onList.status === 'planned' ? ', planned' : ''}`
}
