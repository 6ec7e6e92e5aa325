import type { PolygenicFinding } from '../../../src/clinical/polygenic/index.ts'
import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import type { Assessment } from '../../../src/shared/assessment.ts'
import { percentText } from '../../../src/shared/risk-frequency.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { horizonText } from './risk-text.ts'
import styles from './polygenic-section.module.css'

const places = (n: number): string => n.toLocaleString('en')

const traitOf = (a: Assessment<PolygenicFinding>): string =>
  a.finding?.score.trait ??
  a.finding?.score.name ??
  (a.state === 'indeterminate' ? a.needs[0]?.wouldDecide[0] : undefined) ??
  a.question.about

/** Scores of many small variants: a standing only beside an absolute risk, and a score that gives none says why and what would help. */
export const PolygenicSection = ({
  all,
  integrated,
}: {
  readonly all: readonly Assessment<PolygenicFinding>[]
  readonly integrated: readonly IntegratedOutcome[]
}) => (
  <section aria-label="Polygenic scores" className={styles.section}>
    <h2>Polygenic scores</h2>
    {all.length === 0 ? (
      <p className="quiet">
        None was computed: no score is held for this person, or no genome. Scores are imported by{' '}
        <code>attune knowledge import</code>.
      </p>
    ) : (
      <table className="stack">
        <caption className="hidden">Polygenic scores of this person</caption>
        <thead>
          <tr>
            <th scope="col">Trait</th>
            <th scope="col">Result</th>
            <th scope="col">Read</th>
          </tr>
        </thead>
        <tbody>
          {all.map((a) => (
            <tr key={a.question.about}>
              <th scope="row">
                {traitOf(a)}
                <span className="quiet small"> {a.question.about}</span>
                {a.finding?.demonstration && (
                  <span className={styles.demo}>simulated reference people: not for use</span>
                )}
              </th>
              <td data-label="Result">
                <div>
                  <Result of={a} integrated={integrated} />
                </div>
              </td>
              <td data-label="Read">
                {a.finding === undefined ? (
                  <span className="quiet">–</span>
                ) : (
                  <div>
                    <Read of={a.finding} />
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

const Read = ({ of: { scored, normalised } }: { readonly of: PolygenicFinding }) => {
  const share = normalised?.varianceShare ?? scored.varianceShare
  return (
    <>
      {places(scored.matched)} of {places(scored.total)} places
      <br />
      <span className="quiet">
        {share === undefined ? 'share of the variance not known' : `${Math.round(share * 100)} % of the variance`}
        {scored.imputed > 0 && `, ${places(scored.imputed)} by their expected value`}
      </span>
    </>
  )
}

const ordinal = (n: number): string => {
  const whole = Math.round(n)
  const end = whole % 100 >= 11 && whole % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][whole % 10] ?? 'th')
  return `${whole}${end}`
}

const Result = ({
  of: a,
  integrated,
}: {
  readonly of: Assessment<PolygenicFinding>
  readonly integrated: readonly IntegratedOutcome[]
}) => {
  const { finding } = a
  if (finding?.standing === undefined) {
    const why = finding?.abstained ?? []
    return (
      <>
        <VerdictMark of="notKnown" word={a.state === 'notApplicable' ? 'not for this person' : 'no standing given'} />
        {why.map((w) => (
          <p key={w.code}>
            {w.because} <span className="quiet">{w.remedy}</span>
          </p>
        ))}
        {why.length === 0 && a.state === 'indeterminate' && <p>{a.needs.map((n) => `Needed: ${n.test}.`).join(' ')}</p>}
        {why.length === 0 && a.state === 'notApplicable' && a.because === 'score-of-typed-alleles-only' && (
          <p>It counts typed alleles only (HLA, haplotypes), which small variants do not give.</p>
        )}
      </>
    )
  }
  const { outcome, effect } = finding.standing
  const together = integrated.find((i) => i.outcome === outcome)?.answer.risks ?? []
  const interval = finding.intervals.find((i) => i.level === 0.95)
  if (together.length === 0)
    return (
      <p>
        A standing was found, but{' '}
        {outcome === undefined
          ? 'no outcome is published for the score'
          : effect === undefined
            ? 'no effect is published for it'
            : 'no absolute risk could be put together with it'}
        : alone it is no risk, so no percentile is shown.
      </p>
    )
  return (
    <>
      {together.map((r) => {
        const before =
          r.steps.find((s) => s.step === 'genes') ?? r.steps.find((s) => s.step === 'clinical') ?? r.steps[0]
        const after = r.steps.find((s) => s.step === 'polygenic')
        return (
          <p key={JSON.stringify(r.risk.horizon)}>
            <strong>{percentText(r.risk.probability)}</strong> {horizonText(r.risk.horizon)} with everything
            {before !== undefined && after !== undefined && (
              <span className="quiet">
                {' '}
                (the score moves it from {percentText(before.probability)} to {percentText(after.probability)})
              </span>
            )}
          </p>
        )
      })}
      {finding.percentile !== undefined && (
        <p className="quiet small">
          {ordinal(finding.percentile)} percentile among {finding.normalised?.mostSimilar.people ?? ''}{' '}
          {finding.normalised?.mostSimilar.group ?? 'reference'} people
          {interval !== undefined &&
            `, 95 % interval ${ordinal(interval.percentile[0])} to ${ordinal(interval.percentile[1])}`}
        </p>
      )}
    </>
  )
}
