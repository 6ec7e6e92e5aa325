/** One line: the bytes from `start` to `end` (line feed and carriage return left out), its 1-based number, and whether all of it is there. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, line: number, whole: boolean) => void

const lf = 10
const cr = 13

/**
 * Calls `onLine` for each line of a text that comes in pieces. A line that does not fit in `limit` bytes is handed over with its first `limit` bytes
 * and `whole` false, and the rest of it is passed over, so memory stays bounded. The bytes are only valid during the call.
 * Without `emptyLines`, `onLine` may be spared lines that hold nothing; they are counted all the same.
 */
export const eachLine = async (
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  onLine: OnLine,
  emptyLines = true,
): Promise<void> => {
  let carry = new Uint8Array(1 << 16)
  let held = 0
  let line = 1
  let passing = false
  let begun = false
  const give = (bytes: Uint8Array, start: number, end: number): void => {
    if (end - start > limit) onLine(bytes, start, start + limit, line, false)
    else onLine(bytes, start, end > start && bytes[end - 1] === cr ? end - 1 : end, line, true)
    line++
  }
  const hold = (bytes: Uint8Array): void => {
    if (passing) return
    const room = Math.min(bytes.length, limit - held)
    if (held + room > carry.length) {
      // Moved, not copied: of a line of many megabytes no shorter copies are left lying.
      carry = new Uint8Array(carry.buffer.transfer(Math.min(limit, Math.max(carry.length * 2, held + room))))
    }
    carry.set(room === bytes.length ? bytes : bytes.subarray(0, room), held)
    held += room
    if (room === bytes.length) return
    onLine(carry, 0, held, line, false)
    passing = true
    held = 0
  }
  for await (const chunk of chunks) {
    let at = 0
    if (!begun && chunk.length > 0) {
      begun = true
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) at = 3
    }
    if (held > 0 || passing) {
      const end = chunk.indexOf(lf, at)
      if (end < 0) {
        hold(chunk.subarray(at))
        continue
      }
      hold(chunk.subarray(at, end))
      if (passing) line++
      else give(carry, 0, held)
      passing = false
      held = 0
      at = end + 1
    }
    for (;;) {
      if (emptyLines) for (; chunk[at] === lf; at++) onLine(chunk, at, at, line++, true)
      else for (; chunk[at] === lf; at++) line++
      const end = chunk.indexOf(lf, at)
      if (end < 0) break
      give(chunk, at, end)
      at = end + 1
    }
    if (at < chunk.length) hold(chunk.subarray(at))
  }
  if (held > 0) give(carry, 0, held)
}
