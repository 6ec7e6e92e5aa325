import type { SyncRandomAccess } from '../reference/index.ts'

/** What a worker has for reading a Blob at once. */
type SyncReader = { readAsArrayBuffer(blob: Blob): ArrayBuffer }

/** A Blob or File readable at any place. Only in a worker: `FileReaderSync` is not there on the page itself. */
export const syncBlob = (blob: Blob): SyncRandomAccess => {
  const Reader = (globalThis as unknown as { FileReaderSync: new () => SyncReader }).FileReaderSync
  const reader = new Reader()
  return {
    size: blob.size,
    read: (from, length) =>
      new Uint8Array(reader.readAsArrayBuffer(blob.slice(from, Math.min(blob.size, from + length)))),
  }
}
