/** How the calls were made. `notClear`: the number and spread of the variants fits none. */
export type Assay = 'genome' | 'exome' | 'panel' | 'array' | 'notClear'

/** What is measured. Shares are 0 to 1. */
export type FigureId =
  | 'variants'
  | 'tiTv'
  | 'hetHom'
  | 'insDel'
  | 'alleleBalance'
  | 'lowBalance'
  | 'medianDepth'
  | 'medianQuality'
  | 'passing'
  | 'missing'
  | 'repeated'
  | 'referenceMismatch'

/** Where a figure is expected, both ends included. `unverified`: the numbers were not read in the source itself. */
export type Band = { readonly from: number; readonly to: number; readonly source: string; readonly unverified?: true }

const callset = 'GATK documentation, Evaluating the quality of a germline short variant callset (2017)'
const ratios = 'Wang J et al., Bioinformatics 2015;31:318 (doi:10.1093/bioinformatics/btu668)'
const requirement = "the project's requirements"
const own = 'own choice'

const everywhere: Partial<Record<FigureId, Band>> = {
  repeated: { from: 0, to: 0, source: own, unverified: true },
  referenceMismatch: { from: 0, to: 0.01, source: requirement, unverified: true },
}

const sequencing: Partial<Record<FigureId, Band>> = {
  ...everywhere,
  hetHom: { from: 1.3, to: 2.2, source: `${ratios}; differs by ancestry`, unverified: true },
  alleleBalance: { from: 0.45, to: 0.52, source: requirement, unverified: true },
  lowBalance: { from: 0, to: 0.05, source: own, unverified: true },
}

/** Expected bands by assay. A figure without a band is told without a verdict. */
export const bands: Readonly<Record<Assay, Partial<Record<FigureId, Band>>>> = {
  genome: {
    ...sequencing,
    variants: { from: 3_500_000, to: 5_500_000, source: requirement, unverified: true },
    tiTv: { from: 2, to: 2.1, source: callset, unverified: true },
    insDel: { from: 0.9, to: 1.1, source: requirement, unverified: true },
  },
  exome: { ...sequencing, tiTv: { from: 2.8, to: 3.3, source: callset, unverified: true } },
  panel: everywhere,
  array: everywhere,
  notClear: everywhere,
}

/** Fewest observations for a verdict on a figure: our own choice; of 1,000 alleles a Ti/Tv of 2.05 has a standard error of 0.14. `unverified` */
export const leastObservations = 1000

/**
 * The assay as the variants look: at least 2.5 million that reach at least 2,600 of the 2,887 autosomal stretches of a million bases are a whole genome; 15,000 to 400,000 in 1,000 to 2,600 stretches
 * (genes do not reach all) an exome; fewer than 15,000 a panel or an excerpt. Our own limits, unverified; who knows the assay states it.
 */
export const assayOf = (variants: number, stretches: number): Assay => {
  if (variants >= 2_500_000 && stretches >= 2_600) return 'genome'
  if (variants >= 15_000 && variants <= 400_000 && stretches >= 1_000 && stretches < 2_600) return 'exome'
  return variants > 0 && variants < 15_000 ? 'panel' : 'notClear'
}

/** `notAssessed`: too few observations, or the file does not state what is needed; `notApplicable`: nothing is expected of this figure with this assay. */
export type Verdict = 'within' | 'outside' | 'notAssessed' | 'notApplicable'

/** One measured figure with what is expected and how it stands to that. `n`: observations behind it. */
export type Figure = {
  readonly id: FigureId
  readonly value?: number
  readonly n: number
  readonly band?: Band
  readonly verdict: Verdict
  readonly because?: 'tooFew' | 'notStated' | 'noBand'
}

/** Figures of optional fields: without a value the file does not state those. */
const ofFields: ReadonlySet<FigureId> = new Set(['medianDepth', 'medianQuality', 'alleleBalance', 'lowBalance'])

/** Puts a figure beside its band. `least`: observations from which on a verdict is given. */
export const figure = (
  assay: Assay,
  id: FigureId,
  value: number | undefined,
  n: number,
  least = leastObservations,
): Figure => {
  const band = bands[assay][id]
  const held = { id, n, ...(band === undefined ? {} : { band }) }
  if (value === undefined || Number.isNaN(value) || !Number.isFinite(value))
    return { ...held, verdict: 'notAssessed', because: ofFields.has(id) ? 'notStated' : 'tooFew' }
  if (band === undefined) return { ...held, value, verdict: 'notApplicable', because: 'noBand' }
  if (n < least) return { ...held, value, verdict: 'notAssessed', because: 'tooFew' }
  return { ...held, value, verdict: value >= band.from && value <= band.to ? 'within' : 'outside' }
}
