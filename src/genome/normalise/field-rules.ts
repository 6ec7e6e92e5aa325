/** How many values a field has: a number, one per ALT (A), allele (R) or genotype (G), the same over a sample's local alleles (LA, LR, LG), one per strand (P), or unknown (.). */
export type FieldNumber = number | 'A' | 'R' | 'G' | 'LA' | 'LR' | 'LG' | 'P' | 'M' | '.'

export type FieldRule = { readonly number: FieldNumber; readonly text: boolean }

/** The Number and kind of each INFO and FORMAT field. */
export type FieldRules = {
  readonly info: ReadonlyMap<string, FieldRule>
  readonly format: ReadonlyMap<string, FieldRule>
}

const numeric = (number: FieldNumber): FieldRule => ({ number, text: false })

/** Fields that the specification reserves, for files that do not declare them. @source VCF 4.5 specification, tables 1 and 2 */
const reservedInfo: readonly (readonly [string, FieldRule])[] = [
  ...['AC', 'AF'].map((k) => [k, numeric('A')] as const),
  ...['AD', 'ADF', 'ADR'].map((k) => [k, numeric('R')] as const),
  ['CIGAR', { number: 'A', text: true }],
]
const reservedFormat: readonly (readonly [string, FieldRule])[] = [
  ...['AD', 'ADF', 'ADR'].map((k) => [k, numeric('R')] as const),
  ...['GL', 'GP', 'PL', 'PP'].map((k) => [k, numeric('G')] as const),
  ['EC', numeric('A')],
  ['LEC', numeric('LA')],
  ...['LAD', 'LADF', 'LADR'].map((k) => [k, numeric('LR')] as const),
  ...['LGL', 'LGP', 'LPL', 'LPP'].map((k) => [k, numeric('LG')] as const),
]

const readNumber = (text: string): FieldNumber =>
  /^(?:A|R|G|LA|LR|LG|P|M)$/.test(text) ? (text as FieldNumber) : /^\d+$/.test(text) ? Number(text) : '.'

/** Reads the declarations of INFO and FORMAT fields out of header lines. */
export const fieldRules = (header: readonly string[]): FieldRules => {
  const info = new Map(reservedInfo)
  const format = new Map(reservedFormat)
  for (const line of header) {
    const kind = /^##(INFO|FORMAT)=<(.*)>?\s*$/.exec(line)
    if (kind === null) continue
    const of = (key: string): string | undefined => new RegExp(`(?:^|,)${key}=([^,>]*)`).exec(kind[2] ?? '')?.[1]
    const id = of('ID')
    if (id === undefined) continue
    const type = of('Type')
    const rule: FieldRule = { number: readNumber(of('Number') ?? '.'), text: type === 'String' || type === 'Character' }
    ;(kind[1] === 'INFO' ? info : format).set(id, rule)
  }
  return { info, format }
}
