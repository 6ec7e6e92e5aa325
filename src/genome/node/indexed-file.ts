import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import type { RandomAccess } from '../bytes/random-access.ts'
import type { IndexedFile } from '../region/indexed-file.ts'

/** A file read at any place; each read opens and closes it, so nothing has to be closed. Reads are short, and waiting for them costs less than handing them to another thread. */
export const fileAccess = (path: string): RandomAccess => {
  const { size } = statSync(path)
  return {
    size,
    read: async (from, to) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from))
      const file = openSync(path, 'r')
      try {
        return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from))
      } finally {
        closeSync(file)
      }
    },
  }
}

const wholeDigest = async (path: string): Promise<string> => {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(chunk as Uint8Array)
  return digest.digest('hex')
}

/** The file with the index that stands beside it (FILE.tbi, FILE.csi, or for BCF FILE.bcf.csi); undefined when there is none. */
export const indexedFile = (path: string): IndexedFile | undefined => {
  const beside = [`${path}.tbi`, `${path}.csi`].find((p) => statSync(p, { throwIfNoEntry: false })?.isFile() === true)
  if (beside === undefined) return undefined
  return {
    access: fileAccess(path),
    index: readFileSync(beside),
    older: statSync(beside).mtimeMs < statSync(path).mtimeMs,
    sha256: () => wholeDigest(path),
  }
}
