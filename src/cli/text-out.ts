const pieceSize = 1 << 16

/** Standard output for much data. */
export type TextOut = {
  /** Takes small texts, which are gathered into pieces. */
  readonly write: (text: string) => void
  /** Takes bytes; they may change once it comes back. */
  readonly writeBytes: (bytes: Uint8Array) => void
  /** The same chunks, each held back until the reader of standard output has caught up. */
  readonly paced: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  readonly done: () => Promise<void>
}

/** Opens standard output for many small texts, or bytes, waiting where the reader is slower. */
export const textOut = (): TextOut => {
  let piece = ''
  let full = false
  const put = (data: string | Uint8Array): void => {
    if (!process.stdout.write(data)) full = true
  }
  const flush = (): void => {
    const text = piece
    piece = ''
    if (text !== '') put(text)
  }
  const caughtUp = async (): Promise<void> => {
    if (full && process.stdout.writableNeedDrain) await new Promise((resolve) => process.stdout.once('drain', resolve))
    full = false
  }
  return {
    write: (text) => {
      piece += text
      if (piece.length >= pieceSize) flush()
    },
    writeBytes: (bytes) => {
      flush()
      if (bytes.length > 0) put(Buffer.from(bytes))
    },
    paced: async function* (chunks) {
      for await (const chunk of chunks) {
        yield chunk
        await caughtUp()
      }
    },
    done: async () => {
      flush()
      await caughtUp()
      // A reader that went away is told of in an event of its own.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
