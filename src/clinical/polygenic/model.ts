import type { Outcome, PolygenicStanding } from '../../shared/disease-risk.ts'
import type { Build } from '../../genome/index.ts'

/**
 * What the copies of the effect allele are worth. `dosage`: one weight each for 0, 1 and 2 copies. `haplotype`, `diplotype`, `hla` and `apoe` name alleles that are no
 * sequence, `interaction` names several variants that must all be there; `text` is the row's own statement.
 */
export type RowEffect =
  | { readonly kind: 'additive' | 'dominant' | 'recessive'; readonly weight: number }
  | { readonly kind: 'dosage'; readonly weights: readonly [zero: number, one: number, two: number] }
  | {
      readonly kind: 'haplotype' | 'diplotype' | 'hla' | 'apoe' | 'interaction'
      readonly weight: number
      readonly text: string
    }

/** One of the variants that a haplotype or an interaction is made of. */
export type RowPart = {
  readonly chrom: string
  readonly pos: number
  readonly effectAllele: string
  readonly otherAlleles: readonly string[]
}

/** One row of a score. Place: canonical chromosome and 1-based position on the score's build; absent where the file gives none. `otherAlleles`: none, one, or several that the file leaves open. */
export type ScoreRow = {
  readonly line: number
  readonly id?: string
  readonly chrom?: string
  readonly pos?: number
  readonly effectAllele: string
  readonly otherAlleles: readonly string[]
  readonly effect: RowEffect
  /** Frequency of the effect allele (0 to 1) where the file gives one. */
  readonly frequency?: number
  /** The variants of a haplotype or an interaction, where the file gives the place of each. */
  readonly parts?: readonly RowPart[]
}

/** What a score file says of itself. `build`: of the positions in use; `header`: every line as written, by key. `ancestries`: groups it was evaluated in, where that is stated. */
export type ScoreHeader = {
  readonly id: string
  readonly name?: string
  readonly trait?: string
  readonly traitIds: readonly string[]
  readonly build?: Build
  readonly harmonised: boolean
  readonly weightType?: string
  readonly variants?: number
  readonly licence?: string
  readonly citation?: string
  readonly evaluatedIn?: readonly string[]
  readonly header: Readonly<Record<string, string>>
}

export type Score = ScoreHeader & {
  readonly rows: readonly ScoreRow[]
  readonly source: string
  readonly sha256?: string
}

/** How a row of a score came to count, or why it does not. Every row has one. */
export const rowReasons = [
  'called',
  'called-complement',
  'called-other-notation',
  'reference-block',
  'callable',
  'stated-reference',
  'imputed',
  'absent',
  'open-call',
  'other-alleles',
  'ambiguous',
  'no-position',
  'reference-allele-not-known',
  'duplicate',
  'phase-needed',
  'effect-not-supported',
  'no-frequency',
  'alleles-not-typed',
  'not-in-this-sex',
] as const
export type RowReason = (typeof rowReasons)[number]

/** Reasons that rest on what the person's file says of the place. */
export const readReasons: ReadonlySet<RowReason> = new Set<RowReason>([
  'called',
  'called-complement',
  'called-other-notation',
  'reference-block',
  'callable',
  'stated-reference',
])

/**
 * Row by row, in the order of the score: index into `rowReasons`, copies of the effect allele, and what the row adds to the sum.
 * The last two are NaN where the row adds nothing.
 */
export type ScoredRows = {
  readonly reasons: Uint8Array
  readonly dosages: Float64Array
  readonly contributions: Float64Array
}

/**
 * One score of one person. `matched` of `total` rows were read in the person (imputed rows are not among them). `varianceShare`: matched part of the score's variance
 * (sum of w² 2p(1 − p)), where the frequencies of all its rows are known. `standardError`: of the sum, from imputed rows. `denominator`: 2 × rows that entered the sum; without any there is no `average`.
 */
export type ScoredPerson = {
  readonly score: string
  readonly sum: number
  readonly average?: number
  readonly denominator: number
  readonly matched: number
  readonly total: number
  readonly varianceShare?: number
  readonly standardError: number
  readonly reasons: Readonly<Partial<Record<RowReason, number>>>
  /** Rows that entered the sum by their expected value. */
  readonly imputed: number
  /** Why they were not read. */
  readonly imputedBecause?: Readonly<Partial<Record<RowReason, number>>>
  /** Of the simple rows that were read: strands looked at, and copies of the named allele as the row counts them (of a dominant row at most 1, of a recessive one those above 1). */
  readonly strands: number
  readonly namedAlleles: number
  readonly rows?: ScoredRows
}

/**
 * The variants that a panel holds, each with one ALT, in order of `chroms` and position: columns of one length. `chroms`: canonical names with the stretch of
 * each, end excluded. Positions are 1-based, alleles upper case.
 */
export type PanelSites = {
  readonly chroms: readonly { readonly chrom: string; readonly from: number; readonly to: number }[]
  readonly pos: Uint32Array
  readonly refs: readonly string[]
  readonly alts: readonly string[]
}

/** A person of a reference panel. Models are fitted on unrelated people only. */
export type PanelPerson = {
  readonly id: string
  readonly group: string
  readonly population?: string
  readonly unrelated: boolean
}

/** What a panel says of itself. `demonstration`: simulated, never to be used for a person. */
export type PanelHeader = {
  readonly id: string
  readonly release: string
  readonly title: string
  readonly build: Build
  readonly source: string
  readonly licence: string
  readonly demonstration?: true
}

/**
 * Reference people with their genotypes. `genotypes`: two bits a person, site by site, each site beginning a byte, the first person in the lowest bits:
 * 0, 1, 2 copies of ALT, 3 not called.
 */
export type ReferencePanel = PanelHeader & {
  readonly people: readonly PanelPerson[]
  readonly sites: PanelSites
  readonly genotypes: Uint8Array
  readonly axes: PrincipalAxes
}

/**
 * Principal axes of the unrelated people over `sites` (indices into the panel's sites, ascending). The first `used` of `k` serve normalisation, the others only
 * projection. `mean` and `scale` standardise a count of ALT; `loadings` is sites × k by rows, orthonormal; `singular` holds the k singular values; `coordinates` is
 * people × k by rows, for all people of the panel in its order. `fit`: mean and spread, among the unrelated, of `fitTo`.
 */
export type PrincipalAxes = {
  readonly k: number
  readonly used: number
  readonly sites: Uint32Array
  readonly mean: Float64Array
  readonly scale: Float64Array
  readonly loadings: Float64Array
  readonly singular: Float64Array
  readonly coordinates: Float64Array
  readonly fit: { readonly mean: number; readonly sd: number }
}

/** Why no standing is given although a sum was computed. */
export const abstentions = [
  'no-panel',
  'panel-build-differs',
  'panel-overlap-low',
  'outside-reference',
  'score-coverage-low',
  'panel-lacks-score',
  'not-evaluated-in-like-ancestry',
  'no-spread',
] as const
export type Abstention = (typeof abstentions)[number]

/**
 * Where the person stands on the axes of a panel. `overlap`: share of the axes' sites that were read. `groups`: probability of a member standing at least so far from the centre, as natural
 * logarithm, most alike first. `beyondHull`: distance to the nearest mixture of reference people, in standard deviations of the components; 0 inside. `fitZ`: how much worse the
 * person's genotypes are explained by the place than those of reference people, in standard deviations.
 */
export type AncestryPlace = {
  readonly panel: string
  readonly coordinates: readonly number[]
  readonly sitesRead: number
  readonly sites: number
  readonly overlap: number
  readonly groups: readonly { readonly group: string; readonly logP: number; readonly people: number }[]
  readonly mostSimilar: string
  readonly beyondHull: number
  readonly fitZ: number
}

/** A score among people of like ancestry, on the rows that both the person and the panel have. `percentile`: 0 to 100, among the most similar group. */
export type Normalised = {
  readonly rows: number
  readonly varianceShare: number
  readonly sum: number
  readonly zNorm1: number
  readonly zNorm2: number
  readonly mostSimilar: {
    readonly group: string
    readonly z: number
    readonly percentile: number
    readonly people: number
  }
}

/** An interval of the standing and of the percentile (0 to 100) that follows from it. */
export type StandingInterval = {
  readonly level: 0.8 | 0.95
  readonly z: readonly [number, number]
  readonly percentile: readonly [number, number]
}

/** A reason for which no standing is given, and what would lift it. */
export type Abstained = { readonly code: Abstention; readonly because: string; readonly remedy: string }

/**
 * What is published of a score besides its weights: the outcome it is for, its effect per standard deviation, the share of familial variance that it explains, and the groups (in the panel's names)
 * in which it was evaluated. A score without it gets a standing and no effect.
 */
export type ScoreEvaluation = {
  readonly score: string
  readonly outcome?: Outcome
  readonly effect?: NonNullable<PolygenicStanding['effect']>
  readonly explains?: number
  readonly evaluatedIn?: readonly string[]
}

/** What the module finds of one score: a `standing`, or the reasons why there is none in `abstained`. `percentile` (0 to 100) is that of the standing. */
export type PolygenicFinding = {
  readonly score: ScoreHeader
  readonly scored: ScoredPerson
  readonly place?: AncestryPlace
  readonly normalised?: Normalised
  readonly standing?: PolygenicStanding
  readonly percentile?: number
  readonly intervals: readonly StandingInterval[]
  readonly abstained: readonly Abstained[]
  readonly demonstration?: true
}
