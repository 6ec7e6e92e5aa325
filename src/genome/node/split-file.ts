import { readSync } from 'node:fs'
import { bgzfBlockSize, bgzfEnd, bgzfSlab } from '../bytes/bgzf.ts'
import { nodeInflate } from './inflate.ts'

/** A stretch of a file's bytes as they stand. In a BGZF file it consists of whole blocks. */
export type FilePart = { readonly from: number; readonly to: number }

/** How a file can be cut up; undefined parts: not at all. `kind`: whether the parts hold BGZF blocks or text. */
export type FileParts = { readonly kind: 'bgzf' | 'plain'; readonly parts: readonly FilePart[] }

const looked = 1 << 18
const blocksInARow = 3

const bytesAt = (file: number, from: number, length: number): Uint8Array => {
  const bytes = Buffer.allocUnsafe(Math.max(0, length))
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from))
}

/** Whether several blocks follow one another from `at` on, or the file ends behind those that do. */
const blocksFollow = (bytes: Uint8Array, at: number, atEnd: boolean): boolean => {
  let here = at
  for (let n = 0; n < blocksInARow; n++) {
    if (here === bytes.length && atEnd) return n > 0
    const size = bgzfBlockSize(bytes, here)
    if (size <= 0) return false
    here += size
  }
  return here <= bytes.length
}

/** Where the first block at or behind `from` begins; undefined when none is found in the next 256 KiB. */
const nextBlock = (file: number, from: number, size: number): number | undefined => {
  const bytes = bytesAt(file, from, Math.min(looked, size - from))
  const atEnd = from + bytes.length === size
  for (let at = bytes.indexOf(0x1f); at >= 0; at = bytes.indexOf(0x1f, at + 1))
    if (bytes[at + 1] === 0x8b && blocksFollow(bytes, at, atEnd)) return from + at
  return undefined
}

const isVcfText = (head: Uint8Array): boolean => {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1')
  return /^(\u00EF\u00BB\u00BF)?#/.test(text) && /^#CHROM\t/m.test(text)
}

/**
 * Cuts a VCF (plain, or BGZF with its closing block) into parts of about `partSize` bytes. Undefined where that cannot be done with certainty: another packing or format, a
 * header that does not end within the first MiB, a missing closing block.
 */
export const splitFile = (file: number, size: number, partSize: number): FileParts | undefined => {
  const head = bytesAt(file, 0, Math.min(size, 1 << 20))
  const count = Math.ceil(size / partSize)
  const cuts = Array.from({ length: count - 1 }, (_, i) => (i + 1) * partSize)
  const parts = (at: readonly number[]): readonly FilePart[] =>
    [0, ...at].map((from, i) => ({ from, to: at[i] ?? size })).filter((p) => p.to > p.from)
  if (head[0] !== 0x1f) return isVcfText(head) ? { kind: 'plain', parts: parts(cuts) } : undefined
  if (bgzfBlockSize(head, 0) <= 0) return undefined
  const end = bytesAt(file, Math.max(0, size - bgzfEnd.length), bgzfEnd.length)
  if (!bgzfEnd.every((b, i) => end[i] === b)) return undefined
  try {
    if (!isVcfText(bgzfSlab(head, 0, head.length, 0, nodeInflate).text)) return undefined
  } catch {
    return undefined
  }
  const starts = cuts.map((cut) => nextBlock(file, cut, size))
  if (starts.includes(undefined)) return undefined
  return { kind: 'bgzf', parts: parts([...new Set(starts as number[])]) }
}
