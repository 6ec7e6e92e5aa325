import type { MedicineCard } from '../../../src/deliver/report/document.ts'
import { gradeText } from '../../../src/deliver/report/words.ts'
import { populationWords } from '../../../src/shared/wording/en-population.ts'
import { differenceWords } from '../../../src/shared/wording/en-reasons.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason, stepsOf } from '../../../src/shared/wording/render.ts'
import { unique } from '../person/lookup.ts'
import { Why } from '../provenance/why.tsx'
import styles from './sources.module.css'
import { useAudience } from '../session/use-audience.ts'

type Advice = MedicineCard['advice'][number]

const applyWords = { yes: 'applies', no: 'does not apply', unknown: 'not known whether it applies' } as const

/** A source without grades of its own says so once. */
const gradeOf = ({ evidence }: Advice): string =>
  /^(not graded|unspecified)$/i.test(evidence.grade) ? 'not graded' : gradeText(evidence)

const order = { yes: 0, unknown: 1, no: 2 } as const

/** The sources side by side, what applies to this person first, and where they differ and why. */
export const Sources = ({ medicine }: { readonly medicine: MedicineCard }) => {
  const advice = medicine.advice
    .map((a, index) => ({ a, index }))
    .toSorted((x, y) => order[x.a.applies] - order[y.a.applies])
  const shown = advice.filter(({ a }) => a.applies !== 'no')
  const others = advice.filter(({ a }) => a.applies === 'no')
  return (
    <>
      {medicine.differences.map((d) => (
        <p key={JSON.stringify(d)} className={styles.difference}>
          {d.between.join(' and ')} differ: {differenceWords[d.reason] ?? d.reason}.
        </p>
      ))}
      <div className={styles.sources}>
        {shown.map(({ a, index }) => (
          <Source
            key={a.record.id + index}
            advice={a}
            drug={medicine.drug.name}
            of={`source:${medicine.drug.name}:${index}`}
            leading={medicine.leading?.advice === index}
          />
        ))}
      </div>
      {others.length > 0 && (
        <details>
          <summary className="quiet small">{others.length} more for other groups of people</summary>
          <div className={styles.sources}>
            {others.map(({ a, index }) => (
              <Source
                key={a.record.id + index}
                advice={a}
                drug={medicine.drug.name}
                of={`source:${medicine.drug.name}:${index}`}
                leading={false}
              />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

const Source = ({
  advice,
  drug,
  of,
  leading,
}: {
  readonly advice: Advice
  readonly drug: string
  readonly of: string
  readonly leading: boolean
}) => {
  const audience = useAudience()
  const key = Object.entries(advice.key)
    .map(([gene, value]) => `${gene} ${value}`)
    .join(', ')
  const whom = advice.branches.some((b) => b.branch.when) ? '' : populationWords(advice.record.when)
  return (
    <div className={styles.source}>
      <h3>
        <Why of={of} label={`${advice.evidence.source}: where this comes from`}>
          {advice.evidence.source}
        </Why>{' '}
        <span className={styles.grade}>{gradeOf(advice)}</span>
      </h3>
      <p className="quiet small">
        {[
          `for ${key}`,
          whom,
          applyWords[advice.applies],
          advice.basedOn === 'clinical' && 'by the phenotype with the medicines on the list',
          leading && 'the advice above follows this',
        ]
          .filter(Boolean)
          .join('; ')}
      </p>
      {advice.branches.map(({ branch, applies, because }) => {
        const when = populationWords(branch.when)
        return (
          <div key={JSON.stringify(branch)} className={styles.branch} data-applies={applies}>
            {(when || advice.branches.length > 1) && (
              <p className={styles.when}>
                {when && `${when}: `}
                {applyWords[applies]}
                {because.length > 0 && `. ${unique(because.map((r) => sayReason(r, audience, english))).join(' ')}`}
              </p>
            )}
            <ul>
              {stepsOf(branch, drug, audience, english).map((s) => (
                <li key={s}>{s}</li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}
