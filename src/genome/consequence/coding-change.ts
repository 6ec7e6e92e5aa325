import { aminoAcidOf } from '../transcripts/genetic-code.ts'
import { type NonsenseDecay, nonsenseDecay } from './nonsense-decay.ts'
import { graded, modifier } from './terms.ts'
import type { TranscriptModel } from './transcript-model.ts'
import {
  codonTexts,
  endsInStop,
  is,
  isStart,
  type Reading,
  residueIs,
  residuesIs,
  residuesWas,
  residueWas,
  selenocysteine,
  star,
  startsComplete,
  text,
  was,
} from './reading.ts'

/**
 * What a change of transcript bases does to the protein. `residues`: 1-based first and last residue of the codons that are touched; codons and amino acids of these
 * (changed bases in capitals; amino acids as letters, `*` a stop, `X` unknown, an unfinished codon left out). `stop`: transcript position of the new stop codon in the changed transcript.
 */
export type CodingChange = {
  readonly graded: number
  readonly modifiers: number
  readonly residues?: readonly [number, number]
  readonly codons?: readonly [string, string]
  readonly aminoAcids?: readonly [string, string]
  readonly stop?: number
  readonly decay?: NonsenseDecay
  /** Bases that the reading goes through are not known: what they would say is missing, a new stop among it. */
  readonly unread?: true
}

const shownCodons = 20
const unknownResidue = 88

/** Insertion or deletion of whole residues, of parts, or a rebuilt stretch: by the change itself and the residues at either side. */
const inframeTerm = (r: Reading, first: number, before: readonly number[], after: readonly number[]): number => {
  const atCodon = (r.from - first) % 3 === 0
  if (r.alt.length === 0) return atCodon ? graded.conservativeDeletion : graded.disruptiveDeletion
  if (r.to === r.from) return atCodon ? graded.conservativeInsertion : graded.disruptiveInsertion
  if (r.delta === 0) return graded.missense
  let front = 0
  while (front < before.length && front < after.length && before[front] === after[front]) front++
  let back = 0
  while (
    back < before.length - front &&
    back < after.length - front &&
    before[before.length - 1 - back] === after[after.length - 1 - back]
  )
    back++
  if (front + back === after.length && after.length < before.length) return graded.disruptiveDeletion
  if (front + back === before.length && before.length < after.length) return graded.disruptiveInsertion
  return graded.proteinAltering
}

/** Ends of all exons but the last in the changed transcript, in transcript order. */
const junctionsAfter = (r: Reading): readonly number[] => {
  const out: number[] = []
  for (const exon of r.model.transcript.exons.slice(0, -1))
    out.push(exon.end >= r.to ? exon.end + r.delta : Math.min(exon.end, r.from + r.alt.length))
  return out
}

const decayOf = (r: Reading, stop: number): NonsenseDecay =>
  nonsenseDecay(stop + 3, r.model.codingStart, junctionsAfter(r))

const startOutcome = (r: Reading, first: number): { readonly bits: number; readonly done: boolean } => {
  const start = r.model.codingStart
  const sameBehind = r.to <= start + 3
  const movedStart = start + r.delta
  if (sameBehind && isStart(r, is(r, movedStart), is(r, movedStart + 1), is(r, movedStart + 2)))
    return { bits: graded.startRetained, done: true }
  if (r.from >= start && isStart(r, is(r, start), is(r, start + 1), is(r, start + 2))) return { bits: 0, done: false }
  const whole = r.from >= start && r.delta !== 0 && r.delta % 3 === 0
  const pure = r.alt.length === 0 || r.to === r.from
  return {
    bits: graded.startLost | (whole ? (pure ? inframeTerm(r, first, [], []) : graded.proteinAltering) : 0),
    done: true,
  }
}

/** One base of a coding sequence, away from start and stop codons and unfinished ones: the common case, read without windows. */
const singleBase = (r: Reading, codon: number, residue: number): CodingChange => {
  const { model, from } = r
  const a = was(r, codon)
  const b = was(r, codon + 1)
  const c = was(r, codon + 2)
  const alt = r.alt[0] as number
  const into = from - codon
  let before = aminoAcidOf(model.code, a, b, c)
  const after = aminoAcidOf(model.code, into === 0 ? alt : a, into === 1 ? alt : b, into === 2 ? alt : c)
  const last = codon + 3 >= model.codingEnd
  if (before === star && !last && c === 65 && b === 71) before = selenocysteine
  const codons: readonly [string, string] = [
    String.fromCharCode(into === 0 ? a : a | 32, into === 1 ? b : b | 32, into === 2 ? c : c | 32),
    String.fromCharCode(into === 0 ? alt : a | 32, into === 1 ? alt : b | 32, into === 2 ? alt : c | 32),
  ]
  const residues = [residue, residue] as const
  const aminoAcids = [String.fromCharCode(before), String.fromCharCode(after)] as const
  if (before === unknownResidue || after === unknownResidue)
    return { graded: 0, modifiers: modifier.coding, residues, unread: true }
  if (before === after)
    return {
      graded: before === star && last ? graded.stopRetained : graded.synonymous,
      modifiers: 0,
      residues,
      codons,
      aminoAcids,
    }
  if (after === star)
    return {
      graded: graded.stopGained,
      modifiers: 0,
      residues,
      codons,
      aminoAcids,
      stop: codon,
      decay: decayOf(r, codon),
    }
  if (before === star) return { graded: graded.stopLost, modifiers: 0, residues, codons, aminoAcids }
  return { graded: graded.missense, modifiers: 0, residues, codons, aminoAcids }
}

/**
 * The effect of replacing transcript bases `from` to `to` (0-based half-open; equal for an insertion before `from`) by `alt` (ASCII, transcript strand) where the change touches the
 * coding part. Bases that are not held count as unknown, and so do the residues they make.
 */
export const codingChange = (
  model: TranscriptModel,
  bases: Uint8Array,
  from: number,
  to: number,
  alt: Uint8Array,
): CodingChange => {
  const { codingStart, codingEnd } = model
  const r: Reading = { model, bases, from, to, alt, delta: alt.length - (to - from) }
  const first = codingStart + model.frame
  const utr = (from < codingStart ? modifier.fivePrimeUtr : 0) | (to > codingEnd ? modifier.threePrimeUtr : 0)
  const window = first + Math.floor((Math.max(from, codingStart) - first) / 3) * 3
  const residue = Math.floor((window - first) / 3) + 1
  const complete = startsComplete(model, bases)
  const touchesStart = from < codingStart + 3 && (to > codingStart || from > codingStart)
  let kept = 0
  if (complete && touchesStart) {
    const start = startOutcome(r, first)
    if (start.done) {
      const [codons, aminoAcids] =
        r.delta === 0 && from >= codingStart
          ? [
              codonTexts(r, codingStart, codingStart + 3),
              [
                String.fromCharCode(residueWas(r, codingStart)),
                String.fromCharCode(residueIs(r, codingStart)),
              ] as const,
            ]
          : [undefined, undefined]
      return {
        graded: start.bits,
        modifiers: utr,
        residues: [1, Math.max(1, Math.ceil((Math.min(to, codingEnd) - first) / 3))],
        ...(codons === undefined ? {} : { codons, aminoAcids }),
      }
    }
    kept = start.bits
  } else if (from < codingStart || window < first) return { graded: 0, modifiers: utr | modifier.coding }
  const stops = endsInStop(model, bases)
  if (to - from === 1 && alt.length === 1 && window + 3 <= codingEnd && !(stops && window + 3 === codingEnd))
    return singleBase(r, window, residue)

  const lastTouched = Math.max(to - 1, from)
  const windowEnd = Math.min(
    first + (Math.floor((Math.min(lastTouched, codingEnd - 1) - first) / 3) + 1) * 3,
    Math.max(codingEnd, window + 3),
  )
  if (windowEnd > codingEnd && !stops) {
    const bits = r.delta % 3 === 0 || to > codingEnd ? graded.incompleteCodon : graded.frameshift
    return { graded: kept | bits, modifiers: utr | modifier.coding, residues: [residue, residue] }
  }
  const touchesStop = stops && (to > codingEnd - 3 || from >= codingEnd - 3)
  const residues = [residue, residue + (windowEnd - window) / 3 - 1] as const
  const shown = windowEnd - window <= shownCodons * 3 && Math.abs(r.delta) <= shownCodons * 3 && to <= codingEnd
  const before = residuesWas(r, window, windowEnd)
  const texts = (after: readonly number[]) =>
    shown ? { codons: codonTexts(r, window, windowEnd), aminoAcids: [text(before), text(after)] as const } : {}

  if (!touchesStop && r.delta % 3 === 0 && to <= codingEnd) {
    const after = residuesIs(r, window, windowEnd + r.delta)
    const unknown = before.includes(unknownResidue) || after.includes(unknownResidue)
    const unread = unknown ? ({ unread: true } as const) : {}
    if (r.delta === 0)
      for (const [i, residueBefore] of before.entries())
        if (
          residueBefore === selenocysteine &&
          after[i] === star &&
          is(r, window + 3 * i + 2) === 65 &&
          is(r, window + 3 * i + 1) === 71
        )
          after[i] = selenocysteine
    const stopAt = after.indexOf(star)
    const same = r.delta === 0 && after.every((x, i) => x === before[i])
    if (same && !unknown) return { graded: kept | graded.synonymous, modifiers: utr, residues, ...texts(after) }
    if (unknown && r.delta === 0 && stopAt < 0)
      return { graded: kept, modifiers: utr | modifier.coding, residues, ...unread }
    const term = inframeTerm(r, first, before, after)
    if (stopAt < 0) return { graded: kept | term, modifiers: utr, residues, ...(unknown ? unread : texts(after)) }
    const stop = window + 3 * stopAt
    const ownStop = before.indexOf(star)
    if (ownStop >= 0 && ownStop <= stopAt) return { graded: kept | term, modifiers: utr, residues, ...texts(after) }
    const onlyStop = r.delta === 0 ? 0 : term
    return {
      graded: kept | graded.stopGained | onlyStop,
      modifiers: utr,
      residues,
      ...texts(after),
      stop,
      decay: decayOf(r, stop),
    }
  }

  // The reading frame behind the change, or the stop codon itself, is another: read on to the next stop.
  const length = bases.length + r.delta
  let stop = -1
  let known = true
  for (let i = window; i + 3 <= length && known && stop < 0; i += 3) {
    const residueAt = residueIs(r, i)
    if (residueAt === star) stop = i
    else known = residueAt !== unknownResidue
  }
  if (!known) {
    const shift = r.delta % 3 === 0 ? 0 : graded.frameshift
    return { graded: kept | shift, modifiers: utr | modifier.coding, residues, unread: true }
  }
  const codonsWas = (codingEnd - (stops ? 3 : 0) - window) / 3
  const codonsIs = stop < 0 ? Number.POSITIVE_INFINITY : (stop - window) / 3
  let differs = -1
  for (let i = 0; i < Math.min(codonsWas, codonsIs) && differs < 0; i++)
    if (residueIs(r, window + 3 * i) !== residueWas(r, window + 3 * i)) differs = i
  const after = shown && r.delta % 3 === 0 ? residuesIs(r, window, windowEnd + r.delta) : []
  const told = { residues, ...(r.delta % 3 === 0 ? texts(after) : {}) }
  if (!touchesStop) {
    const atOnce =
      stop >= 0 && codonsIs === (differs < 0 ? Math.min(codonsWas, codonsIs) : differs) && codonsIs < codonsWas
    return {
      graded: kept | graded.frameshift | (atOnce ? graded.stopGained : 0),
      modifiers: utr,
      ...told,
      ...(stop < 0 ? {} : { stop, decay: decayOf(r, stop) }),
    }
  }
  const inside = to <= codingEnd
  const shape = inside
    ? r.delta % 3 !== 0
      ? graded.frameshift
      : r.delta === 0
        ? 0
        : inframeTerm(r, first, before, residuesIs(r, window, windowEnd + r.delta))
    : 0
  if (codonsIs === codonsWas)
    return { graded: kept | (differs < 0 ? graded.stopRetained : graded.missense), modifiers: utr, ...told, stop }
  if (codonsIs < codonsWas)
    return { graded: kept | graded.stopGained | shape, modifiers: utr, ...told, stop, decay: decayOf(r, stop) }
  const stopStays =
    inside && r.to === r.from && r.from === codingEnd - 3 && r.delta % 3 === 0 && stop === codingEnd - 3 + r.delta
  if (stopStays) return { graded: kept | shape, modifiers: utr, ...told }
  return {
    graded: kept | graded.stopLost | (stop < 0 ? 0 : graded.elongation) | (inside ? shape : graded.proteinAltering),
    modifiers: utr,
    ...told,
    ...(stop < 0 ? {} : { stop }),
  }
}
