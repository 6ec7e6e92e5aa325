/** First 32 bits of the fractional parts of the cube roots (rounds) and square roots (start) of the first primes. @source FIPS 180-4 §4.2.2, §5.3.3 */
const primes = (() => {
  const found: number[] = []
  for (let n = 2; found.length < 64; n++) if (found.every((p) => n % p !== 0)) found.push(n)
  return found
})()
const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32)
const rounds = Uint32Array.from(primes, (p) => fraction(Math.cbrt(p)))
const start = Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)))

const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

const at = (words: Uint32Array, i: number): number => words[i] as number

const block = (state: Uint32Array, bytes: DataView, from: number, w: Uint32Array): void => {
  for (let i = 0; i < 16; i++) w[i] = bytes.getUint32(from + i * 4)
  for (let i = 16; i < 64; i++) {
    const [a, b] = [at(w, i - 15), at(w, i - 2)]
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    w[i] = at(w, i - 16) + s0 + at(w, i - 7) + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(rounds, i) + at(w, i)
    const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
  }
  for (const [i, v] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + v
}

/** SHA-256 of a text in UTF-8, as 32 bytes. Synchronous and without an engine's help, so that page and command agree. @source FIPS 180-4 */
export const sha256 = (text: string): Uint8Array => {
  const message = new TextEncoder().encode(text)
  const padded = new Uint8Array(((message.length + 9 + 63) >> 6) << 6)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(padded.length - 4, message.length << 3)
  const state = Uint32Array.from(start)
  const w = new Uint32Array(64)
  for (let i = 0; i < padded.length; i += 64) block(state, view, i, w)
  const out = new DataView(new ArrayBuffer(32))
  state.forEach((v, i) => out.setUint32(i * 4, v))
  return new Uint8Array(out.buffer)
}

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
