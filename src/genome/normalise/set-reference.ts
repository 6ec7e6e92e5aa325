import type { ReferenceSequence } from '../reference/reference-genome.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import { sameLetters } from './align-row.ts'
import { isBases } from './allele-kind.ts'
import type { FieldRules } from './field-rules.ts'
import { realleled, type Take } from './reallele.ts'

const isBase = (letter: string | undefined): boolean => letter !== undefined && /^[ACGT]$/i.test(letter)

/** Letters that are no base take the reference's, in REF and where an ALT repeats them at the same place. */
const withBases = (row: VcfRow, held: string): VcfRow => {
  if (row.ref.split('').every(isBase)) return row
  const place = (allele: string): string =>
    isBases([allele.replace(/[A-Za-z]/g, 'N')])
      ? allele
          .split('')
          .map((c, i) => (i < row.ref.length && !isBase(row.ref[i]) && c === row.ref[i] ? (held[i] as string) : c))
          .join('')
      : allele
  return { ...row, ref: row.ref === '.' ? held : place(row.ref), alts: row.alts.map(place) }
}

const count = (row: VcfRow, key: string): readonly number[] | undefined => {
  const text = row.info.get(key)
  const values = typeof text === 'string' ? text.split(',').map(Number) : []
  return values.length === row.alts.length && values.every((v) => !Number.isNaN(v)) && values.length > 0
    ? values
    : undefined
}

/** AC and AF of the ALT that had been REF: what the other alleles leave. */
const recounted = (row: VcfRow, info: VcfRow['info'], at: number): VcfRow['info'] => {
  const out = new Map(info)
  const put = (key: string, whole: number): void => {
    const values = count(row, key)
    const now = out.get(key)
    if (values === undefined || typeof now !== 'string' || Number.isNaN(whole)) return
    const rest = whole - values.reduce((a, b) => a + b, 0)
    out.set(
      key,
      now
        .split(',')
        .map((v, i) => (i === at ? String(Number(rest.toPrecision(6))) : v))
        .join(','),
    )
  }
  put('AC', row.info.has('AN') ? Number(row.info.get('AN')) : Number.NaN)
  put('AF', 1)
  return out
}

const swapped = (row: VcfRow, at: number, rules: FieldRules, onMisfit: (key: string) => void): VcfRow => {
  const allele = at + 1
  const take: Take = [allele, ...row.alts.map((_, i) => (i === at ? 0 : i + 1))]
  const fields = realleled(row, take, rules, (a) => String(a === 0 ? allele : a === allele ? 0 : a), onMisfit)
  const alts = row.alts.map((alt, i) => (i === at ? row.ref : alt))
  return { ...row, ref: row.alts[at] as string, alts, ...fields, info: recounted(row, fields.info, at) }
}

/** REF is none of the alleles: the reference's letters become REF, and what the row called REF becomes a further ALT, so that no genotype changes its meaning. */
const added = (row: VcfRow, held: string, rules: FieldRules, onMisfit: (key: string) => void): VcfRow => {
  const take: Take = [-1, ...row.alts.map((_, i) => i + 1), 0]
  const last = row.alts.length + 1
  const fields = realleled(row, take, rules, (a) => String(a === 0 ? last : a), onMisfit)
  return { ...row, ref: held, alts: [...row.alts, row.ref], ...fields }
}

/**
 * Makes REF what the reference holds. Letters that are no base are replaced. Where an ALT is what the reference holds, REF and that ALT change places, with genotypes, AC, AF and
 * every field by allele or genotype; where none is, the old REF becomes an ALT. Undefined when the reference does not hold the place.
 */
export const setReference = (
  row: VcfRow,
  sequence: ReferenceSequence,
  rules: FieldRules,
  onMisfit: (key: string) => void,
): VcfRow | undefined => {
  const from = row.pos - 1
  const held = sequence.slice(from, from + row.ref.length)
  if (held === undefined) return undefined
  const clean = withBases(row, held)
  if (sameLetters(clean.ref, held)) return clean
  const at = clean.alts.findIndex(
    (alt) => isBases([alt]) && sameLetters(alt, sequence.slice(from, from + alt.length) ?? ''),
  )
  return at >= 0 ? swapped(clean, at, rules, onMisfit) : added(clean, held, rules, onMisfit)
}
