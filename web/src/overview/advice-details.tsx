import { Link } from 'wouter'
import type { SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { clip } from '../../../src/deliver/report/words.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason } from '../../../src/shared/wording/render.ts'
import { Alternatives } from '../medicines/alternatives.tsx'
import { medicineNamed, unique } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import styles from './advice-details.module.css'
import { useAudience } from '../session/use-audience.ts'

/** What opens under a recommendation: the steps, alternatives compared, what the evidence is, what would change it. */
export const AdviceDetails = ({
  advice,
  others,
}: {
  readonly advice: SpokenRecommendation
  readonly others: readonly string[]
}) => {
  const person = usePerson()
  const audience = useAudience()
  const medicine = medicineNamed(person.document, advice.about.name)
  const shown = clip(advice.say[audience].why, 190)
  const reasons = unique(advice.because.map((r) => sayReason(r, audience, english))).filter((r) => !shown.includes(r))
  return (
    <div className={styles.details}>
      {reasons.length > 0 && (
        <Part head="Because">
          <ul>
            {reasons.map((r) => (
              <li key={r}>{r}</li>
            ))}
          </ul>
        </Part>
      )}
      <Part head="Steps">
        <ul>
          {advice.say[audience].steps.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
      </Part>
      {advice.alternatives.length > 0 && (
        <Part head="Alternatives">
          <Alternatives alternatives={advice.alternatives} />
        </Part>
      )}
      {advice.evidence.length > 0 && (
        <Part head="Evidence">
          <ul>
            {advice.evidence.map((e) => (
              <li key={JSON.stringify(e)}>
                {e.source}: {e.grade || 'no grade given'} <span className="quiet">({e.release})</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {advice.wouldChangeIf.length > 0 && (
        <Part head="Would change">
          <ul>
            {advice.wouldChangeIf.map((r) => (
              <li key={JSON.stringify(r)}>{sayReason(r, audience, english)}</li>
            ))}
          </ul>
        </Part>
      )}
      <Part head="Input">
        <p className={styles.links}>
          <Why of={`advice:${advice.id}`}>Down to the line it rests on</Why>
          {medicine && (
            <Link href={personPath(person, 'medicines', medicine.drug.name)}>All about {medicine.drug.name}</Link>
          )}
          {others.map((name) => (
            <Link key={name} href={personPath(person, 'medicines', name)}>
              {name}
            </Link>
          ))}
        </p>
      </Part>
    </div>
  )
}

const Part = ({ head, children }: { readonly head: string; readonly children: React.ReactNode }) => (
  <div className={styles.part}>
    <h4>{head}</h4>
    <div>{children}</div>
  </div>
)
