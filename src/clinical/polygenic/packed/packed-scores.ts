import type { Build } from '../../../genome/index.ts'
import type { RowReason, ScoreHeader, ScoreRow } from '../model.ts'

/** Chromosomes in the order of a pack. */
export const chromOrder: ReadonlyMap<string, number> = new Map(
  [...Array.from({ length: 22 }, (_, i) => `chr${i + 1}`), 'chrX', 'chrY', 'chrM'].map((c, i) => [c, i]),
)

/** Numbers of the bases in allele codes. */
export const bases = 'ACGT'

/** Allele code of a place whose alleles are spelled out in `texts`. */
export const spelledOut = 255

/** Where REF of a place is known to stand: nowhere, on the first or second allele, on one of them read from the other strand, or on neither. */
export const refSides = { unknown: 0, first: 1, second: 2, firstTurned: 3, secondTurned: 4, neither: 5 } as const

/** Bit 0 of a term's kind: it names the second allele. The bits above tell the effect. */
export const termKinds = { additive: 0, dominant: 1, recessive: 2, dosage: 3 } as const

/**
 * The places of one chromosome, in ascending order of position, and what each is worth in which score. A place is a position and a pair of alleles in alphabetical order, or one allele
 * where no other is stated. `codes`: 4 × first + second base; 16 + base for a single base alone; `spelledOut`. `refSides`: see there. `firstFrequencies`: of the first allele, NaN where not known;
 * no elements when none is. `heterozygosities`: 1 − Σp² over all alleles that a panel knows there, the same way. Terms of place i: `termsFrom[i]` to before `termsFrom[i + 1]`: the score's number, the kind, the weight (a dosage term: three weights in a row of `triples`, by number),
 * the frequency of the named allele as the score states it (no elements when no score does), and the number of the row in its score.
 * `kept`: 1 where the strands are needed for haplotypes and interactions; no elements when nowhere.
 */
export type PackedChrom = {
  readonly chrom: string
  readonly positions: Uint32Array
  readonly codes: Uint8Array
  readonly texts: ReadonlyMap<number, readonly [first: string, second?: string]>
  readonly refSides: Uint8Array
  readonly firstFrequencies: Float64Array
  readonly heterozygosities: Float64Array
  readonly kept: Uint8Array
  readonly termsFrom: Uint32Array
  readonly termScores: Uint16Array
  readonly termKinds: Uint8Array
  readonly termWeights: Float64Array
  readonly termFrequencies: Float64Array
  readonly termRows: Uint32Array
  readonly triples: Float64Array
}

/** One score of a pack. `rows`: all rows of the score; `left`: those that have no place in the pack, with the reason and, where the frequency is known, their share of the variance. */
export type PackedScore = {
  readonly header: ScoreHeader
  readonly source: string
  readonly sha256?: string
  readonly rows: number
  readonly left: readonly { readonly row: number; readonly reason: RowReason; readonly variance?: number }[]
}

/** A row that needs several places or typed alleles. */
export type ComplexRow = { readonly score: number; readonly row: number; readonly of: ScoreRow }

/** Scores of one build, ready to be computed together while a genome is read once. */
export type PackedScores = {
  readonly build: Build
  readonly scores: readonly PackedScore[]
  readonly chroms: readonly PackedChrom[]
  readonly complex: readonly ComplexRow[]
}

/** The alleles of place i. */
export const allelesAt = (chrom: PackedChrom, i: number): readonly [first: string, second?: string] => {
  const code = chrom.codes[i] as number
  if (code === spelledOut) return chrom.texts.get(i) ?? ['']
  return code >= 16 ? [bases[code - 16] as string] : [bases[code >> 2] as string, bases[code & 3] as string]
}
