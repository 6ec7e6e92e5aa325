import type { ConsequenceTerm, Impact, NonsenseDecay, StructuralChange, ConsequenceFlag } from '../consequence/index.ts'
import type { ReferenceCheck } from '../reference/index.ts'
import type { Build } from '../site.ts'
import type { TranscriptIndex } from '../transcripts/transcript-index.ts'
import type { TranscriptTag } from '../transcripts/transcript.ts'
import type { ReferenceGenome } from '../reference/index.ts'
import type { Variant } from '../variant.ts'

/** What alleles are named and read against. Without `reference` bases, alleles are not left-aligned and proteins are read only where a transcript carries its own sequence. */
export type GenomeContext = {
  readonly build: Build
  readonly transcripts: TranscriptIndex
  readonly reference?: ReferenceGenome
  /** The releases and files behind it, as they are cited. */
  readonly sources: readonly string[]
}

/** `notKnown`: the change lies in a coding part that was not read, mostly because its bases are not held, so anything from silent to a stop may be behind it. */
export type ToldImpact = Impact | 'notKnown'

/**
 * One allele on one transcript. `c` is n. on a transcript that does not code. A name that cannot be given is absent, and `notNamed` says why. `mayShift`: bases around are not held, so
 * that the name might have to say a place further 3'.
 */
export type TranscriptAnnotation = {
  readonly gene: string
  readonly transcript: string
  readonly tags: readonly TranscriptTag[]
  readonly biotype: string
  readonly terms: readonly ConsequenceTerm[]
  readonly impact: ToldImpact
  readonly c?: string
  readonly p?: string
  readonly notNamed?: string
  readonly mayShift?: true
  readonly exon?: string
  readonly intron?: string
  readonly distance?: number
  readonly codons?: readonly [string, string]
  readonly decay?: NonsenseDecay
  readonly flags: readonly ConsequenceFlag[]
}

/**
 * One ALT allele with all its names. `variant`: left-aligned and trimmed; `change`: what a symbolic allele does; neither is there for what is not read (breakends, `<CNV>`, odd letters).
 * `reference`: how its REF stands to the reference sequence. `g`: absent where bases around are not held, so that it might have to say a place further 3'.
 * `transcripts`: gravest first, then in order of preference; empty: no transcript that is loaded is near, or REF is not what the reference has (`mismatch`), so that nothing can be said.
 */
export type AlleleAnnotation = {
  readonly variant?: Variant
  readonly change?: StructuralChange
  readonly reference: ReferenceCheck
  readonly g?: string
  readonly spdi?: string
  readonly vrs?: string
  readonly transcripts: readonly TranscriptAnnotation[]
}

/**
 * What several variants of one copy do to a transcript together. `copies`: 1-based, within their phase set; absent when it is not known which. `unplaced`: variants that would change the
 * reading if they stood on the same copy, which the file does not say; then `members` may be a single one.
 */
export type TogetherAnnotation = {
  readonly gene: string
  readonly transcript: string
  readonly members: readonly Variant[]
  readonly terms: readonly ConsequenceTerm[]
  readonly impact: ToldImpact
  readonly residues?: readonly [number, number]
  readonly aminoAcids?: readonly [string, string]
  readonly copies?: readonly number[]
  readonly unplaced?: readonly Variant[]
}
