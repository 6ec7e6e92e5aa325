/**
 * Bytes that can be read at any place at once. `read` gives the bytes from `from` on, fewer than `length` only where the data end;
 * what was given stays as it is. A failing disk throws.
 */
export type SyncRandomAccess = {
  readonly size: number
  read(from: number, length: number): Uint8Array
}

/** Bytes in memory. */
export const memorySyncAccess = (bytes: Uint8Array): SyncRandomAccess => ({
  size: bytes.length,
  read: (from, length) => bytes.subarray(from, from + length),
})

/** All bytes of a range, however few come at a time. */
export const readWhole = (access: SyncRandomAccess, from = 0, to = access.size): Uint8Array => {
  const first = access.read(from, to - from)
  if (first.length === to - from || first.length === 0) return first
  const out = new Uint8Array(to - from)
  for (let at = from; at < to; ) {
    const piece = access.read(at, to - at)
    if (piece.length === 0) return out.subarray(0, at - from)
    out.set(piece, at - from)
    at += piece.length
  }
  return out
}
