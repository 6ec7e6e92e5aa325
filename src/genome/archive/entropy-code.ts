/**
 * A range code in the manner of asymmetric numeral systems (Duda 2013), bytes as symbols with the frequencies of the section itself: a symbol of share p costs log2(1/p) bits,
 * also where that is far below one.
 */
const scaleBits = 12
const scale = 1 << scaleBits
const lowest = 1 << 23

const putVarint = (out: number[], value: number): void => {
  if (value >= 128) out.push((value & 127) | 128, value >> 7)
  else out.push(value)
}

/** Shares of `scale` by symbol: at least one for each that occurs, `scale` in all. */
const sharesOf = (bytes: Uint8Array): Uint16Array => {
  const counts = new Uint32Array(256)
  for (let i = 0; i < bytes.length; i++) (counts[bytes[i] as number] as number)++
  const shares = new Uint16Array(256)
  let sum = 0
  for (let s = 0; s < 256; s++) {
    const n = counts[s] as number
    if (n === 0) continue
    shares[s] = Math.max(1, Math.round((n / bytes.length) * scale))
    sum += shares[s] as number
  }
  // The difference goes to the most frequent symbols, where it costs least.
  while (sum !== scale) {
    let most = 0
    for (let s = 1; s < 256; s++) if ((shares[s] as number) > (shares[most] as number)) most = s
    const change = sum > scale ? -Math.min(sum - scale, (shares[most] as number) >> 1) : scale - sum
    shares[most] = (shares[most] as number) + change
    sum += change
  }
  return shares
}

/** Codes bytes; there must be at least one. The result begins with the shares (symbol and share, in ascending order of symbols). */
export const entropyCoded = (bytes: Uint8Array): Uint8Array => {
  const shares = sharesOf(bytes)
  const starts = new Uint16Array(256)
  const head: number[] = []
  let start = 0
  let symbols = 0
  for (let s = 0; s < 256; s++) {
    starts[s] = start
    start += shares[s] as number
    if (shares[s] === 0) continue
    symbols++
    head.push(s)
    putVarint(head, shares[s] as number)
  }
  const room = new Uint8Array(2 * bytes.length + 8)
  let at = room.length
  let state = lowest
  for (let i = bytes.length - 1; i >= 0; i--) {
    const symbol = bytes[i] as number
    const share = shares[symbol] as number
    const limit = share === scale ? 2 ** 31 : share << (23 - scaleBits + 8)
    while (state >= limit) {
      room[--at] = state & 255
      state >>>= 8
    }
    const whole = (state / share) | 0
    state = (whole << scaleBits) + (state - whole * share) + (starts[symbol] as number)
  }
  for (let b = 0; b < 4; b++) {
    room[--at] = state & 255
    state >>>= 8
  }
  const body = room.subarray(at)
  const out = new Uint8Array(1 + head.length + body.length)
  out[0] = symbols & 255
  out.set(head, 1)
  out.set(body, 1 + head.length)
  return out
}

/** Gives `size` bytes back; undefined when the code is not one of so many bytes. */
export const entropyDecoded = (code: Uint8Array, size: number): Uint8Array | undefined => {
  const shares = new Uint16Array(256)
  const starts = new Uint16Array(256)
  const symbolAt = new Uint8Array(scale)
  let at = 1
  let start = 0
  for (let n = code[0] === 0 ? 256 : (code[0] ?? 0); n > 0; n--) {
    const symbol = code[at++] ?? 0
    let share = code[at++] ?? 0
    if (share >= 128) share = (share & 127) | ((code[at++] ?? 0) << 7)
    if (share === 0 || start + share > scale || shares[symbol] !== 0) return undefined
    shares[symbol] = share
    starts[symbol] = start
    symbolAt.fill(symbol, start, start + share)
    start += share
  }
  if (start !== scale || at + 4 > code.length) return undefined
  let state = 0
  for (let b = 0; b < 4; b++) state = (state << 8) | (code[at++] as number)
  const out = new Uint8Array(size)
  const end = code.length
  for (let i = 0; i < size; i++) {
    const low = state & (scale - 1)
    const symbol = symbolAt[low] as number
    out[i] = symbol
    state = (shares[symbol] as number) * (state >>> scaleBits) + low - (starts[symbol] as number)
    while (state < lowest && at < end) state = (state << 8) | (code[at++] as number)
    if (state < lowest) return undefined
  }
  return state === lowest && at === end ? out : undefined
}
