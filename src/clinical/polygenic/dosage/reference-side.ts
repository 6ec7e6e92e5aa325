import { reverseComplement } from '../../../genome/index.ts'
import type { ReferenceSequence } from '../../../genome/reference/index.ts'
import { refSides } from '../packed/packed-scores.ts'

/**
 * Which allele of a place the reference has. `pos` is 1-based. Of an insertion or deletion it can be told only when the longer allele is not what the reference reads: where it is, a deletion of
 * these bases and an insertion of the same ones look alike.
 */
export const referenceSide = (sequence: ReferenceSequence, pos: number, first: string, second?: string): number => {
  const reads = (allele: string): boolean | undefined => {
    const held = sequence.slice(pos - 1, pos - 1 + allele.length)
    return held === undefined ? undefined : held === allele
  }
  const one = reads(first)
  if (second === undefined) return one === undefined ? refSides.unknown : one ? refSides.first : refSides.second
  const two = reads(second)
  if (one === undefined || two === undefined) return refSides.unknown
  if (one && two) return refSides.unknown
  if (one || two) {
    const isLonger = one ? first.length > second.length : second.length > first.length
    return isLonger ? refSides.unknown : one ? refSides.first : refSides.second
  }
  if (first.length !== second.length) return refSides.neither
  if (reads(reverseComplement(first)) === true) return refSides.firstTurned
  return reads(reverseComplement(second)) === true ? refSides.secondTurned : refSides.neither
}
