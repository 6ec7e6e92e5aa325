import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import type { Result } from '../../shared/problem.ts'
import { type FastaReference, fastaReference, type SyncRandomAccess } from '../reference/index.ts'
import type { Build } from '../site.ts'
import { nodeInflate } from './inflate.ts'

/** A file readable at any place until `close`. Throws when there is no such file. */
export const syncFile = (path: string): SyncRandomAccess & { close(): void } => {
  const file = openSync(path, 'r')
  const size = fstatSync(file).size
  return {
    size,
    read: (from, length) => {
      const wanted = Math.max(0, Math.min(length, size - from))
      const bytes = Buffer.allocUnsafeSlow(wanted)
      const n = wanted === 0 ? 0 : readSync(file, bytes, 0, wanted, from)
      return n === wanted ? bytes : bytes.subarray(0, n)
    },
    close: () => closeSync(file),
  }
}

const beside = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/** Opens a FASTA file with the `.fai` and `.gzi` that stand beside it; makes an index in memory when they do not. `close` gives the file back. */
export const fastaFile = (path: string, build?: Build): Result<FastaReference & { close(): void }> => {
  const index = beside(`${path}.fai`)
  const gzi = existsSync(`${path}.gzi`) ? new Uint8Array(readFileSync(`${path}.gzi`)) : undefined
  const file = syncFile(path)
  const opened = fastaReference(file, {
    name: basename(path),
    inflate: nodeInflate,
    ...(index === undefined ? {} : { index }),
    ...(gzi === undefined ? {} : { gzi }),
    ...(build === undefined ? {} : { build }),
  })
  if (opened.ok) return { ...opened, value: { ...opened.value, close: () => file.close() } }
  file.close()
  return opened
}
