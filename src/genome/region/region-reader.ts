import { asciiText } from '../bytes/ascii-text.ts'
import { bgzfBlockSize, bgzfEnd, bgzfSlab } from '../bytes/bgzf.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import type { RandomAccess } from '../bytes/random-access.ts'
import { contigOfColumn } from '../identity/contig-name.ts'
import type { Region } from '../site.ts'
import { type WindowIndex, windowIndex } from '../sites/windows.ts'
import { indexForeign, indexTooCoarse } from './index-fault.ts'
import { readIndex, type RegionIndex } from './index-file.ts'
import { holdsUnseenLengths, readHeader } from './indexed-header.ts'
import { planRanges } from './plan-ranges.ts'
import { bcfRows, keptLines } from './range-rows.ts'
import { rangeText } from './range-text.ts'
import { rowFilter } from './row-filter.ts'

/** A file that was opened together with its index. `header`: its header lines as a VCF has them. `rows`: how many rows the index counts; undefined where it does not. */
export type RegionReader = {
  readonly header: Uint8Array
  readonly rows: number | undefined
  /** The header and, in file order and once each, the rows that reach into one of the windows, as the text of a VCF. */
  readonly text: (windows: WindowIndex) => AsyncGenerator<Uint8Array>
}

/** An index lists every row up to the end of the file: behind the last one only empty blocks may stand. */
const checkEnd = async (file: RandomAccess, index: RegionIndex, inflate: Inflate): Promise<void> => {
  const { last } = index
  if (last === 0) return
  const from = Math.floor(last / 65536)
  const reach = last % 65536
  const bytes = await file.read(from, Math.min(file.size, from + (1 << 17)))
  const rest = reach === 0 ? 0 : bgzfBlockSize(bytes, 0)
  if (rest < 0 || from + rest > file.size) throw indexForeign('it points behind the end of the file')
  if (reach > 0) {
    if (rest === 0 || bgzfSlab(bytes, 0, rest, from, inflate).text.length !== reach)
      throw indexForeign('the file has rows that it does not list')
  }
  const tail = bytes.subarray(rest)
  const closing = tail.length % bgzfEnd.length === 0 && tail.every((b, i) => b === bgzfEnd[i % bgzfEnd.length])
  if (!closing || from + bytes.length < file.size) throw indexForeign('the file has rows that it does not list')
  if (tail.length === 0)
    throw new UnreadableBytes(
      'INDEX_NOT_OF_FILE',
      'The file lacks its closing block: it may have been cut off after the index was made.',
      'Compare the size or checksum with the original.',
    )
}

/**
 * Opens a BGZF-packed VCF or a BCF file with its index (the bytes of its .tbi or .csi). Throws `UnreadableBytes`: INDEX_DAMAGED, INDEX_NOT_OF_FILE (the file
 * changed since, or the index is another file's), INDEX_NOT_ENOUGH (rows whose length such an index does not know), or what damaged blocks give.
 */
export const openRegions = async (file: RandomAccess, index: Uint8Array, inflate: Inflate): Promise<RegionReader> => {
  const known = await readIndex(index, inflate)
  const { text: header, bcf } = await readHeader(file, inflate)
  if (holdsUnseenLengths(asciiText(header, 0, header.length)))
    throw indexTooCoarse('the header declares SVLEN or LEN, which indexes do not take into account')
  await checkEnd(file, known, inflate)
  const decoder = new TextDecoder()
  const names =
    bcf === undefined
      ? known.names
      : known.contigs.map((_, i) => decoder.decode(bcf.contigs.get(i) ?? new Uint8Array(0)))
  if (names.length === 0 && known.contigs.length > 0) throw indexForeign('it names no contigs')
  const counts = known.contigs.filter((c) => c.bins.length > 0).map((c) => c.rows)
  const text = async function* (windows: WindowIndex): AsyncGenerator<Uint8Array> {
    yield header
    const keeps = rowFilter(windows)
    for (const range of planRanges(known, names.map(contigOfColumn), windows)) {
      const unpacked = rangeText(file, range, inflate, bcf === undefined)
      yield* keptLines(bcf === undefined ? unpacked : bcfRows(unpacked, bcf, 0), keeps, range.to === known.last)
    }
  }
  const rows = counts.every((n) => n !== undefined) ? counts.reduce((sum, n) => sum + n, 0) : undefined
  return { header, rows, text }
}

/** The text of `openRegions` for regions: the header and exactly the rows of which a base lies in one of them. Contigs are named in any way that `canonicalContig` knows. */
export const regionText = async function* (
  file: RandomAccess,
  index: Uint8Array,
  regions: readonly Region[],
  inflate: Inflate,
): AsyncGenerator<Uint8Array> {
  const named = regions.map((r) => ({ ...r, chrom: contigOfColumn(r.chrom) }))
  const reader = await openRegions(file, index, inflate)
  yield* reader.text(windowIndex({ GRCh37: [], GRCh38: [] }, named))
}
