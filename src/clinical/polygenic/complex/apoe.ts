import type { Build } from '../../../genome/index.ts'
import type { RowPart, ScoreRow } from '../model.ts'

/** The two variants that make the alleles of APOE. @source dbSNP rs429358 and rs7412 */
const places: Readonly<Record<Build, readonly [rs429358: number, rs7412: number]>> = {
  GRCh37: [45411941, 45412079],
  GRCh38: [44908684, 44908822],
}

/** Bases at rs429358 and rs7412 of each allele. @source Zannis VI et al. J Lipid Res 1982;23:911 (names), dbSNP (bases) */
const alleleOf: Readonly<Record<string, string>> = { TT: 'e2', TC: 'e3', CC: 'e4', CT: 'e1' }

const named = /^(?:apoe[-_ *]?)?[eε]([1-4])(?:\/(?:apoe[-_ *]?)?[eε]?([1-4]))?$/i

/** The one or two APOE alleles that a row's text names, as `e2`; undefined when it names none. @example apoeNamed('ε3/ε4') // ['e3', 'e4'] */
export const apoeNamed = (text: string): readonly string[] | undefined => {
  const found = named.exec(text.trim())
  if (found === null) return undefined
  return [found[1], found[2]].filter((n) => n !== undefined).map((n) => `e${n}`)
}

/** The variants that a row on APOE needs; none for every other row. */
export const apoeParts = (row: ScoreRow, build: Build): readonly RowPart[] => {
  const { effect } = row
  if ((effect.kind !== 'apoe' && effect.kind !== 'diplotype') || apoeNamed(row.effectAllele) === undefined) return []
  const [first, second] = places[build]
  return [
    { chrom: 'chr19', pos: first, effectAllele: 'C', otherAlleles: ['T'] },
    { chrom: 'chr19', pos: second, effectAllele: 'T', otherAlleles: ['C'] },
  ]
}

/**
 * The two APOE alleles of a person, in order. `c`: copies of C at rs429358, `t`: copies of T at rs7412. One copy of each is e2 with e4 unless phase says that both stand on one strand (e1 with e3): e1
 * is so rare that the other reading is taken. `together`: whether phase says so; undefined without phase.
 */
export const apoeGenotype = (
  c: number,
  t: number,
  together: boolean | undefined,
): readonly [string, string] | undefined => {
  if (![0, 1, 2].includes(c) || ![0, 1, 2].includes(t)) return undefined
  const strands =
    c === 1 && t === 1
      ? together === true
        ? ['CT', 'TC']
        : ['CC', 'TT']
      : [`${c > 0 ? 'C' : 'T'}${t === 2 ? 'T' : 'C'}`, `${c > 1 ? 'C' : 'T'}${t > 0 ? 'T' : 'C'}`]
  // With two of one and one of the other the strands differ in one base only.
  const [a, b] = strands.map((s) => alleleOf[s] as string).toSorted() as [string, string]
  return [a, b]
}
