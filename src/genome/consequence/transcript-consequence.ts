import type { ReferenceGenome } from '../reference/index.ts'
import { complementOf } from '../reverse-complement.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { type AlleleChange, moved, type Shift } from './allele-change.ts'
import { codingChange } from './coding-change.ts'
import { type ConsequenceFlag, flagBit, flagsOf, incompleteBits, noFlags } from './flags.ts'
import type { NonsenseDecay } from './nonsense-decay.ts'
import { type Extent, spanOf } from './exon-span.ts'
import { essentialSplice, inShortIntron, spliceTerms } from './splice-terms.ts'
import { type ConsequenceTerm, graded, type Impact, modifier, rankedTerms } from './terms.ts'
import { basesOf, exonAt, exonicRange, exonNumber, intronNumber, type TranscriptModel } from './transcript-model.ts'

/**
 * What one variant does to one transcript. `exons`, `intron`: numbers from the 5' end. `spliceDistance`: in an intron, to the nearest exon as HGVS counts (+ behind an exon, - before one);
 * `distance`: bases to a transcript that is only neighbouring. `transcriptPosition`, `codingPosition`, `residues`: in transcript, coding part and protein; `codingPosition` only inside the coding part. `newStop`: residue number at which the changed protein ends.
 */
export type TranscriptConsequence = {
  readonly transcript: Transcript
  readonly terms: readonly ConsequenceTerm[]
  readonly impact: Impact
  readonly exons?: Extent
  readonly intron?: number
  readonly spliceDistance?: number
  readonly distance?: number
  readonly transcriptPosition?: Extent
  readonly codingPosition?: Extent
  readonly residues?: Extent
  readonly codons?: readonly [string, string]
  readonly aminoAcids?: readonly [string, string]
  readonly newStop?: number
  readonly decay?: NonsenseDecay
  readonly flags: readonly ConsequenceFlag[]
}

/** How far up- and downstream of a transcript a variant is still told of, in bases, as VEP does. */
export const neighbourhood = 5000

const extent = (from: number, to: number): Extent => (to > from ? [from + 1, to] : [from, from + 1])

/** The bases that a change puts in, on the transcript's strand. */
export const altOnTranscript = (model: TranscriptModel, alt: string): Uint8Array => {
  const out = new Uint8Array(alt.length)
  for (let i = 0; i < alt.length; i++) {
    if (model.forward) out[i] = alt.charCodeAt(i)
    else out[alt.length - 1 - i] = complementOf[alt.charCodeAt(i)] as number
  }
  return out
}

/** A transcript that a change does not reach; undefined beyond the neighbourhood. */
export const besides = (model: TranscriptModel, change: AlleleChange): TranscriptConsequence | undefined => {
  const before = change.end <= model.low
  const distance = before ? model.low - Math.max(change.end - 1, change.start) : change.start - model.high + 1
  if (distance > neighbourhood) return undefined
  const { terms, impact } = rankedTerms(0, before === model.forward ? modifier.upstream : modifier.downstream)
  return { transcript: model.transcript, terms, impact, distance: Math.max(1, distance), flags: noFlags }
}

type Place = { readonly change: AlleleChange; readonly splice: number; readonly ambiguous: boolean }

const asItStands = (model: TranscriptModel, change: AlleleChange): Place => ({
  change,
  splice: spliceTerms(model, change.start, change.end, exonAt(model, change.start - 1)),
  ambiguous: false,
})

const chosenPlace = (model: TranscriptModel, change: AlleleChange, room: Shift): Place => {
  const step = model.forward ? -1 : 1
  const first = model.forward ? room.right : -room.left
  const last = model.forward ? -room.left : room.right
  const at = (by: number) => {
    const there = moved(change, by)
    const splice = spliceTerms(model, there.start, there.end, exonAt(model, there.start - 1))
    return {
      change: there,
      splice,
      spared: (splice & essentialSplice) === 0 && !inShortIntron(model, there.start, there.end),
    }
  }
  const preferred = at(first)
  if (preferred.spared || first === last) return { ...preferred, ambiguous: false }
  for (let by = first + step; by !== last + step; by += step) {
    const other = at(by)
    if (other.spared) return { ...other, ambiguous: true }
  }
  return { ...preferred, ambiguous: false }
}

const inOneIntron = (
  model: TranscriptModel,
  change: AlleleChange,
  splice: number,
  before: number,
  flags: number,
): TranscriptConsequence => {
  const { terms, impact } = rankedTerms(
    splice,
    (model.codingStart >= 0 ? modifier.codingIntron : modifier.nonCodingIntron) |
      (model.decayed ? modifier.decayedTranscript : 0),
  )
  const last = change.end > change.start ? change.end - 1 : change.start
  const fromLow = change.start - (model.exonHigh[before] as number) + 1
  const fromHigh = (model.exonLow[before + 1] as number) - last
  const donor = model.forward ? fromLow : fromHigh
  const acceptor = model.forward ? fromHigh : fromLow
  return {
    transcript: model.transcript,
    terms,
    impact,
    intron: intronNumber(model, before),
    spliceDistance: donor <= acceptor ? donor : -acceptor,
    flags: flagsOf(flags),
  }
}

const acrossBorders = (
  model: TranscriptModel,
  { start, end }: AlleleChange,
  splice: number,
  flags: number,
  reference: ReferenceGenome | undefined,
): TranscriptConsequence => {
  const span = spanOf(model, start, end, reference)
  const { terms, impact } = rankedTerms(
    span.graded === graded.transcriptAblation ? span.graded : span.graded | splice,
    span.modifiers,
  )
  return {
    transcript: model.transcript,
    terms,
    impact,
    ...(span.exons === undefined ? {} : { exons: span.exons }),
    flags: flagsOf(flags),
  }
}

/** Whether a change cannot be read because the ribosome slips before it or within what it would shift. */
const beyondSlippage = (model: TranscriptModel, from: number, to: number, altLength: number): boolean => {
  const { slippage } = model.transcript
  return slippage !== undefined && (to > slippage || altLength !== to - from)
}

/** Number of the residue whose codon begins at a transcript position. */
export const residueOfStop = (model: TranscriptModel, position: number): number =>
  (position - model.codingStart - model.frame) / 3 + 1

/** REF of an exonic change against the transcript's own bases; an unheld base does not count. */
const differsFromGenome = (
  model: TranscriptModel,
  bases: Uint8Array,
  from: number,
  to: number,
  ref: string,
  change: AlleleChange,
): boolean => {
  if (model.transcript.sequence === undefined) return false
  for (let i = from; i < to; i++) {
    const into = model.forward ? i - from : to - 1 - i
    const letter = ref.charCodeAt(change.start - change.anchor + into)
    const base = bases[i] as number
    if (!Number.isNaN(letter) && base !== 0 && base !== 78 && base !== (model.forward ? letter : complementOf[letter]))
      return true
  }
  return false
}

/**
 * What a change does to a transcript; undefined when it is further away than `neighbourhood`. Where a deletion or insertion can stand at several places, the last one in transcript
 * direction counts (as in HGVS), unless that hits a splice site and another place does not.
 */
export const transcriptConsequence = (
  model: TranscriptModel,
  change: AlleleChange,
  room: Shift,
  ref: string,
  reference: ReferenceGenome | undefined,
): TranscriptConsequence | undefined => {
  if (change.end + room.right <= model.low || change.start - room.left >= model.high)
    return besides(model, moved(change, model.forward ? room.right : -room.left))
  const place = room.left === 0 && room.right === 0 ? asItStands(model, change) : chosenPlace(model, change, room)
  const { splice } = place
  const { start, end } = place.change
  let flags = incompleteBits(model) | (place.ambiguous ? flagBit.ambiguous : 0)
  if (end <= model.low || start >= model.high) return besides(model, place.change)
  const insertion = start === end
  const range = exonicRange(model, start, end)
  if (range === undefined) {
    const before = exonAt(model, start)
    const inside =
      before >= 0 &&
      before < model.count - 1 &&
      start >= (model.exonHigh[before] as number) &&
      end <= (model.exonLow[before + 1] as number)
    return inside
      ? inOneIntron(model, place.change, splice, before, flags)
      : acrossBorders(model, place.change, splice, flags, reference)
  }
  const { exon, from, to } = range
  const exons: Extent = [exonNumber(model, exon), exonNumber(model, exon)]
  const decayed = model.decayed ? modifier.decayedTranscript : 0
  const inGap = from < 0
  if (inGap || model.codingStart < 0) {
    const bits = model.codingStart < 0 ? modifier.nonCodingExon : modifier.coding
    const { terms, impact } = rankedTerms(splice, bits | decayed)
    if (inGap) return { transcript: model.transcript, terms, impact, exons, flags: flagsOf(flags | flagBit.gap) }
    return {
      transcript: model.transcript,
      terms,
      impact,
      exons,
      transcriptPosition: extent(from, to),
      flags: flagsOf(flags),
    }
  }
  const inUtr = insertion
    ? from <= model.codingStart
      ? modifier.fivePrimeUtr
      : from >= model.codingEnd
        ? modifier.threePrimeUtr
        : 0
    : to <= model.codingStart
      ? modifier.fivePrimeUtr
      : from >= model.codingEnd
        ? modifier.threePrimeUtr
        : 0
  if (inUtr !== 0) {
    const { terms, impact } = rankedTerms(splice, inUtr | decayed)
    return {
      transcript: model.transcript,
      terms,
      impact,
      exons,
      transcriptPosition: extent(from, to),
      flags: flagsOf(flags),
    }
  }
  const codingPosition: Extent = extent(
    Math.max(from, model.codingStart) - model.codingStart,
    Math.min(to, model.codingEnd) - model.codingStart,
  )
  const bases = basesOf(model, reference)
  const slips = beyondSlippage(model, from, to, place.change.alt.length)
  if (bases === null || slips) {
    const { terms, impact } = rankedTerms(splice, modifier.coding | decayed)
    const why = slips ? flagBit.slippage : flagBit.noSequence
    return {
      transcript: model.transcript,
      terms,
      impact,
      exons,
      transcriptPosition: extent(from, to),
      codingPosition,
      flags: flagsOf(flags | why),
    }
  }
  if (!insertion && differsFromGenome(model, bases, from, to, ref, place.change)) flags |= flagBit.differs
  const effect = codingChange(model, bases, from, to, altOnTranscript(model, place.change.alt))
  if (effect.unread) flags |= flagBit.noSequence
  const { terms, impact } = rankedTerms(splice | effect.graded, effect.modifiers | decayed)
  return {
    transcript: model.transcript,
    terms,
    impact,
    exons,
    transcriptPosition: extent(from, to),
    codingPosition,
    ...(effect.residues === undefined ? {} : { residues: effect.residues }),
    ...(effect.codons === undefined ? {} : { codons: effect.codons }),
    ...(effect.aminoAcids === undefined ? {} : { aminoAcids: effect.aminoAcids }),
    ...(effect.stop === undefined ? {} : { newStop: residueOfStop(model, effect.stop) }),
    ...(effect.decay === undefined ? {} : { decay: effect.decay }),
    flags: flagsOf(flags),
  }
}
