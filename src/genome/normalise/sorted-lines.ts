/**
 * Lines of one chromosome put in order of their positions, as bytes. A line is either copied, or written into `buffer` from `reserve` on and then placed.
 * Lines are handed on once `settle` says that nothing can come before them any more.
 */
export type SortedLines = {
  /** Says that bytes stay as they are until the next call: lines in them that follow each other are then copied together. */
  lasting(bytes: Uint8Array): void
  /** Takes the line from `start` to `end` (without its line end) as it is. */
  copy(bytes: Uint8Array, start: number, end: number, position: number): void
  /** Makes room for a line of so many bytes and gives the place in the buffer where it begins. */
  reserve(bytes: number): number
  buffer(): Uint8Array
  /** Ends the line that was written from `reserve` on. */
  place(length: number, position: number): void
  settle(before: number): void
  /** Number of lines that came too late for their place: they follow lines of higher positions. */
  late(): number
}

const flushSize = 1 << 20
const lf = 10

/** Collects lines and hands them to `write` in pieces of about a megabyte, valid only during the call. */
export const sortedLines = (write: (bytes: Uint8Array) => void): SortedLines => {
  let bytes = new Uint8Array(flushSize * 2)
  let used = 0
  let positions = new Float64Array(1 << 14)
  let starts = new Int32Array(1 << 14)
  let count = 0
  let written = -1
  let late = 0
  let source: Uint8Array = new Uint8Array(0)
  let runFrom = 0
  let runTo = 0
  let runAt = 0

  /** Lines in `source` that were placed but not copied yet. */
  const endRun = (): void => {
    if (runTo > runFrom) bytes.set(source.subarray(runFrom, runTo), runAt)
    runFrom = 0
    runTo = 0
  }
  const makeRoom = (n: number): void => {
    if (used + n <= bytes.length) return
    const larger = new Uint8Array(Math.max(bytes.length * 2, used + n))
    larger.set(bytes.subarray(0, used))
    bytes = larger
  }
  const moreLines = (): void => {
    const [p, s] = [new Float64Array(count * 2), new Int32Array(count * 2)]
    p.set(positions)
    s.set(starts)
    positions = p
    starts = s
  }
  const place = (length: number, position: number): void => {
    if (count === positions.length) moreLines()
    if (position < written) late++
    let n = count
    while (n > 0 && (positions[n - 1] as number) > position) n--
    if (n < count) {
      const to = starts[n] as number
      const line = bytes.slice(used, used + length)
      bytes.copyWithin(to + length, to, used)
      bytes.set(line, to)
      for (let i = count; i > n; i--) {
        positions[i] = positions[i - 1] as number
        starts[i] = (starts[i - 1] as number) + length
      }
      starts[n] = to
    } else starts[n] = used
    positions[n] = position
    count++
    used += length
  }
  const copy = (from: Uint8Array, start: number, end: number, position: number): void => {
    const length = end - start + 1
    makeRoom(length)
    const inOrder = count === 0 || position >= (positions[count - 1] as number)
    if (from === source && from[end] === lf && inOrder) {
      if (start !== runTo || runTo === runFrom) {
        endRun()
        runFrom = start
        runAt = used
      }
      runTo = end + 1
    } else {
      endRun()
      bytes.set(from.subarray(start, end), used)
      bytes[used + length - 1] = lf
    }
    place(length, position)
  }
  const settle = (before: number): void => {
    if (used < flushSize && before !== Infinity) return
    let n = count
    while (n > 0 && (positions[n - 1] as number) >= before) n--
    if (n > 0) {
      endRun()
      const end = n === count ? used : (starts[n] as number)
      write(bytes.subarray(0, end))
      written = positions[n - 1] as number
      bytes.copyWithin(0, end, used)
      used -= end
      for (let i = n; i < count; i++) {
        positions[i - n] = positions[i] as number
        starts[i - n] = (starts[i] as number) - end
      }
      count -= n
    }
    if (before === Infinity) written = -1
  }
  return {
    lasting: (next) => {
      endRun()
      source = next
    },
    copy,
    reserve: (n) => {
      endRun()
      makeRoom(n)
      return used
    },
    buffer: () => bytes,
    place,
    settle,
    late: () => late,
  }
}
