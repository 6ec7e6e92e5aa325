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

const inflated = (b: Uint8Array, at: number, size: number, offset: number, inflate: Inflate): Uint8Array => {
  const from = at + 12 + u16(b, at + 10)
  const to = at + size - 8
  if (to < from) throw damaged(offset, 'its size is impossible')
  const length = u32(b, to + 4)
  if (length > 65536) throw damaged(offset, 'it says to hold more than 64 KiB')
  let text: Uint8Array
  try {
    text = inflate.block(b.subarray(from, to), length)
  } catch {
    throw damaged(offset, 'it cannot be inflated')
  }
  if (inflate.crc32(text) !== u32(b, to)) throw damaged(offset, 'its checksum does not fit')
  return text
}

/** The text of a BGZF file, block by block, each checked against its CRC-32 and length. A plain gzip member behind the blocks is read too. */
export const bgzfText = async function* (
  raw: AsyncIterable<Uint8Array>,
  inflate: Inflate,
  packing: Packing,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  let offset = 0
  let lastWasEmpty = false
  const source = raw[Symbol.asyncIterator]()
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    held = held.length === 0 ? next.value : joined([held, next.value], held.length + next.value.length)
    let at = 0
    for (;;) {
      const size = bgzfBlockSize(held, at)
      if (size === -2) throw damaged(offset + at, 'no block begins there')
      if (size === 0) {
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
      if (size < 0 || held.length - at < size) break
      const text = inflated(held, at, size, offset + at, inflate)
      lastWasEmpty = text.length === 0
      at += size
      if (text.length > 0) yield text
    }
    held = held.subarray(at)
    offset += at
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
