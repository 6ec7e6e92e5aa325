import type { Inflate } from '../bytes/byte-source.ts'
import type { SyncRandomAccess } from '../reference/sync-random-access.ts'
import { readWhole } from '../reference/sync-random-access.ts'
import type { Problem } from '../../shared/problem.ts'
import type { CallsRead, RowKind } from '../calls/index.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { isArchive, isSigned, signature } from './archive-signature.ts'
import type { Deflate, SectionName } from './sections.ts'

/** The only version of the format there is. */
export const archiveVersion = 1

/** Bytes in front of the first chunk: signature and version. */
export const preambleSize = 12
const trailerSize = 28

/** The chunks of an archive by column, in file order: they stand one behind the other from byte 12 on. `low`, `high`, `reach`: smallest and largest POS and last base. */
export type ChunkTable = {
  readonly contig: readonly number[]
  readonly rows: readonly number[]
  readonly size: readonly number[]
  readonly crc32: readonly number[]
  readonly pos: readonly number[]
  readonly line: readonly number[]
  readonly sorted: readonly (0 | 1)[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly reach: readonly number[]
}

/** Where in the genome a file may be silent and yet have been looked at, as stated by whoever made the archive. Its blobs stand behind the chunks. */
export type CallableTable = {
  readonly source: string
  readonly sha256?: string
  readonly chroms: readonly string[]
  readonly intervals: readonly number[]
  readonly size: readonly number[]
  readonly crc32: readonly number[]
}

/** Everything an archive says before a chunk is opened. `exact`: counts and qualities are kept whole everywhere; else only on the mitochondrion. */
export type ArchiveDirectory = {
  readonly format: 'attune-genome-archive'
  readonly version: number
  readonly read: CallsRead
  readonly problems: readonly Problem[]
  readonly exact: boolean
  readonly contigs: readonly { readonly chrom: string; readonly contig: string; readonly calls: number }[]
  readonly kinds: Readonly<Record<RowKind, number>>
  readonly notCalled: number
  readonly sizes: Readonly<Partial<Record<SectionName, number>>>
  readonly chunks: ChunkTable
  readonly callable?: CallableTable
}

export const preamble = (): Uint8Array => {
  const out = new Uint8Array(preambleSize)
  out.set(signature)
  new DataView(out.buffer).setUint32(8, archiveVersion, true)
  return out
}

/** The directory and the trailer that finds it, to be written at byte `at`. */
export const directoryBytes = (
  directory: ArchiveDirectory,
  at: number,
  deflate: Deflate,
  crc32: (bytes: Uint8Array) => number,
): Uint8Array => {
  const text = new TextEncoder().encode(JSON.stringify(directory))
  const packed = deflate(text)
  const out = new Uint8Array(packed.length + trailerSize)
  out.set(packed)
  const trailer = new DataView(out.buffer, packed.length)
  trailer.setUint32(0, at % 2 ** 32, true)
  trailer.setUint32(4, Math.floor(at / 2 ** 32), true)
  trailer.setUint32(8, packed.length, true)
  trailer.setUint32(12, text.length, true)
  trailer.setUint32(16, crc32(packed), true)
  out.set(signature, packed.length + 20)
  return out
}

const again = 'Copy the archive again, or pack it again from the VCF.'
const damaged = (message: string): UnreadableBytes => new UnreadableBytes('ARCHIVE_DAMAGED', message, again)

const largestDirectory = 2 ** 30

/** Reads the directory. Throws `UnreadableBytes` when the bytes are no archive, one of another version, damaged or cut off. */
export const readDirectory = (access: SyncRandomAccess, inflate: Inflate): ArchiveDirectory => {
  const head = readWhole(access, 0, Math.min(preambleSize, access.size))
  if (!isArchive(head)) {
    throw new UnreadableBytes(
      'ARCHIVE_NOT_ONE',
      'This is not a genome archive.',
      'Make one from a VCF: attune genome pack FILE.vcf.gz',
    )
  }
  if (head.length < preambleSize || access.size < preambleSize + trailerSize) throw damaged('The archive is cut off.')
  const version = new DataView(head.buffer, head.byteOffset).getUint32(8, true)
  if (version !== archiveVersion) {
    throw new UnreadableBytes(
      'ARCHIVE_VERSION_UNKNOWN',
      `The archive is of format version ${version}; this program reads version ${archiveVersion}.`,
      'Open it with the version of Attune that made it, or pack it again from the VCF.',
    )
  }
  const tail = readWhole(access, access.size - trailerSize, access.size)
  if (!isSigned(tail, 20)) throw damaged('The archive is cut off or damaged at its end.')
  const trailer = new DataView(tail.buffer, tail.byteOffset)
  const at = trailer.getUint32(0, true) + 2 ** 32 * trailer.getUint32(4, true)
  const packedSize = trailer.getUint32(8, true)
  const size = trailer.getUint32(12, true)
  if (at + packedSize + trailerSize !== access.size || at < preambleSize || size > largestDirectory)
    throw damaged('The end of the archive does not fit its size: it is damaged.')
  const packed = readWhole(access, at, at + packedSize)
  if (inflate.crc32(packed) !== trailer.getUint32(16, true))
    throw damaged('The directory of the archive does not fit its checksum.')
  let directory: ArchiveDirectory
  try {
    directory = JSON.parse(new TextDecoder().decode(inflate.block(packed, size))) as ArchiveDirectory
  } catch {
    throw damaged('The directory of the archive cannot be read.')
  }
  const blobs = [...directory.chunks.size, ...(directory.callable?.size ?? [])]
  if (blobs.reduce((a, b) => a + b, preambleSize) !== at)
    throw damaged('The chunks of the archive do not fill the place in front of its directory.')
  return directory
}
