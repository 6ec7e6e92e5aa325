import { type AgeRates, rateAt } from './age-rates.ts'
import { cumulativeRisk, type YearRule } from './cumulative-risk.ts'
import { genotypeScores, type ModelVariant } from './genotype-scores.ts'
import { referenceBaseline } from './reference-baseline.ts'
import { meanOver, type WeightedPoints } from './weighted-points.ts'

/** A relative risk model on a population: the baseline that its reference gives, and death of other causes. */
export type AbsoluteRiskModel = { readonly baseline: AgeRates; readonly otherDeath: AgeRates }

/** Puts a model on a population's incidence and mortality, by the distribution of its linear predictor in the reference. */
export const onPopulation = (
  incidence: AgeRates,
  otherDeath: AgeRates,
  reference: WeightedPoints,
): AbsoluteRiskModel => ({ baseline: referenceBaseline(incidence, reference), otherDeath })

/** Probability (0 to 1) between two ages of a person with this linear predictor. NaN where the tables do not reach. */
export const riskOfPredictor = (
  model: AbsoluteRiskModel,
  predictor: number,
  from: number,
  until: number,
  rule: YearRule = 'attenuated',
): number => {
  const ratio = Math.exp(predictor)
  return cumulativeRisk(
    (age) => rateAt(model.baseline, age) * ratio,
    (age) => rateAt(model.otherDeath, age),
    from,
    until,
    rule,
  )
}

/**
 * Probability between two ages of a person of whom only a part is known: the mean over what is not, never the risk of the mean. `known`: predictor of what is
 * known; `open`: distribution of the rest.
 */
export const riskWithOpenPart = (
  model: AbsoluteRiskModel,
  known: number,
  open: WeightedPoints,
  from: number,
  until: number,
  rule: YearRule = 'attenuated',
): number => meanOver(open, (x) => riskOfPredictor(model, known + x, from, until, rule))

/** The known part of a person's variants (alleles counted 0, 1 or 2) and those of the model that were not read. */
export const readVariants = (
  variants: readonly ModelVariant[],
  alleles: Readonly<Record<string, number | undefined>>,
): { readonly known: number; readonly open: readonly ModelVariant[] } => {
  let known = 0
  const open: ModelVariant[] = []
  for (const v of variants) {
    const count = alleles[v.id]
    if (count === undefined) open.push(v)
    else known += count * v.logRatio
  }
  return { known, open }
}

/** Risk by variants alone: those not read are averaged over their genotypes, given the family history. */
export const riskOfVariants = (
  model: AbsoluteRiskModel,
  variants: readonly ModelVariant[],
  alleles: Readonly<Record<string, number | undefined>>,
  familyHistory: boolean,
  ages: { readonly from: number; readonly until: number },
  rule: YearRule = 'attenuated',
): number => {
  const { known, open } = readVariants(variants, alleles)
  return riskWithOpenPart(model, known, genotypeScores(open, familyHistory), ages.from, ages.until, rule)
}
