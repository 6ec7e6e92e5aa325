import type { Outcome } from '../../../shared/disease-risk.ts'
import { genesTogether, peelerOf } from '../peeling/index.ts'
import type { GenesTogether, Peeler } from '../peeling/index.ts'
import { ages, byAge, hazardOf } from './hazard.ts'
import type { Hazard } from './hazard.ts'
import type { AgeFigures, PathologyRatio, Sexed, TestAccuracy } from './tables.ts'

/** One cancer in one sex: incidence in everybody, and what is published of carriers of each gene; a gene without figures does not change the rate. */
export type CancerFigures = {
  readonly cancer: Outcome
  readonly sex: Sexed
  readonly population: AgeFigures
  readonly carriers: Readonly<Record<string, AgeFigures>>
}

/**
 * What a Mendelian model is made of. `frequencies` by population of origin, `general` always among them. `nonCarriers`: `backedOut` has carriers and non-carriers
 * together come to the population's rate; `population` takes the population's rate for theirs.
 */
export type CarrierSpec = {
  readonly id: string
  readonly genes: readonly string[]
  readonly frequencies: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly cancers: readonly CancerFigures[]
  readonly tests: readonly TestAccuracy[]
  readonly pathology: readonly PathologyRatio[]
  readonly nonCarriers: 'backedOut' | 'population'
}

/** Hazards by state, and the ages between which the population's incidence is known. */
export type CancerHazards = {
  readonly cancer: Outcome
  readonly sex: Sexed
  readonly byState: readonly Hazard[]
  readonly covers: readonly [from: number, to: number]
}

export type CarrierModel = {
  readonly spec: CarrierSpec
  readonly together: GenesTogether
  readonly peel: Peeler
  /** Founder frequencies of the states by population of origin. */
  readonly founders: Readonly<Record<string, Float64Array>>
  readonly cancers: readonly CancerHazards[]
}

/** States of equal rates share one hazard, so that what follows from it is worked out once. */
const shared = (rate: Float64Array, known: Map<string, Hazard>): Hazard => {
  const key = rate.join()
  const found = known.get(key) ?? hazardOf(rate)
  known.set(key, found)
  return found
}

const highest = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((v) => v !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

/**
 * Where several genes are altered the highest rate of them counts, and a rate counts before a ratio: no published figure says how they add up. At ages without a
 * figure for a gene its carriers have the rate of non-carriers.
 */
const hazardsOf = (
  figures: CancerFigures,
  together: GenesTogether,
  prior: Float64Array,
  spec: CarrierSpec,
): CancerHazards => {
  const population = byAge(figures.population)
  const of = together.genes.map((gene) => {
    const carriers = figures.carriers[gene]
    return { ratio: carriers?.form === 'ratio', values: byAge(carriers, population) }
  })
  const altered = together.states.map((state) => state.flatMap((copies, g) => (copies > 0 ? [g] : [])))
  const rates = together.states.map(() => new Float64Array(ages))
  for (let age = 0; age < ages; age++) {
    const all = population[age]
    if (all === undefined) continue
    const fixed = altered.map((genes) => highest(genes.map((g) => (of[g]?.ratio ? undefined : of[g]?.values[age]))))
    const ratio = altered.map(
      (genes) => highest(genes.map((g) => (of[g]?.ratio ? of[g]?.values[age] : undefined))) ?? 1,
    )
    let [spoken, shares] = [0, 0]
    prior.forEach((p, s) => {
      const rate = fixed[s]
      if (rate === undefined) shares += p * (ratio[s] as number)
      else spoken += p * rate
    })
    const non = spec.nonCarriers === 'population' ? all : Math.max(0, (all - spoken) / shares)
    rates.forEach((rate, s) => {
      rate[age] = fixed[s] ?? non * (ratio[s] as number)
    })
  }
  const hazards = new Map<string, Hazard>()
  const known = population.flatMap((rate, age) => (rate === undefined ? [] : [age]))
  return {
    cancer: figures.cancer,
    sex: figures.sex,
    byState: rates.map((rate) => shared(rate, hazards)),
    covers: [known[0] ?? 0, (known.at(-1) ?? -1) + 1],
  }
}

const noFrequencies = (genes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(genes.map((g) => [g, 0]))

/** Builds a model; `peel` of another model of the same genes saves laying everything out again, for instance under other frequencies. */
export const carrierModel = (spec: CarrierSpec, peel?: Peeler): CarrierModel => {
  const ordered = (frequencies: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
    Object.fromEntries(spec.genes.map((g) => [g, frequencies[g] ?? 0]))
  const together = genesTogether(ordered(spec.frequencies.general ?? noFrequencies(spec.genes)))
  const founders = Object.fromEntries(
    Object.entries(spec.frequencies).map(([population, f]) => [
      population,
      genesTogether(ordered(f)).inheritance.founder.female,
    ]),
  )
  return {
    spec,
    together,
    peel: peel ?? peelerOf(together.inheritance),
    founders,
    cancers: spec.cancers.map((c) => hazardsOf(c, together, together.inheritance.founder.female, spec)),
  }
}
