import {
  covariatePredictor,
  covariateTerms,
  genotypeScores,
  onPopulation,
  riskOfPredictor,
  riskOfVariants,
  sample,
  type WeightedPoints,
} from '../../../src/clinical/risk/integrated/index.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'
import { bpc3, csvRows, ratesOf, variantsOf } from './bpc3.ts'

type Spread = { readonly q1: number; readonly median: number; readonly mean: number; readonly q3: number; readonly sd?: number }
type Profiles = { readonly profiles: readonly string[]; readonly risks: readonly number[]; readonly tolerance: number; readonly reference_risk: Spread & { readonly n: number } }
type Expected = {
  readonly age_start: number
  readonly interval: number
  readonly covariate_only: Profiles & { readonly linear_predictors: readonly number[] }
  readonly snp_only_with_profile: Profiles & { readonly tolerance_reference: number }
}

/** R's default quantile of a sorted sample. */
const quantile = (sorted: readonly number[], q: number): number => {
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)] ?? Number.NaN
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? low) - low)
}

const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b)
  return { q1: quantile(sorted, 0.25), median: quantile(sorted, 0.5), mean: values.reduce((a, b) => a + b, 0) / values.length, q3: quantile(sorted, 0.75) }
}

const gridStep = 2e-4

/** Distribution of the mean of so many independent draws, on a grid: iCARE gives each simulated woman the mean of five imputations. */
const spreadOfMean = (points: WeightedPoints, draws: number): Spread => {
  const one = new Float64Array(Math.ceil(Math.max(...points.at) / gridStep) + 1)
  points.at.forEach((x, i) => {
    const k = Math.round(x / gridStep)
    one[k] = (one[k] ?? 0) + (points.weight[i] ?? 0)
  })
  let sum = one
  for (let d = 1; d < draws; d++) {
    const next = new Float64Array(sum.length + one.length)
    for (let i = 0; i < sum.length; i++) {
      const mass = sum[i] ?? 0
      if (mass > 1e-14) for (let j = 0; j < one.length; j++) next[i + j] = (next[i + j] ?? 0) + mass * (one[j] ?? 0)
    }
    sum = next
  }
  const value = (k: number): number => (k * gridStep) / draws
  let [mean, square, below] = [0, 0, 0]
  const at: Record<string, number> = {}
  sum.forEach((w, k) => {
    mean += w * value(k)
    square += w * value(k) ** 2
    below += w
    for (const [name, q] of [['q1', 0.25], ['median', 0.5], ['q3', 0.75]] as const) if (below >= q) at[name] ??= value(k)
  })
  return { q1: at.q1 ?? Number.NaN, median: at.median ?? Number.NaN, mean, q3: at.q3 ?? Number.NaN, sd: Math.sqrt(square - mean * mean) }
}

const withoutSize = (spread: Spread & { readonly n: number }): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(spread).filter(([name]) => name !== 'n'))

const figures = (context: SuiteContext) => {
  const expected = JSON.parse(context.text('risk/integrated/expected_icare.json')) as Expected
  const ages = { from: expected.age_start, until: expected.age_start + expected.interval }
  return { expected, ages, incidence: ratesOf(context, bpc3.incidence), mortality: ratesOf(context, bpc3.mortality) }
}

export const expectedIcare: SuiteAdapter = {
  path: 'risk/integrated/expected_icare.json',
  title: 'Absolute risk from covariates and from variants against R iCARE 1.38.0 (BPC3 breast cancer model)',
  inputs: Object.values(bpc3),
  run(context) {
    const { expected, ages, incidence, mortality } = figures(context)
    const count = tally()

    const factors = (text: string): readonly string[] =>
      [...new Set(text.replaceAll(/levels=\[[^\]]*\]|\[T\.[^\]]*\]|\bC\(/g, '').match(/[a-z_]{4,}/g) ?? [])].sort()
    const named = factors(Object.keys(JSON.parse(context.text(bpc3.logOddsRatios)) as object).join(' '))
    count.compare('factors of the formula', factors(context.text(bpc3.formula)), named)

    const { terms } = covariateTerms(JSON.parse(context.text(bpc3.logOddsRatios)) as Readonly<Record<string, number>>)
    const predictorOf = (row: Readonly<Record<string, string>>): number => {
      const read = covariatePredictor(terms, row)
      return 'value' in read ? read.value : Number.NaN
    }
    const reference = csvRows(context.text(bpc3.reference)).map(predictorOf)
    const byCovariates = onPopulation(incidence, mortality, sample(reference))
    const people = csvRows(context.text(bpc3.covariates))
    const covariate = expected.covariate_only
    covariate.profiles.forEach((id, i) => {
      const predictor = predictorOf(people.find((p) => p.id === id) ?? {})
      count.close(
        `covariates ${id}`,
        { risk: covariate.risks[i] ?? Number.NaN, predictor: covariate.linear_predictors[i] ?? Number.NaN },
        { risk: riskOfPredictor(byCovariates, predictor, ages.from, ages.until, 'discrete'), predictor },
        covariate.tolerance,
      )
    })
    const risks = reference.map((x) => riskOfPredictor(byCovariates, x, ages.from, ages.until, 'discrete'))
    count.compare('covariates reference size', covariate.reference_risk.n, risks.length)
    count.close('covariates reference', withoutSize(covariate.reference_risk), { ...spreadOf(risks) }, covariate.tolerance)

    const variants = variantsOf(context)
    const scores = genotypeScores(variants, false)
    const byVariants = onPopulation(incidence, mortality, scores)
    const genotyped = csvRows(context.text(bpc3.genotypes))
    const snps = expected.snp_only_with_profile
    snps.profiles.forEach((id, i) => {
      const row = genotyped.find((p) => p.id === id) ?? {}
      const alleles = Object.fromEntries(variants.map((v) => [v.id, row[v.id] ? Number(row[v.id]) : undefined]))
      const risk = riskOfVariants(byVariants, variants, alleles, false, ages, 'discrete')
      count.close(`variants ${id}`, { risk: snps.risks[i] ?? Number.NaN }, { risk }, snps.tolerance)
    })
    const population: WeightedPoints = { at: scores.at.map((x) => riskOfPredictor(byVariants, x, ages.from, ages.until, 'discrete')), weight: scores.weight }
    count.close('variants reference, means of five imputations', withoutSize(snps.reference_risk), { ...spreadOfMean(population, 5) }, snps.tolerance_reference)
    return count.outcome()
  },
}
