import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { reverseComplement } from '../reverse-complement.ts'
import { type PositionMap, positionMap, toTranscript, type TranscriptPoint } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { mayDiffer } from '../transcripts/transcript-sequence.ts'
import type { Variant } from '../variant.ts'
import { contigReader, textReader, variantReader } from './readers.ts'
import { type Refusal, refuse } from './refusal.ts'
import {
  type BaseReader,
  type Direction,
  type NamedEdit,
  normaliseEdit,
  type SequenceEdit,
  shiftEdit,
  trimEdit,
} from './sequence-edit.ts'

/** A variant as an edit of its contig, without the bases that REF and ALT share at the front. */
export const editOf = ({ pos, ref, alt }: Variant): SequenceEdit => {
  if (ref === alt) return { start: pos - 1, end: pos - 1 + ref.length, inserted: alt }
  let head = 0
  const shorter = Math.min(ref.length, alt.length)
  while (head < shorter && ref.charCodeAt(head) === alt.charCodeAt(head)) head++
  return { start: pos - 1 + head, end: pos - 1 + ref.length, inserted: alt.slice(head) }
}

/** REF is not what is held there. */
export const contradicts = ({ pos, ref }: Variant, contig: BaseReader): boolean => {
  for (let i = 0; i < ref.length; i++) {
    const code = contig.codeAt(pos - 1 + i)
    if (code !== 0 && code !== ref.charCodeAt(i)) return true
  }
  return false
}

/** The two places that an edit is named by, 0-based and both included: its ends, or for an insertion its neighbours. */
export const ends = ({ kind, start, end }: NamedEdit): readonly [number, number] =>
  kind === 'insertion' ? [start - 1, start] : [start, end - 1]

/** An edit on a transcript: where it is named, and as an edit of the transcript's bases when both ends stand in exons of one stretch. */
export type OnTranscript = {
  readonly kind: NamedEdit['kind']
  readonly first: TranscriptPoint
  readonly last: TranscriptPoint
  readonly ref: string
  readonly inserted: string
  readonly cut: boolean
  readonly refReplaced: boolean
  readonly edit?: SequenceEdit
}

const exonOf = (map: PositionMap, base: number) => map.transcript.exons.find((e) => base >= e.start && base < e.end)

/** Says an exonic edit against the transcript's own bases, where these differ from the genome's. */
const onOwnBases = (
  map: PositionMap,
  bases: string,
  edit: SequenceEdit,
  stated: string,
  refReplaced: boolean,
): OnTranscript | undefined => {
  const first = exonOf(map, Math.min(edit.start, map.length - 1))
  const last = exonOf(map, Math.max(edit.start, edit.end - 1))
  if (first === undefined || last === undefined) return undefined
  const reader = textReader(bases)
  const named = normaliseEdit(reader, edit, 3, { low: first.start, high: last.end })
  const [a, b] = ends(named)
  if (a < 0 || b >= map.length) return undefined
  const { kind, start, end, inserted } = named
  const on: SequenceEdit = kind === 'duplication' ? { start: end, end, inserted } : { start, end, inserted }
  return {
    kind,
    first: { base: a, offset: 0 },
    last: { base: b, offset: 0 },
    ref: kind === 'substitution' ? (reader.codeAt(start) === 0 ? stated : bases.charAt(start)) : '',
    inserted,
    cut: named.cut,
    refReplaced,
    edit: kind === 'identity' ? { start, end: start, inserted: '' } : on,
  }
}

const exonicEdit = (kind: NamedEdit['kind'], first: number, last: number, inserted: string): SequenceEdit =>
  kind === 'insertion'
    ? { start: last, end: last, inserted }
    : kind === 'duplication'
      ? { start: last + 1, end: last + 1, inserted }
      : { start: first, end: last + 1, inserted: kind === 'deletion' ? '' : inserted }

/**
 * Trimmed and shifted in the transcript's direction, but not out of the transcript as long as the change can be said inside it. The answer is the same for every way to
 * write the variant.
 */
const shiftedInside = (map: PositionMap, reader: BaseReader, raw: SequenceEdit): ReturnType<typeof normaliseEdit> => {
  const forward = map.transcript.strand === 1
  const direction: Direction = forward ? 3 : 5
  const within = (edit: SequenceEdit, edge: number) =>
    normaliseEdit(reader, edit, direction, {
      low: forward ? 0 : Math.min(edge, edit.start),
      high: forward ? Math.max(edge, edit.end) : reader.length,
    })
  const edge = forward ? map.high : map.low
  const named = within(raw, edge)
  const reaches = forward ? named.end - edge : edge - named.start
  if (reaches < 0 || named.kind === 'identity' || (reaches === 0 && named.kind === 'duplication')) return named
  const back: Direction = forward ? 5 : 3
  const first = shiftEdit(reader, trimEdit(reader, raw, back), back, { low: 0, high: reader.length })
  const inside = within(first, edge)
  return inside.kind === 'insertion' ? within(first, forward ? edge - 1 : edge + 1) : inside
}

/** Some base from one place to another is another one than the genome's, by the alignment. */
const someDiffer = (transcript: Transcript, first: number, last: number): boolean => {
  for (let base = first; base <= last; base++) if (mayDiffer(transcript, base)) return true
  return false
}

/**
 * Where a variant stands on a transcript and what it does to its bases. In introns a REF that contradicts the genome is refused; in exons of a transcript whose bases are known
 * these count, with `refReplaced`.
 */
export const placeOnTranscript = (
  variant: Variant,
  transcript: Transcript,
  reference: ReferenceGenome | undefined,
): OnTranscript | Refusal => {
  const map = positionMap(transcript)
  const forward = transcript.strand === 1
  const raw = editOf(variant)
  const contig = contigReader(variant.chrom, reference, transcript)
  const reader = variantReader(variant, contig)
  const named = shiftedInside(map, reader, raw)
  const [low, high] = ends(named)
  const first = toTranscript(map, forward ? low : high)
  if ('refused' in first) return refuse(first.refused)
  const last = low === high ? first : toTranscript(map, forward ? high : low)
  if ('refused' in last) return refuse(last.refused)
  const inserted = forward ? named.inserted : reverseComplement(named.inserted)
  const kind = named.kind
  const stated = kind === 'substitution' ? variant.ref.charAt(named.start - variant.pos + 1) : ''
  const ref = forward ? stated : reverseComplement(stated)
  const exonic = first.offset === 0 && last.offset === 0
  const told = { kind, first, last, ref, inserted, cut: named.cut, refReplaced: false }
  if (!exonic)
    return contradicts(variant, contigReader(variant.chrom, reference, undefined)) ? refuse('refMismatch') : told
  if (kind === 'identity') return { ...told, edit: { start: first.base, end: first.base, inserted: '' } }
  const exon = exonOf(map, first.base)
  const sameExon = exon === exonOf(map, last.base)
  const edit = exonicEdit(kind, first.base, last.base, inserted)
  const own = transcript.sequence
  const differs = kind === 'substitution' && own !== undefined && !['N', ref].includes(own.charAt(first.base))
  const gapInside = kind === 'insertion' && last.base - first.base !== 1
  const mismatch = (differs && exon?.cigar === undefined) || contradicts(variant, contig)
  if (own === undefined && (mismatch || gapInside)) return refuse(mismatch ? 'refMismatch' : 'inGap')
  const untold = own === undefined || own.slice(first.base, last.base + 1).includes('N')
  if (untold && kind !== 'insertion' && someDiffer(transcript, first.base, last.base))
    return refuse('transcriptDiffers')
  const aligned = exon?.cigar === undefined && !gapInside
  if (own !== undefined && sameExon && (differs || mismatch || !aligned)) {
    const whole = gapInside ? { start: first.base + 1, end: last.base, inserted } : edit
    return onOwnBases(map, own, whole, ref, mismatch) ?? refuse('inGap')
  }
  return sameExon ? { ...told, edit } : told
}
