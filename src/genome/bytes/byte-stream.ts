/** The bytes of a file cannot be had. Carries what a Problem needs. */
export class UnreadableBytes extends Error {
  readonly code: string
  readonly remedy: string
  constructor(code: string, message: string, remedy: string) {
    super(message)
    this.name = 'UnreadableBytes'
    this.code = code
    this.remedy = remedy
  }
}

/** How the bytes of a file were packed. `endMarker` is false when a BGZF file lacks its closing block. */
export type Packing = { kind: 'plain' | 'gzip' | 'bgzf'; endMarker: boolean }

/** One array of several; `size` is that of all parts. A single part is given back as it is. */
export const joined = (
  parts: readonly Uint8Array[],
  size: number = parts.reduce((n, p) => n + p.length, 0),
): Uint8Array => {
  const only = parts[0]
  if (parts.length === 1 && only !== undefined) return only
  const out = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Bytes in memory as a stream of one piece; nothing when there are none. */
export const oneChunk = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

/** The first chunk holds at least `least` bytes unless the file is shorter. Empty chunks are dropped. */
export const withHead = async function* (chunks: AsyncIterable<Uint8Array>, least: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    if (size >= least) {
      yield chunk
      continue
    }
    held.push(chunk)
    size += chunk.length
    if (size < least) continue
    yield joined(held, size)
    held = []
  }
  if (held.length > 0) yield joined(held, size)
}
