/** Bytes that are added to; `bytes` gives what is there so far, valid until more is added. */
export type GrowingBytes = {
  readonly add: (from: Uint8Array, start: number, end: number) => void
  readonly byte: (value: number) => void
  readonly bytes: () => Uint8Array
}

export const growingBytes = (room = 4096): GrowingBytes => {
  let held = new Uint8Array(room)
  let size = 0
  const need = (more: number): void => {
    if (size + more <= held.length) return
    const larger = new Uint8Array(Math.max(held.length * 2, size + more))
    larger.set(held.subarray(0, size))
    held = larger
  }
  return {
    add: (from, start, end) => {
      need(end - start)
      for (let i = start; i < end; i++) held[size++] = from[i] as number
    },
    byte: (value) => {
      need(1)
      held[size++] = value
    },
    bytes: () => held.subarray(0, size),
  }
}
