import type { BcfHeader } from '../bcf/bcf-header.ts'
import { isBcf, openBcf } from '../bcf/bcf-text.ts'
import { bgzfBlockSize, bgzfSlab } from '../bytes/bgzf.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { joined } from '../bytes/byte-stream.ts'
import type { RandomAccess } from '../bytes/random-access.ts'
import { indexForeign } from './index-fault.ts'

const lineFeed = 10
const largestHeader = 1 << 28
const headerPiece = 1 << 16

/** The header of a file as a VCF has it, and what the rows of a BCF file are read with. */
export type OpenedHeader = { readonly text: Uint8Array; readonly bcf?: BcfHeader }

/** Where the lines that begin with `#` end; undefined when the bytes end before. */
const headerEnd = (text: Uint8Array): number | undefined => {
  let at = 0
  while (text[at] === 35) {
    const end = text.indexOf(lineFeed, at)
    if (end < 0) return undefined
    at = end + 1
  }
  return at < text.length ? at : undefined
}

/** Reads the header at the beginning of a BGZF file. */
export const readHeader = async (file: RandomAccess, inflate: Inflate): Promise<OpenedHeader> => {
  let text: Uint8Array = new Uint8Array(0)
  let position = 0
  for (let step = headerPiece; ; step *= 2) {
    const bytes = await file.read(position, Math.min(file.size, position + step))
    if (bgzfBlockSize(bytes, 0) <= 0 && position === 0)
      throw indexForeign('an index needs a file in BGZF, and this is none')
    let at = 0
    for (let moved = true; moved; ) {
      const slab = bgzfSlab(bytes, at, bytes.length, position, inflate)
      moved = slab.end > at
      at = slab.end
      text = joined([text, slab.text], text.length + slab.text.length)
    }
    position += at
    if (isBcf(text)) {
      const opened = openBcf(text)
      if (opened !== undefined) return { text: opened.header.text, bcf: opened.header }
    } else {
      const end = headerEnd(text)
      if (end !== undefined) return { text: text.subarray(0, end) }
    }
    if (position >= file.size || at === 0) return { text }
    if (text.length > largestHeader) throw indexForeign('the file has no end of its header')
  }
}

/**
 * Indexes made so far take a row's length from REF and INFO END. SVLEN without END (usual from VCF 4.4 on) and FORMAT LEN are not seen by them, so a row may reach into a
 * region and not be found.
 */
export const holdsUnseenLengths = (header: string): boolean => {
  const version = Number(/^##fileformat=VCFv(\d+\.\d+)/m.exec(header)?.[1] ?? '4.2')
  const declared = (kind: string, id: string): boolean =>
    new RegExp(`^##${kind}=<(?:[^"\\n]*,)?ID=${id}[,>]`, 'm').test(header)
  return declared('FORMAT', 'LEN') || (declared('INFO', 'SVLEN') && (version >= 4.4 || !declared('INFO', 'END')))
}
