import type { ModelRemark } from '../model.ts'
import type { AgeRates } from './age-rates.ts'

/** What carrying a variant of one gene means: yearly hazard of the outcome by age, and how many of the population carry one (0 to 1). */
export type GenePenetrance = {
  readonly gene: string
  readonly carrierFrequency: number
  readonly hazard: AgeRates
  readonly source: string
  readonly unverified?: true
}

/**
 * Hazards by carrier state such that together they give the population's incidence: people without a variant have what is left once the carriers' events are
 * taken out. Carriers leave first, so their share among those still free of the event falls with age. Genes are taken as exclusive of each other. Where carriers
 * alone would have more events than the population has, the others have none, and it is said.
 */
export const carrierHazards = (
  population: AgeRates,
  genes: readonly GenePenetrance[],
): {
  readonly nonCarrier: AgeRates
  readonly carriers: ReadonlyMap<string, AgeRates>
  readonly remarks: readonly ModelRemark[]
} => {
  const remarks: ModelRemark[] = []
  const cumulated = genes.map(() => 0)
  let ofOthers = 0
  const start = 1 - genes.reduce((sum, g) => sum + g.carrierFrequency, 0)
  let short: number | undefined
  const rates = population.rates.map((incidence, i) => {
    const age = population.from + i
    const alive = genes.map((g, k) => g.carrierFrequency * Math.exp(-(cumulated[k] ?? 0)))
    const others = start * Math.exp(-ofOthers)
    const hazards = genes.map((g) => g.hazard.rates[age - g.hazard.from] ?? incidence)
    const all = others + alive.reduce((a, b) => a + b, 0)
    const left = (incidence * all - hazards.reduce((sum, h, k) => sum + h * (alive[k] ?? 0), 0)) / others
    if (left < 0) short ??= age
    const rest = Math.max(0, left)
    hazards.forEach((h, k) => {
      cumulated[k] = (cumulated[k] ?? 0) + h
    })
    ofOthers += rest
    return rest
  })
  if (short !== undefined) remarks.push({ code: 'carriers-exceed-population', with: { age: String(short) } })
  for (const g of genes)
    if (g.unverified) remarks.push({ code: 'penetrance-unverified', with: { gene: g.gene, source: g.source } })
  const carriers = new Map(
    genes.map((g) => [
      g.gene,
      {
        from: population.from,
        rates: population.rates.map((incidence, i) => g.hazard.rates[population.from + i - g.hazard.from] ?? incidence),
        source: g.source,
      },
    ]),
  )
  return { nonCarrier: { ...population, rates }, carriers, remarks }
}
