import type { ToldImpact } from '../../../src/genome/annotation/index.ts'
import type { SexPattern } from '../../../src/genome/quality/index.ts'
import type { Build } from '../../../src/genome/site.ts'
import type { Problem } from '../../../src/shared/problem.ts'

/** How one gene can be read from this genome: bases with a call, bases the file says nothing usable of, bases of which nothing is known. They add up to its length. */
export type GeneReading = {
  readonly gene: string
  readonly name: string
  readonly why: 'pharmacogenomics' | 'hereditary'
  readonly mattersFor: string
  readonly chrom: string
  readonly start: number
  readonly end: number
  readonly called: number
  readonly notCalled: number
  readonly unknown: number
  /** Positions of allele definitions in it, and how many of them were not looked at. */
  readonly listed: number
  readonly listedNotRead: number
  readonly variants: number
  readonly hasModel: boolean
}

/** One measured figure as a line of the quality table. */
export type QualityLine = {
  readonly name: string
  readonly value: string
  readonly expected: string
  readonly verdict: 'within' | 'outside' | 'notAssessed' | 'notApplicable'
  readonly because?: string
  readonly source?: string
}

/** What the Genome page shows before anything is asked. */
export type GenomeCard = {
  readonly source: string
  readonly sample: string
  readonly format: string
  /** The file speaks of every place, not only of those that differ. */
  readonly isWhole: boolean
  readonly build: Build
  readonly buildEvidence: string
  readonly rows: number
  readonly variants: number
  readonly assay: string
  readonly sex: { readonly pattern: SexPattern; readonly because: readonly string[] }
  readonly quality: readonly QualityLine[]
  readonly genes: readonly GeneReading[]
  readonly release: string
  readonly attribution: string
  readonly problems: readonly Problem[]
}

/** What a variant is classed as: the gravest of what it does alone and with others of the same copy. */
export type RowClass = ToldImpact

/**
 * One variant of this person as a row of a table. `line`: the row of the input as far as it is kept; `names`: those that could be given; `notes`: what has to be told with the
 * consequence; `otherTranscript`: said where it is not named on the MANE Select one; `referenceCheck`: whether REF was held against the reference.
 */
export type VariantRow = {
  readonly key: string
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alts: readonly string[]
  readonly id: string
  readonly genotype: string
  readonly zygosity: string
  readonly gene: string | undefined
  readonly names: { readonly coding?: string; readonly protein?: string; readonly genomic: string }
  readonly consequence: string
  readonly class: RowClass
  readonly notes: readonly string[]
  readonly otherTranscript?: string
  readonly referenceCheck: string
  readonly depth: string
  readonly quality: string
  readonly filter: string
  readonly line: string
  readonly lineNumber: number
}

/** What the file says of a place without a variant of this person. */
export type PlaceState = 'reference' | 'notCalled' | 'unknown'

/** The answer to one search. `say`: one sentence; `place`: told when no variant was found at a single place or stretch. */
export type Found = {
  readonly asked: string
  readonly say: string
  readonly variants: readonly VariantRow[]
  readonly more: number
  readonly place?: PlaceState
  readonly gene?: string
}

/** One gene with its model and this person's variants in it. Coordinates 0-based half-open on the contig. */
export type GeneView = {
  readonly reading: GeneReading
  readonly strand: 1 | -1
  readonly transcript?: string
  readonly maneSelect?: string
  readonly exons: readonly { readonly low: number; readonly high: number }[]
  readonly coding?: { readonly low: number; readonly high: number }
  readonly holds: string
  readonly checks: string
  readonly source: string
  readonly unverified?: string
  readonly note?: string
  readonly variants: readonly VariantRow[]
  readonly elsewhere: readonly number[]
  readonly more: number
}

/** How far the opening is. */
export type OpeningProgress = {
  readonly stage: 'loading' | 'reading' | 'measuring'
  readonly bytes: number
  readonly of?: number
}
