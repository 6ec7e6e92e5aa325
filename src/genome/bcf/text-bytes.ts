/** Text being written as bytes; `bytes` grows as needed and may hold more than `length`. */
export type TextBytes = { bytes: Uint8Array; length: number }

export const textBytes = (room = 1 << 16): TextBytes => ({ bytes: new Uint8Array(room), length: 0 })

const needRoom = (text: TextBytes, more: number): void => {
  if (text.length + more <= text.bytes.length) return
  const larger = new Uint8Array(Math.max(text.bytes.length * 2, text.length + more))
  larger.set(text.bytes.subarray(0, text.length))
  text.bytes = larger
}

export const putByte = (text: TextBytes, byte: number): void => {
  if (text.length === text.bytes.length) needRoom(text, 1)
  text.bytes[text.length++] = byte
}

/** Appends the bytes `from` to `to` of another array. */
export const putBytes = (text: TextBytes, bytes: Uint8Array, from: number, to: number): void => {
  needRoom(text, to - from)
  if (to - from < 24) for (let i = from; i < to; i++) text.bytes[text.length++] = bytes[i] as number
  else {
    text.bytes.set(bytes.subarray(from, to), text.length)
    text.length += to - from
  }
}

/** Appends text whose characters are all below 256, one byte each. */
export const putText = (text: TextBytes, s: string): void => {
  needRoom(text, s.length)
  for (let i = 0; i < s.length; i++) text.bytes[text.length++] = s.charCodeAt(i)
}

/** Appends a whole number in decimal. */
export const putInteger = (text: TextBytes, value: number): void => {
  needRoom(text, 12)
  let n = value
  if (n < 0) {
    text.bytes[text.length++] = 45
    n = -n
  }
  let places = 1
  for (let t = n; t >= 10; t = Math.floor(t / 10)) places++
  for (let i = text.length + places - 1; i >= text.length; i--) {
    const next = Math.floor(n / 10)
    text.bytes[i] = 48 + n - next * 10
    n = next
  }
  text.length += places
}
