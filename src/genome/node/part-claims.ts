import type { PartSettings } from './read-part.ts'
import type { FilePart } from './split-file.ts'

/** Shared between threads: the number of the next part that nobody has, how many parts were taken over, and how far ahead of that parts may be read. */
export type PartClaims = Int32Array<SharedArrayBuffer>

/** What every thread that reads a file knows. */
export type SharedReading = {
  readonly settings: PartSettings
  readonly parts: readonly FilePart[]
  readonly claims: PartClaims
}

const next = 0
const taken = 1
const ahead = 2

export const newClaims = (partsAhead: number): PartClaims => {
  const claims = new Int32Array(new SharedArrayBuffer(12))
  claims[ahead] = partsAhead
  return claims
}

const mayBeRead = (claims: PartClaims, number: number): boolean =>
  number < Atomics.load(claims, taken) + Atomics.load(claims, ahead)

/** The number of a part that is now the caller's; it may lie behind the last one. With `wait` it blocks until that part may be read, without it gives -1 instead. */
export const claimPart = (claims: PartClaims, wait: boolean): number => {
  if (!wait && !mayBeRead(claims, Atomics.load(claims, next))) return -1
  const number = Atomics.add(claims, next, 1)
  if (!wait) return number
  while (!mayBeRead(claims, number)) Atomics.wait(claims, taken, Atomics.load(claims, taken), 100)
  return number
}

/** Says that one more part was taken over, in order. */
export const partTaken = (claims: PartClaims): void => {
  Atomics.add(claims, taken, 1)
  Atomics.notify(claims, taken)
}
