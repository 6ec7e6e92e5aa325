const tab = 9

/**
 * The place of the first tab from `from` to before `end`; `end` when there is none. Eight bytes at a time: a byte of `word ^ 09090909` is zero exactly where a tab stands, and the classic
 * test for a zero byte tells whether the word has one. `view` is over the same bytes.
 */
export const findTab = (bytes: Uint8Array, view: DataView, from: number, end: number): number => {
  let i = from
  for (; i <= end - 8; i += 8) {
    const a = view.getInt32(i, true) ^ 0x09090909
    const b = view.getInt32(i + 4, true) ^ 0x09090909
    if ((((a - 0x01010101) & ~a) | ((b - 0x01010101) & ~b)) & 0x80808080) break
  }
  while (i < end && bytes[i] !== tab) i++
  return i
}
