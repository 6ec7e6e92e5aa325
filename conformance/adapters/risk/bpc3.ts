import type { AgeRates, ModelVariant } from '../../../src/clinical/risk/integrated/index.ts'
import type { SuiteContext } from '../../suite.ts'

const folder = 'risk/integrated/bpc3_'

/** The files of the BPC3 breast cancer model that integrated suites read where they lie. */
export const bpc3 = {
  incidence: `${folder}age_specific_breast_cancer_incidence_rates.csv`,
  mortality: `${folder}age_specific_all_cause_mortality_rates.csv`,
  formula: `${folder}breast_cancer_covariate_model_formula.txt`,
  logOddsRatios: `${folder}breast_cancer_model_log_odds_ratios.json`,
  reference: `${folder}reference_covariate_data.csv.gz`,
  variants: `${folder}breast_cancer_72_snps_info.csv`,
  covariates: `${folder}query_covariate_profile.csv`,
  genotypes: `${folder}query_snp_profile.csv`,
} as const

/** Rows of a comma-separated table without commas in its cells. */
export const csvRows = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [head = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])))
}

/** A table of yearly rates from birth. */
export const ratesOf = (context: SuiteContext, path: string): AgeRates => ({
  from: 0,
  rates: csvRows(context.text(path)).map((row) => Number(row.rate)),
  source: path,
})

export const variantsOf = (context: SuiteContext): readonly ModelVariant[] =>
  csvRows(context.text(bpc3.variants)).map((row) => ({
    id: row.snp_name ?? '',
    logRatio: Math.log(Number(row.snp_odds_ratio)),
    frequency: Number(row.snp_freq),
  }))
