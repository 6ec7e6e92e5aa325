const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

/**
 * A UUID that begins with its time, so that ids made one after the other lie together in an index. `ms`: since 1970; `random`: 10 bytes.
 * @source RFC 9562, section 5.7 (UUID version 7)
 */
export const uuidV7 = (ms: number, random: Uint8Array): string => {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(ms / 2 ** 32))
  view.setUint32(2, ms % 2 ** 32)
  bytes.set(random.subarray(0, 10), 6)
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f))
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
  const text = Array.from(bytes, hex).join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

const drawn = 256

/** Makes ids one after the other. `fill` fills with random bytes, which are drawn for many ids at a time. */
export const uuidSource = (ms: () => number, fill: (bytes: Uint8Array) => unknown): (() => string) => {
  const pool = new Uint8Array(10 * drawn)
  let left = 0
  return () => {
    if (left === 0) {
      fill(pool)
      left = drawn
    }
    left--
    return uuidV7(ms(), pool.subarray(10 * left, 10 * left + 10))
  }
}
