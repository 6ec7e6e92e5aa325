import { bgzfBlockSize, bgzfText } from './bgzf.ts'
import type { ByteSource, Inflate } from './byte-source.ts'
import { type Packing, UnreadableBytes, withHead } from './byte-stream.ts'
import { foreignFormat } from './foreign-format.ts'
import { gzipText } from './gzip.ts'

const sniffed = 512

/** A stream whose first item was already taken. */
const rejoined = async function* (first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

const refuse = (what: string, remedy: string): UnreadableBytes =>
  new UnreadableBytes('FILE_NOT_READABLE_FORMAT', `This is ${what}, not a VCF or an array file.`, remedy)

/**
 * The unpacked bytes of a plain, gzip or BGZF file, recognised by content and never by name. Throws `UnreadableBytes` for an empty file,
 * for other formats, and where packed data is damaged or cut off. `packing` is filled while reading.
 */
export const unpacked = async function* (
  source: ByteSource,
  inflate: Inflate,
  packing: Packing,
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
  const foreign = foreignFormat(head)
  if (foreign !== undefined) throw refuse(foreign.what, foreign.remedy)
  const all = rejoined(head, raw)
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all
    return
  }
  packing.kind = bgzfBlockSize(head, 0) > 0 ? 'bgzf' : 'gzip'
  const text = packing.kind === 'bgzf' ? bgzfText(all, inflate, packing) : gzipText(all, inflate)
  let checked = false
  for await (const chunk of withHead(text, sniffed)) {
    const inner = checked ? undefined : foreignFormat(chunk)
    if (inner !== undefined) throw refuse(`${inner.what} (packed)`, inner.remedy)
    if (!checked && chunk[0] === 0x1f && chunk[1] === 0x8b)
      throw refuse('gzip within gzip', 'Unpack it once: gzip -dc FILE.gz > FILE.vcf.gz')
    checked = true
    yield chunk
  }
  if (!checked)
    throw new UnreadableBytes(
      'FILE_EMPTY',
      'The packed file holds nothing.',
      'Check that the program that wrote it had finished.',
    )
}
