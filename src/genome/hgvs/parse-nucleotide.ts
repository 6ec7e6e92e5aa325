import type {
  Count,
  HgvsReference,
  InsertedPiece,
  Interval,
  KnownPoint,
  NucleotideChange,
  NucleotideEdit,
  NucleotideType,
  Point,
  Stated,
} from './hgvs-variant.ts'
import type { TextCursor } from './text-cursor.ts'

const signs = /[-*]/y
const digits = /\d+/y
const letters = /[ACGTURYSWKMBDHVN]+/iy
const between = /\((?:\?|pter|qter|cen|[-*]?\d+(?:[+-][\d?]+)?)_(?:\?|pter|qter|cen|[-*]?\d+(?:[+-][\d?]+)?)\)/y
const ownReference = /([A-Za-z][A-Za-z0-9_.-]*)(?:\(([^()]+)\))?:([gmocnr])\./y

const inTranscript = (type: NucleotideType): boolean => type === 'c' || type === 'r'

const readNumber = (cursor: TextCursor): number => {
  const found = cursor.match(digits)
  if (found === undefined) return cursor.fail('a position expected, found %')
  const number = Number(found[0])
  if (number === 0) {
    cursor.back(cursor.at() - found[0].length)
    return cursor.fail('there is no position 0')
  }
  return number
}

const readKnownPoint = (cursor: TextCursor, type: NucleotideType): KnownPoint => {
  if (cursor.take('?')) return { kind: 'unknown' }
  for (const name of ['pter', 'qter', 'cen'] as const) if (cursor.take(name)) return { kind: 'landmark', name }
  const sign = cursor.match(signs)?.[0] as '-' | '*' | undefined
  if (sign !== undefined && !inTranscript(type)) {
    cursor.back(cursor.at() - 1)
    return cursor.fail(`'${sign}' positions only exist in c. and r.`)
  }
  const number = readNumber(cursor)
  const point = { kind: 'base', part: sign ?? '', number } as const
  if (!cursor.peek('+') && !cursor.peek('-')) return { ...point, offset: 0 }
  if (type === 'g' || type === 'm' || type === 'o') return cursor.fail('a genomic position has no intron offset')
  const direction = cursor.take('+') ? '+' : (cursor.take('-'), '-')
  if (cursor.take('?')) return { ...point, offset: `${direction}?` }
  const distance = readNumber(cursor)
  return { ...point, offset: direction === '+' ? distance : -distance }
}

const readPoint = (cursor: TextCursor, type: NucleotideType): Point => {
  if (!cursor.take('(')) return readKnownPoint(cursor, type)
  const from = readKnownPoint(cursor, type)
  cursor.expect('_')
  const to = readKnownPoint(cursor, type)
  cursor.expect(')')
  return { kind: 'between', from, to }
}

const readInterval = (cursor: TextCursor, type: NucleotideType): Interval => {
  const start = readPoint(cursor, type)
  return cursor.take('_') ? { start, end: readPoint(cursor, type) } : { start }
}

const readBases = (cursor: TextCursor, type: NucleotideType): string | undefined => {
  const found = cursor.match(letters)?.[0]
  return type === 'r' ? found?.toLowerCase() : found?.toUpperCase()
}

const readStated = (cursor: TextCursor, type: NucleotideType): { readonly stated?: Stated } => {
  const bases = readBases(cursor, type)
  if (bases !== undefined && bases.toUpperCase() === 'N' && cursor.peek('[')) {
    cursor.expect('[')
    const stated = readNumber(cursor)
    cursor.expect(']')
    return { stated }
  }
  if (bases !== undefined) return { stated: bases }
  const count = cursor.match(digits)
  return count === undefined ? {} : { stated: Number(count[0]) }
}

const readOne = (cursor: TextCursor): number | '?' => (cursor.take('?') ? '?' : readNumber(cursor))

/** A count and its closing bracket: `4]`, `5_9)`, `(5_9)]`. */
const readCount = (cursor: TextCursor, close: ']' | ')'): Count => {
  const wrapped = close === ']' && cursor.take('(')
  const from = readOne(cursor)
  const count = cursor.take('_') ? { from, to: readOne(cursor) } : from
  if (wrapped) cursor.expect(')')
  cursor.expect(close)
  return count
}

const readReference = (cursor: TextCursor): { reference: HgvsReference; type: NucleotideType } | undefined => {
  const found = cursor.match(ownReference)
  if (found === undefined) return undefined
  const [, accession = '', selector, type] = found
  return { reference: { accession, ...(selector === undefined ? {} : { selector }) }, type: type as NucleotideType }
}

const readStretch = (cursor: TextCursor, type: NucleotideType): InsertedPiece => {
  const named = readReference(cursor)
  const at = readInterval(cursor, named?.type ?? type)
  return { kind: 'stretch', ...named, at, inverted: cursor.take('inv') }
}

const readPiece = (cursor: TextCursor, type: NucleotideType): InsertedPiece => {
  if (cursor.take('(')) return { kind: 'count', count: readCount(cursor, ')'), unit: '' }
  const start = cursor.at()
  if (cursor.match(ownReference) !== undefined) {
    cursor.back(start)
    return readStretch(cursor, type)
  }
  const bases = readBases(cursor, type)
  if (bases !== undefined)
    return cursor.take('[') ? { kind: 'count', count: readCount(cursor, ']'), unit: bases } : { kind: 'bases', bases }
  const count = cursor.match(/\d+(?![\d_+-])/y)
  if (count !== undefined) return { kind: 'count', count: Number(count[0]), unit: '' }
  return readStretch(cursor, type)
}

const readInserted = (cursor: TextCursor, type: NucleotideType): readonly InsertedPiece[] => {
  if (!cursor.take('[')) return [readPiece(cursor, type)]
  const pieces = [readPiece(cursor, type)]
  while (cursor.take(';')) pieces.push(readPiece(cursor, type))
  cursor.expect(']')
  return pieces
}

const readRepeat = (cursor: TextCursor, type: NucleotideType, first: string): NucleotideEdit => {
  const round = cursor.take('(')
  if (!round) cursor.expect('[')
  const units = [{ unit: first, count: readCount(cursor, round ? ')' : ']') }]
  for (let unit = readBases(cursor, type); unit !== undefined; unit = readBases(cursor, type)) {
    cursor.expect(round ? '(' : '[')
    units.push({ unit, count: readCount(cursor, round ? ')' : ']') })
  }
  return { kind: 'repeat', units, round }
}

const readConversion = (cursor: TextCursor): NucleotideEdit => {
  const source = readReference(cursor)
  if (source === undefined) return cursor.fail('a reference with positions expected after con, found %')
  return { kind: 'conversion', ...source, at: readInterval(cursor, source.type) }
}

const readEdit = (cursor: TextCursor, type: NucleotideType): NucleotideEdit => {
  if (cursor.take('delins')) return { kind: 'delins', inserted: readInserted(cursor, type) }
  if (cursor.take('del')) {
    const stated = readStated(cursor, type)
    return cursor.take('ins')
      ? { kind: 'delins', ...stated, inserted: readInserted(cursor, type) }
      : { kind: 'deletion', ...stated }
  }
  if (cursor.take('dup')) return { kind: 'duplication', ...readStated(cursor, type) }
  if (cursor.take('inv')) return { kind: 'inversion', ...readStated(cursor, type) }
  if (cursor.take('ins')) return { kind: 'insertion', inserted: readInserted(cursor, type) }
  if (cursor.take('con')) return readConversion(cursor)
  if (cursor.take('copy')) return { kind: 'copies', count: readNumber(cursor) }
  for (const state of ['gom', 'lom', 'met='] as const)
    if (cursor.take(`|${state}`)) return { kind: 'methylation', state }
  if (cursor.take('=')) return { kind: 'identity' }
  if (cursor.peek('[') || cursor.peek('(')) return readRepeat(cursor, type, '')
  const bases = readBases(cursor, type)
  if (bases === undefined) return cursor.fail('a change (like A>G, del, dup, ins, delins, inv or =) expected, found %')
  if (cursor.peek('[') || cursor.peek('(')) return readRepeat(cursor, type, bases)
  if (cursor.take('=')) return { kind: 'identity', stated: bases }
  cursor.expect('>')
  const alt = readBases(cursor, type)
  return alt === undefined ? cursor.fail('a base expected after >, found %') : { kind: 'substitution', ref: bases, alt }
}

const mixture = (cursor: TextCursor): 'mosaic' | 'chimeric' | undefined =>
  cursor.take('//') ? 'chimeric' : cursor.take('/') ? 'mosaic' : undefined

const readWhole = (cursor: TextCursor, type: NucleotideType, predicted: boolean): NucleotideChange | undefined => {
  for (const state of ['spl?', 'spl', '0?', '0', '=', '?'] as const) {
    const start = cursor.at()
    if (!cursor.take(state)) continue
    const how = state === '=' ? mixture(cursor) : undefined
    if (how !== undefined) return { kind: 'mixed', how, of: readNucleotideChange(cursor, type) }
    if (cursor.done() || /[\]);]/.test(cursor.rest().charAt(0))) return { kind: 'whole', predicted, state }
    cursor.back(start)
    if (state === '0') return undefined
  }
  return undefined
}

const placed = (cursor: TextCursor, type: NucleotideType, predicted: boolean): NucleotideChange => {
  const at = readInterval(cursor, type)
  const edit = readEdit(cursor, type)
  const how = edit.kind === 'identity' ? mixture(cursor) : undefined
  if (how === undefined) return { kind: 'edit', predicted, at, edit }
  return { kind: 'mixed', how, at, of: { kind: 'edit', predicted, at, edit: readEdit(cursor, type) } }
}

/** One change at the cursor: what stands behind `c.`, or one member of an allele. */
export function readNucleotideChange(cursor: TextCursor, type: NucleotideType): NucleotideChange {
  const start = cursor.at()
  const uncertain = cursor.match(between) !== undefined && !cursor.done()
  cursor.back(start)
  const predicted = !uncertain && cursor.take('(')
  const change = readWhole(cursor, type, predicted) ?? placed(cursor, type, predicted)
  if (predicted) cursor.expect(')')
  return change
}
