import type { BcfHeader } from '../bcf/bcf-header.ts'
import { putRecords } from '../bcf/bcf-text.ts'
import { textBytes } from '../bcf/text-bytes.ts'
import { joined } from '../bytes/byte-stream.ts'
import { indexForeign } from './index-fault.ts'

const lineFeed = 10

/** The rows of a BCF range as text. */
export const bcfRows = async function* (
  chunks: AsyncIterable<Uint8Array>,
  header: BcfHeader,
  from: number,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    let bytes = joined([held, chunk], held.length + chunk.length)
    for (;;) {
      const rows = textBytes()
      const at = putRecords(rows, bytes, 0, header, from)
      if (rows.length > 0) yield rows.bytes.subarray(0, rows.length)
      bytes = bytes.subarray(at)
      if (at === 0) break
    }
    held = bytes
  }
  if (held.length > 0) throw indexForeign('it points into the middle of a row')
}

/** The lines that a filter keeps, each with its line feed; only the last one of a file may lack it. */
export const keptLines = async function* (
  chunks: AsyncIterable<Uint8Array>,
  keeps: (bytes: Uint8Array, start: number, end: number) => boolean,
  toEndOfFile: boolean,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? chunk : joined([held, chunk], held.length + chunk.length)
    const out: Uint8Array[] = []
    let size = 0
    let at = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, at)) {
      if (keeps(bytes, at, end)) {
        out.push(bytes.subarray(at, end + 1))
        size += end + 1 - at
      }
      at = end + 1
    }
    held = bytes.subarray(at)
    if (size > 0) yield joined(out, size)
  }
  if (held.length === 0) return
  if (!toEndOfFile) throw indexForeign('it points into the middle of a row')
  if (keeps(held, 0, held.length)) yield held
}
