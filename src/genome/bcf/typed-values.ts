import { floatText } from './float-text.ts'
import { putByte, putBytes, putInteger, putText, type TextBytes } from './text-bytes.ts'

/** The bytes of a BCF record do not keep to the format. */
export class BrokenRecord extends Error {}

/** A place in the bytes of a record: reading goes on at `at` and may not pass `end`. */
export type RecordCursor = { readonly bytes: Uint8Array; at: number; end: number }

/** What a typed value holds: `type` 0 nothing, 1 to 3 integers of 1, 2, 4 bytes, 5 floats, 7 characters; `count` values. */
export type TypedShape = { readonly type: number; readonly count: number }

/** Bytes of one value by type; types that BCF2 does not have are 0. */
export const sizeOfType: readonly number[] = [0, 1, 2, 4, 0, 4, 0, 1]

const floatBits = new Int32Array(1)
const floatValue = new Float32Array(floatBits.buffer)

/** The integer of `type` at a place; the format's own values for missing and end of vector are the lowest and second lowest of each type. */
export const integerAt = (b: Uint8Array, at: number, type: number): number => {
  const first = b[at] as number
  if (type === 1) return (first << 24) >> 24
  const two = first | ((b[at + 1] as number) << 8)
  if (type === 2) return (two << 16) >> 16
  return two | ((b[at + 2] as number) << 16) | ((b[at + 3] as number) << 24)
}

export const missingInteger: readonly number[] = [0, -128, -32768, -2147483648]
export const endOfIntegers: readonly number[] = [0, -127, -32767, -2147483647]
const missingFloat = 0x7f800001
const endOfFloats = 0x7f800002

/** Takes the descriptor of the next typed value. */
export const takeShape = (c: RecordCursor): TypedShape => {
  if (c.at >= c.end) throw new BrokenRecord('a value begins behind the end of the record')
  const descriptor = c.bytes[c.at++] as number
  const type = descriptor & 15
  if (type > 7 || type === 4 || type === 6) throw new BrokenRecord(`there is no value type ${type}`)
  const short = descriptor >> 4
  return { type, count: short < 15 ? short : takeInteger(c) }
}

/** Takes a typed integer that must be there and not below 0. */
export const takeInteger = (c: RecordCursor): number => {
  const { type, count } = takeShape(c)
  if (count !== 1 || type < 1 || type > 3)
    throw new BrokenRecord('an integer is expected and something else stands there')
  const from = take(c, sizeOfType[type] as number)
  const value = integerAt(c.bytes, from, type)
  if (value < 0) throw new BrokenRecord('a count or dictionary number is negative')
  return value
}

/** Steps over `size` bytes and gives the place where they begin. */
export const take = (c: RecordCursor, size: number): number => {
  const from = c.at
  if (size > c.end - from) throw new BrokenRecord('a value reaches behind the end of the record')
  c.at += size
  return from
}

/** Writes a float; false when the vector ended before it. A missing one is a dot. */
export const putFloatAt = (text: TextBytes, b: Uint8Array, at: number): boolean => {
  const bits = integerAt(b, at, 3)
  if (bits === endOfFloats) return false
  if (bits === missingFloat) putByte(text, 46)
  else {
    floatBits[0] = bits
    putText(text, floatText(floatValue[0] as number))
  }
  return true
}

/** Writes a vector of values with commas, as far as it goes; a dot when it is empty. */
export const putValues = (text: TextBytes, b: Uint8Array, from: number, { type, count }: TypedShape): void => {
  const start = text.length
  if (type === 7) {
    let end = from
    while (end < from + count && b[end] !== 0) end++
    if (end - from === 1 && b[from] === 7) putByte(text, 46)
    else putBytes(text, b, from, end)
  } else if (type === 5) {
    for (let i = 0; i < count; i++) {
      const before = text.length
      if (i > 0) putByte(text, 44)
      if (putFloatAt(text, b, from + 4 * i)) continue
      text.length = before
      break
    }
  } else if (type !== 0) {
    const size = sizeOfType[type] as number
    for (let i = 0; i < count; i++) {
      const value = integerAt(b, from + i * size, type)
      if (value === endOfIntegers[type]) break
      if (i > 0) putByte(text, 44)
      if (value === missingInteger[type]) putByte(text, 46)
      else putInteger(text, value)
    }
  }
  if (text.length === start) putByte(text, 46)
}
