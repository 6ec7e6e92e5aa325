/** Allele frequencies of one gene: population → allele → frequency. */
export type Frequencies = ReadonlyMap<string, ReadonlyMap<string, number>>

/** A pair of alleles by name, or one allele alone. */
export type AllelePair = readonly string[]

/** By population: the probability of each pair given, in the same order, and how much lies on the pairs not in `returned`. */
export type Posterior = {
  readonly of: readonly Readonly<Record<string, number>>[]
  readonly elsewhere: Readonly<Record<string, number>>
}

/** Prior of an unordered pair in a population at Hardy–Weinberg equilibrium: f², or 2·f·g for two different alleles; f for a single allele. */
export const pairPrior = (pair: AllelePair, frequency: ReadonlyMap<string, number>): number => {
  const [a, b] = pair
  const f = frequency.get(a ?? '') ?? 0
  if (b === undefined) return f
  return a === b ? f * f : 2 * f * (frequency.get(b) ?? 0)
}

/**
 * Posterior over the pairs that explain a genotype, per population, from allele frequencies under Hardy–Weinberg. `valid` holds every such pair, `returned`
 * those that are reported. A population in which no valid pair has any weight is left out: nothing can be said there.
 */
export const posteriorOf = (
  valid: readonly AllelePair[],
  returned: readonly AllelePair[],
  frequencies: Frequencies,
): Posterior => {
  const of: Record<string, number>[] = returned.map(() => ({}))
  const elsewhere: Record<string, number> = {}
  const key = (pair: AllelePair) => pair.join('/')
  const unique = [...new Map([...valid, ...returned].map((p) => [key(p), p])).values()]
  for (const [population, frequency] of frequencies) {
    const total = unique.reduce((sum, pair) => sum + pairPrior(pair, frequency), 0)
    if (total === 0) continue
    let inside = 0
    returned.forEach((pair, i) => {
      const share = pairPrior(pair, frequency) / total
      inside += share
      const record = of[i]
      if (record !== undefined) record[population] = share
    })
    elsewhere[population] = Math.max(0, 1 - inside)
  }
  return { of, elsewhere }
}
