import { tsvRows } from './release.ts'

/** A gene that the product speaks of. `grch37`, `grch38`: 1-based, both ends included; they cover the transcript where one is held, and the positions of its allele definitions within 10 kb of it. */
export type ListedGene = {
  readonly gene: string
  readonly name: string
  readonly why: 'pharmacogenomics' | 'hereditary'
  readonly mattersFor: string
  readonly chrom: string
  readonly grch37: { readonly start: number; readonly end: number }
  readonly grch38: { readonly start: number; readonly end: number }
  readonly strand: 1 | -1
  readonly transcript?: string
  readonly maneSelect?: string
  /** How much of the model is held: nothing but the region, exons, or bases too: those of the coding part, or all of the transcript. */
  readonly holds: 'region' | 'exons' | 'exons and coding sequence' | 'exons and sequence'
  /** What outside facts the model was held against. */
  readonly checks: string
  readonly source: string
  /** What of it nothing outside confirms. */
  readonly unverified?: string
  readonly note?: string
}

const range = (cell: string | undefined): ListedGene['grch38'] => {
  const [start = '0', end = '0'] = (cell ?? '').split('-')
  return { start: Number(start), end: Number(end) }
}

const stated = <K extends string>(key: K, cell: string | undefined): Partial<Record<K, string>> =>
  cell === undefined || cell === '' ? {} : ({ [key]: cell } as Record<K, string>)

/** The genes of `genes.tsv` of an attune-genes release. */
export const readGenes = (table: string): readonly ListedGene[] =>
  tsvRows(table).map((r) => ({
    gene: r['gene'] ?? '',
    name: r['name'] ?? '',
    why: r['why'] === 'hereditary' ? 'hereditary' : 'pharmacogenomics',
    mattersFor: r['matters_for'] ?? '',
    chrom: r['chrom'] ?? '',
    grch37: range(r['grch37']),
    grch38: range(r['grch38']),
    strand: r['strand'] === '-' ? -1 : 1,
    ...stated('transcript', r['transcript']),
    ...stated('maneSelect', r['mane_select']),
    holds: (r['model'] === '' ? 'region' : r['model']) as ListedGene['holds'],
    checks: r['checks'] ?? '',
    source: r['source'] ?? '',
    ...stated('unverified', r['unverified']),
    ...stated('note', r['note']),
  }))

/** A position of an allele definition as VCF writes it, on one build. `changes`: what ALTs do to the protein (`R144C`), by ALT, as far as it is known. */
export type ListedSite = {
  readonly changes: Readonly<Record<string, string>>
  readonly gene: string
  readonly rsid: string
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alts: readonly string[]
}

/** The positions of `sites.tsv` on one build; those not known there are left out. */
export const readListedSites = (table: string, build: 'GRCh37' | 'GRCh38'): readonly ListedSite[] => {
  const column = build === 'GRCh37' ? 'grch37' : 'grch38'
  return tsvRows(table)
    .filter((r) => r[column] !== '')
    .map((r) => ({ r, alts: (r[`alts_${column}`] ?? '').split(',') }))
    .map(({ r, alts }) => ({
      gene: r['gene'] ?? '',
      rsid: r['rsid'] ?? '',
      chrom: r['chrom'] ?? '',
      pos: Number(r[column]),
      ref: r[`ref_${column}`] ?? '',
      alts,
      changes: Object.fromEntries(
        (r['changes'] ?? '')
          .split(';')
          .map((c) => c.split('=') as [string, string])
          .filter(([alt]) => alts.includes(alt)),
      ),
    }))
}

/** An attune-genes release as it goes to a page: its name, the texts of its tables, and the packed reference bases of each build in base64. */
export type GenePack = {
  readonly release: string
  readonly attribution: string
  readonly genes: string
  readonly sites: string
  readonly transcripts: string
  readonly index: string
  readonly contexts: { readonly GRCh37: string; readonly GRCh38: string }
}
