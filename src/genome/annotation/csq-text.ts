import { vepTerms } from '../consequence/index.ts'
import type { Variant } from '../variant.ts'
import type { AlleleAnnotation, TogetherAnnotation, ToldImpact } from './allele-annotation.ts'

const columns = [
  'Allele',
  'Consequence',
  'IMPACT',
  'SYMBOL',
  'Feature',
  'BIOTYPE',
  'EXON',
  'INTRON',
  'HGVSc',
  'HGVSp',
  'HGVSg',
  'DISTANCE',
  'Codons',
  'MANE',
  'FLAGS',
] as const

/** The header line of the INFO field that `csqText` writes, in the form that readers of VEP's output know. */
export const csqHeader = `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence per transcript by Attune, terms as VEP has them. Format: ${columns.join('|')}">`

/** What would break the field is percent-coded, as VCF 4.3 has it. */
const safe = (text: string): string =>
  text.replace(/[%;,|=\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

const maneOf = (tags: readonly string[]): string =>
  tags.includes('MANE Select') ? 'Select' : tags.includes('MANE Plus Clinical') ? 'Plus_Clinical' : ''

/** VEP knows four impacts; what is not known counts there as `MODIFIER`, and the flag `noSequence` says why. */
const vepImpact = (impact: ToldImpact): string => (impact === 'notKnown' ? 'MODIFIER' : impact.toUpperCase())

/**
 * One ALT's entries of the CSQ field, by comma; `alt` as the row has it. Where no transcript that is loaded is near, the term is `sequence_variant`, for it is not known whether there is a
 * gene. Empty for an allele that is not read.
 */
export const csqText = (alt: string, annotation: AlleleAnnotation): string => {
  if (annotation.variant === undefined && annotation.change === undefined) return ''
  const entry = (cells: Partial<Record<(typeof columns)[number], string>>): string =>
    columns.map((name) => (name === 'Consequence' ? (cells[name] ?? '') : safe(cells[name] ?? ''))).join('|')
  const g = annotation.g ?? ''
  if (annotation.transcripts.length === 0)
    return entry({ Allele: alt, Consequence: 'sequence_variant', IMPACT: 'MODIFIER', HGVSg: g })
  return annotation.transcripts
    .map((t) =>
      entry({
        Allele: alt,
        Consequence: vepTerms(t.terms).join('&'),
        IMPACT: vepImpact(t.impact),
        SYMBOL: t.gene,
        Feature: t.transcript,
        BIOTYPE: t.biotype,
        EXON: t.exon ?? '',
        INTRON: t.intron ?? '',
        HGVSc: t.c ?? '',
        HGVSp: t.p ?? '',
        HGVSg: g,
        DISTANCE: t.distance === undefined ? '' : String(t.distance),
        Codons: t.codons?.join('/') ?? '',
        MANE: maneOf(t.tags),
        FLAGS: [...t.flags, ...(t.mayShift === true ? ['nameMayShift'] : [])].join('&'),
      }),
    )
    .join(',')
}

const togetherColumns = [
  'SYMBOL',
  'Feature',
  'Members',
  'Consequence',
  'IMPACT',
  'Amino_acids',
  'Copies',
  'Unplaced',
] as const

/** The header line of the INFO field that `togetherText` writes. */
export const togetherHeader = `##INFO=<ID=CSQ_TOGETHER,Number=.,Type=String,Description="What variants on one copy do together by Attune; Unplaced: variants whose phase is not known and would change it. Format: ${togetherColumns.join('|')}">`

/** What the variants of one copy do together, as one entry of the CSQ_TOGETHER field. */
export const togetherText = (together: TogetherAnnotation): string => {
  const listed = (variants: readonly Variant[]): string => variants.map((v) => `${v.pos}:${v.ref}>${v.alt}`).join('&')
  const [from, to] = together.residues ?? []
  const cells: readonly string[] = [
    together.gene,
    together.transcript,
    listed(together.members),
    vepTerms(together.terms).join('&'),
    vepImpact(together.impact),
    together.aminoAcids === undefined ? '' : `${from === to ? from : `${from}-${to}`}${together.aminoAcids.join('>')}`,
    (together.copies ?? []).join('&'),
    listed(together.unplaced ?? []),
  ]
  return cells.map((cell, i) => (i === 3 ? cell : safe(cell))).join('|')
}
