import type { IntegratedRisk } from '../../../src/clinical/risk/integrated/index.ts'
import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import {
  denominatorOf,
  frequencyText,
  percentRangeText,
  percentText,
  type Denominator,
} from '../../../src/shared/risk-frequency.ts'
import { outcomeWords, partWords, stepWords, uncertainWords } from '../../../src/shared/wording/en-risks.ts'
import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import styles from './integrated-section.module.css'
import { horizonText, listText, startText } from './risk-text.ts'

/** Risks that several fields of medicine were put together for: what entered, in which order, how sure, and what was not counted twice. */
export const IntegratedSection = ({ all }: { readonly all: readonly IntegratedOutcome[] }) => (
  <section aria-label="Put together" className={styles.section}>
    <h2>Put together: model, genes, score and family, each counted once</h2>
    {all.map((one) => (
      <Outcome key={one.outcome} one={one} />
    ))}
  </section>
)

const Outcome = ({ one }: { readonly one: IntegratedOutcome }) => {
  const { answer, average = [], parts, unverified } = one
  const of = denominatorOf([...answer.risks.map((r) => r.risk.probability), ...average])
  const remarks = [...new Set(answer.risks.flatMap((r) => r.remarks).map((r) => sayRiskRemark(r, 'clinician')))]
  return (
    <article
      id={`together-${one.outcome}`}
      className={styles.outcome}
      aria-label={startText(outcomeWords[one.outcome].clinician)}
    >
      <h3>{startText(outcomeWords[one.outcome].clinician)}</h3>
      {answer.risks.map((r, i) => (
        <Risk key={JSON.stringify(r.risk.horizon)} risk={r} average={average[i]} of={of} />
      ))}
      {answer.notAnswered.map((n) => (
        <p key={JSON.stringify(n.horizon)}>
          {startText(horizonText(n.horizon))}: not known.{' '}
          {n.because.map((b) => sayRiskRemark(b, 'clinician')).join(' ')}
        </p>
      ))}
      <details>
        <summary>What entered, and what was not counted twice</summary>
        <ul className={styles.parts}>
          {parts.map((p) => (
            <li key={p.part + p.source}>
              {startText(partWords[p.part].clinician)}: {p.source}
            </li>
          ))}
          {unverified.length > 0 && <li>Not yet checked against its source: {listText(unverified)}</li>}
        </ul>
        <ul className={styles.remarks}>
          {remarks.map((r) => (
            <li key={r}>{r}</li>
          ))}
        </ul>
      </details>
    </article>
  )
}

const Risk = ({
  risk: { risk, steps, above },
  average,
  of,
}: {
  readonly risk: IntegratedRisk
  readonly average: number | undefined
  readonly of: Denominator
}) => {
  const interval = risk.intervals.find((i) => i.level === 0.95) ?? risk.intervals[0]
  return (
    <div className={styles.risk}>
      <p className={styles.main}>
        <strong>{frequencyText(risk.probability, of)}</strong> {horizonText(risk.horizon)}{' '}
        <span className="quiet">({percentText(risk.probability)})</span>
      </p>
      {interval !== undefined && (
        <p className="quiet small">
          {percentRangeText(interval.range) === percentText(interval.range[0])
            ? `Most likely ${percentText(interval.range[0])}; the mean counts that`
            : `${interval.level === 1 ? 'Bounds' : `${interval.level * 100} % interval`} ${percentRangeText(interval.range)}:`}{' '}
          {listText(interval.because.map((b) => uncertainWords[b].clinician))}
        </p>
      )}
      {average !== undefined && (
        <p>
          Average of the same age and sex: {frequencyText(average, of)}{' '}
          <span className="quiet">({percentText(average)})</span>
        </p>
      )}
      {above.map((a) => (
        <p key={a.threshold}>
          {a.probability === 0 || a.probability === 1
            ? `${a.probability === 1 ? 'Above' : 'Below'} the threshold of ${percentText(a.threshold)}`
            : `Above the threshold of ${percentText(a.threshold)} with a probability of ${percentText(a.probability)}`}
        </p>
      ))}
      {steps.length > 1 && (
        <ol className={styles.steps}>
          {steps.map((s) => (
            <li key={s.step}>
              <span>{stepWords[s.step].clinician}</span> <span>{percentText(s.probability)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
