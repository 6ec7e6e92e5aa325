import type { ByteSource } from '../bytes/byte-source.ts'
import { sha256 } from '../../shared/sha256.ts'

/** A File that somebody dropped on the page, read as a stream in the page itself, with its SHA-256 taken on the way. */
export const fileSource = (file: File, progress?: (read: number, size: number) => void): ByteSource => {
  const digest = sha256()
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    const reader = file.stream().getReader()
    let read = 0
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      digest.add(next.value)
      read += next.value.length
      progress?.(read, file.size)
      yield next.value
    }
  }
  return { name: file.name, chunks: chunks(), size: file.size, sha256: digest.hex }
}
