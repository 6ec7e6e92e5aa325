import type { ProblemLog } from '../problem-log.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import type { FieldRules } from './field-rules.ts'
import { withOrigin } from './origin.ts'
import { realleled } from './reallele.ts'

/**
 * `others`: what a strand that carries another ALT of the row becomes: `missing` (`.`) says nothing of it; `reference` (0) is what most programs write, and
 * claims REF where there is none. `keepSum`: Number=R fields whose REF value takes over what the other ALTs had. `originKey`: see `withOrigin`.
 */
export type SplitOptions = {
  readonly others: 'missing' | 'reference'
  readonly keepSum?: readonly string[]
  readonly originKey?: string
}

const misfit =
  (row: VcfRow, log: ProblemLog) =>
  (key: string): void =>
    log.add(
      'warning',
      'VCF_FIELD_COUNT',
      { path: `${row.chrom}:${row.pos}` },
      `${key} at ${row.chrom}:${row.pos} does not have as many values as its Number says for ${row.alts.length} ALTs; it is left out.`,
      'Correct the Number in the header or the values of the field.',
    )

/** Reports a field that cannot be dealt out over alleles. */
export const onMisfit = misfit

const sumBesides = (text: string | true | undefined, allele: number): string | undefined => {
  if (typeof text !== 'string' || !text.includes(',')) return undefined
  const rest = text.split(',').filter((v, i) => i !== allele && v !== '.')
  return rest.length === 0 ? '.' : String(rest.reduce((sum, v) => sum + Number(v), 0))
}

const withFirst = (text: string, first: string): string => [first, ...text.split(',').slice(1)].join(',')

const summed = (part: VcfRow, row: VcfRow, allele: number, keys: readonly string[]): VcfRow => {
  const info = new Map(part.info)
  for (const key of keys) {
    const sum = sumBesides(row.info.get(key), allele)
    const now = info.get(key)
    if (sum !== undefined && typeof now === 'string') info.set(key, withFirst(now, sum))
  }
  const samples = part.samples.map((fields, s) =>
    fields.map((value, i) => {
      const key = part.format[i] as string
      const sum = keys.includes(key) ? sumBesides(row.samples[s]?.[row.format.indexOf(key)], allele) : undefined
      return sum === undefined ? value : withFirst(value, sum)
    }),
  )
  return { ...part, info, samples }
}

/** One row for each ALT, with every field dealt out by its Number. A row with one ALT or none comes back as it is. */
export const splitRow = (row: VcfRow, rules: FieldRules, options: SplitOptions, log: ProblemLog): readonly VcfRow[] => {
  if (row.alts.length < 2) return [row]
  const other = options.others === 'missing' ? '.' : '0'
  const told = new Set<string>()
  return row.alts.map((alt, i) => {
    const allele = i + 1
    const fields = realleled(
      row,
      [0, allele],
      rules,
      (a) => (a === 0 ? '0' : a === allele ? '1' : other),
      (key) => {
        if (!told.has(key)) misfit(row, log)(key)
        told.add(key)
      },
    )
    const part = { ...row, alts: [alt], ...fields }
    const keep = (options.keepSum ?? []).filter(
      (k) => rules.info.get(k)?.number === 'R' || rules.format.get(k)?.number === 'R',
    )
    return withOrigin(keep.length === 0 ? part : summed(part, row, allele, keep), options.originKey, row, [allele])
  })
}
