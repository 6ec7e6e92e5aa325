import { deflateSync, gzipSync } from 'fflate'
import { bgzfEnd } from './bgzf.ts'
import { joined } from './byte-stream.ts'
import { crc32 } from './crc32.ts'

const utf8 = new TextEncoder()

export const bytesOf = (text: string): Uint8Array => utf8.encode(text)

export const together = (...parts: readonly Uint8Array[]): Uint8Array => joined(parts)

/** One BGZF block as the SAM specification lays it out; `before`: other extra subfields that stand before BC. */
export const bgzfBlock = (text: Uint8Array, before: readonly number[] = []): Uint8Array => {
  const deflated = deflateSync(text)
  const size = 12 + before.length + 6 + deflated.length + 8
  const block = new Uint8Array(size)
  const extra = before.length + 6
  block.set([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, extra & 255, extra >> 8, ...before])
  block.set([0x42, 0x43, 2, 0, (size - 1) & 255, (size - 1) >> 8], 12 + before.length)
  block.set(deflated, 18 + before.length)
  new DataView(block.buffer).setUint32(size - 8, crc32(text), true)
  new DataView(block.buffer).setUint32(size - 4, text.length, true)
  return block
}

/** A text as BGZF of small blocks, with or without the closing block. */
export const bgzf = (text: string, blockSize = 100, closed = true): Uint8Array => {
  const bytes = bytesOf(text)
  const blocks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += blockSize) blocks.push(bgzfBlock(bytes.subarray(at, at + blockSize)))
  return together(...blocks, ...(closed ? [Uint8Array.from(bgzfEnd)] : []))
}

export const gzip = (text: string): Uint8Array => gzipSync(bytesOf(text), { mtime: 0 })

export const columnLine = (...samples: readonly string[]): string =>
  `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join('\t')}`

/** A VCF on GRCh38 with one sample. Rows are written with blanks where tabs stand. */
export const vcf38 = (
  rows: readonly string[],
  header: readonly string[] = [],
  samples: readonly string[] = ['S1'],
): string =>
  [
    '##fileformat=VCFv4.2',
    '##contig=<ID=chr1,length=248956422>',
    ...header,
    columnLine(...samples),
    ...rows.map((r) => r.replaceAll(' ', '\t')),
    '',
  ].join('\n')
