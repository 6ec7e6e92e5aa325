import type { Stretches } from '../../../genome/archive/index.ts'
import { pseudoautosomal } from '../../../genome/identity/index.ts'
import type { Build } from '../../../genome/index.ts'
import type { ReferenceSequence } from '../../../genome/reference/index.ts'
import { firstFrom } from '../../../shared/sorted-search.ts'
import { rowReasons, type RowReason } from '../model.ts'
import { allelesAt, type PackedChrom, refSides } from '../packed/packed-scores.ts'
import type { ScoreOptions } from '../score-options.ts'
import { referenceSide } from './reference-side.ts'
import { ambiguousRow, refIs, type SeenChrom, sightings } from './seen-places.ts'

/** `rowReasons` by number. */
export const reasonNumbers = Object.fromEntries(rowReasons.map((r, i) => [r, i])) as Readonly<Record<RowReason, number>>

/** Codes of A with T and of C with G. */
const ambiguousCodes: readonly number[] = [3, 6]

/**
 * What the person has at one place, for its terms: a number of `rowReasons`, copies of the first and of the second allele on the scale of the score, and the copies that make a whole (2; of
 * one strand what the score counts for it). `turned`: the score's alleles are to be read from the other strand. Copies mean something only where the reason is one of reading.
 */
export type PlaceReading = { reason: number; first: number; second: number; whole: number; isOneStrand: boolean }

const coveredBy = ({ starts, ends }: Stretches, pos: number, end: number): boolean => {
  const i = firstFrom(ends, pos)
  return i < starts.length && (starts[i] as number) <= pos && (ends[i] as number) >= end
}

/** How many strands a person of this sex has at a place, where chromosome and place tell; undefined: two, or what the file says. */
const strandsExpected = (build: Build, chrom: string, pos: number, sex: ScoreOptions['sex']): 0 | 1 | 2 | undefined => {
  if (chrom === 'chrM') return 1
  if (chrom !== 'chrX' && chrom !== 'chrY') return 2
  if (pseudoautosomal(build, chrom, pos) !== undefined) return 2
  if (chrom === 'chrY') return sex === 'female' ? 0 : 1
  return sex === undefined ? undefined : sex === 'male' ? 1 : 2
}

/** A reader of the places of one chromosome in a person. It fills the reading it is given. */
export const placeReader = (
  build: Build,
  chrom: PackedChrom,
  seen: SeenChrom,
  options: ScoreOptions,
): ((i: number, into: PlaceReading) => void) => {
  const isAutosome = /^chr\d+$/.test(chrom.chrom)
  const oneX = chrom.chrom === 'chrX' ? (options.maleX ?? 2) : 1
  const callable = options.callable?.(chrom.chrom)
  const sequence: ReferenceSequence | undefined = options.reference?.sequence(chrom.chrom)
  const excludesAmbiguous = (options.ambiguous ?? 'exclude') === 'exclude'
  const {
    called,
    'called-complement': complement,
    'called-other-notation': otherNotation,
    'reference-block': block,
    callable: inCallable,
    'stated-reference': stated,
    absent,
    'open-call': open,
    'other-alleles': otherAlleles,
    ambiguous,
    'reference-allele-not-known': sideUnknown,
    'not-in-this-sex': notInSex,
  } = reasonNumbers
  const byHow = [absent, otherAlleles, block, open, otherNotation, called, complement, called, open]
  const { silent, reference } = sightings

  const lengthAt = (i: number): number => Math.max(...allelesAt(chrom, i).map((a) => (a ?? '').length))

  /** A place that is reference without a row that names its bases. */
  const asReference = (i: number, into: PlaceReading, reason: number): void => {
    const held = chrom.refSides[i] as number
    const side =
      held !== refSides.unknown
        ? held
        : sequence === undefined
          ? refSides.unknown
          : referenceSide(sequence, chrom.positions[i] as number, ...allelesAt(chrom, i))
    into.reason = side === refSides.unknown ? sideUnknown : side === refSides.neither ? otherAlleles : reason
    const isFirst = side === refSides.first || side === refSides.firstTurned
    into.first = isFirst ? into.whole : 0
    into.second = isFirst ? 0 : into.whole
  }

  return (i, into) => {
    const how = seen.how[i] as number
    const code = chrom.codes[i] as number
    const strands = seen.strands[i] as number
    const pos = chrom.positions[i] as number
    const expected = isAutosome ? 2 : strandsExpected(build, chrom.chrom, pos, options.sex)
    into.isOneStrand = expected === 1 || (expected === undefined && strands === 1)
    into.whole = into.isOneStrand ? oneX : 2
    into.first = Number.NaN
    into.second = Number.NaN
    if (expected === 0) {
      into.reason = notInSex
      return
    }
    const side = seen.refIs[i] as number
    if (
      excludesAmbiguous
        ? side >= ambiguousRow || ambiguousCodes.includes(code)
        : side >= ambiguousRow && options.ambiguous !== 'keep'
    ) {
      into.reason = ambiguous
      return
    }
    if (how === silent) {
      // Of a place on Y silence says nothing where it is not known that there is a Y.
      if (chrom.chrom === 'chrY' && options.sex === undefined) into.reason = absent
      else if (callable !== undefined && coveredBy(callable, pos, pos + lengthAt(i) - 1))
        asReference(i, into, inCallable)
      else if (options.silence === 'reference') asReference(i, into, stated)
      else into.reason = absent
      return
    }
    if (how === reference) {
      asReference(i, into, block)
      return
    }
    into.reason = byHow[how] as number
    if (into.reason === open || into.reason === otherAlleles) return
    const alt = seen.alt[i] as number
    const ref = strands - alt - (seen.others[i] as number)
    // One strand written as two equal ones; two different ones contradict it, and so do strands that should be there and are not.
    const tooMany = into.isOneStrand && strands === 2
    if (strands > 2 || (strands === 1 && !into.isOneStrand) || (tooMany && (ref === 1 || alt === 1))) {
      into.reason = open
      return
    }
    const scale = into.isOneStrand ? oneX / strands : 1
    const [copiesRef, copiesAlt] = [Math.max(0, ref) * scale, alt * scale]
    const isFirst = side % ambiguousRow === refIs.first
    into.first = isFirst ? copiesRef : copiesAlt
    into.second = isFirst ? copiesAlt : copiesRef
  }
}
