import { threeLetterSequence, threeLetters } from '../transcripts/genetic-code.ts'
import type {
  Alleles,
  Count,
  HgvsReference,
  HgvsVariant,
  InsertedPiece,
  Interval,
  NucleotideChange,
  NucleotideEdit,
  Point,
  ProteinChange,
  ProteinEdit,
  Residue,
  ResiduePoint,
  Stated,
} from './hgvs-variant.ts'

const referenceText = (reference: HgvsReference | undefined): string => {
  if (reference === undefined) return ''
  const { accession, selector } = reference
  return selector === undefined ? `${accession}:` : `${accession}(${selector}):`
}

const pointText = (point: Point): string => {
  switch (point.kind) {
    case 'unknown':
      return '?'
    case 'landmark':
      return point.name
    case 'between':
      return `(${pointText(point.from)}_${pointText(point.to)})`
    default: {
      const { part, number, offset } = point
      const distance = offset === 0 ? '' : typeof offset === 'string' ? offset : offset > 0 ? `+${offset}` : offset
      return `${part}${number}${distance}`
    }
  }
}

const intervalText = ({ start, end }: Interval): string =>
  end === undefined ? pointText(start) : `${pointText(start)}_${pointText(end)}`

const countText = (count: Count): string => (typeof count === 'object' ? `${count.from}_${count.to}` : String(count))

const bracketedCount = (count: Count): string => (typeof count === 'object' ? `[(${countText(count)})]` : `[${count}]`)

const pieceText = (piece: InsertedPiece): string => {
  switch (piece.kind) {
    case 'bases':
      return piece.bases
    case 'count':
      return piece.unit === '' ? `(${countText(piece.count)})` : `${piece.unit}${bracketedCount(piece.count)}`
    default: {
      const from = piece.reference === undefined ? '' : `${referenceText(piece.reference)}${piece.type ?? 'g'}.`
      return `${from}${intervalText(piece.at)}${piece.inverted ? 'inv' : ''}`
    }
  }
}

const insertedText = (pieces: readonly InsertedPiece[]): string =>
  pieces.length === 1 ? pieces.map(pieceText).join('') : `[${pieces.map(pieceText).join(';')}]`

const statedText = (stated: Stated | undefined): string => (stated === undefined ? '' : String(stated))

const editText = (edit: NucleotideEdit): string => {
  switch (edit.kind) {
    case 'substitution':
      return `${edit.ref}>${edit.alt}`
    case 'deletion':
      return `del${statedText(edit.stated)}`
    case 'duplication':
      return `dup${statedText(edit.stated)}`
    case 'insertion':
      return `ins${insertedText(edit.inserted)}`
    case 'delins':
      return `del${statedText(edit.stated)}ins${insertedText(edit.inserted)}`
    case 'inversion':
      return `inv${statedText(edit.stated)}`
    case 'conversion':
      return `con${referenceText(edit.reference)}${edit.type}.${intervalText(edit.at)}`
    case 'repeat':
      return edit.units
        .map(({ unit, count }) => `${unit}${edit.round ? `(${countText(count)})` : bracketedCount(count)}`)
        .join('')
    case 'copies':
      return `copy${edit.count}`
    case 'identity':
      return `${edit.stated ?? ''}=`
    default:
      return `|${edit.state}`
  }
}

const inBrackets = (predicted: boolean, text: string): string => (predicted ? `(${text})` : text)

/** One change without its reference and type. @example '76A>T' */
export const nucleotideChangeText = (change: NucleotideChange): string => {
  switch (change.kind) {
    case 'whole':
      return inBrackets(change.predicted, change.state)
    case 'edit':
      return inBrackets(change.predicted, `${intervalText(change.at)}${editText(change.edit)}`)
    default: {
      const joined = change.how === 'mosaic' ? '=/' : '=//'
      if (change.at === undefined || change.of.kind !== 'edit') return joined + nucleotideChangeText(change.of)
      return inBrackets(change.of.predicted, `${intervalText(change.at)}${joined}${editText(change.of.edit)}`)
    }
  }
}

const residueText = (residue: Residue | '?'): string =>
  residue === '?' ? '?' : `${threeLetters(residue.aminoAcid) ?? 'Xaa'}${residue.number}`

const residuePointText = (point: ResiduePoint): string =>
  point.kind === 'residue' ? residueText(point) : `(${residueText(point.from)}_${residueText(point.to)})`

const addedText = (inserted: string | number): string =>
  typeof inserted === 'number' ? `(${inserted})` : threeLetterSequence(inserted)

const proteinEditText = (edit: ProteinEdit): string => {
  switch (edit.kind) {
    case 'substitution':
      return edit.alt
        .split('')
        .map((one) => threeLetters(one) ?? 'Xaa')
        .join('^')
    case 'deletion':
      return 'del'
    case 'duplication':
      return 'dup'
    case 'insertion':
      return `ins${addedText(edit.inserted)}`
    case 'delins':
      return `delins${addedText(edit.inserted)}`
    case 'frameshift':
      return `${threeLetterSequence(edit.alt ?? '')}fs${edit.stop === undefined ? '' : `Ter${edit.stop}`}`
    case 'extension':
      return `${threeLetterSequence(edit.alt ?? '')}ext${edit.end === 'C' ? `Ter${edit.by}` : edit.by === '?' ? '-?' : edit.by}`
    case 'repeat':
      return `[${countText(edit.count)}]`
    case 'identity':
      return '='
    default:
      return '?'
  }
}

/** One protein change without its reference and `p.`. @example '(Arg97ProfsTer23)' */
export const proteinChangeText = (change: ProteinChange): string => {
  if (change.kind === 'whole') return inBrackets(change.predicted, change.state)
  const end = change.end === undefined ? '' : `_${residuePointText(change.end)}`
  return inBrackets(change.predicted, `${residuePointText(change.start)}${end}${proteinEditText(change.edit)}`)
}

const allelesText = <Change>(alleles: Alleles<Change>, text: (change: Change) => string): string => {
  const { chromosomes, phase, bracketed } = alleles
  const joined = chromosomes.map((changes) => changes.map(text).join(';'))
  if (phase === 'unknown') return bracketed ? `[${joined.join('(;)')}]` : joined.join('(;)')
  return bracketed ? joined.map((changes) => `[${changes}]`).join(';') : joined.join('')
}

/** The description as text: three-letter amino acids and `Ter`, as HGVS prefers; otherwise as it was read. */
export const formatHgvs = (variant: HgvsVariant): string => {
  const before = `${referenceText(variant.reference)}${variant.type}.`
  return variant.type === 'p'
    ? before + allelesText(variant, proteinChangeText)
    : before + allelesText(variant, nucleotideChangeText)
}
