import type { ReferenceSequence } from '../reference/reference-genome.ts'

/** Alleles (REF first) at a 0-based position. `complete` is false when bases were asked for that the reference does not hold: then they may belong further on. */
export type Placed = { readonly position: number; readonly alleles: readonly string[]; readonly complete: boolean }

/** ASCII code of the upper-case letter. */
export const upperCode = (code: number): number => (code >= 97 && code <= 122 ? code - 32 : code)

const allSame = (alleles: readonly string[]): boolean =>
  alleles.every((a) => a.toUpperCase() === alleles[0]?.toUpperCase())

const headTrimmed = (
  position: number,
  alleles: readonly string[],
): { readonly position: number; readonly alleles: readonly string[] } => {
  const shortest = Math.min(...alleles.map((a) => a.length))
  let head = 0
  while (
    head < shortest - 1 &&
    alleles.every((a) => upperCode(a.charCodeAt(head)) === upperCode((alleles[0] as string).charCodeAt(head)))
  )
    head++
  return head === 0 ? { position, alleles } : { position: position + head, alleles: alleles.map((a) => a.slice(head)) }
}

/** Takes the shared last bases off while every allele keeps one, then the shared first ones. */
export const trimmed = (
  position: number,
  alleles: readonly string[],
): { readonly position: number; readonly alleles: readonly string[] } => {
  const shortest = Math.min(...alleles.map((a) => a.length))
  const first = alleles[0] as string
  let tail = 0
  while (
    tail < shortest - 1 &&
    alleles.every(
      (a) => upperCode(a.charCodeAt(a.length - 1 - tail)) === upperCode(first.charCodeAt(first.length - 1 - tail)),
    )
  )
    tail++
  return headTrimmed(position, tail === 0 ? alleles : alleles.map((a) => a.slice(0, a.length - tail)))
}

/**
 * Moves alleles as far left as the reference allows and trims them (Tan, Abecasis and Kang, Bioinformatics 2015;31:2202). At the first base of a sequence
 * an indel is anchored by the base behind it. Alleles must be plain bases.
 */
export const rolledLeft = (position: number, alleles: readonly string[], sequence: ReferenceSequence): Placed => {
  const n = alleles.length
  if (n === 2) return pairRolledLeft(position, alleles[0] as string, alleles[1] as string, sequence)
  if (n < 2 || allSame(alleles)) return { position, alleles, complete: true }
  const ends = alleles.map((a) => a.length)
  const added: number[] = []
  let at = position
  let complete = true
  const lastOf = (i: number): number => {
    const end = ends[i] as number
    return end > 0 ? upperCode((alleles[i] as string).charCodeAt(end - 1)) : (added[-end] as number)
  }
  const emptyAt = (i: number): boolean => (ends[i] as number) + added.length === 0
  for (;;) {
    let empty = false
    for (let i = 0; i < n; i++) if (emptyAt(i)) empty = true
    if (empty) {
      const code = at > 0 ? sequence.codeAt(at - 1) : 0
      if (code === 0) {
        complete = at === 0
        break
      }
      added.push(code)
      at--
      continue
    }
    const last = lastOf(0)
    let same = true
    for (let i = 1; i < n; i++) if (lastOf(i) !== last) same = false
    if (!same) break
    for (let i = 0; i < n; i++) ends[i] = (ends[i] as number) - 1
  }
  const prefix =
    added.length === 0
      ? ''
      : added
          .toReversed()
          .map((c) => String.fromCharCode(c))
          .join('')
  let out = alleles.map((a, i) => {
    const end = ends[i] as number
    return end > 0 ? prefix + a.slice(0, end) : prefix.slice(0, prefix.length + end)
  })
  if (out.some((a) => a === '')) {
    const next = sequence.codeAt(at + (out[0] as string).length)
    if (next === 0) return { position, alleles, complete: false }
    out = out.map((a) => a + String.fromCharCode(next))
  }
  return { ...headTrimmed(at, out), complete }
}

/** The same for one ALT: what both end with is taken off, and what is left of a pure insertion or deletion turns in a ring as it moves. */
const pairRolledLeft = (position: number, ref: string, alt: string, sequence: ReferenceSequence): Placed => {
  const least = Math.min(ref.length, alt.length)
  let tail = 0
  while (
    tail < least &&
    upperCode(ref.charCodeAt(ref.length - 1 - tail)) === upperCode(alt.charCodeAt(alt.length - 1 - tail))
  )
    tail++
  if (tail < least || ref.length === alt.length) {
    if (tail === least) return { position, alleles: [ref, alt], complete: true }
    return {
      ...headTrimmed(position, [ref.slice(0, ref.length - tail), alt.slice(0, alt.length - tail)]),
      complete: true,
    }
  }
  const longer = ref.length > alt.length ? ref : alt
  const moved = longer.slice(0, longer.length - tail)
  const n = moved.length
  let by = 0
  let before = 0
  for (; by < position; by++) {
    before = sequence.codeAt(position - by - 1)
    if (before !== upperCode(moved.charCodeAt(n - 1 - (by % n)))) break
  }
  const at = position - by
  const turn = n - (by % n)
  const turned = moved.slice(turn) + moved.slice(0, turn)
  const pair = (first: string, whole: string): readonly string[] =>
    ref.length > alt.length ? [whole, first] : [first, whole]
  if (at > 0 && before !== 0) {
    const anchor = String.fromCharCode(before)
    return { position: at - 1, alleles: pair(anchor, anchor + turned), complete: true }
  }
  const next = sequence.codeAt(at + (ref.length > alt.length ? n : 0))
  if (next === 0) return { position, alleles: [ref, alt], complete: false }
  const behind = String.fromCharCode(next)
  return { position: at, alleles: pair(behind, turned + behind), complete: at === 0 }
}

/** What a pair of alleles changes: `ref` from `start` on becomes `alt`. Nothing is shared at either end; one of the two may be empty: an insertion stands before `start`. */
export type Change = { readonly start: number; readonly ref: string; readonly alt: string }

/** Takes all that REF and ALT share off, first the end, then the beginning. `start` counts as `position` does: from 0 wherever the change then moves along a reference. */
export const changeOf = (position: number, ref: string, alt: string): Change => {
  const least = Math.min(ref.length, alt.length)
  let tail = 0
  while (tail < least && ref.charCodeAt(ref.length - 1 - tail) === alt.charCodeAt(alt.length - 1 - tail)) tail++
  let head = 0
  while (head < least - tail && ref.charCodeAt(head) === alt.charCodeAt(head)) head++
  return { start: position + head, ref: ref.slice(head, ref.length - tail), alt: alt.slice(head, alt.length - tail) }
}

/**
 * How far a pure insertion or deletion can move without changing the sequence that results: steps to the left and to the right. Anything else moves nowhere.
 * `complete` is false when the reference ends its knowledge before the repeat ends; `furthest`: no more steps than these are looked at on either side.
 */
export const rollReach = (
  change: Change,
  sequence: ReferenceSequence,
  furthest = Infinity,
): { readonly left: number; readonly right: number; readonly complete: boolean } => {
  const moved = change.ref === '' ? change.alt : change.alt === '' ? change.ref : ''
  if (moved === '') return { left: 0, right: 0, complete: true }
  const n = moved.length
  const end = change.start + change.ref.length
  let left = 0
  let right = 0
  let complete = true
  for (; left < furthest && change.start - left > 0; left++) {
    const code = sequence.codeAt(change.start - left - 1)
    if (code === 0) complete = false
    if (code !== upperCode(moved.charCodeAt(n - 1 - (left % n)))) break
  }
  for (; right < furthest && end + right < sequence.length; right++) {
    const code = sequence.codeAt(end + right)
    if (code === 0) complete = false
    if (code !== upperCode(moved.charCodeAt(right % n))) break
  }
  return { left, right, complete }
}

/** Inserted or deleted bases as they read once the change is moved by so many bases (negative: to the left). */
export const turned = (bases: string, by: number): string => {
  const n = bases.length
  const turn = n === 0 ? 0 : ((by % n) + n) % n
  return turn === 0 ? bases : bases.slice(turn) + bases.slice(0, turn)
}

/** The change moved by so many bases (negative: to the left) within its reach. */
export const movedChange = (change: Change, by: number): Change => {
  if (by === 0 || (change.ref !== '' && change.alt !== '')) return change
  return { start: change.start + by, ref: turned(change.ref, by), alt: turned(change.alt, by) }
}
