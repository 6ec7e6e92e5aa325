import type { Gamete, Inheritance, Sex, Transmission } from './inheritance.ts'
import { autosomal, transmissionOf } from './inheritance.ts'

/** Alleles by number; `[a, b]` is unordered, `[a]` is what a male has on the X. */
export type MarkerGenotype = readonly [number] | readonly [number, number]

export type Marker = {
  readonly inheritance: Inheritance
  /** Genotypes by state. */
  readonly genotypes: Readonly<Record<Sex, readonly MarkerGenotype[]>>
}

const pairsOf = (alleles: number): readonly (readonly [number, number])[] =>
  Array.from({ length: alleles }, (_, a) =>
    Array.from({ length: alleles - a }, (_unused, d) => [a, a + d] as const),
  ).flat()

const gametesOf = (genotype: MarkerGenotype): readonly Gamete[] =>
  genotype.length === 1 || genotype[0] === genotype[1]
    ? [{ gamete: genotype[0], probability: 1 }]
    : genotype.map((gamete) => ({ gamete, probability: 0.5 }))

const hardyWeinberg = (pairs: readonly (readonly [number, number])[], frequencies: readonly number[]): Float64Array =>
  Float64Array.from(pairs, ([a, b]) => (frequencies[a] as number) * (frequencies[b] as number) * (a === b ? 1 : 2))

const pairIndex = (alleles: number, a: number, b: number): number => {
  const [low, high] = a < b ? [a, b] : [b, a]
  return low * alleles - (low * (low - 1)) / 2 + (high - low)
}

/** A marker on an autosome, founders in Hardy–Weinberg proportions. `frequencies` of its alleles add up to one. */
export const autosomalMarker = (frequencies: readonly number[]): Marker => {
  const n = frequencies.length
  const pairs = pairsOf(n)
  const gametes = pairs.map(gametesOf)
  return {
    genotypes: { female: pairs, male: pairs, unknown: pairs },
    inheritance: autosomal(
      hardyWeinberg(pairs, frequencies),
      transmissionOf(gametes, gametes, (a, b) => pairIndex(n, a, b)),
    ),
  }
}

const halved = (t: Transmission, shift: number): Transmission => ({
  ...t,
  child: t.child.map((c) => c + shift),
  probability: t.probability.map((p) => p / 2),
})

const joined = (a: Transmission, b: Transmission): Transmission => ({
  father: Uint16Array.of(...a.father, ...b.father),
  mother: Uint16Array.of(...a.mother, ...b.mother),
  child: Uint16Array.of(...a.child, ...b.child),
  probability: Float64Array.of(...a.probability, ...b.probability),
})

/** A marker on the X: women have two alleles, men one, sons none of their father's. Whose sex is not known is female or male with equal odds. */
export const xLinkedMarker = (frequencies: readonly number[]): Marker => {
  const n = frequencies.length
  const pairs = pairsOf(n)
  const single = frequencies.map((_, a) => [a] as const)
  const [fathers, mothers] = [single.map(gametesOf), pairs.map(gametesOf)]
  const daughter = transmissionOf(fathers, mothers, (a, b) => pairIndex(n, a, b))
  const son = transmissionOf(fathers, mothers, (_, b) => b)
  const [female, male] = [hardyWeinberg(pairs, frequencies), Float64Array.from(frequencies)]
  return {
    genotypes: { female: pairs, male: single, unknown: [...pairs, ...single] },
    inheritance: {
      founder: { female, male, unknown: Float64Array.from([...female, ...male], (p) => p / 2) },
      transmission: { female: daughter, male: son, unknown: joined(halved(daughter, 0), halved(son, pairs.length)) },
    },
  }
}

const isGenotype = (have: MarkerGenotype, seen: MarkerGenotype): boolean =>
  have.length === seen.length && (have.join() === seen.join() || have.toReversed().join() === seen.join())

/** One for the states that are the genotype seen, zero for the others. */
export const seenGenotype = (marker: Marker, sex: Sex, genotype: MarkerGenotype): Float64Array =>
  Float64Array.from(marker.genotypes[sex], (g) => (isGenotype(g, genotype) ? 1 : 0))
