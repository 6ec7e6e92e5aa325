import { bcfText, isBcf } from '../bcf/bcf-text.ts'
import { bgzfBlockSize, bgzfText } from './bgzf.ts'
import type { ByteSource, Inflate } from './byte-source.ts'
import { oneChunk, type Packing, UnreadableBytes, withHead } from './byte-stream.ts'
import { foreignFormat, sniffed } from './foreign-format.ts'
import { gzipText } from './gzip.ts'
import { isZip, zippedFile } from './zip.ts'

/** A stream whose first item was already taken. Whoever stops early closes the rest. */
const rejoined = async function* (first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

const refuse = (what: string, remedy: string): UnreadableBytes =>
  new UnreadableBytes('FILE_NOT_READABLE_FORMAT', `This is ${what}, not a VCF or an array file.`, remedy)

/**
 * The unpacked bytes of a plain, gzip or BGZF file or of the one file in a zip archive, recognised by content and never by name; BCF comes out as the text of a VCF.
 * Throws `UnreadableBytes` for an empty file, for other formats, and where packed data is damaged or cut off. `packing` is filled while reading.
 * `allowed`: a text format that is let pass though it is neither VCF nor array.
 */
export const unpacked = async function* (
  source: ByteSource,
  inflate: Inflate,
  packing: Packing,
  allowed?: string,
): AsyncGenerator<Uint8Array> {
  const raw = withHead(source.chunks, sniffed)
  const first = await raw.next()
  if (first.done === true) {
    throw new UnreadableBytes(
      'FILE_EMPTY',
      'The file is empty.',
      'Check that the download or copy was complete, and give the file again.',
    )
  }
  const head = first.value
  const all = rejoined(head, raw)
  if (isZip(head)) {
    const held = await zippedFile(all, inflate)
    if (isZip(held.bytes))
      throw refuse(`a zip archive within a zip archive (${held.name})`, 'Unpack both and give the text file or VCF.')
    yield* unpacked({ name: held.name, chunks: oneChunk(held.bytes) }, inflate, packing, allowed)
    return
  }
  if (isBcf(head)) {
    yield* bcfText(all)
    return
  }
  const foreign = foreignFormat(head, allowed)
  if (foreign !== undefined) throw refuse(foreign.what, foreign.remedy)
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all
    return
  }
  packing.kind = bgzfBlockSize(head, 0) > 0 ? 'bgzf' : 'gzip'
  const text = withHead(packing.kind === 'bgzf' ? bgzfText(all, inflate, packing) : gzipText(all, inflate), sniffed)
  const start = await text.next()
  if (start.done === true)
    throw new UnreadableBytes(
      'FILE_EMPTY',
      'The packed file holds nothing.',
      'Check that the program that wrote it had finished.',
    )
  if (isBcf(start.value)) {
    yield* bcfText(rejoined(start.value, text))
    return
  }
  const inner = foreignFormat(start.value, allowed)
  if (inner !== undefined) throw refuse(`${inner.what} (packed)`, inner.remedy)
  if (start.value[0] === 0x1f && start.value[1] === 0x8b)
    throw refuse('gzip within gzip', 'Unpack it once: gzip -dc FILE.gz > FILE.vcf.gz')
  yield* rejoined(start.value, text)
}
