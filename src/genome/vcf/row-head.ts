const tab = 9

/** Whether a row's first column is this one. False for a column without a byte. */
export const beginsWith = (column: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean => {
  const length = column.length
  let same = length > 0 && start + length < end && bytes[start + length] === tab
  for (let i = 0; same && i < length; i++) same = bytes[start + i] === column[i]
  return same
}

/** The place of the tab that ends a column, or of the row's end. */
export const columnEnd = (bytes: Uint8Array, from: number, end: number): number => {
  let at = from
  while (at < end && bytes[at] !== tab) at++
  return at
}

/** POS of a row whose CHROM ends at `tabs[0]`; NaN when it is no whole number or the row's last column. The place where its digits end comes into `tabs[1]`. */
export const positionOf = (bytes: Uint8Array, tabs: Int32Array, end: number): number => {
  const from = (tabs[0] as number) + 1
  let pos = 0
  let i = from
  for (; i < end; i++) {
    const d = (bytes[i] as number) - 48
    if (d < 0 || d > 9) break
    pos = pos * 10 + d
  }
  tabs[1] = i
  return i > from && i < end && bytes[i] === tab ? pos : Number.NaN
}
