import type { ByteSource } from './byte-source.ts'
import { sha256 } from '../../shared/sha256.ts'

/** Bytes or text already in memory as a source; `chunkSize` cuts them up. Text is taken as UTF-8. */
export const memorySource = (name: string, content: Uint8Array | string, chunkSize = 1 << 20): ByteSource => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = sha256()
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkSize) {
      const chunk = bytes.subarray(at, at + chunkSize)
      digest.add(chunk)
      yield chunk
    }
  }
  return { name, chunks: chunks(), size: bytes.length, sha256: digest.hex }
}
