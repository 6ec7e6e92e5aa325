import type { ReferenceGenome } from '../reference/index.ts'
import { endsInStop, startsComplete } from './reading.ts'
import { graded, modifier } from './terms.ts'
import { basePosition, basesOf, exonAt, exonNumber, type TranscriptModel } from './transcript-model.ts'

/** First and last, both included, 1-based. An insertion names its two neighbours. */
export type Extent = readonly [number, number]

/** What a stretch of the contig holds of a transcript: the places as modifiers, lost start or stop codon or the whole transcript as graded bits, and the exons that are touched. */
export type ExonSpan = { readonly graded: number; readonly modifiers: number; readonly exons?: Extent }

/** What the bases `start` to `end` (0-based half-open, not empty) hold of a transcript that they overlap. A start or stop codon counts as lost where the transcript's bases, if they can be had, show one. */
export const spanOf = (model: TranscriptModel, start: number, end: number, reference?: ReferenceGenome): ExonSpan => {
  const coding = model.codingStart >= 0
  const decayed = model.decayed ? modifier.decayedTranscript : 0
  let gravest = 0
  let modifiers = 0
  let first = -1
  let last = -1
  for (
    let exon = Math.max(0, exonAt(model, start));
    exon < model.count && (model.exonLow[exon] as number) - end < 0;
    exon++
  ) {
    const low = Math.max(start, model.exonLow[exon] as number)
    const high = Math.min(end, model.exonHigh[exon] as number)
    if (high > low) {
      if (first < 0) first = exon
      last = exon
      if (!coding) modifiers |= modifier.nonCodingExon
      else {
        const one = basePosition(model, exon, low)
        const other = basePosition(model, exon, high - 1)
        const from = Math.min(one, other)
        const to = Math.max(one, other)
        if (from < model.codingStart) modifiers |= modifier.fivePrimeUtr
        if (to >= model.codingEnd) modifiers |= modifier.threePrimeUtr
        if (to >= model.codingStart && from < model.codingEnd) modifiers |= modifier.coding
        if (!model.transcript.startIncomplete && to >= model.codingStart && from < model.codingStart + 3)
          gravest |= graded.startLost
        if (!model.transcript.endIncomplete && to >= model.codingEnd - 3 && from < model.codingEnd)
          gravest |= graded.stopLost
      }
    }
    if (exon < model.count - 1 && end > (model.exonHigh[exon] as number) && start < (model.exonLow[exon + 1] as number))
      modifiers |= coding ? modifier.codingIntron : modifier.nonCodingIntron
  }
  if (first < 0) return { graded: 0, modifiers: modifiers | decayed }
  const numbers = [exonNumber(model, first), exonNumber(model, last)]
  const exons: Extent = [Math.min(...numbers), Math.max(...numbers)]
  if (start <= model.low && end >= model.high) return { graded: graded.transcriptAblation, modifiers: 0, exons }
  const bases = gravest === 0 ? null : basesOf(model, reference)
  if (bases !== null && !startsComplete(model, bases)) gravest &= ~graded.startLost
  if (bases !== null && !endsInStop(model, bases)) gravest &= ~graded.stopLost
  return { graded: gravest, modifiers: modifiers | decayed, exons }
}
