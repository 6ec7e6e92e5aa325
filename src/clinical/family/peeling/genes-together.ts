import type { Gamete, Inheritance } from './inheritance.ts'
import { autosomal, transmissionOf } from './inheritance.ts'

/**
 * Unlinked autosomal genes taken together. `states[s][g]`: how many altered copies (0, 1, 2) of gene g somebody in state s has. Only states with at most
 * `atMost` altered copies in all are kept (5 genes, at most 2: 21 states instead of 243) and their frequencies are scaled to add up to one; the
 * states left out are as rare as the product of three allele frequencies. State 0 has none.
 */
export type GenesTogether = {
  readonly genes: readonly string[]
  readonly states: readonly (readonly number[])[]
  readonly inheritance: Inheritance
}

const countsUpTo = (genes: number, atMost: number): readonly (readonly number[])[] =>
  genes === 0
    ? [[]]
    : [0, 1, 2].filter((n) => n <= atMost).flatMap((n) => countsUpTo(genes - 1, atMost - n).map((rest) => [n, ...rest]))

/** Which genes are altered in the gamete, as bits; each gene with one altered copy goes either way. */
const gametesOf = (state: readonly number[]): readonly Gamete[] =>
  state.reduce<readonly Gamete[]>(
    (gametes, copies, gene) =>
      copies === 0
        ? gametes
        : copies === 2
          ? gametes.map((g) => ({ ...g, gamete: g.gamete | (1 << gene) }))
          : gametes.flatMap((g) => [
              { gamete: g.gamete, probability: g.probability / 2 },
              { gamete: g.gamete | (1 << gene), probability: g.probability / 2 },
            ]),
    [{ gamete: 0, probability: 1 }],
  )

const hardyWeinberg = (copies: number, q: number): number => [(1 - q) ** 2, 2 * q * (1 - q), q * q][copies] as number

/** `frequencies`: of all pathogenic alleles of each gene together, per chromosome. */
export const genesTogether = (frequencies: Readonly<Record<string, number>>, atMost = 2): GenesTogether => {
  const genes = Object.keys(frequencies)
  const states = countsUpTo(genes.length, atMost)
  const indexOf = new Map(states.map((s, i) => [s.join(), i]))
  const prior = Float64Array.from(states, (s) =>
    s.reduce((p, copies, g) => p * hardyWeinberg(copies, frequencies[genes[g] as string] as number), 1),
  )
  const kept = prior.reduce((sum, p) => sum + p, 0)
  const gametes = states.map(gametesOf)
  const join = (a: number, b: number): number | undefined =>
    indexOf.get(genes.map((_, g) => ((a >> g) & 1) + ((b >> g) & 1)).join())
  return {
    genes,
    states,
    inheritance: autosomal(
      prior.map((p) => p / kept),
      transmissionOf(gametes, gametes, join),
    ),
  }
}
