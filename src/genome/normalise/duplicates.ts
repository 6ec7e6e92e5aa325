import type { VcfRow } from '../vcf/vcf-row.ts'
import { alleleKind } from './allele-kind.ts'

/** Which rows of one place count as the same: `exact`: equal REF and ALTs in any order (and SVLEN or END of symbolic ones); `snps`, `indels`, `both`: rows that share that kind of change; `all`: all of them. */
export type DuplicateRule = 'exact' | 'snps' | 'indels' | 'both' | 'all'

const exactKey = (row: VcfRow): string => {
  const symbolic = row.alts.some((a) => a.startsWith('<'))
  const size = symbolic ? ` ${String(row.info.get('SVLEN') ?? '')} ${String(row.info.get('END') ?? '')}` : ''
  return `${row.ref.toUpperCase()} ${row.alts
    .map((a) => (a.startsWith('<') ? a : a.toUpperCase()))
    .toSorted()
    .join(',')}${size}`
}

/** The rows of one place without those that repeat an earlier one. */
export const withoutDuplicates = (rows: readonly VcfRow[], rule: DuplicateRule): readonly VcfRow[] => {
  if (rule === 'all') return rows.slice(0, 1)
  const seen = new Set<string>()
  return rows.filter((row) => {
    const kinds = new Set(row.alts.map((alt) => alleleKind(row.ref, alt)))
    const keys =
      rule === 'exact'
        ? [exactKey(row)]
        : (['snp', 'indel'] as const).filter(
            (k) => kinds.has(k) && (rule === 'both' || rule === (k === 'snp' ? 'snps' : 'indels')),
          )
    if (keys.some((k) => seen.has(k))) return false
    for (const k of keys) seen.add(k)
    return true
  })
}
