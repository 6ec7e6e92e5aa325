/** Whole numbers from 0 to 2^32 - 1 as two streams: a symbol each (below 16 the number itself, above eight to each doubling) and the bits behind the symbol's own. */
export type NumberColumn = { readonly symbols: Uint8Array; readonly bits: Uint8Array }

/** Splits numbers into symbols and bits; the bits follow one another from the lowest bit of each byte up. */
export const splitNumbers = (values: Uint32Array, size: number): NumberColumn => {
  const symbols = new Uint8Array(size)
  let bits = new Uint8Array(size + 8)
  let used = 0
  let held = 0
  let count = 0
  const put = (value: number, width: number): void => {
    held |= value << count
    count += width
    while (count >= 8) {
      bits[used++] = held & 255
      held >>>= 8
      count -= 8
    }
  }
  for (let i = 0; i < size; i++) {
    const value = values[i] as number
    if (value < 16) {
      symbols[i] = value
      continue
    }
    const octave = 31 - Math.clz32(value)
    symbols[i] = 16 + (octave - 4) * 8 + ((value >>> (octave - 3)) & 7)
    if (used + 8 > bits.length) {
      const larger = new Uint8Array(bits.length * 2)
      larger.set(bits)
      bits = larger
    }
    const width = octave - 3
    if (width <= 16) put(value & ((1 << width) - 1), width)
    else {
      put(value & 0xffff, 16)
      put((value >>> 16) & ((1 << (width - 16)) - 1), width - 16)
    }
  }
  if (count > 0) bits[used++] = held & 255
  return { symbols, bits: bits.subarray(0, used) }
}

/** Puts the numbers of a column together again. Bits that are not there count as 0. */
export const joinNumbers = ({ symbols, bits }: NumberColumn): Uint32Array => {
  const out = new Uint32Array(symbols.length)
  let at = 0
  let held = 0
  let count = 0
  const take = (width: number): number => {
    while (count < width) {
      held |= (bits[at++] ?? 0) << count
      count += 8
    }
    const value = held & ((1 << width) - 1)
    held >>>= width
    count -= width
    return value
  }
  for (let i = 0; i < out.length; i++) {
    const symbol = symbols[i] as number
    if (symbol < 16) {
      out[i] = symbol
      continue
    }
    const width = 1 + ((symbol - 16) >> 3)
    const lead = (8 + ((symbol - 16) & 7)) * 2 ** width
    out[i] = lead + (width <= 16 ? take(width) : take(16) + take(width - 16) * 65536)
  }
  return out
}
