import { fromCoding, type PositionMap, toCoding, type TranscriptPoint } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { BasePoint, NucleotideType, Point } from './hgvs-variant.ts'
import { type Refusal, refuse } from './refusal.ts'

/** `c` for a transcript with a coding part, else `n`. */
export const typeOf = (transcript: Transcript): 'c' | 'n' => (transcript.cds === undefined ? 'n' : 'c')

/** A place on a transcript in the numbering of c. or n. */
export const describePlace = ({ cds }: Transcript, { base, offset }: TranscriptPoint): BasePoint => ({
  kind: 'base',
  ...(cds === undefined ? { part: '' as const, number: base + 1 } : toCoding(cds, base)),
  offset,
})

/** The same as text. @example '169-1417' */
export const placeName = ({ cds }: Transcript, { base, offset }: TranscriptPoint): string => {
  const intron = offset === 0 ? '' : offset > 0 ? `+${offset}` : String(offset)
  if (cds === undefined) return `${base + 1}${intron}`
  const { part, number } = toCoding(cds, base)
  return `${part}${number}${intron}`
}

/** The place that a point of a c. or n. description means on a transcript. */
export const findPlace = (map: PositionMap, type: NucleotideType, point: Point): TranscriptPoint | Refusal => {
  const { cds } = map.transcript
  if (point.kind !== 'base' || typeof point.offset === 'string') return refuse('uncertain')
  if (type === 'n') return { base: point.number - 1, offset: point.offset }
  if (type !== 'c') return refuse(type === 'r' ? 'rna' : 'coding')
  if (cds === undefined) return refuse('coding')
  const base = fromCoding(cds, point)
  return base === undefined ? refuse('beyondCoding') : { base, offset: point.offset }
}
