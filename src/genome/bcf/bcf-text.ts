import { joined, UnreadableBytes } from '../bytes/byte-stream.ts'
import { type BcfHeader, bcfHeader } from './bcf-header.ts'
import { leastShared, putRecord } from './bcf-record.ts'
import { type TextBytes, textBytes } from './text-bytes.ts'
import { BrokenRecord } from './typed-values.ts'

const again =
  'Copy or download the file again and compare its checksum, or write it anew: bcftools view -Oz -o FILE.vcf.gz FILE.bcf'
const damaged = (offset: number, why: string): UnreadableBytes =>
  new UnreadableBytes(
    'FILE_BCF_DAMAGED',
    `The BCF data is damaged at byte ${offset} of what the file holds unpacked: ${why}.`,
    again,
  )
const cutOff = (offset: number, what: string): UnreadableBytes =>
  new UnreadableBytes(
    'FILE_BCF_CUT_OFF',
    `The BCF file is cut off: the ${what} that begins at byte ${offset} (unpacked) is not complete.`,
    again,
  )

/** Largest header or record that is held, in bytes: nothing that a program writes comes near, and a damaged length cannot fill the memory. */
const largestPart = 1 << 28
const batch = 1 << 18
const preface = 9

const u32 = (b: Uint8Array, at: number): number =>
  ((b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16) | ((b[at + 3] as number) << 24)) >>>
  0

/** Whether unpacked bytes begin as BCF does, of any version. */
export const isBcf = (head: Uint8Array): boolean => head[0] === 66 && head[1] === 67 && head[2] === 70

/** The header at the beginning of unpacked BCF bytes, and where the first record begins; undefined when more bytes are needed. */
export const openBcf = (bytes: Uint8Array): { readonly header: BcfHeader; readonly end: number } | undefined => {
  if (bytes.length < preface) return undefined
  if (bytes[3] !== 2 || (bytes[4] !== 1 && bytes[4] !== 2))
    throw new UnreadableBytes(
      'FILE_NOT_READABLE_FORMAT',
      `This is a BCF file of version ${bytes[3]}.${bytes[4]}; 2.1 and 2.2 are read.`,
      'Convert it: bcftools view -Oz -o FILE.vcf.gz FILE.bcf',
    )
  const size = u32(bytes, 5)
  if (size > largestPart) throw damaged(5, `the header says to hold ${size} bytes`)
  const end = preface + size
  return bytes.length < end ? undefined : { header: bcfHeader(bytes.subarray(preface, end)), end }
}

/**
 * Appends the whole records that begin at `at` as VCF rows and gives the place behind the last one. `offset`: what to add to a place in `bytes` to get the byte of the
 * unpacked file, for messages.
 */
export const putRecords = (
  text: TextBytes,
  bytes: Uint8Array,
  at: number,
  header: BcfHeader,
  offset: number,
): number => {
  let from = at
  while (bytes.length - from >= 8) {
    const shared = u32(bytes, from)
    const individual = u32(bytes, from + 4)
    if (shared < leastShared || shared > largestPart || individual > largestPart)
      throw damaged(offset + from, `a record says to hold ${shared} and ${individual} bytes`)
    if (bytes.length - from - 8 < shared + individual) break
    try {
      putRecord(text, bytes, from + 8, shared, individual, header)
    } catch (fault) {
      if (!(fault instanceof BrokenRecord)) throw fault
      throw damaged(offset + from, fault.message)
    }
    from += 8 + shared + individual
    if (text.length > batch) break
  }
  return from
}

/** Unpacked BCF bytes as the text of a VCF: the header and one row per record, in pieces of about 256 KiB. */
export const bcfText = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  let least = preface
  let offset = 0
  let header: BcfHeader | undefined
  for await (const chunk of chunks) {
    held.push(chunk)
    size += chunk.length
    if (size < least) continue
    let bytes = joined(held, size)
    if (header === undefined) {
      const opened = openBcf(bytes)
      if (opened === undefined) {
        least = preface + u32(bytes, 5)
        held = [bytes]
        continue
      }
      header = opened.header
      yield header.text
      bytes = bytes.subarray(opened.end)
      offset = opened.end
    }
    for (;;) {
      const text = textBytes()
      const at = putRecords(text, bytes, 0, header, offset)
      bytes = bytes.subarray(at)
      offset += at
      if (text.length > 0) yield text.bytes.subarray(0, text.length)
      if (at === 0) break
    }
    least = bytes.length < 8 ? 8 : 8 + u32(bytes, 0) + u32(bytes, 4)
    held = [bytes]
    size = bytes.length
  }
  if (header === undefined) throw cutOff(0, 'header')
  if (size > 0) throw cutOff(offset, 'record')
}
