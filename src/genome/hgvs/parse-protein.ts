import { oneLetter } from '../transcripts/genetic-code.ts'
import type { ProteinChange, ProteinEdit, Residue, ResiduePoint } from './hgvs-variant.ts'
import type { TextCursor } from './text-cursor.ts'

const three =
  /Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Sec|Pyl|Asx|Glx|Xle|Xaa|Ter/y
const one = /[ACDEFGHIKLMNPQRSTVWYUOBZJX*]/y
const digits = /\d+/y

/** One amino acid in either spelling as one letter; `*`, `X` and `Ter` are the stop. */
const readAminoAcid = (cursor: TextCursor): string | undefined => {
  const name = cursor.match(three)?.[0]
  if (name !== undefined) return oneLetter(name)
  const letter = cursor.match(one)?.[0]
  return letter === 'X' ? '*' : letter
}

const readSequence = (cursor: TextCursor): string => {
  let sequence = ''
  for (let next = readAminoAcid(cursor); next !== undefined; next = readAminoAcid(cursor)) sequence += next
  return sequence
}

const readNumber = (cursor: TextCursor): number => {
  const found = cursor.match(digits)
  const number = Number(found?.[0])
  if (found === undefined) return cursor.fail('a number expected, found %')
  if (number > 0) return number
  cursor.back(cursor.at() - found[0].length)
  return cursor.fail('there is no residue 0')
}

const readResidue = (cursor: TextCursor): Residue => {
  const aminoAcid = readAminoAcid(cursor)
  if (aminoAcid === undefined) return cursor.fail('an amino acid expected, found %')
  return { aminoAcid, number: readNumber(cursor) }
}

const readPoint = (cursor: TextCursor): ResiduePoint => {
  if (!cursor.take('(')) return { kind: 'residue', ...readResidue(cursor) }
  const from = cursor.take('?') ? '?' : readResidue(cursor)
  cursor.expect('_')
  const to = cursor.take('?') ? '?' : readResidue(cursor)
  cursor.expect(')')
  return { kind: 'between', from, to }
}

const readInserted = (cursor: TextCursor): string | number => {
  if (cursor.take('(')) {
    const count = readNumber(cursor)
    cursor.expect(')')
    return count
  }
  const unknown = cursor.match(/(?:Xaa|X)\[(\d+)\]/y) ?? cursor.match(/(\d+)/y)
  if (unknown !== undefined) return Number(unknown[1])
  const sequence = readSequence(cursor)
  return sequence === '' ? cursor.fail('amino acids expected, found %') : sequence
}

const stopSign = /Ter|\*|X/y
const countOrUnknown = (cursor: TextCursor): number | '?' => (cursor.take('?') ? '?' : readNumber(cursor))

const readFrameshift = (cursor: TextCursor, alt: string | undefined): ProteinEdit => {
  const edit = { kind: 'frameshift', ...(alt === undefined ? {} : { alt }) } as const
  return cursor.match(stopSign) === undefined ? edit : { ...edit, stop: countOrUnknown(cursor) }
}

const readExtension = (cursor: TextCursor, alt: string | undefined): ProteinEdit => {
  const edit = { kind: 'extension', ...(alt === undefined ? {} : { alt }) } as const
  if (cursor.take('-')) return { ...edit, end: 'N', by: cursor.take('?') ? '?' : -readNumber(cursor) }
  if (cursor.match(stopSign) === undefined) return cursor.fail('Ter and a number expected after ext, found %')
  return { ...edit, end: 'C', by: countOrUnknown(cursor) }
}

const readAlternative = (cursor: TextCursor): ProteinEdit => {
  let alt = readAminoAcid(cursor)
  if (alt === undefined)
    return cursor.fail('a change (like Ter, del, dup, ins, delins, fs, ext, = or ?) expected, found %')
  if (cursor.take('fs')) return readFrameshift(cursor, alt)
  if (cursor.take('ext')) return readExtension(cursor, alt)
  while (cursor.take('^')) alt += readAminoAcid(cursor) ?? cursor.fail('an amino acid expected after ^, found %')
  return { kind: 'substitution', alt }
}

const readEdit = (cursor: TextCursor): ProteinEdit => {
  if (cursor.take('delins')) return { kind: 'delins', inserted: readInserted(cursor) }
  if (cursor.take('del')) return { kind: 'deletion' }
  if (cursor.take('dup')) return { kind: 'duplication' }
  if (cursor.take('ins')) return { kind: 'insertion', inserted: readInserted(cursor) }
  if (cursor.take('fs')) return readFrameshift(cursor, undefined)
  if (cursor.take('ext')) return readExtension(cursor, undefined)
  if (cursor.take('=')) return { kind: 'identity' }
  if (cursor.take('?')) return { kind: 'unknown' }
  if (!cursor.take('[')) return readAlternative(cursor)
  const from = countOrUnknown(cursor)
  const count = cursor.take('_') ? { from, to: countOrUnknown(cursor) } : from
  cursor.expect(']')
  return { kind: 'repeat', count }
}

const readWhole = (cursor: TextCursor, predicted: boolean): ProteinChange | undefined => {
  const start = cursor.at()
  for (const state of ['0?', '0', '=', '?'] as const) {
    if (!cursor.take(state)) continue
    if (cursor.done() || /[\]);]/.test(cursor.rest().charAt(0))) return { kind: 'whole', predicted, state }
    cursor.back(start)
  }
  return undefined
}

/** One protein change at the cursor: what stands behind `p.`, or one member of an allele. */
export const readProteinChange = (cursor: TextCursor): ProteinChange => {
  const before = cursor.at()
  const uncertain = cursor.match(/\([^()]*_[^()]*\)(?=[^)])/y) !== undefined
  cursor.back(before)
  const predicted = !uncertain && cursor.take('(')
  let change = readWhole(cursor, predicted)
  if (change === undefined) {
    const start = readPoint(cursor)
    const end = cursor.take('_') ? readPoint(cursor) : undefined
    change = { kind: 'edit', predicted, start, ...(end === undefined ? {} : { end }), edit: readEdit(cursor) }
  }
  if (cursor.peek('/')) cursor.refuse('mosaic protein changes are not read')
  if (predicted) cursor.expect(')')
  return change
}
