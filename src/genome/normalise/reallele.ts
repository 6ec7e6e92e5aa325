import type { VcfRow } from '../vcf/vcf-row.ts'
import type { FieldNumber, FieldRule, FieldRules } from './field-rules.ts'
import { genotypeIndex, genotypes, ploidyOfCount } from './genotype-order.ts'

/** Which old allele (0: REF) each new one takes its values from; -1: none, its values are missing. The first is the new REF. */
export type Take = readonly number[]

const missing = '.'

const perAllele = (values: readonly string[], take: Take): string =>
  take.map((old) => (old < 0 ? missing : (values[old] ?? missing))).join(',')

const perGenotype = (values: readonly string[], take: Take, ploidy: number): string =>
  genotypes(take.length, ploidy)
    .map((alleles) => alleles.map((a) => take[a] as number))
    .map((old) => (old.some((a) => a < 0) ? missing : (values[genotypeIndex(old)] ?? missing)))
    .join(',')

/** The values of one field for the new alleles; undefined when it does not have as many values as its Number says for `count` old alleles. */
export const takenValues = (text: string, number: FieldNumber, count: number, take: Take): string | undefined => {
  if (text === missing || text === '') return missing
  const values = text.split(',')
  if (number === 'A') return values.length === count - 1 ? perAllele([missing, ...values], take.slice(1)) : undefined
  if (number === 'R') return values.length === count ? perAllele(values, take) : undefined
  if (number !== 'G') return text
  const ploidy = ploidyOfCount(values.length, count)
  return ploidy === undefined ? undefined : perGenotype(values, take, ploidy)
}

/** INFO texts may hold commas of their own, so what is too much is passed over; what is too little is missing. */
const takenText = (text: string, number: FieldNumber, count: number, take: Take): string | undefined => {
  const fits = takenValues(text, number, count, take)
  if (fits !== undefined) return fits
  const values = text.split(',')
  if (number === 'A') return perAllele([missing, ...values], take.slice(1))
  if (number === 'R') return values.length < count ? missing : perAllele(values, take)
  const needed = (count * (count + 1)) / 2
  return values.length < needed ? undefined : perGenotype(values, take, 2)
}

/** GT with each called allele renamed; phasing signs stay as they are. @example renamedGenotype('0|2', (a) => (a === 2 ? '1' : '0')) // '0|1' */
export const renamedGenotype = (gt: string, name: (allele: number) => string): string =>
  gt.replace(/\d+/g, (a) => name(Number(a)))

const localFields = new Set<FieldNumber>(['LA', 'LR', 'LG'])

/** Fields over a sample's local alleles (VCF 4.5, LAA) for the new alleles: those among them that the sample had, in the new order. */
const localValues = (fields: Map<string, string>, rules: FieldRules, take: Take): ReadonlySet<string> => {
  const misfits = new Set<string>()
  const laa = fields.get('LAA')
  if (laa === undefined) return misfits
  const local = [0, ...(laa === missing || laa === '' ? [] : laa.split(',').map(Number))]
  const kept = take.flatMap((old, i) =>
    i > 0 && old > 0 && local.includes(old) ? [{ allele: i, at: local.indexOf(old) }] : [],
  )
  const reference = take[0] === undefined ? -1 : local.indexOf(take[0])
  const within: Take = [reference, ...kept.map((k) => k.at)]
  for (const [key, value] of fields) {
    const number = rules.format.get(key)?.number
    if (number === undefined || !localFields.has(number)) continue
    const taken = takenValues(value, number === 'LA' ? 'A' : number === 'LR' ? 'R' : 'G', local.length, within)
    if (taken === undefined) misfits.add(key)
    else fields.set(key, taken === '' ? missing : taken)
  }
  fields.set('LAA', kept.length === 0 ? missing : kept.map((k) => k.allele).join(','))
  return misfits
}

const changes = (rule: FieldRule | undefined): rule is FieldRule =>
  rule?.number === 'A' || rule?.number === 'R' || rule?.number === 'G'

/**
 * INFO, FORMAT and samples of a row for another list of alleles. `name` gives the new GT text of each old allele. A field with more or fewer values than
 * its Number says is left out and told to `onMisfit`.
 */
export const realleled = (
  row: VcfRow,
  take: Take,
  rules: FieldRules,
  name: (allele: number) => string,
  onMisfit: (key: string) => void,
): Pick<VcfRow, 'info' | 'format' | 'samples'> => {
  const count = row.alts.length + 1
  const info = new Map<string, string | true>()
  for (const [key, value] of row.info) {
    const rule = rules.info.get(key)
    if (value === true || !changes(rule)) {
      info.set(key, value)
      continue
    }
    const taken = rule.text ? takenText(value, rule.number, count, take) : takenValues(value, rule.number, count, take)
    if (taken === undefined) onMisfit(`INFO/${key}`)
    else info.set(key, taken)
  }
  const misfits = new Set<string>()
  const samples = row.samples.map((fields) => {
    const values = new Map<string, string>()
    row.format.forEach((key, i) => {
      const value = fields[i] ?? missing
      const rule = rules.format.get(key)
      if (key === 'GT') values.set(key, renamedGenotype(value, name))
      else if (!changes(rule)) values.set(key, value)
      else {
        const taken = takenValues(value, rule.number, count, take)
        if (taken === undefined) misfits.add(key)
        values.set(key, taken ?? missing)
      }
    })
    for (const key of localValues(values, rules, take)) misfits.add(key)
    return values
  })
  for (const key of misfits) onMisfit(`FORMAT/${key}`)
  const format = row.format.filter((key) => !misfits.has(key))
  return { info, format, samples: samples.map((values) => format.map((key) => values.get(key) ?? missing)) }
}
