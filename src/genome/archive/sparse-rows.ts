import { firstFrom } from '../../shared/sorted-search.ts'
/** Ascending row numbers of a chunk with something of their own. */
export type SparseRows = { readonly rows: Uint32Array; readonly size: number }

/** The place of a row among sparse rows; -1 when it is none of them. */
export const placeOf = (sparse: SparseRows, row: number): number => {
  const at = firstFrom(sparse.rows, row, 0, sparse.size)
  return at < sparse.size && sparse.rows[at] === row ? at : -1
}

/** Those rows of a plane whose symbol is wanted. */
export const rowsWhere = (plane: Uint8Array, wanted: (symbol: number) => boolean): SparseRows => {
  const is = Uint8Array.from({ length: 256 }, (_, s) => (wanted(s) ? 1 : 0))
  let size = 0
  for (let i = 0; i < plane.length; i++) size += is[plane[i] as number] as number
  const rows = new Uint32Array(size)
  for (let i = 0, n = 0; n < size; i++) if (is[plane[i] as number] === 1) rows[n++] = i
  return { rows, size }
}

/** Where each line of a text begins, and behind the last one its end. A text without a final line feed counts as having one. */
export const lineStarts = (text: Uint8Array): Uint32Array => {
  const starts: number[] = [0]
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) starts.push(at + 1)
  if (text.length > 0 && text[text.length - 1] !== 10) starts.push(text.length + 1)
  return Uint32Array.from(starts)
}
