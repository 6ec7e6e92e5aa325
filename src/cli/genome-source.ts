import { basename } from 'node:path'
import type { ByteSource } from '../genome/bytes/index.ts'
import { fileSource, indexedFile, nodeInflate, stdinSource } from '../genome/node/index.ts'
import { openRegions, UnreadableBytes, windowIndex } from '../genome/region/index.ts'
import type { Region } from '../genome/site.ts'
import type { Problem } from '../shared/problem.ts'
import { fileProblems } from './person.ts'
import { progressBar } from './progress.ts'

/** A genome file as a command opens it. `stop` ends the progress bar. `indexed`: only the rows of the wanted places come, found through the index beside the file. */
export type GenomeSource = { readonly source: ByteSource; readonly stop: () => void; readonly indexed: boolean }

/** What is wrong with the name of a genome file; `-` is what is piped in. */
export const genomeSourceProblems = (path: string): readonly Problem[] => (path === '-' ? [] : fileProblems(path))

/** Opens a file, or `-` for standard input. With `places`, an index that stands beside the file is used, unless it is older or does not fit: then the whole file is read. */
export const openGenomeSource = async (
  path: string,
  quiet: boolean,
  places: readonly Region[] = [],
): Promise<GenomeSource> => {
  if (path === '-') return { source: stdinSource(), stop: () => {}, indexed: false }
  const beside = places.length === 0 ? undefined : indexedFile(path)
  if (beside !== undefined && beside.older !== true) {
    try {
      const reader = await openRegions(beside.access, beside.index, nodeInflate)
      const chunks = reader.text(windowIndex({ GRCh37: [], GRCh38: [] }, places))
      return { source: { name: basename(path), chunks }, stop: () => {}, indexed: true }
    } catch (fault) {
      if (!(fault instanceof UnreadableBytes)) throw fault
    }
  }
  const bar = progressBar('reading', quiet)
  return { source: fileSource(path, bar.update), stop: bar.stop, indexed: false }
}

/** Problems of a read through the index, where lines count among what was read and are no lines of the file. */
export const withoutLines = (problems: readonly Problem[]): readonly Problem[] =>
  problems.map((p) => {
    const { line: _, ...at } = p.at
    return { ...p, at }
  })
