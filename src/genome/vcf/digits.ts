/** The number that digits write; NaN where one of the bytes from `from` to before `to` is no digit, and where there are none. */
export const wholeNumber = (bytes: Uint8Array, from: number, to: number): number => {
  if (from >= to) return Number.NaN
  let n = 0
  for (let i = from; i < to; i++) {
    const d = (bytes[i] as number) - 48
    if (d < 0 || d > 9) return Number.NaN
    n = n * 10 + d
  }
  return n
}

/** The place of the first byte from `from` on that is no digit; `to` when all are. */
export const digitsEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let i = from
  for (; i < to; i++) {
    const d = (bytes[i] as number) - 48
    if (d < 0 || d > 9) break
  }
  return i
}
