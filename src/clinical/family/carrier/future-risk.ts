import type { AbsoluteRisk, Horizon, Outcome } from '../../../shared/disease-risk.ts'
import type { Relative } from '../pedigree.ts'
import { competingRisk, netRisk } from './hazard.ts'
import type { Hazard } from './hazard.ts'
import type { CancerHazards, CarrierModel } from './model.ts'
import { firstOf, organRemoved, treatedInSitu } from './phenotype.ts'

/** A future risk averaged over what the person may carry, with the risk if no gene of the group is altered and if one is. */
export type FutureRisk = AbsoluteRisk & {
  readonly outcome: Outcome
  readonly ifNone: number
  readonly ifCarrier: readonly { readonly gene: string; readonly probability: number }[]
}

/** Why no risk of this cancer is given. */
export type NoFutureRisk = {
  readonly outcome: Outcome
  readonly because: 'had-it' | 'organ-removed' | 'treated-in-situ' | 'age-unknown' | 'outside-ages'
}

/** Deaths of other causes by age, for one sex; without it risks are net of death. */
export type OtherDeaths = { readonly hazard: Hazard; readonly covers: readonly [from: number, to: number] }

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

const riskWithin = (
  hazard: Hazard,
  from: readonly number[],
  to: (age: number) => number,
  deaths: OtherDeaths | undefined,
): number =>
  mean(
    from.map((age) =>
      deaths === undefined ? netRisk(hazard, age, to(age)) : competingRisk(hazard, deaths.hazard, age, to(age)),
    ),
  )

/** `states`: the person's posterior under the model; `others`: the same under other allele frequencies, which the interval spans. */
export type RiskQuestion = {
  readonly model: CarrierModel
  readonly person: Relative
  readonly states: Float64Array
  readonly horizons: readonly Horizon[]
  readonly others?: readonly { readonly model: CarrierModel; readonly states: Float64Array }[]
  readonly otherDeaths?: OtherDeaths
}

const reach = (horizon: Horizon, age: number): number => ('years' in horizon ? age + horizon.years : horizon.toAge)

const excuse = (person: Relative, cancer: Outcome): NoFutureRisk['because'] | undefined => {
  if (firstOf(person, cancer) !== undefined) return 'had-it'
  if (organRemoved(person, cancer)) return 'organ-removed'
  if (treatedInSitu(person, cancer)) return 'treated-in-situ'
  return person.age === undefined ? 'age-unknown' : undefined
}

const single = (model: CarrierModel, gene: string): number =>
  model.together.states.findIndex((s) => model.together.genes.every((g, i) => s[i] === (g === gene ? 1 : 0)))

const averaged = (cancer: CancerHazards, states: Float64Array, risk: (hazard: Hazard) => number): number => {
  const known = new Map<Hazard, number>()
  return states.reduce((sum, p, s) => {
    const hazard = cancer.byState[s] as Hazard
    const value = known.get(hazard) ?? risk(hazard)
    known.set(hazard, value)
    return sum + p * value
  }, 0)
}

const riskOf = (
  question: RiskQuestion,
  cancer: CancerHazards,
  at: number,
  horizon: Horizon,
  from: readonly number[],
): FutureRisk => {
  const { model, states, otherDeaths, others = [] } = question
  const covered =
    otherDeaths !== undefined &&
    from.every((a) => a >= otherDeaths.covers[0] && reach(horizon, a) <= otherDeaths.covers[1])
  const risk = (hazard: Hazard): number =>
    riskWithin(hazard, from, (age) => reach(horizon, age), covered ? otherDeaths : undefined)
  const probability = averaged(cancer, states, risk)
  const elsewhere = others.map((o) => averaged(o.model.cancers[at] as CancerHazards, o.states, risk))
  const ifNone = risk(cancer.byState[0] as Hazard)
  const possible = model.together.genes.filter((g) => (states[single(model, g)] ?? 0) > 0)
  const ifCarrier = possible.map((gene) => ({ gene, probability: risk(cancer.byState[single(model, gene)] as Hazard) }))
  const ends = [...((states[0] ?? 0) > 0 ? [ifNone] : []), ...ifCarrier.map((c) => c.probability)]
  return {
    outcome: cancer.cancer,
    horizon,
    probability,
    competing: covered,
    intervals: [
      ...(elsewhere.length === 0
        ? []
        : [
            {
              level: 0.95 as const,
              range: [Math.min(probability, ...elsewhere), Math.max(probability, ...elsewhere)] as const,
              because: ['coefficients'] as const,
            },
          ]),
      ...(ends.length < 2
        ? []
        : [
            {
              level: 1 as const,
              range: [Math.min(...ends), Math.max(...ends)] as const,
              because: ['carrier-state'] as const,
            },
          ]),
    ],
    ifNone,
    ifCarrier,
  }
}

/**
 * Risks of first cancers of one person, averaged over what the person may carry. Over a range of ages the mean of its years. A horizon that reaches beyond the ages
 * the incidence is known for gives no figure; neither does a cancer the person has had or whose organ was taken out.
 */
export const futureCancerRisks = (
  question: RiskQuestion,
): { readonly risks: readonly FutureRisk[]; readonly none: readonly NoFutureRisk[] } => {
  const { model, person, horizons } = question
  const risks: FutureRisk[] = []
  const none: NoFutureRisk[] = []
  model.cancers.forEach((cancer, at) => {
    if (cancer.sex !== person.sex) return
    const because = excuse(person, cancer.cancer)
    const age = person.age
    if (because !== undefined || age === undefined) {
      none.push({ outcome: cancer.cancer, because: because ?? 'age-unknown' })
      return
    }
    const from = Array.from({ length: Math.floor(age[1]) - Math.floor(age[0]) + 1 }, (_, i) => Math.floor(age[0]) + i)
    const fitting = horizons.filter((h) =>
      from.every((a) => reach(h, a) > a && reach(h, a) <= cancer.covers[1] && reach(h, a) > cancer.covers[0]),
    )
    if (fitting.length === 0) none.push({ outcome: cancer.cancer, because: 'outside-ages' })
    for (const horizon of fitting) risks.push(riskOf(question, cancer, at, horizon, from))
  })
  return { risks, none }
}
