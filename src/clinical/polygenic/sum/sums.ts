import { readReasons, type RowReason, rowReasons, type ScoredRows } from '../model.ts'

/** Number of reasons. */
export const reasonCount = rowReasons.length

/** 1 for reasons of reading, 2 for those after which the mean stands in, 0 for the others: the row adds nothing. */
export const standing = Uint8Array.from(rowReasons, (r) =>
  readReasons.has(r)
    ? 1
    : r === 'absent' ||
        r === 'open-call' ||
        r === 'reference-allele-not-known' ||
        r === 'phase-needed' ||
        r === 'alleles-not-typed'
      ? 2
      : 0,
)

/** What adds up over the rows of each score. */
export type Sums = {
  readonly sum: Float64Array
  readonly denominator: Float64Array
  readonly strands: Float64Array
  readonly named: Float64Array
  readonly imputedFor: Int32Array
  readonly errorVariance: Float64Array
  readonly readVariance: Float64Array
  readonly allVariance: Float64Array
  /** Rows whose frequency is known. */
  readonly known: Int32Array
  readonly reasons: Int32Array
}

export const noSums = (scores: number): Sums => ({
  sum: new Float64Array(scores),
  denominator: new Float64Array(scores),
  strands: new Float64Array(scores),
  named: new Float64Array(scores),
  imputedFor: new Int32Array(scores * reasonCount),
  errorVariance: new Float64Array(scores),
  readVariance: new Float64Array(scores),
  allVariance: new Float64Array(scores),
  known: new Int32Array(scores),
  reasons: new Int32Array(scores * reasonCount),
})

export const emptyRows = (rows: number): ScoredRows => ({
  reasons: new Uint8Array(rows),
  dosages: new Float64Array(rows).fill(Number.NaN),
  contributions: new Float64Array(rows).fill(Number.NaN),
})

/** The counts of one score by reason; those that are none are left out. */
export const counted = (counts: Int32Array, s: number): Readonly<Partial<Record<RowReason, number>>> =>
  Object.fromEntries(
    rowReasons.flatMap((reason, n) => {
      const count = counts[s * reasonCount + n] as number
      return count > 0 ? [[reason, count]] : []
    }),
  )
