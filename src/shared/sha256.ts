import { digestBlocks, primes, readWords } from './digest-blocks.ts'

/** The first 32 bits of the fractional part of `root(prime)`, for the first `count` primes (FIPS 180-4, sections 4.2.2 and 5.3.3). */
const fractions = (count: number, root: (n: number) => number): Int32Array =>
  Int32Array.from(primes(count), (prime) => Math.floor((root(prime) % 1) * 2 ** 32))

const roundConstants = fractions(64, Math.cbrt)
const startState = fractions(8, Math.sqrt)

const compress = (state: Int32Array, w: Int32Array, bytes: Uint8Array, at: number): void => {
  readWords(w, 16, bytes, at)
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number
    const y = w[i - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (roundConstants[i] as number) + (w[i] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const turn = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = ((state[i] as number) + (turn[i] as number)) | 0
}

/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces, for places without a synchronous digest of their own. `hex` may be asked at any time.
 * @example sha256().hex() // 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
 */
export const sha256 = (): { readonly add: (bytes: Uint8Array) => void; readonly hex: () => string } => {
  const state = startState.slice()
  const w = new Int32Array(64)
  const blocks = digestBlocks(64, (bytes, at) => compress(state, w, bytes, at))
  const hex = (): string => {
    const end = state.slice()
    const rest = blocks.rest()
    for (let at = 0; at < rest.length; at += 64) compress(end, w, rest, at)
    return Array.from(end, (n) => (n >>> 0).toString(16).padStart(8, '0')).join('')
  }
  return { add: blocks.add, hex }
}

/** SHA-256 of a text in UTF-8, in lower-case hex. @example sha256Of('abc') // 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' */
export const sha256Of = (text: string): string => {
  const digest = sha256()
  digest.add(new TextEncoder().encode(text))
  return digest.hex()
}

/** The bytes that hex digits write, in base64: how a content policy names a digest. @example base64OfHex('00ff') // 'AP8=' */
export const base64OfHex = (hex: string): string =>
  btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))))
