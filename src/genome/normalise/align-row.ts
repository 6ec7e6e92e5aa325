import type { ReferenceSequence } from '../reference/reference-genome.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import { alleleKind, isBases } from './allele-kind.ts'
import { rolledLeft, upperCode } from './roll.ts'

const withEnd = (row: VcfRow, end: number): VcfRow['info'] =>
  row.info.has('END') ? new Map([...row.info, ['END', String(end)]]) : row.info

/** Last base (1-based) of a single symbolic deletion or duplication, by END or SVLEN. */
const symbolicEnd = (row: VcfRow): number | undefined => {
  const end = Number(row.info.get('END'))
  if (Number.isSafeInteger(end) && end > row.pos) return end
  const length = Math.abs(Number(row.info.get('SVLEN')))
  return Number.isSafeInteger(length) && length > 0 ? row.pos + length : undefined
}

/** A `<DEL>` or `<DUP>` of known ends moves as the deletion or insertion it stands for, its length unchanged. */
const symbolicAligned = (row: VcfRow, sequence: ReferenceSequence): VcfRow => {
  const end = symbolicEnd(row)
  if (end === undefined || row.ref.length !== 1) return row
  let by = 0
  while (row.pos - by > 1) {
    const last = sequence.codeAt(end - by - 1)
    if (last === 0 || last !== sequence.codeAt(row.pos - by - 1)) break
    by++
  }
  const anchor = sequence.codeAt(row.pos - by - 1)
  if (by === 0 || anchor === 0) return row
  return { ...row, pos: row.pos - by, ref: String.fromCharCode(anchor), info: withEnd(row, end - by) }
}

/**
 * A row with all its alleles as far left as they can go together, trimmed at both ends, INFO/END following. Left alone: rows with `*`, `<*>`, breakends, letters that are no bases,
 * imprecise structural variants, reference blocks, and symbolic alleles other than one deletion or duplication of known ends. A row without ALT keeps the first base of REF.
 */
export const alignedRow = (row: VcfRow, sequence: ReferenceSequence): VcfRow => {
  if (!isBases([row.ref]) || row.info.has('IMPRECISE')) return row
  if (row.alts.length === 0)
    return row.ref.length > 1 && !row.info.has('END') ? { ...row, ref: row.ref.slice(0, 1) } : row
  const kinds = row.alts.map((alt) => alleleKind(row.ref, alt))
  if (kinds.every((k) => k === 'symbolic')) {
    const moves = row.alts.length === 1 && /^<(?:DEL|DUP)[:>]/.test(row.alts[0] as string)
    return moves ? symbolicAligned(row, sequence) : row
  }
  const spans = row.info.has('END') && Number(row.info.get('END')) === row.pos + row.ref.length - 1
  const deleted = row.alts.map((alt, i) => kinds[i] === 'symbolic' && spans && alt === '<DEL>')
  const alleles = [row.ref, ...row.alts.map((alt, i) => (deleted[i] ? row.ref.slice(0, 1) : alt))]
  if (!isBases(alleles)) return row
  const placed = rolledLeft(row.pos - 1, alleles, sequence)
  const [ref = row.ref, ...alts] = placed.alleles
  if (placed.position === row.pos - 1 && ref === row.ref) return row
  const pos = placed.position + 1
  return {
    ...row,
    pos,
    ref,
    alts: alts.map((alt, i) => (deleted[i] ? (row.alts[i] as string) : alt)),
    info: withEnd(row, pos + ref.length - 1),
  }
}

/** Equal letters, whatever their case. */
export const sameLetters = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (upperCode(a.charCodeAt(i)) !== upperCode(b.charCodeAt(i))) return false
  return true
}
