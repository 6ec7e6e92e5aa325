import { firstAbove } from '../../shared/sorted-search.ts'
import { bgzfBlockSize } from '../bytes/bgzf.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { readWhole, type SyncRandomAccess } from './sync-random-access.ts'

/** Where each block of a BGZF file begins: in the file, and in the unpacked text. `size` is that of the text. */
export type BgzfMap = { readonly packed: Float64Array; readonly unpacked: Float64Array; readonly size: number }

const again = 'Copy or download the file again and compare its checksum.'
const damaged = (at: number, why: string): UnreadableBytes =>
  new UnreadableBytes('FILE_BGZF_DAMAGED', `The BGZF block at byte ${at} is damaged: ${why}.`, again)
const u16 = (b: Uint8Array, at: number): number => (b[at] as number) | ((b[at + 1] as number) << 8)
const u32 = (b: Uint8Array, at: number): number => (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0
const u64 = (b: Uint8Array, at: number): number => u32(b, at + 4) * 2 ** 32 + u32(b, at)

/** Walks through the headers of a BGZF file and gives its map: the way when there is no `.gzi`. */
export const mapBgzf = (file: SyncRandomAccess): BgzfMap => {
  const packed: number[] = []
  const unpacked: number[] = []
  let size = 0
  for (let at = 0; at < file.size; ) {
    const head = file.read(at, 65536)
    const block = bgzfBlockSize(head, 0)
    if (block <= 0) throw damaged(at, 'no block begins there')
    if (at + block > file.size) throw damaged(at, 'it is cut off')
    const tail = block <= head.length ? head : readWhole(file, at, at + block)
    const text = u32(tail, block - 4)
    if (text > 65536) throw damaged(at, 'it says to hold more than 64 KiB')
    if (text > 0) {
      packed.push(at)
      unpacked.push(size)
    }
    size += text
    at += block
  }
  return { packed: Float64Array.from(packed), unpacked: Float64Array.from(unpacked), size }
}

/** Reads a `.gzi`: the number of blocks behind the first, then for each its place in the file and in the text, as 64-bit little-endian numbers. */
export const readGzi = (bytes: Uint8Array, file: SyncRandomAccess): BgzfMap => {
  const count = bytes.length < 8 ? -1 : u64(bytes, 0)
  if (count < 0 || bytes.length < 8 + 16 * count)
    throw new UnreadableBytes('GZI_DAMAGED', 'The .gzi index is cut off.', 'Make it anew: bgzip -r FILE.')
  const packed = new Float64Array(count + 1)
  const unpacked = new Float64Array(count + 1)
  for (let i = 0; i < count; i++) {
    packed[i + 1] = u64(bytes, 8 + 16 * i)
    unpacked[i + 1] = u64(bytes, 16 + 16 * i)
    if (
      (packed[i + 1] as number) <= (packed[i] as number) ||
      (unpacked[i + 1] as number) < (unpacked[i] as number) ||
      (packed[i + 1] as number) > file.size
    )
      throw new UnreadableBytes(
        'GZI_DAMAGED',
        `Entry ${i + 1} of the .gzi index does not fit the file.`,
        'Make it anew: bgzip -r FILE.',
      )
  }
  let at = packed[count] as number
  let size = unpacked[count] as number
  while (at < file.size) {
    const head = file.read(at, 65536)
    const block = bgzfBlockSize(head, 0)
    if (block <= 0 || at + block > file.size) throw damaged(at, 'no whole block begins there')
    size += u32(block <= head.length ? head : readWhole(file, at, at + block), block - 4)
    at += block
  }
  return { packed, unpacked, size }
}

/** The unpacked text of a BGZF file, readable at any place. Each block is checked against its CRC-32; the last few stay in memory. */
export const bgzfAccess = (
  file: SyncRandomAccess,
  map: BgzfMap,
  inflate: Pick<Inflate, 'block' | 'crc32'>,
  keep = 16,
): SyncRandomAccess => {
  const held = new Map<number, Uint8Array>()
  const blockAt = (n: number): Uint8Array => {
    const known = held.get(n)
    if (known !== undefined) return known
    const at = map.packed[n] as number
    const bytes = readWhole(file, at, Math.min(file.size, at + 65536))
    const size = bgzfBlockSize(bytes, 0)
    if (size <= 0 || size > bytes.length) throw damaged(at, 'no whole block begins there')
    const from = 12 + u16(bytes, 10)
    let text: Uint8Array
    try {
      text = inflate.block(bytes.subarray(from, size - 8), u32(bytes, size - 4))
    } catch {
      throw damaged(at, 'it cannot be inflated')
    }
    if (inflate.crc32(text) !== u32(bytes, size - 8)) throw damaged(at, 'its checksum does not fit')
    if (held.size >= keep) held.delete(held.keys().next().value as number)
    held.set(n, text)
    return text
  }
  const blockOf = (place: number): number => Math.max(0, firstAbove(map.unpacked, place) - 1)
  return {
    size: map.size,
    read: (from, length) => {
      if (from >= map.size || length <= 0) return new Uint8Array(0)
      const n = blockOf(from)
      const start = from - (map.unpacked[n] as number)
      return blockAt(n).subarray(start, start + length)
    },
  }
}
