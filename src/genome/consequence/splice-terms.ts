import { graded } from './terms.ts'
import { exonAt, shortestIntron, type TranscriptModel } from './transcript-model.ts'

/** Bits that mean that a base of the two at an intron's edge is changed. */
export const essentialSplice = graded.spliceDonor | graded.spliceAcceptor

/**
 * Terms of one edge of an intron. `from` and `to` (both included) count from the edge into the intron (0 = first intron base, -1 = last exon base).
 * An insertion has `from` = `to` + 1 and stands before the base `from`.
 */
const edgeTerms = (donor: boolean, length: number, from: number, to: number): number => {
  const insertion = from > to
  const hits = (first: number, last: number): boolean => {
    const end = Math.min(last, length - 1)
    return insertion ? from > first && from <= end : from <= end && to >= first
  }
  if (insertion ? from === 1 : hits(0, 1)) return donor ? graded.spliceDonor : graded.spliceAcceptor
  let bits = 0
  if (insertion) {
    if (from < 0 && from > -3) bits |= graded.exonicSpliceRegion
    if (from === 0 || (from >= 2 && from < 8)) bits |= graded.spliceRegion
  } else {
    if (from <= -1 && to >= -3) bits |= graded.exonicSpliceRegion
    if (hits(2, 7)) bits |= graded.spliceRegion
  }
  if (donor) {
    if (!insertion && hits(4, 4)) bits |= graded.donorFifth
    if (hits(2, 5)) bits |= graded.donorRegion
  } else if (hits(2, 16)) bits |= graded.polypyrimidine
  return bits
}

/**
 * Splice terms of a change of the contig's bases `start` to `end` (0-based half-open; equal for an insertion before `start`). `exon`: the last exon that begins at or before `start` - 1.
 * Where an essential site is hit the weaker splice terms are left out.
 */
export const spliceTerms = (model: TranscriptModel, start: number, end: number, exon: number): number => {
  let bits = 0
  const last = end > start ? end - 1 : start - 1
  for (let intron = Math.max(0, exon - 1); intron < model.count - 1; intron++) {
    const low = model.exonHigh[intron] as number
    const high = model.exonLow[intron + 1] as number
    if (low - 3 > end) break
    if (high + 3 < start || high - low < shortestIntron) continue
    const length = high - low
    bits |= edgeTerms(model.forward, length, start - low, last - low)
    bits |=
      end > start
        ? edgeTerms(!model.forward, length, high - end, high - 1 - start)
        : edgeTerms(!model.forward, length, high - start, high - start - 1)
  }
  return bits & essentialSplice ? bits & essentialSplice : bits
}

/** Whether a change takes bases between two exons that are too close for an intron. */
export const inShortIntron = (model: TranscriptModel, start: number, end: number): boolean => {
  if (!model.shortIntrons) return false
  for (let exon = Math.max(0, exonAt(model, start)); exon < model.count - 1; exon++) {
    const low = model.exonHigh[exon] as number
    const high = model.exonLow[exon + 1] as number
    if (low >= end) return false
    if (high - low < shortestIntron && start < high) return true
  }
  return false
}
