import { aminoAcidOf, baseNumber } from '../transcripts/genetic-code.ts'
import { type CodingReference, codingText } from './coding-reference.ts'
import type { ProteinChange, ProteinEdit, ResiduePoint } from './hgvs-variant.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { SequenceEdit } from './sequence-edit.ts'

const stop = 42
const selenocysteine = 85

export const unknownProtein: ProteinChange = { kind: 'whole', predicted: false, state: '?' }
const perhapsNone: ProteinChange = { kind: 'whole', predicted: false, state: '0?' }

const letter = (code: number | undefined): string => (code === undefined ? 'X' : String.fromCharCode(code))
const lettersOf = (protein: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...protein.subarray(start, end))

const point = (coding: CodingReference, index: number): ResiduePoint => ({
  kind: 'residue',
  aminoAcid: letter(coding.protein[index]),
  number: index + 1,
})

/** A predicted change of the residues from index `start` to index `last`, both included, 0-based. */
const change = (coding: CodingReference, start: number, last: number, edit: ProteinEdit): ProteinChange => ({
  kind: 'edit',
  predicted: true,
  start: point(coding, start),
  ...(last > start ? { end: point(coding, last) } : {}),
  edit,
})

/** What the edited transcript is translated to from one codon on: up to and with the stop, or to the last whole codon. */
const translateFrom = (
  text: string,
  from: number,
  coding: CodingReference,
  keptFrom: number,
  shift: number,
): Uint8Array => {
  const out: number[] = []
  for (let codon = from; 3 * codon + 3 <= text.length; codon++) {
    const at = 3 * codon
    let aminoAcid = aminoAcidOf(coding.code, text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2))
    const untouched = at >= keptFrom && shift % 3 === 0 && coding.readThrough.has(codon - shift / 3)
    if (aminoAcid === stop && untouched) aminoAcid = selenocysteine
    out.push(aminoAcid)
    if (aminoAcid === stop) break
  }
  return Uint8Array.from(out)
}

const inFrame = (
  coding: CodingReference,
  first: number,
  after: Uint8Array,
  lastReplaced: number,
  lastNew: number,
): ProteinChange => {
  const before = coding.protein.subarray(first)
  const shift = lastNew - lastReplaced
  const stopAt = after.length - 1
  const premature =
    after[stopAt] === stop && first + stopAt <= lastNew && first + stopAt < coding.protein.length - 1 + shift
  let same = 0
  if (!premature) {
    const most = Math.min(before.length, after.length)
    while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  }
  const removed = premature ? Math.max(0, lastReplaced + 1 - first) : before.length - same
  const inserted = lettersOf(after, 0, after.length - same)
  const last = first + removed - 1
  if (inserted === '') return change(coding, first, last, { kind: 'deletion' })
  if (removed > 1 || (removed === 1 && inserted.length > 1))
    return change(coding, first, last, { kind: 'delins', inserted })
  if (removed === 1) return change(coding, first, first, { kind: 'substitution', alt: inserted })
  const doubled = first - inserted.length
  if (doubled >= 0 && lettersOf(coding.protein, doubled, first) === inserted)
    return change(coding, doubled, first - 1, { kind: 'duplication' })
  return change(coding, first - 1, first, { kind: 'insertion', inserted })
}

const silent = (coding: CodingReference, first: number, last: number): ProteinChange =>
  change(coding, first, Math.min(Math.max(first, last), coding.protein.length - 1), { kind: 'identity' })

const described = (
  coding: CodingReference,
  after: Uint8Array,
  firstCodon: number,
  lastReplaced: number,
  lastNew: number,
  outOfFrame: boolean,
): ProteinChange => {
  const { protein } = coding
  let i = 0
  while (i < after.length && firstCodon + i < protein.length && after[i] === protein[firstCodon + i]) i++
  const first = firstCodon + i
  if (i === after.length && first >= protein.length) return silent(coding, firstCodon, lastReplaced)
  if (first >= protein.length) return unknownProtein
  const rest = after.subarray(i)
  const stopAt = rest.length > 0 && rest[rest.length - 1] === stop ? rest.length - 1 : -1
  if (protein[first] === stop)
    return change(coding, first, first, {
      kind: 'extension',
      alt: letter(rest[0]),
      end: 'C',
      by: stopAt < 0 ? '?' : stopAt,
    })
  if (rest[0] === stop) return change(coding, first, first, { kind: 'substitution', alt: '*' })
  if (outOfFrame)
    return change(coding, first, first, {
      kind: 'frameshift',
      alt: letter(rest[0]),
      stop: stopAt < 0 ? '?' : stopAt + 1,
    })
  return inFrame(coding, first, rest, lastReplaced, lastNew)
}

/** One base for another inside a codon: the common case, without looking further than the codon. Undefined when the long way is needed. */
const oneCodon = (coding: CodingReference, { start, end, inserted }: SequenceEdit): ProteinChange | undefined => {
  if (end - start !== 1 || inserted.length !== 1 || coding.slippage !== undefined) return undefined
  const at = start - coding.start + coding.pad
  const codon = Math.floor(at / 3)
  const place = at % 3
  const codonStart = start - place
  if ((codon === 0 && coding.startComplete) || codonStart < coding.start || codonStart + 3 > coding.bases.length)
    return undefined
  if (coding.readThrough.has(codon)) return undefined
  const before = coding.protein[codon]
  if (before === undefined || before === stop) return undefined
  const alt = inserted.charCodeAt(0)
  const read = (i: number): number => (i === place ? alt : coding.bases.charCodeAt(codonStart + i))
  const after = aminoAcidOf(coding.code, read(0), read(1), read(2))
  if (after === before) return change(coding, codon, codon, { kind: 'identity' })
  return change(coding, codon, codon, { kind: 'substitution', alt: letter(after) })
}

const unknownBase = (text: string, from: number, to: number): boolean => {
  for (let i = Math.max(0, from); i < Math.min(to, text.length); i++)
    if ((baseNumber[text.charCodeAt(i)] as number) > 3) return true
  return false
}

/** An edit of the transcript leaves the coding part alone; an insertion right before it or right behind it does. */
export const outsideCoding = (
  cds: { readonly start: number; readonly end: number },
  { start, end }: SequenceEdit,
): boolean => (start === end ? start <= cds.start || start >= cds.end : end <= cds.start || start >= cds.end)

/**
 * What an edit of the transcript (0-based, half-open, trimmed) does to the protein, as far as the sequence tells: splicing is not considered. `p.?` outside the
 * coding part, `p.0?` when all of it is gone, `(Met1?)` when the start codon is lost. A deletion from the coding part into the 3' untranslated one is told as a frameshift.
 */
export const proteinChange = (coding: CodingReference, edit: SequenceEdit): ProteinChange | Refusal => {
  const { bases, start: from, end: to, slippage } = coding
  const { start, end, inserted } = edit
  const insertion = start === end
  if (insertion && inserted === '') return { kind: 'whole', predicted: true, state: '=' }
  if (outsideCoding({ start: from, end: to }, edit)) return unknownProtein
  if (start <= from && end >= to) return perhapsNone
  if (coding.pad > 0 && start < from + 3 - coding.pad) return refuse('noSequence')
  const short = oneCodon(coding, edit)
  if (short !== undefined) {
    const codonStart = start - ((start - from + coding.pad) % 3)
    return unknownBase(bases, codonStart, codonStart + 3) ? refuse('noSequence') : short
  }
  if (slippage !== undefined && start <= slippage + (insertion ? 1 : 0) && end >= slippage + (insertion ? 0 : 1))
    return refuse('slippage')
  const lostStart: ProteinChange = change(coding, 0, 0, { kind: 'unknown' })
  if (start < from) return coding.startComplete ? lostStart : unknownProtein
  const delta = inserted.length - (end - start)
  const slipped = slippage === undefined ? undefined : end <= slippage ? slippage + delta : slippage
  const whole = codingText(bases.slice(0, start) + inserted + bases.slice(end), coding, slipped)
  const complete = coding.protein.at(-1) === stop
  const late = slippage !== undefined && start > slippage ? 1 : 0
  const span = coding.pad + to - from + delta + (slippage === undefined ? 0 : 1)
  const altered = complete ? whole : whole.slice(0, span)
  const at = start - from + coding.pad + late
  if (coding.startComplete && at < 3 && altered.slice(0, 3) !== bases.slice(from, from + 3)) return lostStart
  const firstCodon = Math.floor(at / 3)
  const lastReplaced = Math.ceil((at + end - start) / 3) - 1
  const lastNew = Math.ceil((at + inserted.length) / 3) - 1
  if (unknownBase(bases, start - 2, end + 2) || /[^ACGT]/.test(inserted)) return refuse('noSequence')
  const after = translateFrom(altered, firstCodon, coding, at + inserted.length, delta)
  if (firstCodon === 0 && coding.startComplete && after.length > 0) after[0] = coding.protein[0] as number
  return described(coding, after, firstCodon, lastReplaced, lastNew, delta % 3 !== 0 || end > to)
}
