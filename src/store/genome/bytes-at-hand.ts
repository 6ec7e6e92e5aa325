/** Thrown by `read` where bytes are asked for that were not fetched yet; `run` catches it and fetches them. */
class NotAtHand extends Error {
  readonly pages: readonly number[]
  constructor(pages: readonly number[]) {
    super('Bytes were read outside `run`.')
    this.name = 'NotAtHand'
    this.pages = pages
  }
}

/**
 * Bytes that lie elsewhere, for readers that want them at once. `read` gives the bytes from `from` on, fewer than `length` only where the data
 * end. `run` does work that reads: where bytes are missing it fetches their pages and does the work again from the start, so the work must
 * leave nothing half-done behind; what it read before is at hand by then.
 */
export type BytesAtHand = {
  readonly size: number
  read(from: number, length: number): Uint8Array
  run<T>(work: () => T): Promise<T>
}

/** Pages kept from one `run` to the next. */
const keptPages = 64

/** `fetch` gives a page of `pageSize` bytes by number, the last one shorter. */
export const bytesAtHand = (
  size: number,
  pageSize: number,
  fetch: (page: number) => Promise<Uint8Array>,
): BytesAtHand => {
  const pages = new Map<number, Uint8Array>()
  const read = (from: number, length: number): Uint8Array => {
    const end = Math.min(size, from + length)
    if (end <= from) return new Uint8Array(0)
    const [first, last] = [Math.floor(from / pageSize), Math.floor((end - 1) / pageSize)]
    const held = Array.from({ length: last - first + 1 }, (_, i) => pages.get(first + i))
    const missing = held.flatMap((page, i) => (page === undefined ? [first + i] : []))
    if (missing.length > 0) throw new NotAtHand(missing)
    const start = first * pageSize
    const [only] = held
    if (held.length === 1 && only !== undefined) return only.subarray(from - start, end - start)
    const out = new Uint8Array(end - from)
    held.forEach((page, i) => {
      const at = start + i * pageSize
      const part = page?.subarray(Math.max(0, from - at), end - at) ?? new Uint8Array(0)
      out.set(part, Math.max(0, at - from))
    })
    return out
  }
  const run = async <T>(work: () => T): Promise<T> => {
    for (const page of pages.keys()) {
      if (pages.size <= keptPages) break
      pages.delete(page)
    }
    for (;;) {
      try {
        return work()
      } catch (fault) {
        if (!(fault instanceof NotAtHand)) throw fault
        for (const page of fault.pages) pages.set(page, await fetch(page))
      }
    }
  }
  return { size, read, run }
}
