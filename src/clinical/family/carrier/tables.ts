import type { Release } from '../../../knowledge/release.ts'
import { AttuneError } from '../../../shared/errors.ts'
import type { Outcome } from '../../../shared/disease-risk.ts'

/**
 * Figures by age as they were published. Bands are completed years, the upper end not included. `rate`: new cases per person-year. `probability`: of a first
 * diagnosis within the band of somebody free of it at its start. `ratio`: rate of carriers over the rate of non-carriers. `within`: how what falls into a band is spread
 * over its years: evenly (when absent), or in proportion to the population's rate, which keeps young carriers from having more cancers than there are.
 */
export type AgeFigures = {
  readonly form: 'rate' | 'probability' | 'ratio'
  readonly within?: 'population'
  readonly bands: readonly (readonly [from: number, to: number, value: number])[]
  readonly source: string
  readonly unverified?: true
  readonly note?: string
}

export type Sexed = 'female' | 'male'

/** How often the cancer comes up in everybody of one sex. `population`: for whom, where there are several. */
export type PopulationIncidence = AgeFigures & {
  readonly cancer: Outcome
  readonly sex: Sexed
  readonly population?: string
}

export type Penetrance = AgeFigures & { readonly gene: string; readonly cancer: Outcome; readonly sex: Sexed }

/** Deaths per person-year of anything but `without`. */
export type Mortality = AgeFigures & { readonly sex: Sexed; readonly population: string; readonly without: Outcome }

/** How much likelier a tumour looks like this in carriers of the gene than in non-carriers, for a diagnosis at these ages. */
export type PathologyRatio = {
  readonly gene: string
  readonly cancer: Outcome
  readonly pathology: 'triple-negative' | 'er-positive'
  readonly ages: readonly [from: number, to: number]
  readonly ratio: number
  readonly source: string
  readonly unverified?: true
}

export type TestAccuracy = {
  readonly method: 'search' | 'known-variant'
  readonly sensitivity: number
  readonly specificity: number
  readonly source: string
  readonly unverified?: true
}

/** Genes that are taken together, with the cancers their carriers are watched for. */
export type GeneGroup = {
  readonly id: string
  readonly title: string
  readonly genes: readonly string[]
  readonly cancers: readonly Outcome[]
}

export type PenetranceTable = {
  readonly groups: readonly GeneGroup[]
  readonly population: readonly PopulationIncidence[]
  readonly carriers: readonly Penetrance[]
  readonly mortality: readonly Mortality[]
  readonly pathology: readonly PathologyRatio[]
  readonly tests: readonly TestAccuracy[]
}

/** Frequency of all pathogenic alleles of a gene together, per chromosome, with the range it may lie in. */
export type AllelePrior = {
  readonly population: string
  readonly gene: string
  readonly frequency: number
  readonly range: readonly [low: number, high: number]
  readonly source: string
  readonly unverified?: true
}

export type CarrierTables = {
  readonly penetrance: PenetranceTable
  readonly priors: readonly AllelePrior[]
  /** Release the figures came from. */
  readonly release: string
}

/** Penetrances and priors out of a loaded release. */
export const carrierTables = (releases: readonly Release[]): CarrierTables => {
  const release = releases.find((r) => r.manifest.id === 'attune-family')
  const [penetrances, priors] = [release?.tables['penetrances.json'], release?.tables['priors.json']]
  if (release === undefined || penetrances === undefined || priors === undefined)
    throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-family')
  return {
    penetrance: JSON.parse(penetrances) as PenetranceTable,
    priors: (JSON.parse(priors) as { readonly alleles: readonly AllelePrior[] }).alleles,
    release: `${release.manifest.id} ${release.manifest.release}`,
  }
}
