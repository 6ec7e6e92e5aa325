import type { Inflate } from './byte-source.ts'
import { joined, UnreadableBytes } from './byte-stream.ts'

/** Largest archive that is held, packed and unpacked, in bytes: raw data of an array has 30 MB at most. */
const largestPacked = 1 << 27
const largestUnpacked = 1 << 29

const unpackIt = 'Unpack it (unzip FILE.zip) and give the text file or VCF that is inside.'
const again = 'Copy or download the file again and compare its checksum; nothing was taken from it.'
const damaged = (why: string): UnreadableBytes =>
  new UnreadableBytes('FILE_ZIP_DAMAGED', `The zip archive is damaged: ${why}.`, again)
const notTaken = (why: string): UnreadableBytes =>
  new UnreadableBytes('FILE_ZIP_NOT_TAKEN', `This is a zip archive ${why}.`, unpackIt)

const u16 = (b: Uint8Array, at: number): number => (b[at] as number) | ((b[at + 1] as number) << 8)
const u32 = (b: Uint8Array, at: number): number => (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0

/** Whether bytes begin as a zip archive does. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4

type Entry = {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

const endSign = 0x06054b50
const entrySign = 0x02014b50
const fileSign = 0x04034b50

/** The files that the central directory lists, without folders and what macOS adds. */
const entriesOf = (b: Uint8Array): readonly Entry[] => {
  let end = b.length - 22
  while (end >= 0 && end >= b.length - 22 - 65535 && u32(b, end) !== endSign) end--
  if (end < 0 || u32(b, end) !== endSign) throw damaged('its directory is not there; the file may be cut off')
  const out: Entry[] = []
  let at = u32(b, end + 16)
  for (let left = u16(b, end + 10); left > 0; left--) {
    if (at + 46 > end || u32(b, at) !== entrySign) throw damaged('its directory is not whole')
    const nameEnd = at + 46 + u16(b, at + 28)
    if (nameEnd > end) throw damaged('its directory is not whole')
    const name = new TextDecoder().decode(b.subarray(at + 46, nameEnd))
    out.push({
      name,
      flags: u16(b, at + 8),
      method: u16(b, at + 10),
      crc: u32(b, at + 16),
      packed: u32(b, at + 20),
      size: u32(b, at + 24),
      at: u32(b, at + 42),
    })
    at = nameEnd + u16(b, at + 30) + u16(b, at + 32)
  }
  return out.filter((e) => !e.name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$)/.test(e.name))
}

const whole = async (raw: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of raw) {
    parts.push(part)
    size += part.length
    if (size > largestPacked) throw notTaken(`of more than ${largestPacked >> 20} MiB`)
  }
  return joined(parts, size)
}

/** The one file in a zip archive (of several: the only one that is no read-me), checked against its CRC-32. Throws `UnreadableBytes` when there is none, or more than one. */
export const zippedFile = async (
  raw: AsyncIterable<Uint8Array>,
  inflate: Inflate,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> => {
  const b = await whole(raw)
  const entries = entriesOf(b)
  const data = entries.filter(
    (e) => !/(^|\/)(read.?me|licen[cs]e|terms)[^/]*$/i.test(e.name) && !/\.(pdf|html?|tbi|csi)$/i.test(e.name),
  )
  const [entry] = data
  if (entry === undefined) throw notTaken('without a file that could hold genotypes')
  if (data.length > 1)
    throw notTaken(
      `with ${data.length} files (${data
        .slice(0, 5)
        .map((e) => e.name.slice(0, 60))
        .join(', ')}): which one is meant cannot be told`,
    )
  if ((entry.flags & 1) !== 0) throw notTaken(`whose file ${entry.name} is encrypted`)
  if (entry.method !== 0 && entry.method !== 8) throw notTaken(`packed by method ${entry.method}`)
  if (entry.size > largestUnpacked)
    throw notTaken(`whose file ${entry.name} has more than ${largestUnpacked >> 20} MiB`)
  if (entry.at + 30 > b.length || u32(b, entry.at) !== fileSign)
    throw damaged(`${entry.name} is not where its directory says`)
  const from = entry.at + 30 + u16(b, entry.at + 26) + u16(b, entry.at + 28)
  if (from + entry.packed > b.length) throw damaged(`${entry.name} is cut off`)
  const packed = b.subarray(from, from + entry.packed)
  let bytes: Uint8Array
  try {
    bytes = entry.method === 0 ? packed : inflate.block(packed, entry.size)
  } catch {
    throw damaged(`${entry.name} cannot be inflated`)
  }
  if (bytes.length !== entry.size || inflate.crc32(bytes) !== entry.crc)
    throw damaged(`the checksum of ${entry.name} does not fit`)
  return { name: entry.name, bytes }
}
