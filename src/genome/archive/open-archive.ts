import { bad, ok, type Problem, type Result } from '../../shared/problem.ts'
import { firstFrom } from '../../shared/sorted-search.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { batchColumns, type BatchColumns, beginBatch } from '../calls/batch-columns.ts'
import { type Call, callAt, type CallBatch } from '../calls/index.ts'
import { readWhole, type SyncRandomAccess } from '../reference/sync-random-access.ts'
import type { Region } from '../site.ts'
import { type ArchiveDirectory, preambleSize, readDirectory } from './archive-directory.ts'
import { decodeStretches, type Stretches } from './callable-bed.ts'
import { type OpenChunk, openChunk } from './open-chunk.ts'
import { putRow } from './put-row.ts'

/** How an archive is opened. `keptChunks`: so many chunks stay unpacked (256 unless given: a whole genome of five million rows, about 80 MB). */
export type OpenArchiveOptions = { readonly name: string; readonly inflate: Inflate; readonly keptChunks?: number }

/** A row of an open chunk. Chunks are those of `Archive.eachOver`. */
export type EachRow = (chunk: OpenChunk, row: number) => void

/** An open archive. Everything that reads chunks throws `UnreadableBytes` when a chunk is damaged, naming it. Positions are 1-based, both ends included. */
export type Archive = {
  readonly name: string
  readonly directory: ArchiveDirectory
  readonly size: number
  /** All calls in the order of the file, or those that touch a region. A batch is valid until the next one is asked for. */
  calls(region?: Region): Generator<CallBatch>
  /** The calls that speak of a position: those that begin there and those that reach over it. */
  at(chrom: string, pos: number): readonly Call[]
  /** The calls that touch a region, in the order of the file. */
  over(region: Region): readonly Call[]
  /** The same rows without making anything of them: the fast way to look many sites up. */
  eachOver(chrom: string, start: number, end: number, each: EachRow): void
  /** The first chunk that `eachOver` asks about a position, by number; -1 when none is asked. Positions of one chunk are looked up fastest together. */
  chunkAt(chrom: string, pos: number): number
  /** What `eachOver` found, as a call. */
  call(chunk: OpenChunk, row: number): Call
  /** Where the file's silence was stated to mean reference; undefined when nothing was stated for the chromosome. */
  callable(chrom: string): Stretches | undefined
  /** Holds every chunk against its checksum and unpacks it. */
  verify(): readonly Problem[]
}

/** The chunks of a chromosome with their smallest POS and last base. `ascending`: they follow one another; `farthest`: last base of a chunk and all before it. */
type ChromChunks = {
  readonly chunks: readonly number[]
  readonly low: Int32Array
  readonly reach: Int32Array
  readonly farthest: Int32Array
  readonly ascending: boolean
}

/** `firstFrom` for positions that lie about evenly: begins where `least` should be and goes on in doubling steps, so that few and near places are looked at. */
const firstNear = (numbers: Int32Array, least: number): number => {
  const size = numbers.length
  const from = numbers[0] as number
  const to = numbers[size - 1] as number
  if (size === 0 || least <= from) return 0
  if (least > to) return size
  let low = Math.min(size - 1, Math.floor(((least - from) / (to - from)) * (size - 1)))
  let high = low + 1
  if ((numbers[low] as number) < least)
    for (let step = 8; high < size && (numbers[high] as number) < least; step *= 2) {
      low = high
      high = Math.min(size, high + step)
    }
  else
    for (let step = 8; low > 0 && (numbers[low] as number) >= least; step *= 2) {
      high = low
      low = Math.max(0, low - step)
    }
  return firstFrom(numbers, least, low, high)
}

const chunksByChrom = (directory: ArchiveDirectory): ReadonlyMap<string, ChromChunks> => {
  const { contig, low, reach } = directory.chunks
  const lists = Map.groupBy(contig.keys(), (i) => directory.contigs[contig[i] as number]?.chrom ?? '')
  return new Map(
    [...lists].map(([chrom, chunks]) => {
      const lows = Int32Array.from(chunks, (c) => low[c] as number)
      const reaches = Int32Array.from(chunks, (c) => reach[c] as number)
      let far = 0
      const farthest = reaches.map((r) => {
        far = Math.max(far, r)
        return far
      })
      const ascending = lows.every((l, i) => i === 0 || l >= (lows[i - 1] as number))
      return [chrom, { chunks, low: lows, reach: reaches, farthest, ascending }]
    }),
  )
}

const eachRowOver = (chunk: OpenChunk, start: number, end: number, each: EachRow): void => {
  const { starts, longest, longRows } = chunk
  if (!chunk.sorted) {
    for (let row = 0; row < starts.length; row++)
      if ((starts[row] as number) <= end && chunk.end(row) >= start) each(chunk, row)
    return
  }
  const first = firstNear(starts, start - longest + 1)
  for (const row of longRows)
    if (row < first && chunk.end(row) >= start && (starts[row] as number) <= end) each(chunk, row)
  for (let row = first; row < starts.length; row++) {
    const pos = starts[row] as number
    if (pos > end) break
    if (pos >= start || chunk.end(row) >= start) each(chunk, row)
  }
}

const problemOf = (name: string, fault: UnreadableBytes): Problem => ({
  code: fault.code,
  severity: 'error',
  at: { source: name },
  message: fault.message,
  remedy: fault.remedy,
})

/** Runs what reads chunks; a damaged chunk becomes a problem. */
export const withChunks = <T>(name: string, work: () => T): Result<T> => {
  try {
    return ok(work())
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    return bad([problemOf(name, fault)])
  }
}

const archiveOf = (access: SyncRandomAccess, directory: ArchiveDirectory, options: OpenArchiveOptions): Archive => {
  const { name, inflate, keptChunks = 256 } = options
  const { chunks: table } = directory
  const offsets: number[] = [preambleSize]
  for (const size of [...table.size, ...(directory.callable?.size ?? [])])
    offsets.push((offsets.at(-1) as number) + size)
  const byChrom = chunksByChrom(directory)
  const kept: (OpenChunk | undefined)[] = table.rows.map(() => undefined)
  const order: number[] = []
  const one: BatchColumns = batchColumns(1)
  let columns: BatchColumns | undefined

  const checked = (blob: number, crc32: number, what: string): Uint8Array => {
    const [from, to] = [offsets[blob] as number, offsets[blob + 1] as number]
    const bytes = readWhole(access, from, to)
    if (bytes.length === to - from && inflate.crc32(bytes) === crc32) return bytes
    throw new UnreadableBytes(
      'ARCHIVE_CHUNK_DAMAGED',
      `The archive is damaged in ${what} (bytes ${from} to ${to - 1}).`,
      'Copy the archive again, or pack it again from the VCF; the other parts can still be read.',
    )
  }
  const open = (index: number): OpenChunk => {
    const held = kept[index]
    if (held !== undefined) return held
    const contig = directory.contigs[table.contig[index] as number]
    const { chrom = '', contig: written = '' } = contig ?? {}
    const what = `the chunk of ${chrom}:${table.low[index]}-${table.high[index]}`
    const facts = {
      chrom,
      contig: written,
      rows: table.rows[index] as number,
      sorted: table.sorted[index] === 1,
      pos: table.pos[index] as number,
      line: table.line[index] as number,
    }
    const chunk = openChunk(checked(index, table.crc32[index] as number, what), facts, inflate)
    if (order.length >= keptChunks) kept[order.shift() as number] = undefined
    order.push(index)
    kept[index] = chunk
    return chunk
  }
  const eachOver: Archive['eachOver'] = (chrom, start, end, each) => {
    const of = byChrom.get(chrom)
    if (of === undefined) return
    const { chunks, low, reach, ascending, farthest } = of
    for (let k = ascending ? firstFrom(farthest, start) : 0; k < chunks.length; k++) {
      if ((low[k] as number) > end) {
        if (ascending) break
      } else if ((reach[k] as number) >= start) eachRowOver(open(chunks[k] as number), start, end, each)
    }
  }
  const chunkAt: Archive['chunkAt'] = (chrom, pos) => {
    const of = byChrom.get(chrom)
    const k = of === undefined ? 0 : of.ascending ? firstFrom(of.farthest, pos) : 0
    return of?.chunks[k] ?? -1
  }
  const touched = ({ chrom, start, end }: Region): readonly number[] => {
    const of = byChrom.get(chrom)
    return of === undefined
      ? []
      : of.chunks.filter((_, k) => (of.low[k] as number) <= end && (of.reach[k] as number) >= start)
  }
  const call: Archive['call'] = (chunk, row) => {
    beginBatch(one, chunk.chrom, chunk.contig)
    one.filterTexts = chunk.columns().filterTexts as string[]
    putRow(chunk, row, one)
    return callAt(one, 0)
  }
  const over: Archive['over'] = ({ chrom, start, end }) => {
    const out: Call[] = []
    eachOver(chrom, start, end, (chunk, row) => out.push(call(chunk, row)))
    return out
  }
  const batchOf = (chunk: OpenChunk, region: Region | undefined): CallBatch => {
    if (columns === undefined || columns.pos.length < chunk.rows) columns = batchColumns(chunk.rows)
    const own = columns
    beginBatch(own, chunk.chrom, chunk.contig)
    own.filterTexts = chunk.columns().filterTexts as string[]
    if (region === undefined) for (let row = 0; row < chunk.rows; row++) putRow(chunk, row, own)
    else eachRowOver(chunk, region.start, region.end, (of, row) => putRow(of, row, own))
    return own
  }
  const calls = function* (region?: Region): Generator<CallBatch> {
    for (const index of region === undefined ? table.rows.keys() : touched(region)) {
      const batch = batchOf(open(index), region)
      if (batch.size > 0) yield batch
    }
  }
  const stretches = new Map<string, Stretches>()
  const callable: Archive['callable'] = (chrom) => {
    const stated = directory.callable
    const place = stated?.chroms.indexOf(chrom) ?? -1
    if (stated === undefined || place < 0) return undefined
    const held = stretches.get(chrom)
    if (held !== undefined) return held
    const bytes = checked(table.rows.length + place, stated.crc32[place] as number, `the callable regions of ${chrom}`)
    const read = decodeStretches(bytes, inflate)
    stretches.set(chrom, read)
    return read
  }
  const verify: Archive['verify'] = () => [
    ...table.rows.flatMap((_, index) => {
      const result = withChunks(name, () => {
        kept[index] = undefined
        batchOf(open(index), undefined)
      })
      return result.problems
    }),
    ...(directory.callable?.chroms ?? []).flatMap((chrom) => withChunks(name, () => callable(chrom)).problems),
  ]
  const at: Archive['at'] = (chrom, pos) => over({ chrom, start: pos, end: pos })
  return { name, directory, size: access.size, calls, at, over, eachOver, chunkAt, call, callable, verify }
}

/** Opens an archive: only its directory is read. Everything wrong with it comes back as a problem. */
export const openArchive = (access: SyncRandomAccess, options: OpenArchiveOptions): Result<Archive> =>
  withChunks(options.name, () => archiveOf(access, readDirectory(access, options.inflate), options))
