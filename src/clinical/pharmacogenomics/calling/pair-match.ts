import type { Definition } from './definition.ts'
import type { GeneGenotype, Reading } from './genotype.ts'
import { layOut } from './pair-layout.ts'
import type { PairLayout } from './pair-layout.ts'

/** A pair of allele numbers, the lower first, that explains a genotype; `b` is −1 when there is one strand only. */
export type Pair = { readonly a: number; readonly b: number; readonly score: number }

/** What the pair test found, with `steps` = pairs tested, to bound its cost. */
export type PairMatch = { readonly pairs: readonly Pair[]; readonly steps: number }

/** Scores with the missing positions taken out. */
export const scoresOf = (definition: Definition, missing: readonly number[]): Uint16Array => {
  if (missing.length === 0) return definition.scores
  const scores = definition.scores.slice()
  for (const p of missing)
    for (const a of definition.spelledBy[p] as readonly number[]) scores[a] = (scores[a] as number) - 1
  if (definition.reference >= 0) scores[definition.reference] = definition.positions.length - missing.length
  return scores
}

/** How many wobble positions of an allele, within `at`, meet REF on this strand: those do not count for its score. */
const unearned = (
  definition: Definition,
  a: number,
  strand: Uint8Array,
  at: ReadonlySet<number> | undefined,
): number => {
  let count = 0
  for (const w of definition.wobbles[a] as readonly { at: number }[])
    if (strand[w.at] === 0 && (at === undefined || at.has(w.at))) count++
  return count
}

const neither: readonly [first: boolean, second: boolean] = [false, false]

const pairScore = (
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
  scores: Uint16Array,
  layout: PairLayout,
  i: number,
  j: number,
): number => {
  const { found, fits } = layout
  const a = found[i] as number
  const b = found[j] as number
  const sum = (scores[a] as number) + (scores[b] as number)
  if (definition.wobbles[a]?.length === 0 && definition.wobbles[b]?.length === 0) return sum
  const heterozygous = new Set(reading.blocks.flat())
  const settled = (x: number) =>
    (definition.wobbles[x] as readonly { at: number }[]).filter(
      (w) => !heterozygous.has(w.at) && genotype.first[w.at] === 0,
    ).length
  let lost = settled(a) + settled(b)
  reading.blocks.forEach((block, k) => {
    const at = new Set(block)
    const [a1, a2] = fits[i]?.[k] ?? neither
    const [b1, b2] = fits[j]?.[k] ?? neither
    const straight =
      a1 && b2 ? unearned(definition, a, genotype.first, at) + unearned(definition, b, genotype.second, at) : Infinity
    const crossed =
      a2 && b1 ? unearned(definition, a, genotype.second, at) + unearned(definition, b, genotype.first, at) : Infinity
    lost += Math.min(straight, crossed)
  })
  return sum - lost
}

/**
 * All pairs of alleles that explain the genotype: in every block of phase one allele fits one strand and the other the other.
 * Pairs come best score first, then by name. An allele whose spelled positions are all missing is no candidate.
 * Cost: candidates squared over two, times blocks over 32.
 */
export const matchPairs = (definition: Definition, genotype: GeneGenotype, reading: Reading): PairMatch => {
  const scores = scoresOf(definition, reading.missing)
  const layout = layOut(definition, genotype, reading, (a) => (scores[a] as number) > 0)
  const { found, together } = layout
  const pairs: Pair[] = []
  if (reading.haploid) {
    for (const a of found)
      pairs.push({ a, b: -1, score: (scores[a] as number) - unearned(definition, a, genotype.first, undefined) })
    return { pairs: pairs.sort(byScoreThenName), steps: found.length }
  }
  let steps = 0
  for (let i = 0; i < found.length; i++)
    for (let j = i; j < found.length; j++) {
      steps++
      if (!together(i, j)) continue
      const score = pairScore(definition, genotype, reading, scores, layout, i, j)
      pairs.push({ a: found[i] as number, b: found[j] as number, score })
    }
  return { pairs: pairs.sort(byScoreThenName), steps }
}

const byScoreThenName = (x: Pair, y: Pair): number => y.score - x.score || x.a - y.a || x.b - y.b

/** Those with the best score. */
export const topPairs = (pairs: readonly Pair[]): readonly Pair[] => pairs.filter((p) => p.score === pairs[0]?.score)
