import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { ByteSource } from '../bytes/byte-source.ts'

/** A stream of bytes as it comes, with its SHA-256 taken on the way. `progress` is told the bytes read so far; the size is not known. */
export const streamSource = (name: string, stream: Readable, progress?: (read: number) => void): ByteSource => {
  const digest = createHash('sha256')
  let hex: string | undefined
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    let read = 0
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
      digest.update(bytes)
      read += bytes.length
      progress?.(read)
      yield bytes
    }
  }
  return {
    name,
    chunks: chunks(),
    sha256: () => {
      hex ??= digest.digest('hex')
      return hex
    },
  }
}

/** What is piped into the command, for `--vcf -`. */
export const stdinSource = (progress?: (read: number) => void): ByteSource =>
  streamSource('standard input', process.stdin, progress)
