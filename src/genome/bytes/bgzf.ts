import type { Inflate } from './byte-source.ts'
import { gzipText } from './gzip.ts'
import { joined, type Packing, UnreadableBytes } from './byte-stream.ts'

/** The closing empty block of a complete BGZF file (SAM specification, section 4.1.2). */
export const bgzfEnd: readonly number[] = [
  0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 0x42, 0x43, 2, 0, 0x1b, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]

const u16 = (b: Uint8Array, at: number): number => (b[at] as number) | ((b[at + 1] as number) << 8)
const u32 = (b: Uint8Array, at: number): number => (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0

/**
 * Size in bytes of the BGZF block that starts at `at`; 0 when a gzip header stands there that is not BGZF's, -1 when the bytes end too early to tell,
 * -2 when no gzip header stands there. The BC subfield may stand behind others.
 */
export const bgzfBlockSize = (b: Uint8Array, at: number): number => {
  if (b.length - at < 12) return -1
  if (b[at] !== 0x1f || b[at + 1] !== 0x8b || b[at + 2] !== 8) return -2
  if (b[at + 3] !== 4) return 0
  const end = at + 12 + u16(b, at + 10)
  if (b.length < end) return -1
  for (let f = at + 12; f + 4 <= end; f += 4 + u16(b, f + 2))
    if (b[f] === 0x42 && b[f + 1] === 0x43 && u16(b, f + 2) === 2 && f + 6 <= end) return u16(b, f + 4) + 1
  return 0
}

const again = 'Copy or download the file again and compare its checksum; nothing was taken from it.'
const damaged = (offset: number, why: string): UnreadableBytes =>
  new UnreadableBytes('FILE_BGZF_DAMAGED', `The BGZF block at byte ${offset} is damaged: ${why}.`, again)

/** Bytes that the block of `size` bytes at `at` says to hold. */
const lengthOf = (b: Uint8Array, at: number, size: number, offset: number): number => {
  if (size < 20 + u16(b, at + 10)) throw damaged(offset, 'its size is impossible')
  const length = u32(b, at + size - 4)
  if (length > 65536) throw damaged(offset, 'it says to hold more than 64 KiB')
  return length
}

/** The text of the whole block of `size` bytes at `at`, checked against its CRC-32 and length. `offset`: the byte of the file where it begins, for messages. */
export const bgzfBlockText = (
  b: Uint8Array,
  at: number,
  size: number,
  offset: number,
  inflate: Inflate,
): Uint8Array => {
  const length = lengthOf(b, at, size, offset)
  let text: Uint8Array
  try {
    text = inflate.block(b.subarray(at + 12 + u16(b, at + 10), at + size - 8), length)
  } catch {
    throw damaged(offset, 'it cannot be inflated')
  }
  if (inflate.crc32(text) !== u32(b, at + size - 8)) throw damaged(offset, 'its checksum does not fit')
  return text
}

/** Unpacked bytes that are inflated at once. */
const slabText = 1 << 20

/** Several whole blocks in a row: where they end, what they hold, and the size in which `bgzfBlockSize` says how the next one begins (0 or below). */
export type BgzfSlab = {
  readonly end: number
  readonly text: Uint8Array
  readonly next: number
  readonly lastWasEmpty: boolean
}

/** The text of whole blocks from `at` on, up to about 2 MiB of it or to `limit`. `offset`: the byte of the file where `b` begins. A damaged block is named. */
export const bgzfSlab = (b: Uint8Array, at: number, limit: number, offset: number, inflate: Inflate): BgzfSlab => {
  let end = at
  let length = 0
  let last = 1
  let next = bgzfBlockSize(b, end)
  while (next > 0 && limit - end >= next && length < slabText) {
    last = lengthOf(b, end, next, offset + end)
    length += last
    end += next
    next = end >= limit ? -1 : bgzfBlockSize(b, end)
  }
  const state = { end, next, lastWasEmpty: last === 0 }
  if (length === 0) {
    for (let k = at; k < end; k += bgzfBlockSize(b, k)) bgzfBlockText(b, k, bgzfBlockSize(b, k), offset + k, inflate)
    return { ...state, text: new Uint8Array(0) }
  }
  try {
    const text = inflate.members?.(b.subarray(at, end), length)
    if (text !== undefined) return { ...state, text }
  } catch {
    // One of the blocks is damaged: the loop below finds out which.
  }
  const text = new Uint8Array(length)
  for (let k = at, filled = 0; k < end; ) {
    const size = bgzfBlockSize(b, k)
    const piece = bgzfBlockText(b, k, size, offset + k, inflate)
    text.set(piece, filled)
    filled += piece.length
    k += size
  }
  return { ...state, text }
}

/** The text of a BGZF file in pieces of whole blocks, each block checked against its CRC-32 and length. A plain gzip member behind the blocks is read too. */
export const bgzfText = async function* (
  raw: AsyncIterable<Uint8Array>,
  inflate: Inflate,
  packing: Packing,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  let offset = 0
  let lastWasEmpty = false
  const source = raw[Symbol.asyncIterator]()
  try {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      held = held.length === 0 ? next.value : joined([held, next.value], held.length + next.value.length)
      let at = 0
      for (;;) {
        const slab = bgzfSlab(held, at, held.length, offset, inflate)
        if (slab.end > at) lastWasEmpty = slab.lastWasEmpty
        const idle = slab.end === at
        at = slab.end
        if (slab.text.length > 0) yield slab.text
        if (slab.next === -2) throw damaged(offset + at, 'no block begins there')
        if (slab.next === 0) {
          const rest = held.subarray(at)
          packing.endMarker = true
          yield* gzipText(
            (async function* () {
              yield rest
              for (let n = await source.next(); n.done !== true; n = await source.next()) yield n.value
            })(),
            inflate,
            offset + at,
          )
          return
        }
        if (slab.next < 0 || idle) break
      }
      held = held.subarray(at)
      offset += at
    }
  } finally {
    await source.return?.()
  }
  if (held.length > 0) {
    throw new UnreadableBytes(
      'FILE_BGZF_CUT_OFF',
      `The file is cut off: the BGZF block that begins at byte ${offset} is not complete.`,
      again,
    )
  }
  packing.endMarker = lastWasEmpty
}
