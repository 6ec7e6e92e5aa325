import type { Definition } from './definition.ts'
import type { GeneGenotype, Reading } from './genotype.ts'
import { scoresOf } from './pair-match.ts'
import { nameStrand, orderPairs, strandPairs } from './strands.ts'
import type { NamedPair, StrandName } from './strands.ts'

/**
 * Research calling for a genotype that no pair of named alleles explains: each strand is named by the alleles it carries together and by
 * the variants left over. Empty when there are too many ways to lay out the strands. Score: spelled positions of all alleles, less one per left-over variant.
 */
export const callCombinations = (
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
  textAt: (position: number) => string | undefined,
): readonly NamedPair[] => {
  if (reading.seen === 0) return []
  const scores = scoresOf(definition, reading.missing)
  const score = (s: StrandName) => s.alleles.reduce((sum, a) => sum + (scores[a] as number), 0) - s.partials.length
  const found: NamedPair[] = []
  for (const [first, second] of strandPairs(genotype, reading)) {
    const one = nameStrand(definition, first, reading, textAt)
    if (reading.haploid) {
      for (const s of one) found.push({ alleles: [s.name], score: score(s) })
      continue
    }
    for (const x of one)
      for (const y of nameStrand(definition, second, reading, textAt))
        found.push({ alleles: [x.name, y.name], score: score(x) + score(y) })
  }
  return orderPairs(found)
}
