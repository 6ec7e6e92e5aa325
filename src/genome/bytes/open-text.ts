import type { ByteSource, Inflate } from './byte-source.ts'
import { type Packing, UnreadableBytes, withHead } from './byte-stream.ts'
import { unpacked } from './container.ts'
import type { ProblemLog } from '../problem-log.ts'

/** Unpacked text with a look at how it begins. `head`: up to the first 64 KiB, as Latin-1 text without a byte order mark. */
export type OpenedText = { readonly head: string; readonly chunks: AsyncIterable<Uint8Array> }

const headSize = 65536

/** Opens a file, hands its text to `read`, and turns what makes bytes unreadable into problems; undefined then. A missing BGZF end marker is a warning. `allowed`: a format of text that is wanted though it is neither VCF nor array (`annotationFile`). */
export const withText = async <T>(
  source: ByteSource,
  inflate: Inflate,
  log: ProblemLog,
  read: (text: OpenedText) => Promise<T | undefined>,
  allowed?: string,
): Promise<T | undefined> => {
  const packing: Packing = { kind: 'plain', endMarker: true }
  try {
    const chunks = withHead(unpacked(source, inflate, packing, allowed), headSize)
    const first = await chunks.next()
    if (first.done === true) return undefined
    const head = new TextDecoder('latin1').decode(first.value.subarray(0, headSize)).replace(/^\u00EF\u00BB\u00BF/, '')
    const all = async function* (): AsyncGenerator<Uint8Array> {
      yield first.value
      yield* chunks
    }
    const value = await read({ head, chunks: all() })
    if (!packing.endMarker) {
      log.add(
        'warning',
        'FILE_NO_END_MARKER',
        {},
        'The BGZF file lacks its closing block: it may have been cut off between two blocks, and rows may be missing.',
        'Compare the size or checksum with the original. If it is complete, write it again with bgzip.',
      )
    }
    return value
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    log.add('error', fault.code, {}, fault.message, fault.remedy)
    return undefined
  }
}
