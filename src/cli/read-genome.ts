import { closeSync, openSync, readSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { SitesReader } from '../assess/index.ts'
import { readSitesParallel, stdinSource } from '../genome/node/index.ts'
import { isArchive, readSites } from '../genome/index.ts'

const mostThreads = 4
const signatureSize = 8

const headOf = (path: string): Uint8Array => {
  const file = openSync(path, 'r')
  try {
    const head = new Uint8Array(signatureSize)
    return head.subarray(0, readSync(file, head, 0, signatureSize, 0))
  } finally {
    closeSync(file)
  }
}

/** Whether a file is an archive of `attune genome pack`. */
export const isArchiveFile = (path: string): boolean => isArchive(headOf(path))

/**
 * How the wanted places are read out of what `--vcf` names: an archive of `attune genome pack`, standard input (`-`), or a file, which is read by several threads where
 * it is large. `progress` is told the bytes read so far and the size.
 */
export const genomeReader = (path: string, progress: (read: number, size: number) => void): SitesReader => {
  if (path === '-') return (wanted, options) => readSites(stdinSource(), wanted, options)
  return async (wanted, options) => {
    const head = headOf(path)
    if (!isArchive(head)) {
      // Unpacking is the work that threads share; a plain file is read as fast by one, in less memory.
      const workers = head[0] === 0x1f && head[1] === 0x8b ? Math.min(mostThreads, availableParallelism()) : 0
      return readSitesParallel(path, wanted, options, { workers, progress })
    }
    const { sitesOf } = await import('../genome/archive/index.ts')
    const { openArchiveFile } = await import('../genome/archive/node/index.ts')
    const opened = openArchiveFile(path)
    if (!opened.ok) return opened
    try {
      return sitesOf(opened.value, wanted, options)
    } finally {
      opened.value.close()
    }
  }
}
