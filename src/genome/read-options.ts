import type { Inflate } from './bytes/byte-source.ts'
import type { IndexedFile } from './region/indexed-file.ts'
import type { Build, Region } from './site.ts'

/**
 * How a file is read. `build`: stated by the user; it still has to agree with what the file says. `regions`: where structural records are wanted, by build.
 * `blockDepth` and `blockQuality` (10 reads and GQ 20 unless given): from what on a gVCF block counts as reference. `lineLimit`: longest line held, in bytes (64 MiB).
 */
export type ReadOptions = {
  readonly inflate: Inflate
  readonly build?: Build
  readonly regions?: Readonly<Record<Build, readonly Region[]>>
  readonly blockDepth?: number
  readonly blockQuality?: number
  readonly lineLimit?: number
}

/** `sample`: the name of the wanted sample; without it the first one of the file. `indexed`: the same file with its index; then only the blocks that matter are read. */
export type ReadSampleOptions = ReadOptions & { readonly sample?: string; readonly indexed?: IndexedFile }

export const defaults = { blockDepth: 10, blockQuality: 20, lineLimit: 64 * 1024 * 1024 } as const

export const noRegions: Readonly<Record<Build, readonly Region[]>> = { GRCh37: [], GRCh38: [] }
