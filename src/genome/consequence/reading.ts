import { aminoAcidOf } from '../transcripts/genetic-code.ts'
import type { TranscriptModel } from './transcript-model.ts'

/** ASCII codes of letters for residues: a stop, Met, Sec. */
export const star = 42
export const methionine = 77
export const selenocysteine = 85

/** Reads a transcript as it is (`was`) and as it becomes when bases `from` to `to` are replaced (`is`); 0 outside. */
export type Reading = {
  readonly model: TranscriptModel
  readonly bases: Uint8Array
  readonly from: number
  readonly to: number
  readonly alt: Uint8Array
  readonly delta: number
}

/** Base at a position of the transcript as it is; 0 outside. */
export const was = (r: Reading, at: number): number => (at >= 0 && at < r.bases.length ? (r.bases[at] as number) : 0)
/** Base at a position of the changed transcript; 0 outside. */
export const is = (r: Reading, at: number): number => {
  if (at < r.from) return was(r, at)
  const into = at - r.from
  return into < r.alt.length ? (r.alt[into] as number) : was(r, at - r.delta)
}
/** ASCII code of the residue of the three bases from a position on, in the transcript as it is. */
export const residueWas = (r: Reading, at: number): number =>
  aminoAcidOf(r.model.code, was(r, at), was(r, at + 1), was(r, at + 2))
/** The same in the changed transcript. */
export const residueIs = (r: Reading, at: number): number =>
  aminoAcidOf(r.model.code, is(r, at), is(r, at + 1), is(r, at + 2))

/** Whether three bases are a start codon. */
export const isStart = (r: Reading, a: number, b: number, c: number): boolean =>
  aminoAcidOf(r.model.code, a, b, c) === methionine

/** A complete 5' end that begins with a start codon. Elsewhere the first codon is read like every other. */
export const startsComplete = (model: TranscriptModel, bases: Uint8Array): boolean => {
  const at = model.codingStart
  return (
    model.frame === 0 &&
    !model.transcript.startIncomplete &&
    aminoAcidOf(model.code, bases[at] as number, bases[at + 1] as number, bases[at + 2] as number) === methionine
  )
}

/** A complete 3' end that is a stop codon. */
export const endsInStop = (model: TranscriptModel, bases: Uint8Array): boolean => {
  const at = model.codingEnd - 3
  return (
    (model.codingEnd - model.codingStart - model.frame) % 3 === 0 &&
    at >= model.codingStart &&
    aminoAcidOf(model.code, bases[at] as number, bases[at + 1] as number, bases[at + 2] as number) === star
  )
}

/** Letters of ASCII codes. */
export const text = (codes: readonly number[]): string => String.fromCharCode(...codes)

/** Letters of the bases from `start` to `end` as they are and as they become, those that differ in place in capitals. */
export const codonTexts = (r: Reading, start: number, end: number): readonly [string, string] => {
  const before: number[] = []
  const after: number[] = []
  for (let i = start; i < end; i++) before.push((was(r, i) || 78) | (i >= r.from && i < r.to ? 0 : 32))
  for (let i = start; i < end + r.delta; i++)
    after.push((is(r, i) || 78) | (i >= r.from && i < r.from + r.alt.length ? 0 : 32))
  return [text(before), text(after)]
}

/** Residues of the whole codons from `start` to `end` as they are; a TGA before the last codon is selenocysteine. */
export const residuesWas = (r: Reading, start: number, end: number): number[] => {
  const out: number[] = []
  for (let i = start; i + 3 <= end; i += 3) {
    const residue = residueWas(r, i)
    out.push(
      residue === star && i + 3 < r.model.codingEnd && was(r, i + 2) === 65 && was(r, i + 1) === 71
        ? selenocysteine
        : residue,
    )
  }
  return out
}
/** Residues of the whole codons of the changed transcript. */
export const residuesIs = (r: Reading, start: number, end: number): number[] => {
  const out: number[] = []
  for (let i = start; i + 3 <= end; i += 3) out.push(residueIs(r, i))
  return out
}
