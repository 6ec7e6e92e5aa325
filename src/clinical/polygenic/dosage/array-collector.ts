import { type ArrayGenotype, reverseComplement } from '../../../genome/index.ts'
import { firstFrom } from '../../../shared/sorted-search.ts'
import { isAmbiguous } from '../match/match-alleles.ts'
import { allelesAt, type PackedScores } from '../packed/packed-scores.ts'
import { emptySeen, putSeen, refIs, type SeenPlaces, sightings } from './seen-places.ts'

/** Takes the genotypes of a consumer array and gives what they say of the places of a pack. */
export type ArrayCollector = {
  readonly take: (genotypes: readonly ArrayGenotype[]) => void
  readonly seen: () => SeenPlaces
}

/** The alleles of a place as the letters of an array: `I` and `D` for the longer and the shorter one. */
const asLetters = (first: string, second: string | undefined): readonly [string, string | undefined] =>
  second === undefined || first.length === second.length
    ? [first, second]
    : first.length > second.length
      ? ['I', 'D']
      : ['D', 'I']

const copiesOf = (letters: readonly string[], letter: string | undefined): number =>
  letters.filter((l) => l === letter).length

/**
 * A collector for one person's array. Letters that are not those of a place are tried on the other strand, where the two can be told apart. An allele that stands alone is believed to be missing
 * only where the file states its letters on the plus strand.
 */
export const arrayCollector = (pack: PackedScores, plusStrand: () => boolean): ArrayCollector => {
  const seen = pack.chroms.map((chrom) => emptySeen(chrom.positions.length))
  const byName = new Map(pack.chroms.map((chrom, c) => [chrom.chrom, c]))
  const alone: { readonly c: number; readonly k: number; readonly strands: number }[] = []
  const take: ArrayCollector['take'] = (genotypes) => {
    for (const { chrom, pos, letters, state } of genotypes) {
      const c = chrom === undefined ? undefined : byName.get(chrom)
      const of = c === undefined ? undefined : pack.chroms[c]
      const into = c === undefined ? undefined : seen[c]
      if (c === undefined || of === undefined || into === undefined || pos === undefined) continue
      for (let k = firstFrom(of.positions, pos); k < of.positions.length && of.positions[k] === pos; k++) {
        const [first, second] = asLetters(...allelesAt(of, k))
        const n = letters.length
        if (state !== 'called' && !(state === 'indel' && second !== undefined)) {
          putSeen(into, k, sightings.open, refIs.unknown, 0, 0, 0)
          continue
        }
        if (second === undefined) {
          const copies = copiesOf(letters, first)
          if (copies > 0) putSeen(into, k, sightings.exact, refIs.second, copies, 0, n)
          else {
            putSeen(into, k, sightings.otherAlleles, refIs.unknown, 0, 0, 0)
            alone.push({ c, k, strands: n })
          }
          continue
        }
        const [a, b] = [copiesOf(letters, first), copiesOf(letters, second)]
        if (a + b === n) {
          putSeen(into, k, sightings.exact, refIs.first, b, 0, n)
          continue
        }
        const turned =
          state === 'called' && first.length === 1 && !isAmbiguous(first, second) ? letters.map(reverseComplement) : []
        const [ta, tb] = [copiesOf(turned, first), copiesOf(turned, second)]
        if (n > 0 && ta + tb === n) putSeen(into, k, sightings.complement, refIs.first, tb, 0, n)
        else putSeen(into, k, sightings.otherAlleles, refIs.unknown, 0, 0, 0)
      }
    }
  }
  return {
    take,
    seen: () => {
      for (const { c, k, strands } of plusStrand() ? alone : []) {
        const into = seen[c]
        if (into !== undefined) putSeen(into, k, sightings.exact, refIs.second, 0, 0, strands)
      }
      return { chroms: seen }
    },
  }
}
