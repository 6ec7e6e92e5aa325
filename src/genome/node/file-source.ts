import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ByteSource } from '../bytes/byte-source.ts'

/**
 * A file read as a stream, with its SHA-256 taken on the way. `progress` is told the bytes read so far and the size.
 * Throws when there is no such file; a failing disk throws while reading.
 */
export const fileSource = (path: string, progress?: (read: number, size: number) => void): ByteSource => {
  const size = statSync(path).size
  const digest = createHash('sha256')
  let hex: string | undefined
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    let read = 0
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes = chunk as Uint8Array
      digest.update(bytes)
      read += bytes.length
      progress?.(read, size)
      yield bytes
    }
  }
  return {
    name: basename(path),
    chunks: chunks(),
    size,
    sha256: () => {
      hex ??= digest.digest('hex')
      return hex
    },
  }
}
