import { Link } from 'wouter'
import { fitWords } from '../../../src/deliver/report/words.ts'
import type { Alternative } from '../../../src/shared/recommendation.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason } from '../../../src/shared/wording/render.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { medicineNamed } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import styles from './alternatives.module.css'
import { useAudience } from '../session/use-audience.ts'

/** Each alternative as it was checked against the same person. */
export const Alternatives = ({ alternatives }: { readonly alternatives: readonly Alternative[] }) => {
  const person = usePerson()
  const audience = useAudience()
  return (
    <table className={`stack ${styles.table}`}>
      <caption className="hidden">Alternatives checked against this person</caption>
      <thead>
        <tr>
          <th scope="col">Medicine</th>
          <th scope="col">Fit</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        {alternatives.map((a) => {
          const { word, sign } = fitWords[a.fit]
          return (
            <tr key={a.drug.name}>
              <th scope="row">
                {medicineNamed(person.document, a.drug.name) ? (
                  <Link href={personPath(person, 'medicines', a.drug.name)}>{a.drug.name}</Link>
                ) : (
                  a.drug.name
                )}
              </th>
              <td data-label="Fit">
                <VerdictMark of={sign} word={word} />
              </td>
              <td data-label="Because">
                {a.because.length > 0 ? (
                  <span>{a.because.map((r) => sayReason(r, audience, english)).join(' ')}</span>
                ) : (
                  <span className="quiet">nothing known against it</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
