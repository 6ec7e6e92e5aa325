import type { VcfRow } from '../vcf/vcf-row.ts'

/**
 * Notes in INFO what a row was made from: `CHROM|POS|REF|ALT,…` and, where a row was taken apart, the 1-based ALTs it holds. What is noted already stays;
 * without a key nothing is noted.
 */
export const withOrigin = (row: VcfRow, key: string | undefined, from: VcfRow, alts?: readonly number[]): VcfRow => {
  if (key === undefined || row.info.has(key)) return row
  const text = `${from.chrom}|${from.pos}|${from.ref}|${from.alts.length === 0 ? '.' : from.alts.join(',')}${alts === undefined ? '' : `|${alts.join(',')}`}`
  return { ...row, info: new Map([...row.info, [key, text]]) }
}

export const sameAlleles = (a: VcfRow, b: VcfRow): boolean =>
  a.pos === b.pos && a.ref === b.ref && a.alts.length === b.alts.length && a.alts.every((x, i) => x === b.alts[i])
