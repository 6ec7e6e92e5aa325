import { complementOf } from '../reverse-complement.ts'

/** Bases of one sequence by 0-based position: ASCII code, 0 where not held. `length` ends the sequence. */
export type BaseReader = { readonly length: number; codeAt(position: number): number }

/** Replaces the bases [start, end) by `inserted`; 0-based, half-open. */
export type SequenceEdit = { readonly start: number; readonly end: number; readonly inserted: string }

/** Which end of a repeat counts: 3 as HGVS has it, 5 the other one; in the direction of the sequence that is read. */
export type Direction = 3 | 5

/** Where shifting ends, 0-based half-open: a deletion stays inside, an insertion may stand at either edge. */
export type Bounds = { readonly low: number; readonly high: number }

/** A shifted edit; `cut`: it might shift further, but the next base is not held. A named one: or it might be a duplication, but the bases beside it are not held. */
export type Shifted = SequenceEdit & { readonly cut: boolean }

/** An edit by the name that HGVS has for it. A duplication's range is the doubled one; an insertion stands before `start` = `end`. */
export type NamedEdit = SequenceEdit & {
  readonly kind: 'identity' | 'substitution' | 'deletion' | 'duplication' | 'insertion' | 'inversion' | 'delins'
}

const matches = (reader: BaseReader, start: number, letters: string): boolean => {
  for (let i = 0; i < letters.length; i++) if (reader.codeAt(start + i) !== letters.charCodeAt(i)) return false
  return true
}

/** Takes off what is the same at both ends, first at the end where the name shall not stand. */
export const trimEdit = (reader: BaseReader, edit: SequenceEdit, direction: Direction): SequenceEdit => {
  const { inserted } = edit
  let { start, end } = edit
  let from = 0
  let to = inserted.length
  const head = () => {
    while (start < end && from < to && reader.codeAt(start) === inserted.charCodeAt(from)) {
      start++
      from++
    }
  }
  if (direction === 3) head()
  while (start < end && from < to && reader.codeAt(end - 1) === inserted.charCodeAt(to - 1)) {
    end--
    to--
  }
  if (direction === 5) head()
  return start === edit.start && end === edit.end ? edit : { start, end, inserted: inserted.slice(from, to) }
}

const rotate = (bases: string, by: number): string => {
  const n = ((by % bases.length) + bases.length) % bases.length
  return n === 0 ? bases : bases.slice(n) + bases.slice(0, n)
}

/** Moves a trimmed deletion or insertion as far as the sequence lets it; other edits stay. */
export const shiftEdit = (reader: BaseReader, edit: SequenceEdit, direction: Direction, bounds: Bounds): Shifted => {
  const { start, end, inserted } = edit
  const deletion = inserted === ''
  if (start === end ? deletion : !deletion) return { ...edit, cut: false }
  let moved = 0
  let cut = false
  for (;;) {
    const next = direction === 3 ? end + moved : start - moved - 1
    if (direction === 3 ? next >= bounds.high : next < bounds.low) break
    const code = reader.codeAt(next)
    if (code === 0) {
      cut = next >= 0 && next < reader.length
      break
    }
    const against = deletion
      ? reader.codeAt(direction === 3 ? start + moved : end - moved - 1)
      : inserted.charCodeAt(direction === 3 ? moved % inserted.length : inserted.length - 1 - (moved % inserted.length))
    if (code !== against) break
    moved++
  }
  if (moved === 0) return { ...edit, cut }
  const by = direction === 3 ? moved : -moved
  return { start: start + by, end: end + by, inserted: deletion ? '' : rotate(inserted, by), cut }
}

const isInversion = (reader: BaseReader, { start, end, inserted }: SequenceEdit): boolean => {
  if (end - start !== inserted.length || inserted.length < 2) return false
  for (let i = 0; i < inserted.length; i++)
    if (complementOf[reader.codeAt(end - 1 - i)] !== inserted.charCodeAt(i)) return false
  return true
}

/** The name of a trimmed and shifted edit. With direction 3 a duplication doubles the bases before it, with 5 those behind it. */
export const nameEdit = (reader: BaseReader, edit: SequenceEdit, direction: Direction): NamedEdit => {
  const { start, end, inserted } = edit
  const size = inserted.length
  if (start === end && size === 0) return { kind: 'identity', ...edit }
  if (size === 0) return { kind: 'deletion', start, end, inserted }
  if (start === end) {
    const doubled = direction === 3 ? start - size : start
    if (doubled >= 0 && matches(reader, doubled, inserted))
      return { kind: 'duplication', start: doubled, end: doubled + size, inserted }
    return { kind: 'insertion', start, end, inserted }
  }
  if (size === 1 && end - start === 1) return { kind: 'substitution', start, end, inserted }
  return { kind: isInversion(reader, edit) ? 'inversion' : 'delins', start, end, inserted }
}

/** Whether inserted bases may be those beside them for all that is held, though some of these are not. */
const mayDouble = (reader: BaseReader, { kind, start, inserted }: NamedEdit, direction: Direction): boolean => {
  if (kind !== 'insertion') return false
  const from = direction === 3 ? start - inserted.length : start
  if (from < 0 || from + inserted.length > reader.length) return false
  for (let i = 0; i < inserted.length; i++) {
    const code = reader.codeAt(from + i)
    if (code !== 0 && code !== inserted.charCodeAt(i)) return false
  }
  return true
}

/** Trims, shifts and names an edit. An edit that changes nothing keeps its range. */
export const normaliseEdit = (
  reader: BaseReader,
  edit: SequenceEdit,
  direction: Direction = 3,
  bounds: Bounds = { low: 0, high: reader.length },
): NamedEdit & { readonly cut: boolean } => {
  const trimmed = trimEdit(reader, edit, direction)
  if (trimmed.start === trimmed.end && trimmed.inserted === '')
    return { kind: 'identity', start: edit.start, end: edit.end, inserted: '', cut: false }
  const shifted = shiftEdit(reader, trimmed, direction, bounds)
  const named = nameEdit(reader, shifted, direction)
  return { ...named, cut: shifted.cut || mayDouble(reader, named, direction) }
}
