import { rollReach, turned } from '../normalise/roll.ts'
import type { ReferenceSequence } from '../reference/index.ts'
import type { Variant } from '../variant.ts'

/**
 * What a variant changes, without the bases that REF and ALT share: the contig's bases `start` to `end` (0-based half-open) become `alt`.
 * Equal `start` and `end`: an insertion before `start`. `anchor`: the variant's own POS, 0-based.
 */
export type AlleleChange = {
  readonly start: number
  readonly end: number
  readonly alt: string
  readonly anchor: number
}

const isBases = (allele: string): boolean => {
  for (let i = 0; i < allele.length; i++) {
    const code = allele.charCodeAt(i)
    if (code < 65 || code > 90) return false
  }
  return allele.length > 0
}

/** Trims what REF and ALT have in common, from the front first; undefined when they are the same, and for an allele that is not told as bases (`<DEL>`, `*`, a breakend). */
export const alleleChange = ({ pos, ref, alt }: Variant): AlleleChange | undefined => {
  if (!isBases(alt) || !isBases(ref)) return undefined
  const anchor = pos - 1
  let refEnd = ref.length
  let altEnd = alt.length
  let front = 0
  const shorter = Math.min(refEnd, altEnd)
  while (front < shorter && ref.charCodeAt(front) === alt.charCodeAt(front)) front++
  while (refEnd > front && altEnd > front && ref.charCodeAt(refEnd - 1) === alt.charCodeAt(altEnd - 1)) {
    refEnd--
    altEnd--
  }
  if (front === refEnd && front === altEnd) return undefined
  return { start: anchor + front, end: anchor + refEnd, alt: alt.slice(front, altEnd), anchor }
}

/** How far a pure insertion or deletion can be moved along the contig without another result, in bases; none for other changes. */
export type Shift = { readonly left: number; readonly right: number }

const unmoved: Shift = { left: 0, right: 0 }
const furthest = 5000

/** The room to move a change. Bases that the reference does not hold end it. */
export const shiftRoom = ({ start, end, alt }: AlleleChange, sequence: ReferenceSequence | undefined): Shift => {
  if (sequence === undefined || (end > start && alt !== '')) return unmoved
  const ref = sequence.slice(start, end)
  return ref === undefined ? unmoved : rollReach({ start, ref, alt }, sequence, furthest)
}

/** The same change moved by a number of bases within its room (positive: to higher positions). */
export const moved = (change: AlleleChange, by: number): AlleleChange => {
  if (by === 0) return change
  return { start: change.start + by, end: change.end + by, alt: turned(change.alt, by), anchor: change.anchor }
}
