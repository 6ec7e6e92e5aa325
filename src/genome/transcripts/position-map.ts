import { firstAbove, firstWhere } from '../../shared/sorted-search.ts'
import type { Exon, Transcript } from './transcript.ts'

/**
 * A place on a transcript: `base` 0-based in the transcript, `offset` the distance into an intron (+ after the base, - before it; 0 in an exon).
 * `base` below 0 or from the transcript's length on is a place before or after it, counted on along the genome.
 */
export type TranscriptPoint = { readonly base: number; readonly offset: number }

/**
 * Why a place has no counterpart: it stands in an alignment gap, outside the transcript, beyond every intron that an offset could mean, or the transcript has no alignment.
 * `after`: in a gap, the last aligned place before it in transcript direction, in the coordinates that were asked for.
 */
export type Unmapped = {
  readonly refused: 'inGap' | 'outsideTranscript' | 'noSuchIntron' | 'notAligned'
  readonly after?: number
}

/** A transcript's alignment as columns, in transcript order. A block is a stretch without gaps. All coordinates 0-based, half-open; genome columns hold the lower edge. */
export type PositionMap = {
  readonly transcript: Transcript
  readonly length: number
  readonly low: number
  readonly high: number
  readonly exonStart: Int32Array
  readonly exonEnd: Int32Array
  readonly exonLow: Int32Array
  readonly exonHigh: Int32Array
  readonly blockStart: Int32Array
  readonly blockLow: Int32Array
  readonly blockLength: Int32Array
}

type Block = { readonly start: number; readonly low: number; readonly length: number }

const blocksOf = (exon: Exon, strand: 1 | -1): readonly Block[] => {
  const blocks: Block[] = []
  let base = exon.start
  let walked = 0
  let run = 0
  const close = () => {
    const low = strand === 1 ? exon.genomeStart + walked : exon.genomeEnd - walked - run
    if (run > 0) blocks.push({ start: base, low, length: run })
    base += run
    walked += run
    run = 0
  }
  for (const [, count, kind] of (exon.cigar ?? `${exon.end - exon.start}=`).matchAll(/(\d+)([=XMDI])/g)) {
    if (kind === 'D' || kind === 'I') {
      close()
      if (kind === 'D') walked += Number(count)
      else base += Number(count)
    } else run += Number(count)
  }
  close()
  return blocks
}

const build = (transcript: Transcript): PositionMap => {
  const { exons, strand } = transcript
  const blocks = exons.flatMap((exon) => blocksOf(exon, strand))
  const exonLow = Int32Array.from(exons, (e) => e.genomeStart)
  const exonHigh = Int32Array.from(exons, (e) => e.genomeEnd)
  return {
    transcript,
    length: exons.at(-1)?.end ?? transcript.sequence?.length ?? transcript.cds?.end ?? 0,
    low: exonLow.length === 0 ? 0 : Math.min(exonLow[0] as number, exonLow.at(-1) as number),
    high: exonHigh.length === 0 ? 0 : Math.max(exonHigh[0] as number, exonHigh.at(-1) as number),
    exonStart: Int32Array.from(exons, (e) => e.start),
    exonEnd: Int32Array.from(exons, (e) => e.end),
    exonLow,
    exonHigh,
    blockStart: Int32Array.from(blocks, (b) => b.start),
    blockLow: Int32Array.from(blocks, (b) => b.low),
    blockLength: Int32Array.from(blocks, (b) => b.length),
  }
}

const known = new WeakMap<Transcript, PositionMap>()

/** The map of a transcript; made once and kept as long as the transcript object lives. */
export const positionMap = (transcript: Transcript): PositionMap => {
  const held = known.get(transcript)
  if (held !== undefined) return held
  const made = build(transcript)
  known.set(transcript, made)
  return made
}

/** Index of the last element that is not above a value in an ascending column; -1 when all are. */
const lastUpTo = (column: Int32Array, value: number): number => firstAbove(column, value) - 1

/** Index of the last element that is above a value in a descending column; -1 when none is. */
const lastAbove = (column: Int32Array, value: number): number =>
  firstWhere(column.length, (i) => (column[i] as number) <= value) - 1

/** The exon (0-based, transcript order) that begins at or before a genome position in transcript direction; -1 before the transcript. The position may stand in the intron behind it. */
export const exonUpTo = (map: PositionMap, position: number): number =>
  map.transcript.strand === 1 ? lastUpTo(map.exonLow, position) : lastAbove(map.exonHigh, position)

const inExon = (map: PositionMap, position: number): TranscriptPoint | Unmapped => {
  const forward = map.transcript.strand === 1
  const { blockLow, blockLength } = map
  const block = forward
    ? lastUpTo(blockLow, position)
    : firstWhere(blockLow.length, (i) => (blockLow[i] as number) + (blockLength[i] as number) <= position) - 1
  if (block < 0) return { refused: 'inGap' }
  const start = map.blockStart[block] as number
  const length = map.blockLength[block] as number
  const into = forward
    ? position - (map.blockLow[block] as number)
    : (map.blockLow[block] as number) + length - 1 - position
  return into < length ? { base: start + into, offset: 0 } : { refused: 'inGap', after: start + length - 1 }
}

/**
 * The place of a genome position (0-based) on a transcript. Introns count from the nearer exon, a middle base from the exon before it.
 * `flank`: how many bases before and after the transcript still have a place.
 */
export const toTranscript = (map: PositionMap, position: number, flank = 0): TranscriptPoint | Unmapped => {
  if (map.exonLow.length === 0) return { refused: 'notAligned' }
  const forward = map.transcript.strand === 1
  if (position < map.low || position >= map.high) {
    const distance = position < map.low ? map.low - position : position - map.high + 1
    if (distance > flank) return { refused: 'outsideTranscript' }
    return { base: position < map.low === forward ? -distance : map.length - 1 + distance, offset: 0 }
  }
  const exon = exonUpTo(map, position)
  const low = map.exonLow[exon] as number
  const high = map.exonHigh[exon] as number
  if (position >= low && position < high) return inExon(map, position)
  const fromDonor = forward ? position - high + 1 : low - position
  const nextEdge = forward
    ? (map.exonLow[exon + 1] as number) - position
    : position - (map.exonHigh[exon + 1] as number) + 1
  return fromDonor <= nextEdge
    ? { base: (map.exonEnd[exon] as number) - 1, offset: fromDonor }
    : { base: map.exonStart[exon + 1] as number, offset: -nextEdge }
}

const inIntron = (map: PositionMap, { base, offset }: TranscriptPoint): number | Unmapped => {
  const forward = map.transcript.strand === 1
  const exon = lastUpTo(map.exonStart, base)
  const donor = offset > 0
  const atEdge = donor ? map.exonEnd[exon] === base + 1 : map.exonStart[exon] === base
  const other = donor ? exon + 1 : exon - 1
  if (!atEdge || other < 0 || other >= map.exonLow.length) return { refused: 'noSuchIntron' }
  const rising = donor === forward
  const edge = rising ? (map.exonHigh[exon] as number) : (map.exonLow[exon] as number)
  const size = rising ? (map.exonLow[other] as number) - edge : edge - (map.exonHigh[other] as number)
  const steps = Math.abs(offset)
  if (steps > size) return { refused: 'noSuchIntron' }
  return rising ? edge + steps - 1 : edge - steps
}

/**
 * The genome position (0-based) of a place on a transcript; an offset is only good at an exon's edge and inside the intron there.
 * `flank`: how many bases before and after the transcript still have a place.
 */
export const toGenome = (map: PositionMap, point: TranscriptPoint, flank = 0): number | Unmapped => {
  if (map.exonLow.length === 0) return { refused: 'notAligned' }
  const forward = map.transcript.strand === 1
  const { base, offset } = point
  if (base < 0 || base >= map.length) {
    if (offset !== 0) return { refused: 'noSuchIntron' }
    const distance = base < 0 ? -base : base - map.length + 1
    if (distance > flank) return { refused: 'outsideTranscript' }
    return base < 0 === forward ? map.low - distance : map.high - 1 + distance
  }
  if (offset !== 0) return inIntron(map, point)
  const block = lastUpTo(map.blockStart, base)
  if (block < 0) return { refused: 'inGap' }
  const low = map.blockLow[block] as number
  const length = map.blockLength[block] as number
  const into = base - (map.blockStart[block] as number)
  if (into >= length) return { refused: 'inGap', after: forward ? low + length - 1 : low }
  return forward ? low + into : low + length - 1 - into
}

/** A base in the numbering of c.: `-` before the start codon, `*` after the stop codon, no zero. */
export type CodingNumber = { readonly part: '' | '-' | '*'; readonly number: number }

/** @example with a coding part of [9, 39): base 8 is c.-1, 9 is c.1, 38 is c.30, 39 is c.*1 */
export const toCoding = (cds: { readonly start: number; readonly end: number }, base: number): CodingNumber =>
  base < cds.start
    ? { part: '-', number: cds.start - base }
    : base < cds.end
      ? { part: '', number: base - cds.start + 1 }
      : { part: '*', number: base - cds.end + 1 }

/** The transcript base (0-based) of a c. number; undefined for a plain number that goes beyond the stop codon. */
export const fromCoding = (
  cds: { readonly start: number; readonly end: number },
  { part, number }: CodingNumber,
): number | undefined => {
  if (part === '-') return cds.start - number
  if (part === '*') return cds.end + number - 1
  return number <= cds.end - cds.start ? cds.start + number - 1 : undefined
}
