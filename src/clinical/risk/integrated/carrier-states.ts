import type { CarrierStanding } from '../../../shared/disease-risk.ts'
import type { ModelRemark } from '../model.ts'
import { type AgeRates, rateAt } from './age-rates.ts'
import { carrierHazards } from './carrier-hazards.ts'
import type { GenesPart } from './integrated-question.ts'

/** A state of the genes of high risk: how likely, the hazard in it before anything else, and whether a variant is carried. */
export type CarrierState = { readonly weight: number; readonly hazard: AgeRates; readonly carrier: boolean }

const survivalTo = (age: number, hazard: AgeRates): number => {
  let cumulated = 0
  for (let year = hazard.from; year < age; year++) cumulated += rateAt(hazard, year) || 0
  return Math.exp(-cumulated)
}

const highest = (hazards: readonly AgeRates[]): AgeRates | undefined => {
  const [first, ...others] = hazards
  if (first === undefined) return undefined
  return { ...first, rates: first.rates.map((rate, i) => Math.max(rate, ...others.map((o) => o.rates[i] ?? rate))) }
}

/**
 * The states a person's genes may be in. Found by a test: that state alone, of several genes the highest hazard of each year. Otherwise each gene with its
 * probability from test and relatives, or where nothing is known of it the share of carriers among people of this age. `undefined` where no gene is modelled.
 */
export const carrierStates = (
  incidence: AgeRates,
  age: number,
  genes: GenesPart | undefined,
): { readonly states: readonly CarrierState[]; readonly remarks: readonly ModelRemark[] } => {
  if (genes === undefined || genes.penetrance.length === 0)
    return { states: [{ weight: 1, hazard: incidence, carrier: false }], remarks: [] }
  const { nonCarrier, carriers, remarks } = carrierHazards(incidence, genes.penetrance)
  const standing = new Map<string, CarrierStanding>(genes.standings.map((s) => [s.gene, s]))
  const found = genes.penetrance.filter((g) => standing.get(g.gene)?.state === 'positive')
  const hazard = highest(found.flatMap((g) => carriers.get(g.gene) ?? []))
  if (hazard !== undefined)
    return {
      states: [{ weight: 1, hazard, carrier: true }],
      remarks: found.length > 1 ? [...remarks, { code: 'several-genes-highest-hazard' }] : remarks,
    }
  const states: CarrierState[] = []
  for (const g of genes.penetrance) {
    const own = carriers.get(g.gene)
    if (own === undefined) continue
    const prior = g.carrierFrequency * survivalTo(age, own)
    const others = (1 - g.carrierFrequency) * survivalTo(age, nonCarrier)
    const weight = standing.get(g.gene)?.probability ?? prior / (prior + others)
    if (weight > 0) states.push({ weight, hazard: own, carrier: true })
  }
  const carried = states.reduce((sum, s) => sum + s.weight, 0)
  const scale = carried > 1 ? 1 / carried : 1
  return {
    states: [
      ...states.map((s) => ({ ...s, weight: s.weight * scale })),
      { weight: Math.max(0, 1 - carried), hazard: nonCarrier, carrier: false },
    ],
    remarks,
  }
}
