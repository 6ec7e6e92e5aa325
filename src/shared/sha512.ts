import { digestBlocks, primes, readWords } from './digest-blocks.ts'

const mask = (1n << 64n) - 1n

/** The first 64 bits of the fractional part of the `power`-th root of n, from the whole root of n shifted left by 64·power bits. */
const fraction = (n: number, power: 2n | 3n): bigint => {
  const of = BigInt(n) << (64n * power)
  let root = 1n << 68n
  for (;;) {
    const next = ((power - 1n) * root + of / root ** (power - 1n)) / power
    if (next >= root) return root & mask
    root = next
  }
}

/** Upper and lower halves, in turn, of the fractions of the first `count` primes' roots (FIPS 180-4, sections 4.2.3 and 5.3.5). */
const fractions = (count: number, power: 2n | 3n): Int32Array => {
  const bits = primes(count).map((prime) => fraction(prime, power))
  return Int32Array.from(bits.flatMap((b) => [Number(BigInt.asIntN(32, b >> 32n)), Number(BigInt.asIntN(32, b))]))
}

const roundConstants = fractions(80, 3n)
const startState = fractions(8, 2n)

const compress = (state: Int32Array, w: Int32Array, bytes: Uint8Array, at: number): void => {
  readWords(w, 32, bytes, at)
  for (let i = 32; i < 160; i += 2) {
    const xh = w[i - 30] as number
    const xl = w[i - 29] as number
    const yh = w[i - 4] as number
    const yl = w[i - 3] as number
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7)
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25))
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6)
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26))
    const low = (s0l >>> 0) + (s1l >>> 0) + ((w[i - 13] as number) >>> 0) + ((w[i - 31] as number) >>> 0)
    w[i + 1] = low | 0
    w[i] = (s0h + s1h + (w[i - 14] as number) + (w[i - 32] as number) + Math.floor(low / 2 ** 32)) | 0
  }
  let [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl] = state as unknown as readonly number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 160; i += 2) {
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23))
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23))
    const chl = (el & fl) ^ (~el & gl)
    const t1low =
      (hl >>> 0) + (s1l >>> 0) + (chl >>> 0) + ((roundConstants[i + 1] as number) >>> 0) + ((w[i + 1] as number) >>> 0)
    const t1l = t1low | 0
    const chh = (eh & fh) ^ (~eh & gh)
    const t1h = (hh + s1h + chh + (roundConstants[i] as number) + (w[i] as number) + Math.floor(t1low / 2 ** 32)) | 0
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25))
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25))
    const t2low = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0)
    const t2h = (s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + Math.floor(t2low / 2 ** 32)) | 0
    ;[hh, hl, gh, gl, fh, fl] = [gh, gl, fh, fl, eh, el]
    const elow = (dl >>> 0) + (t1l >>> 0)
    el = elow | 0
    eh = (dh + t1h + Math.floor(elow / 2 ** 32)) | 0
    ;[dh, dl, ch, cl, bh, bl] = [ch, cl, bh, bl, ah, al]
    const alow = (t1l >>> 0) + ((t2low | 0) >>> 0)
    al = alow | 0
    ah = (t1h + t2h + Math.floor(alow / 2 ** 32)) | 0
  }
  const turn = [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl]
  for (let i = 0; i < 16; i += 2) {
    const low = ((state[i + 1] as number) >>> 0) + ((turn[i + 1] as number) >>> 0)
    state[i + 1] = low | 0
    state[i] = ((state[i] as number) + (turn[i] as number) + Math.floor(low / 2 ** 32)) | 0
  }
}

/** SHA-512 (FIPS 180-4) of bytes that come in pieces, for places without a synchronous digest of their own. `digest` (64 bytes) may be asked at any time. */
export const sha512 = (): { readonly add: (bytes: Uint8Array) => void; readonly digest: () => Uint8Array } => {
  const state = startState.slice()
  const w = new Int32Array(160)
  const blocks = digestBlocks(128, (bytes, at) => compress(state, w, bytes, at))
  const digest = (): Uint8Array => {
    const end = state.slice()
    const rest = blocks.rest()
    for (let at = 0; at < rest.length; at += 128) compress(end, w, rest, at)
    const out = new DataView(new ArrayBuffer(64))
    for (const [i, half] of end.entries()) out.setInt32(i * 4, half)
    return new Uint8Array(out.buffer)
  }
  return { add: blocks.add, digest }
}
