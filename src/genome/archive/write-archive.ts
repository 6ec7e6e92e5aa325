import { bad, hasError, ok, type Problem, type Result } from '../../shared/problem.ts'
import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import {
  type CallBatch,
  type CallsRead,
  openStrand,
  readCalls,
  type ReadCallsOptions,
  type RowKind,
  rowKinds,
} from '../calls/index.ts'
import {
  type ArchiveDirectory,
  archiveVersion,
  type ChunkTable,
  directoryBytes,
  preamble,
} from './archive-directory.ts'
import { type CallableRegions, encodeStretches } from './callable-bed.ts'
import { encodeChunk } from './encode-chunk.ts'
import type { Deflate, SectionName } from './sections.ts'

/** How an archive is made. `exact`: keep every count and quality whole (about twice the size). `callable`: where silence of the file means reference. */
export type PackOptions = {
  readonly deflate: Deflate
  readonly crc32: Inflate['crc32']
  readonly exact?: boolean
  readonly callable?: CallableRegions
}

/** Takes the bytes of an archive one piece after the other. */
export type Sink = (bytes: Uint8Array) => void

/** Writes an archive front to back: batches in the order of the file, then what was read. Nothing is readable before `finish`. */
export const archiveWriter = (
  sink: Sink,
  { deflate, crc32, exact = false, callable }: PackOptions,
): {
  readonly add: (batch: CallBatch) => void
  readonly finish: (read: CallsRead, problems: readonly Problem[]) => ArchiveDirectory
} => {
  const contigs: { chrom: string; contig: string; calls: number }[] = []
  const contigOf = new Map<string, number>()
  const chunks = {
    contig: [],
    rows: [],
    size: [],
    crc32: [],
    pos: [],
    line: [],
    sorted: [],
    low: [],
    high: [],
    reach: [],
  } satisfies Record<keyof ChunkTable, number[]> as { -readonly [K in keyof ChunkTable]: number[] }
  const kinds: Record<RowKind, number> = { variant: 0, referenceBlock: 0, noAlt: 0, symbolic: 0 }
  const sizes: Partial<Record<SectionName, number>> = {}
  let notCalled = 0
  let at = 0
  const write = (bytes: Uint8Array): void => {
    sink(bytes)
    at += bytes.length
  }
  write(preamble())
  const add = (batch: CallBatch): void => {
    const { size, pos, end } = batch
    if (size === 0) return
    const key = `${batch.chrom}\t${batch.contig}`
    let contig = contigOf.get(key)
    if (contig === undefined) {
      contig = contigs.push({ chrom: batch.chrom, contig: batch.contig, calls: 0 }) - 1
      contigOf.set(key, contig)
    }
    const of = contigs[contig]
    if (of !== undefined) of.calls += size
    let low = pos[0] as number
    let high = low
    let reach = end[0] as number
    for (let i = 0; i < size; i++) {
      const p = pos[i] as number
      if (p < low) low = p
      if (p > high) high = p
      if ((end[i] as number) > reach) reach = end[i] as number
      kinds[rowKinds[batch.kinds[i] as number] as RowKind]++
      if (batch.alleles[2 * i] === openStrand || batch.alleles[2 * i + 1] === openStrand) notCalled++
    }
    const bytes = encodeChunk(batch, exact || batch.chrom === 'chrM', deflate, (name, n) => {
      sizes[name] = (sizes[name] ?? 0) + n
    })
    chunks.contig.push(contig)
    chunks.rows.push(size)
    chunks.size.push(bytes.length)
    chunks.crc32.push(crc32(bytes))
    chunks.pos.push(pos[0] as number)
    chunks.line.push(batch.lines[0] as number)
    chunks.sorted.push(batch.sorted ? 1 : 0)
    chunks.low.push(low)
    chunks.high.push(high)
    chunks.reach.push(reach)
    write(bytes)
  }
  const writeCallable = (regions: CallableRegions): ArchiveDirectory['callable'] => {
    const blobs = [...regions.byChrom].map(([chrom, stretches]) => ({
      chrom,
      intervals: stretches.starts.length,
      bytes: encodeStretches(stretches, deflate),
    }))
    for (const { bytes } of blobs) write(bytes)
    return {
      source: regions.source,
      ...(regions.sha256 === undefined ? {} : { sha256: regions.sha256 }),
      chroms: blobs.map((b) => b.chrom),
      intervals: blobs.map((b) => b.intervals),
      size: blobs.map((b) => b.bytes.length),
      crc32: blobs.map((b) => crc32(b.bytes)),
    }
  }
  const finish = (read: CallsRead, problems: readonly Problem[]): ArchiveDirectory => {
    const stated = callable === undefined ? undefined : writeCallable(callable)
    const directory: ArchiveDirectory = {
      format: 'attune-genome-archive',
      version: archiveVersion,
      read,
      problems,
      exact,
      contigs,
      kinds,
      notCalled,
      sizes,
      chunks: chunks as ChunkTable,
      ...(stated === undefined ? {} : { callable: stated }),
    }
    write(directoryBytes(directory, at, deflate, crc32))
    return directory
  }
  return { add, finish }
}

/** Packs the calls of one sample of a file. After an error what the sink was given is to be thrown away. */
export const packArchive = async (
  input: ByteSource,
  options: ReadCallsOptions & Omit<PackOptions, 'crc32'>,
  sink: Sink,
): Promise<Result<ArchiveDirectory>> => {
  const writer = archiveWriter(sink, { ...options, crc32: options.inflate.crc32 })
  const read = await readCalls(input, options, writer.add)
  if (!read.ok || hasError(read.problems)) return bad(read.problems)
  return ok(writer.finish(read.value, read.problems), read.problems)
}
