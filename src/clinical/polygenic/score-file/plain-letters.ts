import { canonicalContig } from '../../../genome/index.ts'

/** The base of a byte in upper case; undefined for every other byte. */
export const letters = (() => {
  const table: (string | undefined)[] = Array.from({ length: 256 })
  for (const letter of 'ACGT') {
    table[letter.charCodeAt(0)] = letter
    table[letter.toLowerCase().charCodeAt(0)] = letter
  }
  return table
})()

/** Each base as a list of itself. */
export const singles: Readonly<Record<string, readonly string[]>> = { A: ['A'], C: ['C'], G: ['G'], T: ['T'] }

/** The canonical names of chromosomes as a file writes them; each way of writing is looked up once. */
export const chromNames = (): ((bytes: Uint8Array, start: number, end: number) => string | undefined) => {
  const known = new Map<number, string | undefined>()
  return (bytes, start, end) => {
    if (end === start || end - start > 5) return undefined
    let key = 0
    for (let at = start; at < end; at++) key = key * 256 + (bytes[at] as number)
    if (!known.has(key)) known.set(key, canonicalContig(String.fromCharCode(...bytes.subarray(start, end))))
    return known.get(key)
  }
}
