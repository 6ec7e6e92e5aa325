/** A line of an upload, 1-based. `text` undefined: it is longer than `most` bytes, and was passed over. */
export type NdjsonLine = { readonly n: number; readonly text: string | undefined }

const newline = 10

/** The lines of a stream of bytes; empty ones are counted and left out. No more than one line is held. */
export const ndjsonLines = async function* (
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<NdjsonLine> {
  let held: Buffer[] = []
  let size = 0
  let n = 1
  const line = (): NdjsonLine | undefined => {
    const text = size > most ? undefined : Buffer.concat(held).toString('utf8').trim()
    return text === '' ? undefined : { n, text }
  }
  const take = (part: Buffer): void => {
    size += part.length
    if (size <= most) held.push(part)
    else held = []
  }
  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    for (let from = 0; from < buffer.length; ) {
      const end = buffer.indexOf(newline, from)
      take(buffer.subarray(from, end < 0 ? undefined : end))
      if (end < 0) break
      const whole = line()
      if (whole !== undefined) yield whole
      held = []
      size = 0
      n++
      from = end + 1
    }
  }
  const last = size > 0 ? line() : undefined
  if (last !== undefined) yield last
}
