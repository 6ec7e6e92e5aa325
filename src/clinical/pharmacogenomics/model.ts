import type { Branch, Population } from '../../shared/action.ts'
import type { DatumRef, Need } from '../../shared/assessment.ts'
import type { Drug } from '../../shared/drug.ts'
import type { Evidence } from '../../shared/evidence.ts'
import type { Alternative, Reason } from '../../shared/recommendation.ts'

// ── Knowledge ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A position of an allele definition, in VCF form on both builds. `alleleMap`: definition-table allele → VCF allele where they differ. */
export type Position = {
  readonly gene: string
  readonly chrom: string
  readonly pos: number
  readonly pos37?: number
  readonly ref37?: string
  /** Reference bases that follow REF as far as the site’s own repeat reaches, for indels: by these an indel written elsewhere in a repeat is recognised. */
  readonly after?: string
  readonly rsid?: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly hgvs: string
  readonly alleleMap: Readonly<Record<string, string>>
  readonly tier1: boolean
  readonly required: boolean
  readonly kind: 'named_allele' | 'extra' | 'ignored'
}

/** A named allele. `defining` holds only positions the definition spells out; `allele` is a VCF allele or an IUPAC wobble code. `function: null` is not "normal". */
export type NamedAllele = {
  readonly gene: string
  readonly name: string
  readonly reference: boolean
  readonly structural: boolean
  readonly outsideCallOnly: boolean
  readonly function: string | null
  readonly activity: string | null
  readonly tier1: boolean
  readonly score: number
  readonly corePositions: number
  readonly defining: readonly { readonly pos: number; readonly allele: string }[]
}

// ── Calling ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A coded remark on a call: `code` is worded by the catalogue. */
export type CallMessage = { readonly code: string; readonly with: Readonly<Record<string, string>> }

/** What was seen at one position of one sample. `alleles` are VCF alleles by strand; null = not known. */
export type PositionCall = {
  readonly pos: number
  readonly rsid?: string
  readonly ref: string
  readonly alleles: readonly (string | null)[]
  readonly phased: boolean
  readonly phaseSet: string | null
  readonly state: 'called' | 'missing' | 'partial' | 'discarded'
  readonly undocumented: readonly string[]
  readonly basis?: DatumRef
  readonly messages: readonly CallMessage[]
}

/** One candidate pair (or single allele when hemizygous or haploid). `posterior`: by population name, over the candidates of this gene; absent when no frequencies are known. */
export type Diplotype = {
  readonly alleles: readonly string[]
  readonly label: string
  readonly score: number
  readonly posterior?: Readonly<Record<string, number>>
}

/** The matcher's answer for one gene. `lowestFunction` = variants listed without a diplotype (DPYD, RYR1 unphased). */
export type GeneCall = {
  readonly gene: string
  readonly source: 'vcf' | 'outside' | 'none'
  readonly diplotypes: readonly Diplotype[]
  readonly lowestFunction: readonly string[]
  readonly phased: boolean
  readonly effectivelyPhased: boolean
  readonly positions: readonly PositionCall[]
  readonly missing: readonly number[]
  readonly notExcluded: readonly string[]
  /** By population: the share of the posterior that lies on pairs which explain the genotype too but are not among `diplotypes`. */
  readonly massElsewhere?: Readonly<Record<string, number>>
  readonly basis: readonly DatumRef[]
  readonly messages: readonly CallMessage[]
}

/**
 * A gene's phenotype for one diplotype. `lookup` are the keys that advice is found by (several for HLA). `n/a` activity is kept as such.
 * `inferred`: the diplotype advice is looked up by is not the one that was seen (SLCO1B1 rs4149056, CYP2D6 x≥3, lowest function).
 */
export type DiplotypePhenotype = {
  readonly diplotype: Diplotype
  readonly shownAs: string
  readonly functions: readonly (string | null)[]
  readonly phenotypes: readonly string[]
  readonly activityScore?: string
  readonly lookup: readonly string[]
  readonly inferred: boolean
}

/** Genetic and clinical (after interacting medicines) phenotype of one gene. */
export type GeneResult = {
  readonly gene: string
  readonly call: GeneCall
  readonly source: readonly DiplotypePhenotype[]
  readonly genetic: readonly DiplotypePhenotype[]
  readonly clinical?: PhenoconvertedResult
}

export type PhenoconvertedResult = {
  readonly phenotypes: readonly DiplotypePhenotype[]
  readonly because: readonly {
    readonly drug: Drug
    readonly effect:
      | 'strong-inhibitor'
      | 'moderate-inhibitor'
      | 'weak-inhibitor'
      | 'strong-inducer'
      | 'moderate-inducer'
    readonly basis: DatumRef
    readonly evidence: string
    readonly unverified?: true
  }[]
  readonly changed: boolean
  readonly certainty: 'established' | 'literature'
  readonly afterStopping?: { readonly weeks: number; readonly verified: boolean }
}

// ── Advice ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type AdviceSource = 'CPIC' | 'DPWG' | 'FDA'

/** One record of a guideline: for these keys of these genes and this population, this coded advice. */
export type DrugGeneRecord = {
  readonly id: string
  readonly source: AdviceSource
  readonly document: string
  readonly guideline: string
  readonly drug: string
  readonly population: string
  readonly when?: Population
  readonly classification: string
  readonly lookup: readonly Readonly<Record<string, string>>[]
  readonly flags: { readonly dosing: boolean; readonly alternative: boolean; readonly other: boolean }
  readonly pmids: readonly string[]
  readonly advice: string
}

/** A record that matched this person, with its branches sorted by whether they apply. */
export type MatchedAdvice = {
  readonly record: DrugGeneRecord
  readonly key: Readonly<Record<string, string>>
  readonly applies: 'yes' | 'no' | 'unknown'
  readonly because: readonly Reason[]
  readonly branches: readonly {
    readonly branch: Branch
    readonly applies: 'yes' | 'no' | 'unknown'
    readonly because: readonly Reason[]
  }[]
  readonly evidence: Evidence
  readonly basedOn: 'genetic' | 'clinical'
}

// ── Findings: what the module says ───────────────────────────────────────────────────────────────────────────────────

/** How two sources that both speak to this person differ, and the likely reason. */
export type SourceDifference = {
  readonly between: readonly AdviceSource[]
  readonly kind: 'action' | 'dose' | 'population' | 'one-silent'
  readonly reason:
    | 'different-phenotype-key'
    | 'different-population'
    | 'different-evidence-date'
    | 'different-judgement'
    | 'source-has-no-advice'
}

/** Everything about one medicine for this person. `verdict` is absent where no gene is known to matter (`noQuestion`). */
export type MedicineFinding = {
  readonly kind: 'medicine'
  readonly drug: Drug
  readonly onList?: {
    readonly asWritten: string
    readonly status: 'active' | 'planned'
    readonly dose?: string
    readonly started?: string
    readonly ref: DatumRef
  }
  readonly genes: readonly string[]
  readonly verdict: 'act' | 'caution' | 'fine' | 'notKnown' | 'noQuestion'
  readonly advice: readonly MatchedAdvice[]
  readonly leading?: { readonly advice: number; readonly branch: number }
  readonly differences: readonly SourceDifference[]
  readonly alternatives: readonly Alternative[]
  readonly interactions: readonly DrugInteraction[]
  /** Starting doses by published equations, or why an equation has no answer; only for warfarin. */
  readonly doses?: readonly WarfarinOutcome[]
  readonly becauseOf: readonly Reason[]
  readonly wouldChangeIf: readonly Reason[]
  readonly needs: readonly Need[]
}

/** Two medicines on the list that matter for each other, through a gene product (`gene`) or directly. */
export type DrugInteraction = {
  readonly with: Drug
  readonly gene?: string
  readonly effect: string
  readonly severity: 'avoid' | 'caution' | 'note'
  /** The highest daily dose of the affected medicine beside the other one. */
  readonly limitMgPerDay?: number
  readonly source: string
  readonly unverified?: true
  readonly basis: DatumRef
}

/** A computed starting dose in mg per week with what it was computed from; every equation's own range of validity applies. */
export type WarfarinDose = {
  readonly equation: 'IWPC 2009' | 'Gage 2008'
  readonly mgPerWeek: number
  /** Lowest and highest dose over what is not known (several diplotypes, an input that is not recorded); `mgPerWeek` is then its middle on the equation's own scale. */
  readonly range?: readonly [low: number, high: number]
  readonly missing?: readonly string[]
  /** What is known of this person and the equation does not take in. */
  readonly notIncluded?: readonly string[]
  readonly inputs: Readonly<Record<string, string>>
  readonly assumed: readonly string[]
  readonly unverified: boolean
  readonly source: string
}

/** An equation's dose, or the reasons why it cannot be computed for this person. */
export type WarfarinOutcome =
  | { readonly kind: 'dose'; readonly dose: WarfarinDose }
  | { readonly kind: 'notComputable'; readonly equation: WarfarinDose['equation']; readonly because: readonly Reason[] }

/** What one gene's test says, in words of the field, and how well it was looked at. */
export type GeneFinding = {
  readonly kind: 'gene'
  readonly gene: string
  readonly result: GeneResult
  /** `enough`: nothing unusual may be read as negative; false where too few places were seen for that. */
  readonly coverage: {
    readonly covered: number
    readonly enough: boolean
    readonly of: number
    readonly tier1Covered: number
    readonly tier1Of: number
  }
  readonly medicines: readonly string[]
}

export type PgxFinding = MedicineFinding | GeneFinding
