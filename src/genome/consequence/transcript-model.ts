import { firstAbove } from '../../shared/sorted-search.ts'
import type { ReferenceGenome } from '../reference/index.ts'
import { complementOf } from '../reverse-complement.ts'
import { codeOfContig, type GeneticCode } from '../transcripts/genetic-code.ts'
import { positionMap, toTranscript } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'

/**
 * A transcript as the consequence engine reads it. Exon columns ascend on the contig on both strands; `exonBase` is the transcript position of an exon's 5' end.
 * `codingStart`, `codingEnd`: -1 without a coding part. `shortIntrons`: some are too short to be spliced.
 */
export type TranscriptModel = {
  readonly transcript: Transcript
  readonly forward: boolean
  readonly count: number
  readonly exonLow: Int32Array
  readonly exonHigh: Int32Array
  readonly exonBase: Int32Array
  readonly low: number
  readonly high: number
  readonly length: number
  readonly codingStart: number
  readonly codingEnd: number
  readonly frame: number
  readonly gapped: boolean
  readonly shortIntrons: boolean
  readonly decayed: boolean
  readonly code: GeneticCode
  /** The transcript's bases (ASCII), once they were asked for; null: they cannot be had. */
  bases: Uint8Array | null | undefined
}

/** An intron below this length is an alignment's repair of a frame, not an intron that is spliced; VEP takes the same bound. */
export const shortestIntron = 13

export const transcriptModel = (transcript: Transcript): TranscriptModel => {
  const forward = transcript.strand === 1
  const exons = forward ? transcript.exons : transcript.exons.toReversed()
  const last = transcript.exons.at(-1)
  return {
    transcript,
    forward,
    count: exons.length,
    exonLow: Int32Array.from(exons, (e) => e.genomeStart),
    exonHigh: Int32Array.from(exons, (e) => e.genomeEnd),
    exonBase: Int32Array.from(exons, (e) => e.start),
    low: exons[0]?.genomeStart ?? 0,
    high: exons.at(-1)?.genomeEnd ?? 0,
    length: last?.end ?? 0,
    codingStart: transcript.cds?.start ?? -1,
    codingEnd: transcript.cds?.end ?? -1,
    frame: transcript.frame ?? 0,
    gapped: transcript.exons.some((e) => e.cigar !== undefined && /[DI]/.test(e.cigar)),
    shortIntrons: exons.some((e, i) => i > 0 && e.genomeStart - (exons[i - 1]?.genomeEnd ?? 0) < shortestIntron),
    decayed: transcript.biotype === 'nonsense_mediated_decay',
    code: codeOfContig(transcript.chrom),
    bases: undefined,
  }
}

/** Index of the last exon that begins at or before a position of the contig; -1 before the first. */
export const exonAt = (model: TranscriptModel, position: number): number => firstAbove(model.exonLow, position) - 1

/** Number of an exon (1-based, from the 5' end) by its place on the contig; of the intron behind it with `intron`. */
export const exonNumber = (model: TranscriptModel, exon: number): number =>
  model.forward ? exon + 1 : model.count - exon
export const intronNumber = (model: TranscriptModel, exonBefore: number): number =>
  model.forward ? exonBefore + 1 : model.count - 1 - exonBefore

/** Transcript position of a position inside a given exon; -1 inside an alignment gap. */
export const basePosition = (model: TranscriptModel, exon: number, position: number): number => {
  if (model.gapped) {
    const point = toTranscript(positionMap(model.transcript), position)
    return 'refused' in point || point.offset !== 0 ? -1 : point.base
  }
  const start = model.exonBase[exon] as number
  return model.forward
    ? start + position - (model.exonLow[exon] as number)
    : start + (model.exonHigh[exon] as number) - 1 - position
}

/** Where a change lies when it lies within one exon: the exon, and the transcript bases `from` to `to` that it replaces (equal for an insertion). */
export type ExonicRange = { readonly exon: number; readonly from: number; readonly to: number }

/**
 * The place of the contig's bases `start` to `end` (0-based half-open; equal for an insertion before `start`, which may also stand at an exon's edge) inside one exon; undefined elsewhere.
 * `from` -1: in an alignment gap, or across one.
 */
export const exonicRange = (model: TranscriptModel, start: number, end: number): ExonicRange | undefined => {
  const exon = exonAt(model, start)
  if (exon < 0) return undefined
  const low = model.exonLow[exon] as number
  const high = model.exonHigh[exon] as number
  if (start === end) {
    if (start > high) return undefined
    const behind = start > low ? basePosition(model, exon, start - 1) : -1
    const before = start < high ? basePosition(model, exon, start) : -1
    const [five, three] = model.forward ? [behind, before] : [before, behind]
    const from = five >= 0 ? five + 1 : three
    return { exon, from, to: from }
  }
  if (end > high) return undefined
  const one = basePosition(model, exon, start)
  const other = end - start === 1 ? one : basePosition(model, exon, end - 1)
  const from = one < other ? one : other
  const to = (one < other ? other : one) + 1
  return model.gapped && to - from !== end - start ? { exon, from: -1, to: -1 } : { exon, from, to }
}

/** Takes out the bases in which the transcript is known to differ from the genome: its own are not held. */
const withoutDiffering = (model: TranscriptModel, bases: Uint8Array): Uint8Array => {
  for (const { start, cigar } of model.transcript.exons) {
    if (cigar === undefined) continue
    let at = start
    for (const [, count, kind] of cigar.matchAll(/(\d+)([=XMDI])/g)) {
      if (kind === 'X') bases.fill(0, at, at + Number(count))
      if (kind !== 'D') at += Number(count)
    }
  }
  return bases
}

const fromGenome = (model: TranscriptModel, reference: ReferenceGenome | undefined): Uint8Array | null => {
  const sequence = reference?.sequence(model.transcript.chrom)
  if (sequence === undefined) return null
  const out = new Uint8Array(model.length)
  if (model.gapped) {
    const map = positionMap(model.transcript)
    for (let block = 0; block < map.blockStart.length; block++) {
      const start = map.blockStart[block] as number
      const low = map.blockLow[block] as number
      const size = map.blockLength[block] as number
      for (let i = 0; i < size; i++)
        out[start + i] = model.forward
          ? sequence.codeAt(low + i)
          : (complementOf[sequence.codeAt(low + size - 1 - i)] as number)
    }
    return withoutDiffering(model, out)
  }
  for (let exon = 0; exon < model.count; exon++) {
    const low = model.exonLow[exon] as number
    const high = model.exonHigh[exon] as number
    const start = model.exonBase[exon] as number
    const text = sequence.slice(low, high)
    const size = high - low
    for (let i = 0; i < size; i++) {
      const code = text === undefined ? sequence.codeAt(low + i) : text.charCodeAt(i)
      if (model.forward) out[start + i] = code
      else out[start + size - 1 - i] = complementOf[code] as number
    }
  }
  return withoutDiffering(model, out)
}

const ownBases = (text: string): Uint8Array => {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return out
}

/**
 * The bases of a transcript: its own sequence where it holds one, otherwise the genome's. Base 0: not held. Null when there is neither.
 * What a transcript holds beyond its last exon (a poly-A tail) is kept: a reading that runs into it ends there.
 */
export const basesOf = (model: TranscriptModel, reference: ReferenceGenome | undefined): Uint8Array | null => {
  if (model.bases !== undefined) return model.bases
  const own = model.transcript.sequence
  model.bases = own === undefined ? fromGenome(model, reference) : ownBases(own)
  return model.bases
}
