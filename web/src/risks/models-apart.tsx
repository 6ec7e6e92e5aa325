import type { Disagreement, Target } from '../../../src/clinical/risk/index.ts'
import { riskDots, riskDotsSummary, type RiskDot } from '../../../src/deliver/report/figures/risk-dots.ts'
import type { Outcome } from '../../../src/shared/disease-risk.ts'
import { percentText } from '../../../src/shared/risk-frequency.ts'
import { fitWords, outcomeWords } from '../../../src/shared/wording/en-risks.ts'
import { riskInputText } from '../../../src/shared/wording/en-risk-inputs.ts'
import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import styles from './models-apart.module.css'
import { horizonText, inputValueText, isComparison, namedScoreText, startText } from './risk-text.ts'
import { type JudgedModel, type RiskTopic, risksOfTopic } from './risk-topics.ts'

type Dot = RiskDot & { readonly years: number; readonly disclaimer?: string }

/** As much of a title as stands before the scale. */
const shortTitle = (title: string): string =>
  title.length <= 27 ? title : `${title.slice(0, 26).replace(/[\s,]+\S*$/, '')} …`

/** A model's first figure of what the line is about, as a dot or a band. */
const dotOf = (f: JudgedModel, years: number, leads: boolean, of?: Outcome): Dot | undefined => {
  const told = f.risks.flatMap((r) => ('years' in r.horizon ? [{ ...r, years: r.horizon.years }] : []))
  const asked = told.filter((r) => of === undefined || r.outcome === of)
  const risk = asked.find((r) => r.years === years) ?? asked[0]
  const note = [fitWords[f.fit].clinician, f.model.unverified && 'not yet checked'].filter(Boolean).join(', ')
  const common = {
    name: shortTitle(f.model.title),
    note,
    ...(leads ? { leads: true } : {}),
    ...(f.model.disclaimer === undefined ? {} : { disclaimer: f.model.disclaimer }),
  }
  if (risk !== undefined)
    return { ...common, risk: risk.probability, years: risk.years, note: `${outcomeWords[risk.outcome].clinician}` }
  const bounds = f.missing?.state === 'bounds' && of === undefined ? f.missing.bounds : []
  const band = bounds.flatMap((b) => ('score' in b.of ? [] : [{ years: b.of.years, range: b.range }]))
  const first = band.find((b) => b.years === years) ?? band[0]
  return first === undefined ? undefined : { ...common, range: first.range, years: first.years }
}

/** Every model that answers the same question on one scale, and why each differs from the one that leads, input by input. */
export const ModelsApart = ({
  topic,
  disagreements,
}: {
  readonly topic: RiskTopic
  readonly disagreements: readonly Disagreement[]
}) => {
  const [first] = risksOfTopic(topic)
  const years = first !== undefined && 'years' in first.horizon ? first.horizon.years : 10
  const lead = dotOf(topic.lead, years, true)
  const others = topic.others.flatMap((f) => dotOf(f, years, false) ?? [])
  const alike = topic.others
    .flatMap((f) => f.risks.slice(0, 1).map((r) => r.outcome))
    .find((o) => o !== topic.outcome && topic.lead.risks.some((r) => r.outcome === o))
  const leadAlike = alike === undefined ? undefined : dotOf(topic.lead, years, true, alike)
  const dots = [lead, leadAlike, ...others].filter((d) => d !== undefined)
  const same = dots.filter((d) => d.years === years)
  const ids = new Set([topic.lead, ...topic.others].map((f) => f.model.id))
  const apart = disagreements.filter((d) => d.between.every((m) => ids.has(m)))
  const titleOf = (id: string): string =>
    [topic.lead, ...topic.others].find((f) => f.model.id === id)?.model.title ?? id
  const rest = topic.others.filter((f) => dotOf(f, years, false)?.years !== years)
  const what = `Risk ${horizonText({ years })} by model`
  return (
    <div className={styles.apart}>
      {same.length > 1 && (
        <figure className={styles.figure}>
          <SvgFigure node={riskDots(what, same)} />
          <figcaption className="hidden">{riskDotsSummary(what, same)}</figcaption>
        </figure>
      )}
      {[
        ...new Set(
          topic.others.flatMap((f) => (dotOf(f, years, false) === undefined ? [] : (f.model.disclaimer ?? []))),
        ),
      ].map((d) => (
        <p key={d} className={styles.disclaimer}>
          {d}
        </p>
      ))}
      {rest.length > 0 && (
        <ul className={styles.rest}>
          {rest.map((f) => (
            <li key={f.model.id}>
              <strong>{f.model.title}</strong> <span className="quiet">({fitWords[f.fit].clinician})</span>:{' '}
              {otherText(f)}
            </li>
          ))}
        </ul>
      )}
      {apart.map((d) => (
        <details key={d.between.join(' ')} className={styles.why}>
          <summary>
            {titleOf(d.between[0])} {percentText(d.risks[0])}
            {ofText(d.of[0], topic.outcome)} against {titleOf(d.between[1])} {percentText(d.risks[1])}
            {ofText(d.of[1], topic.outcome)}: why they differ
          </summary>
          <Shares of={d} />
          <ul className={styles.definitions}>
            {d.definitions.map((r) => (
              <li key={JSON.stringify(r)}>
                {sayRiskRemark(
                  r.code === 'only-one-reads' && r.with?.['model'] !== undefined
                    ? { ...r, with: { model: titleOf(r.with['model']) } }
                    : r,
                  'clinician',
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}

/** What a figure is of, where it is not what the line is about. */
const ofText = (target: Target, usual: Outcome | undefined): string =>
  'score' in target || target.outcome === usual ? '' : ` (${outcomeWords[target.outcome].clinician})`

const otherText = (f: JudgedModel): string => {
  const risks = f.risks.flatMap((r) => `${percentText(r.probability)} ${horizonText(r.horizon)}`)
  const scores = f.scores.filter((s) => !isComparison(s)).map((s) => namedScoreText(f, s, 'clinician'))
  const open = f.missing?.open ?? []
  return (
    [...risks, ...scores].join('; ') ||
    `not known${open.length === 0 ? '' : `, needs ${open.map((i) => riskInputText(i, 'clinician')).join(', ')}`}`
  )
}

const points = (share: number): string =>
  `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(Math.round(share * 1000) / 10).toFixed(1)}`

const Shares = ({ of: { difference, atReference, shares } }: { readonly of: Disagreement }) => {
  const told = shares.filter((s) => Math.abs(s.share) >= 0.0005)
  const small = shares.filter((s) => Math.abs(s.share) < 0.0005).reduce((sum, s) => sum + s.share, 0)
  return (
    <table className={styles.shares}>
      <caption className="hidden">The difference taken apart, in percentage points</caption>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">This person</th>
          <th scope="col">Without risk factors</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Baseline, outcome and population</th>
          <td colSpan={2}>someone of the same age and sex without risk factors</td>
          <td>{points(atReference)}</td>
        </tr>
        {told.map((s) => (
          <tr key={s.input}>
            <th scope="row">{startText(riskInputText(s.input, 'clinician'))}</th>
            <td>{inputValueText(s.input, s.value)}</td>
            <td>{inputValueText(s.input, s.reference)}</td>
            <td>{points(s.share)}</td>
          </tr>
        ))}
        {Math.abs(small) >= 0.0005 && (
          <tr>
            <th scope="row">All others together</th>
            <td />
            <td />
            <td>{points(small)}</td>
          </tr>
        )}
        <tr className={styles.sum}>
          <th scope="row">Difference</th>
          <td />
          <td />
          <td>{points(difference)}</td>
        </tr>
      </tbody>
    </table>
  )
}
