import { reverseComplement } from '../reverse-complement.ts'
import type { InsertedPiece, NucleotideChange, NucleotideEdit, Point } from './hgvs-variant.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { BaseReader, SequenceEdit } from './sequence-edit.ts'

/** Turns a description's point into a 0-based place on the sequence that is edited. */
export type Locate = (point: Point) => number | Refusal

/** The bases of a range, undefined when one of them is not held. */
export const basesOf = (reader: BaseReader, start: number, end: number): string | undefined => {
  let out = ''
  for (let i = start; i < end; i++) {
    const code = reader.codeAt(i)
    if (code === 0) return undefined
    out += String.fromCharCode(code)
  }
  return out
}

const differs = (reader: BaseReader, start: number, letters: string): boolean => {
  for (let i = 0; i < letters.length; i++) {
    const code = reader.codeAt(start + i)
    if (code !== 0 && code !== letters.charCodeAt(i)) return true
  }
  return false
}

const statedOf = (edit: NucleotideEdit): string | number | undefined => {
  if (edit.kind === 'substitution') return edit.ref
  return 'stated' in edit ? edit.stated : undefined
}

const insertedBases = (reader: BaseReader, pieces: readonly InsertedPiece[], locate: Locate): string | Refusal => {
  let out = ''
  for (const piece of pieces) {
    if (piece.kind === 'bases') out += piece.bases
    else if (piece.kind === 'count') {
      if (typeof piece.count !== 'number' || piece.unit === '' || piece.unit === 'N') return refuse('uncertain')
      out += piece.unit.repeat(piece.count)
    } else {
      if (piece.reference !== undefined) return refuse('notSupported')
      const from = locate(piece.at.start)
      const to = locate(piece.at.end ?? piece.at.start)
      if (typeof from !== 'number') return from
      if (typeof to !== 'number') return to
      const bases = basesOf(reader, from, to + 1)
      if (bases === undefined) return refuse('noSequence')
      out += piece.inverted ? reverseComplement(bases) : bases
    }
  }
  return out
}

const repeated = (
  reader: BaseReader,
  { units }: Extract<NucleotideEdit, { kind: 'repeat' }>,
  start: number,
  end: number,
): SequenceEdit | Refusal => {
  const first = units[0]
  if (first === undefined || units.length > 1) return refuse('notSupported')
  if (typeof first.count !== 'number') return refuse('uncertain')
  const unit = first.unit === '' ? basesOf(reader, start, end) : first.unit
  if (unit === undefined) return refuse('noSequence')
  if (differs(reader, start, unit)) return refuse('refMismatch')
  let to = start
  while (basesOf(reader, to, to + unit.length) === unit) to += unit.length
  const open = to < reader.length && basesOf(reader, to, to + unit.length) === undefined
  if (open && !differs(reader, to, unit)) return refuse('noSequence')
  return { start, end: Math.max(to, start + unit.length), inserted: unit.repeat(first.count) }
}

/**
 * What a change does to the bases of its sequence. Stated reference bases are compared with those that are held. A substitution of several letters at one
 * position (an old spelling) takes as many bases.
 */
export const editOfChange = (change: NucleotideChange, reader: BaseReader, locate: Locate): SequenceEdit | Refusal => {
  if (change.kind === 'mixed') return refuse('notSupported')
  if (change.kind === 'whole') return refuse(change.state === '=' ? 'noChange' : 'uncertain')
  const { edit } = change
  const start = locate(change.at.start)
  if (typeof start !== 'number') return start
  const last = locate(change.at.end ?? change.at.start)
  if (typeof last !== 'number') return last
  if (last < start) return refuse('reversedRange')
  const end = edit.kind === 'substitution' && change.at.end === undefined ? start + edit.ref.length : last + 1
  const stated = statedOf(edit)
  if (typeof stated === 'number' && stated !== end - start) return refuse('wrongLength')
  if (typeof stated === 'string') {
    if (edit.kind !== 'substitution' && stated.length !== end - start) return refuse('wrongLength')
    if (differs(reader, start, stated))
      return refuse(
        edit.kind === 'substitution' && basesOf(reader, start, end) === edit.alt ? 'referenceIsAlt' : 'refMismatch',
      )
  }
  switch (edit.kind) {
    case 'identity':
      return { start, end: start, inserted: '' }
    case 'substitution':
      return end - start === edit.ref.length ? { start, end, inserted: edit.alt } : refuse('wrongLength')
    case 'deletion':
      return { start, end, inserted: '' }
    case 'duplication': {
      const bases = typeof stated === 'string' ? stated : basesOf(reader, start, end)
      return bases === undefined ? refuse('noSequence') : { start: end, end, inserted: bases }
    }
    case 'insertion': {
      if (last !== start + 1) return refuse('notAdjacent')
      const inserted = insertedBases(reader, edit.inserted, locate)
      return typeof inserted === 'string' ? { start: last, end: last, inserted } : inserted
    }
    case 'delins': {
      const inserted = insertedBases(reader, edit.inserted, locate)
      return typeof inserted === 'string' ? { start, end, inserted } : inserted
    }
    case 'inversion': {
      const bases = typeof stated === 'string' ? stated : basesOf(reader, start, end)
      return bases === undefined ? refuse('noSequence') : { start, end, inserted: reverseComplement(bases) }
    }
    case 'repeat':
      return repeated(reader, edit, start, end)
    case 'copies': {
      const bases = basesOf(reader, start, end)
      return bases === undefined ? refuse('noSequence') : { start, end, inserted: bases.repeat(edit.count) }
    }
    default:
      return refuse('notSupported')
  }
}
