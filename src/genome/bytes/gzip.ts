import type { Inflate } from './byte-source.ts'
import { UnreadableBytes } from './byte-stream.ts'

/** The text of a gzip file of any number of members; `from` is the byte of the file at which it begins. Faults of the source itself pass through as they are. */
export const gzipText = async function* (
  raw: AsyncIterable<Uint8Array>,
  inflate: Inflate,
  from = 0,
): AsyncGenerator<Uint8Array> {
  let read = from
  let sourceFault: unknown
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of raw) {
        read += chunk.length
        yield chunk
      }
    } catch (fault) {
      sourceFault = fault
      throw fault
    }
  }
  try {
    yield* inflate.gunzip(counted())
  } catch (cause) {
    if (sourceFault !== undefined) throw sourceFault
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UnreadableBytes(
      'FILE_GZIP_DAMAGED',
      `The gzip data is damaged or cut off at or before byte ${read} (${why}).`,
      'Copy or download the file again and compare its checksum; nothing was taken from it.',
    )
  }
}
