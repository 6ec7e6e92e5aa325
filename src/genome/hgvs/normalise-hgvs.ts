import { fromCoding, toCoding } from '../transcripts/position-map.ts'
import { editOfChange } from './edit-of-change.ts'
import type {
  InsertedPiece,
  Interval,
  NucleotideChange,
  NucleotideEdit,
  NucleotideVariant,
  Point,
} from './hgvs-variant.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import {
  type BaseReader,
  type Bounds,
  type Direction,
  type NamedEdit,
  normaliseEdit,
  type SequenceEdit,
} from './sequence-edit.ts'

/**
 * The sequence that a description stands on: its bases, and for a transcript its coding part and where its exons begin (transcript coordinates, 0-based).
 */
export type DescribedSequence = BaseReader & {
  readonly cds?: { readonly start: number; readonly end: number }
  readonly exonStarts?: readonly number[]
}

/** `within`: how far a change may be shifted: over the whole sequence, inside its exon (what HGVS asks for c.), or inside its exon and its coding or untranslated part. */
export type NormaliseOptions = { readonly direction?: Direction; readonly within?: 'sequence' | 'exon' | 'region' }

const stretchAround = (marks: readonly number[], edit: SequenceEdit, length: number): Bounds => {
  const last = edit.start === edit.end ? edit.start - 1 : edit.start
  let low = 0
  let high = length
  for (const mark of marks) {
    if (mark <= last) low = Math.max(low, mark)
    if (mark > last) high = Math.min(high, mark)
  }
  return { low, high: Math.max(high, edit.end) }
}

const boundsOf = (sequence: DescribedSequence, edit: SequenceEdit, within: NormaliseOptions['within']): Bounds => {
  const { exonStarts = [], cds, length } = sequence
  if (within === 'sequence') return { low: 0, high: length }
  const regions = within === 'region' && cds !== undefined ? [cds.start, cds.end] : []
  return stretchAround([...exonStarts, ...regions], edit, length)
}

const pointAt = (sequence: DescribedSequence, position: number, coding: boolean): Point => {
  const numbered =
    coding && sequence.cds !== undefined
      ? toCoding(sequence.cds, position)
      : { part: '' as const, number: position + 1 }
  return { kind: 'base', ...numbered, offset: 0 }
}

const bases = (text: string): readonly InsertedPiece[] => [{ kind: 'bases', bases: text }]

const text = (sequence: BaseReader, at: number): string => String.fromCharCode(sequence.codeAt(at))

/** The edit and the two places (0-based, both included) it is written with. Before the first and behind the last base an insertion is written as a delins of that base. */
const written = (
  sequence: DescribedSequence,
  named: NamedEdit,
): { readonly first: number; readonly last: number; readonly edit: NucleotideEdit } => {
  const { kind, start, end, inserted } = named
  const range = { first: start, last: end - 1 }
  switch (kind) {
    case 'identity':
    case 'deletion':
    case 'duplication':
    case 'inversion':
      return { ...range, edit: { kind } }
    case 'substitution':
      return { ...range, edit: { kind, ref: text(sequence, start), alt: inserted } }
    case 'delins':
      return { ...range, edit: { kind, inserted: bases(inserted) } }
    default:
      if (start === 0)
        return { first: 0, last: 0, edit: { kind: 'delins', inserted: bases(inserted + text(sequence, 0)) } }
      if (start === sequence.length)
        return {
          first: start - 1,
          last: start - 1,
          edit: { kind: 'delins', inserted: bases(text(sequence, start - 1) + inserted) },
        }
      return { first: start - 1, last: start, edit: { kind, inserted: bases(inserted) } }
  }
}

const normaliseChange = (
  change: NucleotideChange,
  sequence: DescribedSequence,
  coding: boolean,
  { direction = 3, within = 'exon' }: NormaliseOptions,
): NucleotideChange | Refusal => {
  if (change.kind === 'whole' || (change.kind === 'edit' && change.edit.kind === 'identity')) return change
  const edit = editOfChange(change, sequence, (point) => {
    if (point.kind !== 'base' || point.offset !== 0) return refuse('uncertain')
    if (!coding) return point.number - 1
    if (sequence.cds === undefined) return refuse('coding')
    return fromCoding(sequence.cds, point) ?? refuse('beyondCoding')
  })
  if (isRefusal(edit)) return edit
  const named = normaliseEdit(sequence, edit, direction, boundsOf(sequence, edit, within))
  if (named.cut) return refuse('noSequence')
  const { first, last, edit: as } = written(sequence, named)
  const start = pointAt(sequence, first, coding)
  const at: Interval = first === last ? { start } : { start, end: pointAt(sequence, last, coding) }
  return { kind: 'edit', predicted: change.kind === 'edit' && change.predicted, at, edit: as }
}

/**
 * The one right description of the same change: trimmed, shifted 3' (or 5'), dup before ins, inv where it is one, `=` where nothing changes. Positions in introns
 * are refused (`uncertain`): they are normalised on the genome. Where the shift would run into bases that are not held: `noSequence`.
 */
export const normaliseHgvs = (
  variant: NucleotideVariant,
  sequence: DescribedSequence,
  options: NormaliseOptions = {},
): NucleotideVariant | Refusal => {
  if (variant.type === 'r') return refuse('rna')
  const chromosomes: NucleotideChange[][] = []
  for (const changes of variant.chromosomes) {
    const done = changes.map((change) => normaliseChange(change, sequence, variant.type === 'c', options))
    const refused = done.find(isRefusal)
    if (refused !== undefined) return refused
    chromosomes.push(done as NucleotideChange[])
  }
  return { ...variant, chromosomes }
}
