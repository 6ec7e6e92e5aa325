import { bgzfBlockSize, bgzfText } from '../bytes/bgzf.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { joined, oneChunk, UnreadableBytes } from '../bytes/byte-stream.ts'
import { indexDamaged, indexForeign } from './index-fault.ts'

/**
 * A place in the text of a BGZF file: the byte where a block begins, times 65536, plus the byte within that block's text ("virtual offset"). Exact up to files of 128 GiB.
 */
export type VirtualOffset = number

/**
 * Index of one contig, left as the bytes it has in the file: `bins` are the numbers of its bins and `at` where the chunks of each stand (`chunksOf`, `binOffset`).
 * `linearAt`, `linearCount`: by windows of 16 KiB bases, where the first row that touches the window begins (TBI only; `linearOffset`). `rows`: how many rows the contig has.
 */
export type ContigIndex = {
  readonly bins: Uint32Array
  readonly at: Uint32Array
  readonly linearAt: number
  readonly linearCount: number
  readonly rows?: number
}

/**
 * A tabix (TBI) or CSI index. `minShift` and `depth`: smallest bins have 2^minShift bases, and each of `depth` levels above has bins eight times as large. `names`: contigs in
 * the order of `contigs`; empty where a BCF header names them.
 */
export type RegionIndex = {
  readonly kind: 'tbi' | 'csi'
  readonly minShift: number
  readonly depth: number
  readonly names: readonly string[]
  readonly contigs: readonly ContigIndex[]
  readonly bytes: DataView
  /** The furthest place that the index knows rows at; 0 when it knows none. */
  readonly last: VirtualOffset
}

const offsetAt = (view: DataView, at: number): VirtualOffset => {
  const high = view.getUint32(at + 4, true)
  if (high >= 1 << 21) throw indexDamaged('it points behind 128 GiB')
  return high * 2 ** 32 + view.getUint32(at, true)
}

/** Calls `each` with begin and end of every stretch of text that holds rows of a bin. `bin`: its index in `contig.bins`. */
export const chunksOf = (
  index: RegionIndex,
  contig: ContigIndex,
  bin: number,
  each: (from: VirtualOffset, to: VirtualOffset) => void,
): void => {
  const at = contig.at[bin] as number
  const chunks = index.bytes.getInt32(at, true)
  for (let i = 0; i < chunks; i++) each(offsetAt(index.bytes, at + 4 + 16 * i), offsetAt(index.bytes, at + 12 + 16 * i))
}

/** No row that touches the bin begins before (CSI only). */
export const binOffset = (index: RegionIndex, contig: ContigIndex, bin: number): VirtualOffset =>
  offsetAt(index.bytes, (contig.at[bin] as number) - 8)

/** No row that touches the window of 16 KiB bases begins before; 0 when that is not known. */
export const linearOffset = (index: RegionIndex, contig: ContigIndex, window: number): VirtualOffset =>
  window < contig.linearCount ? offsetAt(index.bytes, contig.linearAt + 8 * window) : 0

const largestIndex = 1 << 29
const vcfFormat = 2

/** Number of the bin that holds counts instead of chunks. */
const countsBin = (depth: number): number => (8 ** (depth + 1) - 1) / 7 + 1

type Cursor = { readonly b: Uint8Array; readonly view: DataView; at: number }

const int = (c: Cursor): number => {
  if (c.at + 4 > c.b.length) throw indexDamaged('it is cut off')
  c.at += 4
  return c.view.getInt32(c.at - 4, true)
}

/** A count of things that take at least `least` bytes each. */
const count = (c: Cursor, least: number): number => {
  const n = int(c)
  if (n < 0 || n * least > c.b.length - c.at) throw indexDamaged(`it says to hold ${n} entries and ends before`)
  return n
}

const unpackIndex = async (bytes: Uint8Array, inflate: Inflate): Promise<Uint8Array> => {
  if (bgzfBlockSize(bytes, 0) <= 0) return bytes
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of bgzfText(oneChunk(bytes), inflate, {
      kind: 'bgzf',
      endMarker: true,
    })) {
      parts.push(part)
      size += part.length
      if (size > largestIndex) throw indexDamaged('it is larger than any index')
    }
  } catch (fault) {
    throw fault instanceof UnreadableBytes && fault.code.startsWith('FILE_') ? indexDamaged(fault.message) : fault
  }
  return joined(parts, size)
}

/** The settings of tabix and the names of the contigs, of which `size` bytes are there. */
const tabixNames = (c: Cursor, size: number): readonly string[] => {
  const end = c.at + size
  const format = int(c)
  const [sequence, begin] = [int(c), int(c)]
  if ((format & 0xffff) !== vcfFormat || sequence !== 1 || begin !== 2)
    throw indexForeign('it was made for another kind of file than VCF')
  c.at += 12
  const length = int(c)
  if (length < 0 || c.at + length > c.b.length || c.at + length > end)
    throw indexDamaged('the names of the contigs are cut off')
  const names = new TextDecoder()
    .decode(c.b.subarray(c.at, c.at + length))
    .split('\0')
    .slice(0, -1)
  c.at += length
  return names
}

type Walked = { readonly contig: ContigIndex; readonly last: VirtualOffset }

/** Where the last chunk of a bin ends. `at`: where its chunks stand. */
const lastOfBin = (view: DataView, at: number): VirtualOffset => {
  let last = 0
  for (let i = view.getInt32(at, true); i > 0; i--) last = Math.max(last, offsetAt(view, at + 16 * i - 4))
  return last
}

/** Walks over the index of one contig and checks that it is whole. */
const walkContig = (c: Cursor, kind: 'tbi' | 'csi', depth: number): Walked => {
  const { b, view } = c
  const [beforeCount, ofCounts] = [kind === 'csi' ? 12 : 4, countsBin(depth)]
  const size = count(c, 4 + beforeCount)
  const bins = new Uint32Array(size)
  const at = new Uint32Array(size)
  let rows: number | undefined
  let last: number | undefined
  let kept = 0
  for (let left = size; left > 0; left--) {
    const place = c.at + beforeCount
    if (place + 4 > b.length) throw indexDamaged('it is cut off')
    const bin = view.getUint32(c.at, true)
    const chunks = view.getInt32(place, true)
    if (chunks < 0 || 16 * chunks > b.length - place - 4) throw indexDamaged('it says to hold more than it does')
    c.at = place + 4 + 16 * chunks
    if (bin !== ofCounts) {
      bins[kept] = bin
      at[kept++] = place
      continue
    }
    if (chunks !== 2) throw indexDamaged('its counts of rows are not whole')
    last = offsetAt(view, place + 12)
    rows = offsetAt(view, place + 20) + offsetAt(view, place + 28)
  }
  const linearCount = kind === 'tbi' ? count(c, 8) : 0
  const linearAt = c.at
  c.at += 8 * linearCount
  const contig = { bins: bins.subarray(0, kept), at: at.subarray(0, kept), linearAt, linearCount }
  if (rows !== undefined && last !== undefined) return { contig: { ...contig, rows }, last }
  return { contig, last: contig.at.reduce((most, place) => Math.max(most, lastOfBin(view, place)), 0) }
}

/** Reads the bytes of a .tbi or .csi file. Throws `UnreadableBytes` (INDEX_DAMAGED, INDEX_NOT_OF_FILE) when they are none. */
export const readIndex = async (bytes: Uint8Array, inflate: Inflate): Promise<RegionIndex> => {
  const b = await unpackIndex(bytes, inflate)
  const c: Cursor = { b, view: new DataView(b.buffer, b.byteOffset, b.length), at: 4 }
  const magic = String.fromCharCode(...b.subarray(0, 3))
  const kind = b[3] !== 1 ? undefined : magic === 'TBI' ? 'tbi' : magic === 'CSI' ? 'csi' : undefined
  if (kind === undefined) throw indexForeign('it is neither a tabix (TBI) nor a CSI index')
  let [minShift, depth] = [14, 5]
  let names: readonly string[] = []
  let contigs = 0
  if (kind === 'csi') {
    minShift = int(c)
    depth = int(c)
    if (minShift < 1 || minShift > 30 || depth < 0 || depth > 9) throw indexDamaged('its bins have an impossible size')
    const size = count(c, 1)
    const end = c.at + size
    if (size >= 28) names = tabixNames(c, size)
    c.at = end
    contigs = count(c, 4)
  } else {
    contigs = count(c, 8)
    names = tabixNames(c, b.length)
  }
  if (names.length > 0 && names.length !== contigs)
    throw indexDamaged('it names another number of contigs than it holds')
  const walked = Array.from({ length: contigs }, () => walkContig(c, kind, depth))
  const last = walked.reduce((most, w) => Math.max(most, w.last), 0)
  return { kind, minShift, depth, names, contigs: walked.map((w) => w.contig), bytes: c.view, last }
}
