import type { ProblemLog } from '../problem-log.ts'
import { sampleField, type VcfRow } from '../vcf/vcf-row.ts'
import { type AlleleKind, alleleKind, isBases } from './allele-kind.ts'
import type { FieldNumber, FieldRule, FieldRules } from './field-rules.ts'
import { genotypeCount, genotypeIndex, genotypes, ploidyOfCount } from './genotype-order.ts'
import { joinedGenotype } from './join-genotypes.ts'

/** `passing`: FILTER of a joined row: that of all rows together (`all`), or PASS as soon as one row passes (`any`). */
export type JoinOptions = { readonly passing: 'all' | 'any' }

const missing = '.'

/** For each row, the allele of the joined row that each of its alleles is. */
type Names = readonly (readonly number[])[]

const joinedAlleles = (
  rows: readonly VcfRow[],
): { readonly ref: string; readonly alts: readonly string[]; readonly names: Names } => {
  const ref = rows.reduce((longest, r) => (r.ref.length > longest.length ? r.ref : longest), '')
  const alts: string[] = []
  const keys: string[] = []
  const names = rows.map((r, n) => [
    0,
    ...r.alts.map((alt) => {
      const kind = alleleKind(r.ref, alt)
      const plain = kind !== 'symbolic' && kind !== 'breakend' && kind !== 'star' && kind !== 'any'
      const full = plain ? alt + ref.slice(r.ref.length) : alt
      const key = plain
        ? full.toUpperCase()
        : kind === 'symbolic'
          ? `${n}${alt}${String(r.info.get('SVLEN') ?? '')} ${String(r.info.get('END') ?? '')}`
          : alt
      const known = keys.indexOf(key)
      if (known >= 0) return known + 1
      alts.push(full)
      return keys.push(key)
    }),
  ])
  return { ref, alts, names }
}

/** Values of one field over the alleles of all rows. The first row that has a value for an allele or genotype gives it. */
const joinedValues = (
  texts: readonly (string | undefined)[],
  number: FieldNumber,
  names: Names,
  count: number,
): string | undefined => {
  const given = texts.flatMap((text, r) =>
    text === undefined || text === missing || text === ''
      ? []
      : [{ values: text.split(','), names: names[r] as readonly number[] }],
  )
  if (given.length === 0) return texts.some((t) => t !== undefined) ? missing : undefined
  const fill = (size: number, places: (g: (typeof given)[number]) => readonly number[]): string | undefined => {
    const out = Array.from({ length: size }, () => missing)
    for (const g of given) {
      const at = places(g)
      if (at.length !== g.values.length) return undefined
      at.forEach((place, i) => {
        if (out[place] === missing) out[place] = g.values[i] as string
      })
    }
    return out.join(',')
  }
  if (number === 'A') return fill(count - 1, (g) => g.names.slice(1).map((n) => n - 1))
  if (number === 'R') return fill(count, (g) => g.names)
  const ploidies = given.map((g) => ploidyOfCount(g.values.length, g.names.length))
  const ploidy = Math.max(...ploidies.map((p, i) => ((given[i]?.names.length ?? 0) > 1 ? (p ?? 0) : 0)), 1)
  return fill(genotypeCount(count, ploidy), (g) =>
    genotypes(g.names.length, ploidy).map((alleles) => genotypeIndex(alleles.map((a) => g.names[a] as number))),
  )
}

const dealt = (rule: FieldRule | undefined): rule is FieldRule =>
  rule?.number === 'A' || rule?.number === 'R' || rule?.number === 'G'

const joinedFilter = (filters: readonly string[], passing: 'all' | 'any'): string => {
  if (passing === 'any' && filters.includes('PASS')) return 'PASS'
  const failed = [...new Set(filters.flatMap((f) => f.split(';')).filter((f) => f !== 'PASS' && f !== missing))]
  return failed.length > 0 ? failed.join(';') : filters.includes('PASS') ? 'PASS' : missing
}

const localKeys = new Set<FieldNumber>(['LA', 'LR', 'LG'])

/**
 * One row out of several at one place: REF is the longest, ALTs in the order they come, IDs together, the highest QUAL, and every Number=A, R and G field over all alleles with
 * `.` for genotypes that no row speaks of. Fields over local alleles cannot be joined and are left out. ALTs for which a sample has no strand left are told.
 */
export const joinRows = (rows: readonly VcfRow[], rules: FieldRules, options: JoinOptions, log: ProblemLog): VcfRow => {
  const first = rows[0] as VcfRow
  if (rows.length === 1) return first
  const { ref, alts, names } = joinedAlleles(rows)
  const count = alts.length + 1
  const place = `${first.chrom}:${first.pos}`
  const misfit = (key: string): void =>
    log.add(
      'warning',
      'VCF_FIELD_COUNT',
      { path: place },
      `${key} at ${place} cannot be joined: it does not have as many values as its Number says; it is left out.`,
      'Correct the Number in the header or the values of the field.',
    )
  const info = new Map<string, string | true>()
  for (const key of new Set(rows.flatMap((r) => [...r.info.keys()]))) {
    const values = rows.map((r) => r.info.get(key))
    const rule = rules.info.get(key)
    const texts = values.map((v) => (typeof v === 'string' ? v : undefined))
    const value = dealt(rule)
      ? joinedValues(texts, rule.number, names, count)
      : (values.find((v) => v !== undefined && v !== missing) ?? missing)
    if (value === undefined) misfit(`INFO/${key}`)
    else info.set(key, value)
  }
  if (info.has('END') && isBases([ref, ...alts])) info.set('END', String(first.pos + ref.length - 1))
  const keys = [...new Set(rows.flatMap((r) => r.format))].filter((key) => {
    const local = key === 'LAA' || localKeys.has(rules.format.get(key)?.number ?? missing)
    if (local) misfit(`FORMAT/${key}`)
    return !local
  })
  const bad = new Set<string>()
  let lost = 0
  const cells = first.samples.map((_, s) =>
    keys.map((key) => {
      const texts = rows.map((r) => sampleField(r, s, key))
      if (key === 'GT') {
        const joined = joinedGenotype(
          texts,
          names,
          rows.map((r) => sampleField(r, s, 'PS')),
        )
        lost += joined.lost
        return joined.gt
      }
      const rule = rules.format.get(key)
      const value = dealt(rule)
        ? joinedValues(texts, rule.number, names, count)
        : (texts.find((t) => t !== missing && t !== '') ?? missing)
      if (value === undefined) bad.add(key)
      return value ?? missing
    }),
  )
  for (const key of bad) misfit(`FORMAT/${key}`)
  if (lost > 0)
    log.add(
      'warning',
      'VCF_JOIN_NO_STRAND',
      { path: place },
      `At ${place} ${lost} ALTs found no free strand when rows were joined: together the rows claim more alleles than the sample has.`,
      'Look at the rows of this place; keep them apart if they are different calls of one variant.',
    )
  const ids = [...new Set(rows.flatMap((r) => r.id.split(';')).filter((id) => id !== missing))]
  const quals = rows.map((r) => r.qual).filter((q) => q !== missing)
  return {
    chrom: first.chrom,
    pos: first.pos,
    id: ids.length === 0 ? missing : ids.join(';'),
    ref,
    alts,
    qual: quals.reduce((most, q) => (most === missing || Number(q) > Number(most) ? q : most), missing),
    filter: joinedFilter(
      rows.map((r) => r.filter),
      options.passing,
    ),
    info,
    format: keys.filter((key) => !bad.has(key)),
    samples: cells.map((values) => values.filter((_, i) => !bad.has(keys[i] as string))),
  }
}

const order: readonly (AlleleKind | 'mixed')[] = [
  'snp',
  'mnp',
  'indel',
  'other',
  'symbolic',
  'breakend',
  'star',
  'any',
  'invalid',
  'mixed',
]

const kindOf = (row: VcfRow): AlleleKind | 'mixed' => {
  const kinds = new Set(row.alts.map((alt) => alleleKind(row.ref, alt)))
  const [only] = kinds
  return kinds.size === 1 && only !== undefined ? only : 'mixed'
}

/**
 * The rows of one place in the groups that are joined. `any`: all together. `both`: SNVs, MNVs, insertions and deletions, and other kinds each by themselves, and rows that
 * hold several kinds not at all. `snps`, `indels`: only those. A row without ALT joins the first group with its REF base.
 */
export const joinGroups = (
  rows: readonly VcfRow[],
  which: 'any' | 'both' | 'snps' | 'indels',
): readonly (readonly VcfRow[])[] => {
  if (which === 'any') return [rows]
  const groups: { kind: AlleleKind | 'mixed'; rows: VcfRow[] }[] = []
  const bare = rows.filter((r) => r.alts.length === 0)
  for (const row of rows) {
    if (row.alts.length === 0) continue
    const kind = kindOf(row)
    const joins =
      kind !== 'mixed' && kind !== 'breakend' && (which === 'both' || kind === (which === 'snps' ? 'snp' : 'indel'))
    const group = joins ? groups.find((g) => g.kind === kind) : undefined
    if (group === undefined) groups.push({ kind, rows: [row] })
    else group.rows.push(row)
  }
  const sorted = groups.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).map((g) => g.rows)
  if (bare.length === 0) return sorted
  const [head, ...rest] = sorted
  return head === undefined ? [bare] : [[...bare, ...head], ...rest]
}
