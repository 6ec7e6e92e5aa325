import type { AbsoluteRisk, Horizon, UncertainBy } from '../../../shared/disease-risk.ts'
import type { ModelRemark } from '../model.ts'
import { covers, rateAt } from './age-rates.ts'
import { type CarrierState, carrierStates } from './carrier-states.ts'
import { cumulativeRisk } from './cumulative-risk.ts'
import { familyRemainder } from './family-remainder.ts'
import type { IntegratedAnswer, IntegratedQuestion, IntegratedRisk, IntegrationStep } from './integrated-question.ts'
import { type ConditionalEffect, conditionalEffect } from './polygenic-effect.ts'
import { recalibrated } from './recalibration.ts'
import { referenceBaseline } from './reference-baseline.ts'
import { intervalsOf, type RiskState, riskSpread } from './risk-spread.ts'
import { hazardShift, oddsShift } from './score-shift.ts'
import { meanOver, standardNormal } from './weighted-points.ts'

const errors = standardNormal(81, 6)
const normal = standardNormal(161)

const sameHorizon = (a: Horizon, b: Horizon): boolean =>
  'years' in a ? 'years' in b && a.years === b.years : 'toAge' in b && a.toAge === b.toAge
const endOf = (age: number, horizon: Horizon): number => ('years' in horizon ? age + horizon.years : horizon.toAge)

/** The parts of one person that do not hang on the horizon. */
type Parts = {
  readonly effect: ConditionalEffect | undefined
  readonly z: number
  readonly zError: number
  /** Standard deviation of the log ratio by places of the score not read and by the sampling of its effect. */
  readonly sigma: number
  /** Log ratio that the family adds, of people without a variant. */
  readonly family: number
  readonly because: readonly UncertainBy[]
  readonly remarks: readonly ModelRemark[]
}

const partsOf = (q: IntegratedQuestion): Parts => {
  const remarks: ModelRemark[] = []
  const { clinical, genes } = q
  const polygenic = q.polygenic?.outcome === q.outcome ? q.polygenic : undefined
  const family = q.family?.outcome === q.outcome ? q.family : undefined
  for (const { gene, state } of genes?.standings ?? [])
    if (state === 'positive' && !genes?.penetrance.some((g) => g.gene === gene))
      remarks.push({ code: 'gene-without-penetrance', with: { gene } })
  const effect = conditionalEffect(polygenic?.effect, clinical)
  if (q.polygenic === undefined) remarks.push({ code: 'no-score' })
  else if (polygenic === undefined)
    remarks.push({ code: 'score-of-another-outcome', with: { score: q.polygenic.score } })
  else if (effect === undefined) remarks.push({ code: 'no-published-effect', with: { score: polygenic.score } })
  remarks.push(...(effect?.remarks ?? []))
  const used = effect === undefined ? undefined : polygenic
  const z = used?.z ?? 0
  const zError = used?.standardError ?? 0
  const { perSd = 0, standardError = 0 } = effect ?? {}

  const counted = clinical?.familyLogRatio !== undefined
  const published = clinical?.familyLogRatio ?? (family?.known ? family.logRatio?.value : undefined)
  if (family === undefined || !family.known) remarks.push({ code: 'family-not-known' })
  if (!counted && family?.logRatio?.unverified) remarks.push({ code: 'family-ratio-unverified' })
  let add = 0
  if (published !== undefined && published !== 0) {
    const modelled = genes !== undefined && genes.penetrance.length > 0
    const remainder = familyRemainder({
      logRatio: published,
      counted,
      ...(effect === undefined
        ? {}
        : { score: { perSd, ...(polygenic?.explains === undefined ? {} : { explains: polygenic.explains }) } }),
      ...(modelled ? { genesNegative: genes.explains === undefined ? {} : { explains: genes.explains } } : {}),
    })
    add = remainder.logRatio
    remarks.push(...remainder.remarks)
    if (!counted) remarks.push({ code: 'family-ratio-not-normalised' })
  }
  return {
    effect,
    z,
    zError,
    sigma: Math.sqrt((perSd * zError) ** 2 + standardError ** 2 * (z * z + zError * zError)),
    family: add,
    because: [
      ...(perSd * zError !== 0 ? (['unread-places'] as const) : []),
      ...(standardError > 0 && (z !== 0 || zError > 0) ? (['coefficients'] as const) : []),
    ],
    remarks,
  }
}

/** The mean over what was not read of the score, never the risk at the mean score. */
const overScore = (parts: Parts, at: (shift: number) => number): number => {
  const size = (parts.effect?.perSd ?? 0) * parts.zError
  return size === 0 ? at(0) : meanOver(errors, (e) => at(size * e))
}

const finish = (
  q: IntegratedQuestion,
  parts: Parts,
  horizon: Horizon,
  states: readonly RiskState[],
  competing: boolean,
  steps: IntegratedRisk['steps'],
  remarks: readonly ModelRemark[],
): IntegratedRisk => {
  const mixed = states.filter((s) => s.weight > 0).length > 1
  const because: readonly UncertainBy[] = mixed ? [...parts.because, 'carrier-state'] : parts.because
  const probability = states.reduce((sum, s) => sum + s.weight * overScore(parts, s.at), 0)
  const spread = riskSpread(states, parts.sigma)
  const above = (t: number): number => (because.length === 0 ? (probability > t ? 1 : 0) : spread.above(t))
  return {
    risk: { outcome: q.outcome, horizon, probability, intervals: intervalsOf(spread, because), competing },
    steps,
    above: (q.thresholds ?? []).map((threshold) => ({ threshold, probability: above(threshold) })),
    remarks: [...parts.remarks, ...remarks],
  }
}

/** By hazards on the population's rates: every horizon the rates reach. */
const byHazards = (
  q: IntegratedQuestion,
  parts: Parts,
  population: NonNullable<IntegratedQuestion['population']>,
  horizon: Horizon,
  ratio: ((age: number) => number) | undefined,
): IntegratedRisk => {
  const { incidence, otherDeath } = population
  const until = endOf(q.age, horizon)
  const { perSd = 0 } = parts.effect ?? {}
  const scored = { at: normal.at.map((z) => perSd * z), weight: normal.weight }
  const { states, remarks } = carrierStates(incidence, q.age, q.genes)
  const plain: readonly CarrierState[] = [{ weight: 1, hazard: incidence, carrier: false }]
  const told: ModelRemark[] = [...remarks]
  if (states.some((s) => s.carrier && s.weight > 0)) {
    if (ratio !== undefined) told.push({ code: 'clinical-model-not-for-carriers' })
    if (perSd !== 0) told.push({ code: 'score-effect-of-non-carriers' })
    if (parts.family !== 0) told.push({ code: 'family-left-out-for-carriers' })
  }
  const riskStates = (
    of: readonly CarrierState[],
    clinical: boolean,
    score: boolean,
    family: boolean,
  ): readonly RiskState[] =>
    of.map((s) => {
      const hazard = score && perSd !== 0 ? referenceBaseline(s.hazard, scored) : s.hazard
      const log = (score ? perSd * parts.z : 0) + (family && !s.carrier ? parts.family : 0)
      return {
        weight: s.weight,
        at: (shift) => {
          const factor = Math.exp(log + shift)
          return cumulativeRisk(
            (age) => rateAt(hazard, age) * factor * (clinical && !s.carrier && ratio !== undefined ? ratio(age) : 1),
            (age) => rateAt(otherDeath, age),
            q.age,
            until,
          )
        },
      }
    })
  const point = (of: readonly RiskState[], score: boolean): number =>
    of.reduce((sum, s) => sum + s.weight * (score ? overScore(parts, s.at) : s.at(0)), 0)
  const steps: { step: IntegrationStep; probability: number }[] = [
    { step: 'population', probability: point(riskStates(plain, false, false, false), false) },
  ]
  if (ratio !== undefined)
    steps.push({ step: 'clinical', probability: point(riskStates(plain, true, false, false), false) })
  if (q.genes !== undefined && q.genes.penetrance.length > 0)
    steps.push({ step: 'genes', probability: point(riskStates(states, true, false, false), false) })
  if (perSd !== 0) steps.push({ step: 'polygenic', probability: point(riskStates(states, true, true, false), true) })
  const all = riskStates(states, true, true, true)
  if (parts.family !== 0) steps.push({ step: 'family', probability: point(all, true) })
  return finish(q, parts, horizon, all, true, steps, told)
}

/** From a clinical model's probability: the horizons the model has. */
const byProbability = (q: IntegratedQuestion, parts: Parts, clinical: AbsoluteRisk): IntegratedRisk => {
  const { perSd = 0, kind = 'hazard' } = parts.effect ?? {}
  const told: ModelRemark[] = []
  if (clinical.intervals.some((i) => i.because.includes('missing-input'))) told.push({ code: 'clinical-input-missing' })
  if (q.genes?.standings.some((s) => s.state !== 'negative' && s.probability > 0))
    told.push({ code: 'carrier-state-left-out' })
  const start = clinical.probability
  const moved = kind === 'odds' ? oddsShift(start, perSd) : hazardShift(start, perSd)
  const steps: { step: IntegrationStep; probability: number }[] = [{ step: 'clinical', probability: start }]
  const at = (shift: number): number => moved.at(perSd * parts.z + shift)
  if (perSd !== 0) steps.push({ step: 'polygenic', probability: overScore(parts, at) })
  const withFamily = (shift: number): number => at(shift + parts.family)
  if (parts.family !== 0) steps.push({ step: 'family', probability: overScore(parts, withFamily) })
  return finish(q, parts, clinical.horizon, [{ weight: 1, at: withFamily }], clinical.competing, steps, told)
}

/** A clinical model's probabilities of the outcome, each as the site's own events of that model, outcome and horizon correct it. */
const clinicalRisks = (
  q: IntegratedQuestion,
): readonly { readonly risk: AbsoluteRisk; readonly remarks: readonly ModelRemark[] }[] => {
  const { clinical, recalibration } = q
  if (clinical === undefined || !('risks' in clinical)) return []
  return clinical.risks
    .filter((r) => r.outcome === q.outcome)
    .map((risk) => {
      const fits =
        recalibration !== undefined &&
        recalibration.model === clinical.model &&
        recalibration.outcome === q.outcome &&
        sameHorizon(risk.horizon, { years: recalibration.years })
      if (!fits) return { risk, remarks: [] }
      const { probability, remark } = recalibrated(risk.probability, recalibration)
      return { risk: { ...risk, probability }, remarks: [remark] }
    })
}

const withRemarks = (risk: IntegratedRisk, remarks: readonly ModelRemark[]): IntegratedRisk => ({
  ...risk,
  remarks: [...risk.remarks, ...remarks],
})

/** The constant factor on the population's hazards that gives a probability over its horizon. */
const carriedForward = (
  population: NonNullable<IntegratedQuestion['population']>,
  age: number,
  clinical: AbsoluteRisk,
): number => {
  const until = endOf(age, clinical.horizon)
  let [low, high] = [-12, 12]
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    const factor = Math.exp(middle)
    const risk = cumulativeRisk(
      (a) => rateAt(population.incidence, a) * factor,
      (a) => rateAt(population.otherDeath, a),
      age,
      until,
    )
    if (risk < clinical.probability) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/**
 * One person's absolute risk of one outcome from everything that is known: population rates, clinical model, genes of high risk, polygenic score, family, each
 * counted once and in that order. A score or family of another outcome is not used. Death of other causes competes wherever rates are used. A clinical probability is taken as the mean of people like this one
 * and moved by the score; horizons it lacks are reached by carrying its ratio to the population forward, which is said. A horizon for which nothing is there
 * to calculate with comes back in `notAnswered` with the reasons.
 */
export const integrate = (q: IntegratedQuestion): IntegratedAnswer => {
  const risks: IntegratedRisk[] = []
  const notAnswered: { horizon: Horizon; because: readonly ModelRemark[] }[] = []
  const parts = partsOf(q)
  const { population, clinical, genes } = q
  const probabilities = clinicalRisks(q)
  const suspected = genes?.standings.some((s) => s.state === 'not-tested' && s.probability > 0) === true
  const carrier = genes?.standings.find(
    (s) => s.state === 'positive' && genes.penetrance.some((g) => g.gene === s.gene),
  )
  for (const horizon of q.horizons) {
    const own = probabilities.find((r) => sameHorizon(r.risk.horizon, horizon))
    const until = endOf(q.age, horizon)
    const reached =
      population !== undefined &&
      covers(population.incidence, q.age, until) &&
      covers(population.otherDeath, q.age, until)
    if (!(until > q.age)) notAnswered.push({ horizon, because: [{ code: 'horizon-is-past' }] })
    else if (own !== undefined && carrier === undefined && !(suspected && reached))
      risks.push(withRemarks(byProbability(q, parts, own.risk), own.remarks))
    else if (!reached || population === undefined)
      notAnswered.push({
        horizon,
        because: [
          { code: population === undefined ? 'no-incidence-table' : 'rates-do-not-reach' },
          ...(carrier === undefined ? [] : [{ code: 'carrier-needs-rates', with: { gene: carrier.gene } }]),
        ],
      })
    else if (clinical !== undefined && 'ratio' in clinical)
      risks.push(byHazards(q, parts, population, horizon, clinical.ratio))
    else {
      const nearest = probabilities
        .filter(({ risk }) => covers(population.incidence, q.age, endOf(q.age, risk.horizon)))
        .toSorted((a, b) => endOf(q.age, b.risk.horizon) - endOf(q.age, a.risk.horizon))[0]
      if (nearest === undefined) risks.push(byHazards(q, parts, population, horizon, undefined))
      else {
        const factor = carriedForward(population, q.age, nearest.risk)
        const carried: ModelRemark = { code: 'clinical-ratio-carried-forward', with: { ratio: factor.toFixed(2) } }
        const risk = byHazards(q, parts, population, horizon, () => factor)
        risks.push(withRemarks(risk, [...nearest.remarks, carried]))
      }
    }
  }
  return { risks, notAnswered }
}
