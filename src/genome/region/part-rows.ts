import { joined } from '../bytes/byte-stream.ts'
import type { WindowIndex } from '../sites/windows.ts'
import { rowFilter } from './row-filter.ts'

/**
 * What one part of a file's text says about the windows. `head`: the end of a line that began in the part before, with its line feed (all of the part when it has none; empty in
 * the first part). `rows`: the whole lines that begin in this part, where each row that cannot reach into a window is an empty line, so that lines keep their numbers.
 * `tail`: the beginning of a line that goes on in the next part. `left`: how many rows were emptied.
 */
export type PartRows = {
  readonly head: Uint8Array
  readonly rows: Uint8Array
  readonly tail: Uint8Array
  readonly left: number
}

const lineFeed = 10

/** A copy; `slice` of Node's arrays is none. */
const copied = (bytes: Uint8Array, from: number, to: number): Uint8Array => new Uint8Array(bytes.subarray(from, to))

/** Takes the text of a part piece by piece. Of a line longer than `lineLimit` bytes one byte more than the limit is kept, so that it is still too long. */
export const partRows = (
  windows: WindowIndex,
  first: boolean,
  lineLimit: number,
): { readonly take: (text: Uint8Array) => void; readonly finish: () => PartRows } => {
  const keeps = rowFilter(windows)
  const head: Uint8Array[] = []
  let headSize = 0
  let inHead = !first
  let atStart = first
  let held: Uint8Array = new Uint8Array(0)
  let rows = new Uint8Array(1 << 16)
  let size = 0
  let left = 0

  const put = (bytes: Uint8Array, from: number, to: number): void => {
    if (size + to - from > rows.length) {
      const larger = new Uint8Array(Math.max(rows.length * 2, size + to - from))
      larger.set(rows.subarray(0, size))
      rows = larger
    }
    rows.set(bytes.subarray(from, to), size)
    size += to - from
  }
  const hold = (text: Uint8Array, from: number): void => {
    const room = Math.min(text.length - from, lineLimit + 1 - held.length)
    if (room <= 0) return
    const more = copied(text, from, from + room)
    held = held.length === 0 ? more : joined([held, more], held.length + more.length)
  }
  const line = (bytes: Uint8Array, from: number, to: number): void => {
    if (atStart || to - from > lineLimit || keeps(bytes, from, to)) {
      put(bytes, from, Math.min(to + 1, from + lineLimit + 2))
      if (to - from > lineLimit) rows[size - 1] = lineFeed
    } else {
      if (size === rows.length) put(bytes, to, to + 1)
      else rows[size++] = lineFeed
      left++
    }
    atStart = false
  }

  const take = (text: Uint8Array): void => {
    let at = 0
    if (inHead) {
      const end = text.indexOf(lineFeed)
      const room = Math.max(0, lineLimit + 1 - headSize)
      const part = end < 0 ? text : text.subarray(0, end)
      head.push(copied(part, 0, room))
      headSize += Math.min(part.length, room)
      if (end < 0) return
      head.push(Uint8Array.of(lineFeed))
      headSize++
      inHead = false
      at = end + 1
    }
    if (held.length > 0) {
      const end = text.indexOf(lineFeed, at)
      if (end < 0) {
        hold(text, at)
        return
      }
      hold(text.subarray(0, end + 1), at)
      const whole = held[held.length - 1] === lineFeed ? held : joined([held, Uint8Array.of(lineFeed)], held.length + 1)
      held = new Uint8Array(0)
      line(whole, 0, whole.length - 1)
      at = end + 1
    }
    for (let end = text.indexOf(lineFeed, at); end >= 0; end = text.indexOf(lineFeed, at)) {
      line(text, at, end)
      at = end + 1
    }
    if (at < text.length) hold(text, at)
  }
  return { take, finish: () => ({ head: joined(head, headSize), rows: copied(rows, 0, size), tail: held, left }) }
}
