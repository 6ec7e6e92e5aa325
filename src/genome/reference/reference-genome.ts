import type { Build } from '../site.ts'

/**
 * One reference sequence, readable at once. Positions are 0-based, ranges half-open. Bases are upper case; what the source does not hold
 * (outside the sequence, or outside the windows of a shipped context) is told apart from `N`, which the source holds as such.
 */
export type ReferenceSequence = {
  readonly name: string
  readonly length: number
  /** ASCII code of the upper-case base; 0 where it is not held. */
  codeAt(position: number): number
  /** The bases of a range; undefined when any of them is not held. */
  slice(start: number, end: number): string | undefined
}

/** Reference sequences by name. `sequence` takes canonical names (`chr1`), the source's own and accessions (`NC_000001.11`), and knows them for the same. */
export type ReferenceGenome = {
  readonly build: Build | undefined
  readonly names: readonly string[]
  sequence(name: string): ReferenceSequence | undefined
}
