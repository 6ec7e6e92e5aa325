const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)

/**
 * The number that bytes spell in plain decimal notation (`-0.0276`, `1e-4`), to the last bit; NaN for everything else, also for numbers of more digits than can be told exactly this way.
 * @source Clinger 1990, How to read floating point numbers accurately: up to 15 digits and a power of ten up to 22 give the nearest number in one step
 */
export const plainNumber = (bytes: Uint8Array, start: number, end: number): number => {
  let at = start
  const isNegative = bytes[at] === 45
  if (isNegative || bytes[at] === 43) at++
  let mantissa = 0
  let digits = 0
  let significant = 0
  let fraction = -1
  for (; at < end; at++) {
    const b = bytes[at] as number
    if (b >= 48 && b <= 57) {
      mantissa = mantissa * 10 + b - 48
      digits++
      if (mantissa > 0) significant++
      if (fraction >= 0) fraction++
    } else if (b === 46 && fraction < 0) fraction = 0
    else break
  }
  if (digits === 0 || significant > 15) return Number.NaN
  let exponent = 0
  if (at < end) {
    if (((bytes[at] as number) | 32) !== 101) return Number.NaN
    at++
    const isBelow = bytes[at] === 45
    if (isBelow || bytes[at] === 43) at++
    if (at === end || end - at > 3) return Number.NaN
    for (; at < end; at++) {
      const b = bytes[at] as number
      if (b < 48 || b > 57) return Number.NaN
      exponent = exponent * 10 + b - 48
    }
    if (isBelow) exponent = -exponent
  }
  const scale = exponent - Math.max(0, fraction)
  if (scale < -22 || scale > 22) return Number.NaN
  const value = scale < 0 ? mantissa / (powers[-scale] as number) : mantissa * (powers[scale] as number)
  return isNegative ? -value : value
}

/** The position that bytes spell in digits, from 1 to below 2³¹; 0 for everything else. */
export const plainPosition = (bytes: Uint8Array, start: number, end: number): number => {
  if (end === start || end - start > 10) return 0
  let pos = 0
  for (let at = start; at < end; at++) {
    const b = bytes[at] as number
    if (b < 48 || b > 57) return 0
    pos = pos * 10 + b - 48
  }
  return pos < 2 ** 31 ? pos : 0
}
