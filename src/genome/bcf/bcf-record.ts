import type { BcfHeader } from './bcf-header.ts'
import { putByte, putBytes, putInteger, type TextBytes } from './text-bytes.ts'
import {
  BrokenRecord,
  endOfIntegers,
  integerAt,
  putFloatAt,
  putValues,
  type RecordCursor,
  sizeOfType,
  take,
  takeInteger,
  takeShape,
  type TypedShape,
} from './typed-values.ts'

const tab = 9
const dot = 46
const noQuality = 0x7f800001

const name = (names: ReadonlyMap<number, Uint8Array>, number: number, what: string): Uint8Array => {
  const known = names.get(number)
  if (known === undefined) throw new BrokenRecord(`the header has no ${what} of number ${number}`)
  return known
}

const putName = (text: TextBytes, bytes: Uint8Array): void => putBytes(text, bytes, 0, bytes.length)

/** A GT: allele index + 1, shifted left, with the lowest bit for "phased to the strand before". */
const putGenotype = (text: TextBytes, b: Uint8Array, from: number, { type, count }: TypedShape): void => {
  const size = sizeOfType[type] as number
  let i = 0
  for (; i < count; i++) {
    const value = integerAt(b, from + i * size, type)
    if (value === endOfIntegers[type]) break
    if (i > 0) putByte(text, value & 1 ? 124 : 47)
    if (value >> 1 <= 0) putByte(text, dot)
    else putInteger(text, (value >> 1) - 1)
  }
  if (i === 0) putByte(text, dot)
}

const putString = (text: TextBytes, c: RecordCursor): void => {
  const shape = takeShape(c)
  if (shape.type !== 7 && shape.count > 0) throw new BrokenRecord('text is expected and something else stands there')
  putValues(text, c.bytes, take(c, shape.count), shape.count === 0 ? { type: 7, count: 0 } : shape)
}

const putFilters = (text: TextBytes, c: RecordCursor, header: BcfHeader): void => {
  const { type, count } = takeShape(c)
  if (type > 3) throw new BrokenRecord('the filters are not integers')
  const size = sizeOfType[type] as number
  const from = take(c, count * size)
  if (count === 0 || type === 0) putByte(text, dot)
  else
    for (let i = 0; i < count; i++) {
      if (i > 0) putByte(text, 59)
      putName(text, name(header.strings, integerAt(c.bytes, from + i * size, type), 'filter'))
    }
}

const putInfo = (text: TextBytes, c: RecordCursor, header: BcfHeader, fields: number): void => {
  if (fields === 0) putByte(text, dot)
  for (let i = 0; i < fields; i++) {
    if (i > 0) putByte(text, 59)
    putName(text, name(header.strings, takeInteger(c), 'INFO key'))
    const shape = takeShape(c)
    const from = take(c, shape.count * (sizeOfType[shape.type] as number))
    if (shape.type === 0 || shape.count === 0) continue
    putByte(text, 61)
    putValues(text, c.bytes, from, shape)
  }
}

type Field = { readonly key: number; readonly shape: TypedShape; readonly from: number; readonly stride: number }

const putSamples = (text: TextBytes, c: RecordCursor, header: BcfHeader, fields: number): void => {
  const found: Field[] = []
  for (let i = 0; i < fields; i++) {
    const key = takeInteger(c)
    const shape = takeShape(c)
    const stride = shape.count * (sizeOfType[shape.type] as number)
    found.push({ key, shape, stride, from: take(c, stride * header.samples) })
  }
  putByte(text, tab)
  if (fields === 0) putByte(text, dot)
  for (const [i, { key }] of found.entries()) {
    if (i > 0) putByte(text, 58)
    putName(text, name(header.strings, key, 'FORMAT key'))
  }
  for (let sample = 0; sample < header.samples; sample++) {
    putByte(text, tab)
    if (fields === 0) putByte(text, dot)
    for (let i = 0; i < found.length; i++) {
      const { key, shape, from, stride } = found[i] as Field
      if (i > 0) putByte(text, 58)
      const at = from + sample * stride
      if (key === header.genotypeKey && shape.type > 0 && shape.type < 4) putGenotype(text, c.bytes, at, shape)
      else putValues(text, c.bytes, at, shape)
    }
  }
}

/** Length in bytes of the shared part of a record from which on it can hold its fixed fields. */
export const leastShared = 24

/**
 * Appends one record as a VCF row with its line feed. `at`: where CHROM begins; `shared` and `individual`: bytes of the two parts. Throws `BrokenRecord` where the bytes do
 * not keep to the format; `text` is then as it was.
 */
export const putRecord = (
  text: TextBytes,
  bytes: Uint8Array,
  at: number,
  shared: number,
  individual: number,
  header: BcfHeader,
): void => {
  const start = text.length
  try {
    const c: RecordCursor = { bytes, at: at + leastShared, end: at + shared }
    const alleles = integerAt(bytes, at + 18, 2) & 0xffff
    const infoFields = integerAt(bytes, at + 16, 2) & 0xffff
    const counts = integerAt(bytes, at + 20, 3)
    const formatFields = counts >>> 24
    const samples = counts & 0xffffff
    if (samples !== header.samples && (samples > 0 || formatFields > 0))
      throw new BrokenRecord(`it speaks of ${samples} samples where the header has ${header.samples}`)
    const pos = integerAt(bytes, at + 4, 3) + 1
    if (pos < 0) throw new BrokenRecord('its position is negative')
    putName(text, name(header.contigs, integerAt(bytes, at, 3), 'contig'))
    putByte(text, tab)
    putInteger(text, pos)
    putByte(text, tab)
    putString(text, c)
    putByte(text, tab)
    if (alleles === 0) putByte(text, dot)
    else putString(text, c)
    putByte(text, tab)
    if (alleles < 2) putByte(text, dot)
    for (let i = 1; i < alleles; i++) {
      if (i > 1) putByte(text, 44)
      putString(text, c)
    }
    putByte(text, tab)
    if (integerAt(bytes, at + 12, 3) === noQuality || !putFloatAt(text, bytes, at + 12)) putByte(text, dot)
    putByte(text, tab)
    putFilters(text, c, header)
    putByte(text, tab)
    putInfo(text, c, header, infoFields)
    if (header.samples > 0) {
      c.at = at + shared
      c.end = c.at + individual
      putSamples(text, c, header, formatFields)
    }
    putByte(text, 10)
  } catch (fault) {
    text.length = start
    throw fault
  }
}
