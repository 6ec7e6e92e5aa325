/** Where bytes are kept until they are wanted again: a file, or memory. */
export type ByteStore = {
  append(bytes: Uint8Array): void
  /** Bytes that are valid until the next call. */
  read(from: number, length: number): Uint8Array
}

const largestRead = 1 << 22

/** Bytes kept in memory. */
export const memoryStore = (): ByteStore => {
  let held = new Uint8Array(1 << 16)
  let used = 0
  return {
    append: (bytes) => {
      if (used + bytes.length > held.length) {
        const larger = new Uint8Array(Math.max(held.length * 2, used + bytes.length))
        larger.set(held.subarray(0, used))
        held = larger
      }
      held.set(bytes, used)
      used += bytes.length
    },
    read: (from, length) => held.subarray(from, from + length),
  }
}

type Placed = { count: number; positions: Int32Array; from: Float64Array; lengths: Int32Array }

const roomFor = (p: Placed): void => {
  if (p.count < p.positions.length) return
  const [positions, from, lengths] = [
    new Int32Array(p.count * 2),
    new Float64Array(p.count * 2),
    new Int32Array(p.count * 2),
  ]
  positions.set(p.positions)
  from.set(p.from)
  lengths.set(p.lengths)
  Object.assign(p, { positions, from, lengths })
}

/** Lines in the order of contigs (by number), positions and arrival. The lines lie in the store; of each, 16 bytes are held in memory (twice that while a contig is put in order). */
export const orderedLines = (
  store: ByteStore,
): {
  readonly add: (contig: number, position: number, line: Uint8Array) => void
  /** Hands the lines on in pieces; the bytes are only valid during the call. */
  readonly each: (write: (bytes: Uint8Array) => void) => void
} => {
  const contigs = new Map<number, Placed>()
  let end = 0
  const onContig = (contig: number): Placed => {
    const held = contigs.get(contig)
    if (held !== undefined) return held
    const made = {
      count: 0,
      positions: new Int32Array(256),
      from: new Float64Array(256),
      lengths: new Int32Array(256),
    }
    contigs.set(contig, made)
    return made
  }
  return {
    add: (contig, position, line) => {
      const placed = onContig(contig)
      roomFor(placed)
      placed.positions[placed.count] = position
      placed.from[placed.count] = end
      placed.lengths[placed.count] = line.length
      placed.count++
      end += line.length
      store.append(line)
    },
    each: (write) => {
      for (const contig of [...contigs.keys()].sort((a, b) => a - b)) {
        const { count, positions, from, lengths } = contigs.get(contig) as Placed
        const order = Uint32Array.from({ length: count }, (_, i) => i)
        let sorted = true
        for (let i = 1; sorted && i < count; i++) sorted = (positions[i] as number) >= (positions[i - 1] as number)
        if (!sorted) order.sort((a, b) => (positions[a] as number) - (positions[b] as number) || a - b)
        let at = 0
        let length = 0
        for (const i of order) {
          const [start, size] = [from[i] as number, lengths[i] as number]
          if (start === at + length && length + size <= largestRead) {
            length += size
            continue
          }
          if (length > 0) write(store.read(at, length))
          at = start
          length = size
        }
        if (length > 0) write(store.read(at, length))
      }
    },
  }
}
