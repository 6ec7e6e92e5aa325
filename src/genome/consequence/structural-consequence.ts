import { spanOf } from './exon-span.ts'
import { spliceTerms } from './splice-terms.ts'
import { graded, rankedTerms } from './terms.ts'
import { flagsOf, incompleteBits } from './flags.ts'
import { besides, type TranscriptConsequence } from './transcript-consequence.ts'
import { exonAt, type TranscriptModel } from './transcript-model.ts'

/** A change whose bases are not told: `<DEL>`, `<DUP>`, `<INS>`, `<INV>`; 1-based with both ends included; an insertion stands behind `start`. */
export type StructuralChange = {
  readonly chrom: string
  readonly start: number
  readonly end: number
  readonly type: 'DEL' | 'DUP' | 'INS' | 'INV'
}

/**
 * What a structural change does to a transcript: the whole of it lost or doubled, or cut into. `feature_truncation` and `feature_elongation` are told where exons are touched; inside one intron
 * only the place and the splice sites are. Undefined far from the transcript, and for an inversion that holds all of it: of that nothing is known but that it is turned.
 */
export const structuralConsequence = (
  model: TranscriptModel,
  change: StructuralChange,
): TranscriptConsequence | undefined => {
  const insertion = change.type === 'INS'
  const start = insertion ? change.start : change.start - 1
  const end = insertion ? change.start : change.end
  const { transcript } = model
  if (end <= model.low || start >= model.high) return besides(model, { start, end, alt: '', anchor: start })
  const whole = start <= model.low && end >= model.high
  if (whole && change.type === 'INV') return undefined
  const flags = flagsOf(incompleteBits(model))
  if (whole && change.type === 'DUP')
    return { transcript, ...rankedTerms(graded.transcriptAmplification, 0), exons: [1, model.count], flags }
  // An insertion lies in an exon when one of its neighbours does and no intron base is on its other side.
  const before = exonAt(model, start - 1)
  const between =
    insertion &&
    before >= 0 &&
    start >= (model.exonHigh[before] as number) &&
    start < (model.exonLow[before + 1] ?? model.high)
  const span = insertion
    ? between && start > (model.exonHigh[before] as number)
      ? spanOf(model, start - 1, start)
      : spanOf(model, start - 1, start + 1)
    : spanOf(model, start, end)
  const splice = change.type === 'DUP' ? 0 : spliceTerms(model, start, end, before)
  const shape =
    span.exons === undefined || whole
      ? 0
      : change.type === 'DEL' || change.type === 'INV'
        ? graded.truncation
        : graded.elongation
  const lost = change.type === 'DEL' ? span.graded : 0
  const bits = lost === graded.transcriptAblation ? lost : lost | splice | shape
  return {
    transcript,
    ...rankedTerms(bits, span.modifiers),
    ...(span.exons === undefined ? {} : { exons: span.exons }),
    flags,
  }
}
