/** Columns of a scoring file that are read, by the names of the PGS Catalog in lower case. */
const known = [
  'rsid',
  'chr_name',
  'chr_position',
  'effect_allele',
  'other_allele',
  'effect_weight',
  'locus_name',
  'is_haplotype',
  'is_diplotype',
  'is_interaction',
  'is_dominant',
  'is_recessive',
  'variant_type',
  'variant_description',
  'dosage_0_weight',
  'dosage_1_weight',
  'dosage_2_weight',
  'or',
  'hr',
  'allelefrequency_effect',
  'hm_rsid',
  'hm_chr',
  'hm_pos',
  'hm_inferotherallele',
  'effect_type',
  'accession',
] as const
export type ColumnName = (typeof known)[number]

const renamed: Readonly<Record<string, ColumnName>> = {
  reference_allele: 'other_allele',
  snp: 'rsid',
  id: 'rsid',
  variant_id: 'rsid',
  chromosome: 'chr_name',
  chrom: 'chr_name',
  chr: 'chr_name',
  position: 'chr_position',
  pos: 'chr_position',
  bp: 'chr_position',
  weight: 'effect_weight',
  beta: 'effect_weight',
  eaf: 'allelefrequency_effect',
}

/** Where the columns of a file stand. `weights`: columns of a file in PLINK's wide form (ID, effect allele, one column of weights for each score), by the name of the score. */
export type ScoreColumns = {
  readonly names: readonly string[]
  readonly separator: RegExp | string
  readonly at: Readonly<Partial<Record<ColumnName, number>>>
  readonly weights: readonly { readonly name: string; readonly column: number }[]
}

/** The columns that a first line names; undefined when it names neither an effect allele nor a weight. */
export const scoreColumns = (line: string): ScoreColumns | undefined => {
  const separator = line.includes('\t') ? '\t' : line.includes(',') ? ',' : / +/
  const names = line
    .split(separator)
    .map((n) => n.trim().replaceAll('"', ''))
    .filter((n, i, all) => n !== '' || all.slice(i).some((m) => m !== ''))
  const at: Partial<Record<ColumnName, number>> = {}
  names.forEach((name, i) => {
    const lower = name.toLowerCase()
    const is = known.find((k) => k === lower) ?? (Object.hasOwn(renamed, lower) ? renamed[lower] : undefined)
    if (is !== undefined && at[is] === undefined) at[is] = i
  })
  const hasWeight = ['effect_weight', 'dosage_1_weight', 'or', 'hr'].some((n) => at[n as ColumnName] !== undefined)
  const isWide =
    !hasWeight &&
    at.effect_allele === 1 &&
    names.length > 2 &&
    at.chr_name === undefined &&
    /^(#?id|rsid|snp|variant_id)$/i.test(names[0] ?? '')
  const weights = isWide ? names.slice(2).map((name, i) => ({ name, column: i + 2 })) : []
  if (isWide && at.rsid === undefined) at.rsid = 0
  return at.effect_allele === undefined && !hasWeight && weights.length === 0
    ? undefined
    : { names, separator, at, weights }
}
