import { changeOf, rollReach } from '../normalise/roll.ts'
import type { ReferenceSequence } from '../reference/reference-genome.ts'
import type { LiteralSequenceExpression, ReferenceLengthExpression } from './model.ts'

/** A fully-justified allele: 0-based, half-open, and its state there. */
export type Justified = {
  readonly start: number
  readonly end: number
  readonly state: LiteralSequenceExpression | ReferenceLengthExpression
}

const literal = (sequence: string): LiteralSequenceExpression => ({ type: 'LiteralSequenceExpression', sequence })

const repeated = (sequence: string, repeatSubunitLength: number): ReferenceLengthExpression => ({
  type: 'ReferenceLengthExpression',
  length: sequence.length,
  repeatSubunitLength,
  sequence,
})

/** The largest factor of the inserted length whose first bases of the region, repeated, give the whole new sequence. */
const subunitOf = (inserted: number, reference: string, alternate: string): number | undefined => {
  for (let d = Math.min(inserted, reference.length); d > 0; d--) {
    if (inserted % d !== 0) continue
    let i = d
    while (i < alternate.length && alternate[i] === alternate[i - d]) i++
    if (i >= alternate.length && alternate.startsWith(reference.slice(0, d))) return d
  }
  return undefined
}

/**
 * Widens a change over the whole stretch in which it could stand (VRS 2.0, allele normalisation). `start`: 0-based place of `ref`; `ref` and `alt`: upper-case letters, either may be empty.
 * `ref` is taken as given: check it against the sequence first. Undefined when the stretch reaches beyond the bases that are held.
 * @source GA4GH VRS 2.0, conventions: normalization
 */
export const fullyJustify = (
  sequence: ReferenceSequence,
  start: number,
  ref: string,
  alt: string,
): Justified | undefined => {
  if (ref === alt) return { start, end: start + ref.length, state: repeated(ref, ref.length) }
  const change = changeOf(start, ref, alt)
  const { start: from, ref: removed, alt: added } = change
  const to = from + removed.length
  if (removed !== '' && added !== '') return { start: from, end: to, state: literal(added) }
  const { left, right, complete } = rollReach(change, sequence)
  if (!complete) return undefined
  const size = removed.length + added.length
  const before = sequence.slice(from - left, from)
  const after = sequence.slice(to, to + right)
  if (before === undefined || after === undefined) return undefined
  const place = { start: from - left, end: to + right }
  const alternate = `${before}${added}${after}`
  if (added === '') return { ...place, state: repeated(alternate, size) }
  if (left + right === 0) return { ...place, state: literal(alternate) }
  const subunit = subunitOf(size, before + after, alternate)
  return { ...place, state: subunit === undefined ? literal(alternate) : repeated(alternate, subunit) }
}
