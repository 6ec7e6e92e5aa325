import { digitsEnd, wholeNumber } from '../vcf/digits.ts'

const comma = 44
const dot = 46
const largest = 2 ** 31 - 1

/** Whether a field says nothing: empty or `.`. */
export const isBlank = (bytes: Uint8Array, from: number, to: number): boolean =>
  to <= from || (to - from === 1 && bytes[from] === dot)

/** A count, rounded down to a whole number; -2 when the text is none. Larger than 2^31 - 1 counts as that. */
export const countIn = (bytes: Uint8Array, from: number, to: number): number => {
  const count = wholeNumber(bytes, from, to)
  if (count >= 0) return Math.min(largest, count)
  const point = digitsEnd(bytes, from, to)
  const isNumber = point > from && bytes[point] === dot && digitsEnd(bytes, point + 1, to) === to
  return isNumber ? Math.min(largest, wholeNumber(bytes, from, point)) : -2
}

/** Reads counts parted by commas into `out` from `at` on (`.` as -1); gives how many, or -2 when one of them is no whole number. `out` must have room for each byte. */
export const countsIn = (bytes: Uint8Array, from: number, to: number, out: Int32Array, at: number): number => {
  let n = 0
  let digits = 0
  let open = false
  let k = at
  for (let i = from; i <= to; i++) {
    const b = i < to ? (bytes[i] as number) : comma
    if (b === comma) {
      if (digits === 0 && !open) return -2
      out[k++] = open ? -1 : n > largest ? largest : n
      n = 0
      digits = 0
      open = false
      continue
    }
    const d = b - 48
    if (d >= 0 && d <= 9 && !open) {
      n = n * 10 + d
      digits++
    } else if (b === dot && digits === 0 && !open) open = true
    else return -2
  }
  return k - at
}

/** QUAL as a number; NaN for `.` and for what is no number. One pass over the bytes, because every row has a QUAL. */
export const qualIn = (bytes: Uint8Array, from: number, to: number): number => {
  let n = 0
  let i = from
  for (; i < to; i++) {
    const d = (bytes[i] as number) - 48
    if (d < 0 || d > 9) break
    n = n * 10 + d
  }
  if (i === to && i > from) return n
  if (i === from || bytes[i] !== dot || to - i > 8 || i - from > 8) return qualInText(bytes, from, to)
  let scale = 1
  for (i++; i < to; i++) {
    const d = (bytes[i] as number) - 48
    if (d < 0 || d > 9) return qualInText(bytes, from, to)
    n = n * 10 + d
    scale *= 10
  }
  return n / scale
}

const qualInText = (bytes: Uint8Array, from: number, to: number): number => {
  const text = to - from > 40 ? '' : String.fromCharCode(...bytes.subarray(from, to))
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}
