import { Gunzip, Inflate as InflateStream, inflateSync } from 'fflate'
import type { Inflate } from './byte-source.ts'
import { crc32 } from './crc32.ts'

const u32 = (b: Uint8Array, at: number): number =>
  ((b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16) | ((b[at + 3] as number) << 24)) >>>
  0

/** From this size on data is inflated in pieces, so that more than was announced is noticed before it fills the memory. */
const inPieces = 1 << 20

const large = (deflated: Uint8Array, size: number): Uint8Array => {
  const out = new Uint8Array(size)
  let at = 0
  const stream = new InflateStream((piece) => {
    if (at + piece.length > size) throw new Error('the inflated size differs')
    out.set(piece, at)
    at += piece.length
  })
  for (let from = 0; from < deflated.length; from += 65536)
    stream.push(deflated.subarray(from, from + 65536), from + 65536 >= deflated.length)
  if (at !== size) throw new Error('the inflated size differs')
  return out
}

const block = (deflated: Uint8Array, size: number): Uint8Array => {
  if (size >= inPieces) return large(deflated, size)
  const out = inflateSync(deflated, { out: new Uint8Array(size + 1) })
  if (out.length !== size) throw new Error('the inflated size differs')
  return out
}

/** The streaming inflater checks neither CRC nor length: both are checked here, from the eight bytes before each next member and at the end of the file. */
const gunzip = async function* (raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = []
  let crc = 0
  let length = 0
  let recent: Uint8Array = new Uint8Array(0)
  let recentFrom = 0
  const check = (end: number): void => {
    const at = end - 8 - recentFrom
    if (at < 0 || at + 8 > recent.length) throw new Error('the trailer of a member is not complete')
    if (u32(recent, at) !== crc || u32(recent, at + 4) !== length >>> 0) throw new Error('the checksum does not fit')
    crc = 0
    length = 0
  }
  const stream = new Gunzip((bytes) => {
    if (bytes.length === 0) return
    crc = crc32(bytes, crc)
    length += bytes.length
    out.push(bytes)
  })
  stream.onmember = check
  const feed = (chunk: Uint8Array, last: boolean): void => {
    // 128 KiB behind the newest byte: a header that is waited for (names and comments) starts well within.
    const keep = recent.subarray(Math.max(0, recent.length - 131072))
    recentFrom += recent.length - keep.length
    const joint = new Uint8Array(keep.length + chunk.length)
    joint.set(keep)
    joint.set(chunk, keep.length)
    recent = joint
    stream.push(chunk, last)
  }
  let held: Uint8Array | undefined
  for await (const chunk of raw) {
    if (held !== undefined) feed(held, false)
    yield* out
    out = []
    held = chunk
  }
  if (held !== undefined) feed(held, true)
  check(recentFrom + recent.length)
  yield* out
}

/** Inflates anywhere JavaScript runs, without anything of Node's or of a browser's. */
export const portableInflate: Inflate = { block, crc32: (bytes) => crc32(bytes), gunzip }
