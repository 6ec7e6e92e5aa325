/** Counts of whole numbers from 0 on; the last place holds all that are larger. `sum` and `n` are of the numbers themselves. */
export type Counted = { readonly bins: Float64Array; n: number; sum: number }

export const counted = (largest: number): Counted => ({ bins: new Float64Array(largest + 2), n: 0, sum: 0 })

export const count = (of: Counted, value: number, weight = 1): void => {
  const at = Math.min(value, of.bins.length - 1)
  of.bins[at] = (of.bins[at] as number) + weight
  of.n += weight
  of.sum += value * weight
}

export const mergeCounted = (a: Counted, b: Counted): Counted => ({
  bins: a.bins.map((x, i) => x + (b.bins[i] as number)),
  n: a.n + b.n,
  sum: a.sum + b.sum,
})

/** A distribution as it is told: `bins[i]` of value i, the last of all larger; quantiles are the smallest value with at least that share at or below it. */
export type Distribution = {
  readonly n: number
  readonly mean: number | undefined
  readonly median: number | undefined
  readonly p05: number | undefined
  readonly p95: number | undefined
  readonly bins: readonly number[]
}

const quantile = (of: Counted, share: number): number | undefined => {
  if (of.n === 0) return undefined
  let seen = 0
  for (const [value, n] of of.bins.entries()) {
    seen += n
    if (seen >= share * of.n) return value
  }
  return of.bins.length - 1
}

export const distribution = (of: Counted): Distribution => {
  let last = of.bins.length - 1
  while (last > 0 && of.bins[last] === 0) last--
  return {
    n: of.n,
    mean: of.n === 0 ? undefined : of.sum / of.n,
    median: quantile(of, 0.5),
    p05: quantile(of, 0.05),
    p95: quantile(of, 0.95),
    bins: Array.from(of.bins.subarray(0, last + 1)),
  }
}
