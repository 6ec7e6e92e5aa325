/**
 * Cuts bytes that come in pieces into the blocks of a digest (64 or 128 bytes). `rest`: the blocks behind the last whole one, with the bytes still held and the padding
 * (FIPS 180-4, section 5.1); it may be asked at any time.
 */
export const digestBlocks = (
  size: 64 | 128,
  compress: (bytes: Uint8Array, at: number) => void,
): { readonly add: (bytes: Uint8Array) => void; readonly rest: () => Uint8Array } => {
  const begun = new Uint8Array(size)
  let held = 0
  let length = 0
  const add = (bytes: Uint8Array): void => {
    length += bytes.length
    let at = 0
    if (held > 0) {
      at = Math.min(size - held, bytes.length)
      begun.set(bytes.subarray(0, at), held)
      held += at
      if (held < size) return
      compress(begun, 0)
    }
    for (; at + size <= bytes.length; at += size) compress(bytes, at)
    begun.set(bytes.subarray(at))
    held = bytes.length - at
  }
  const rest = (): Uint8Array => {
    const out = new Uint8Array(held < size - size / 8 ? size : 2 * size)
    out.set(begun.subarray(0, held))
    out[held] = 0x80
    const view = new DataView(out.buffer)
    view.setUint32(out.length - 8, Math.floor(length / 2 ** 29))
    view.setUint32(out.length - 4, (length * 8) >>> 0)
    return out
  }
  return { add, rest }
}

/** The first so many 32-bit words of a block, as the digests take them: most significant byte first. */
export const readWords = (into: Int32Array, words: number, bytes: Uint8Array, at: number): void => {
  for (let i = 0, j = at; i < words; i++, j += 4)
    into[i] =
      ((bytes[j] as number) << 24) |
      ((bytes[j + 1] as number) << 16) |
      ((bytes[j + 2] as number) << 8) |
      (bytes[j + 3] as number)
}

/** The first so many primes, whose roots give the digests their constants. */
export const primes = (count: number): readonly number[] => {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n)
  return found
}
