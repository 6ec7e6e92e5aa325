/** Bytes of a file at any place. `read` gives those from `from` up to and without `to`; places behind the end are left out. */
export type RandomAccess = {
  readonly size: number
  readonly read: (from: number, to: number) => Promise<Uint8Array>
}

/** Bytes already in memory. */
export const memoryAccess = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: async (from, to) => bytes.subarray(from, Math.min(to, bytes.length)),
})
