/**
 * One measured thing. `limit` is the figure it must keep (same unit; the most allowed, or with `atLeast` the least), `peer` who else was measured in the same run on the same input,
 * `ratio` how many times faster (or smaller) than the peer.
 */
export type BenchRow = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly limit?: number
  readonly atLeast?: true
  readonly peer?: string
  readonly ratio?: number
}

/** What one benchmark file's `run()` gives back. */
export type BenchResult = { readonly name: string; readonly rows: readonly BenchRow[] }
