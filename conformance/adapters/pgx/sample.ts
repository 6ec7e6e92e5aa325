import type { SampleSites, SiteRow } from '../../../src/genome/site.ts'
import type { GeneKnowledge, PgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'

/** A row of a vector: a VCF row cut down to what it changes. */
export type VectorRow = {
  readonly chrom: string
  readonly pos: number
  readonly id?: string
  readonly ref: string
  readonly alt: string
  readonly gt: string
  readonly filter?: string
  readonly fmt?: Readonly<Record<string, string>>
}

const siteRow = (row: VectorRow, line: number): SiteRow => {
  const depths = row.fmt?.AD?.split(',').map(Number)
  const alts = row.alt === '.' ? [] : row.alt.split(',')
  return {
    chrom: row.chrom,
    pos: row.pos,
    id: row.id ?? '.',
    ref: row.ref,
    alts,
    filter: row.filter ?? 'PASS',
    gt: row.gt,
    ...(row.fmt?.PS === undefined ? {} : { phaseSet: row.fmt.PS }),
    ...(depths === undefined || depths.some(Number.isNaN) ? {} : { depths }),
    kind: 'row',
    line,
    text: [row.chrom, row.pos, row.id ?? '.', row.ref, row.alt, '.', row.filter ?? 'PASS', '.', 'GT', row.gt].join('\t'),
  }
}

/** Rows as the reader of a VCF on GRCh38 would hand them over. Positions are in file order. */
export const sampleOf = (name: string, rows: readonly VectorRow[]): SampleSites => ({
  source: `${name}.vcf`,
  sample: name,
  samples: [name],
  build: 'GRCh38',
  buildEvidence: 'vector',
  format: 'vcf',
  adNumber: 'R',
  sites: rows.map((r, i) => siteRow(r, i + 1)),
  unresolved: [],
  structural: [],
  rowsRead: rows.length,
})

/** Rows with genotype `gt` at every named position of a gene that is in neither list. */
export const referenceRows = (gene: GeneKnowledge, gt: string, rows: readonly VectorRow[], missing: readonly number[]): readonly VectorRow[] => {
  const told = new Set([...rows.map((r) => r.pos), ...missing])
  return (gene.definition?.positions ?? [])
    .filter((p) => !told.has(p.pos))
    .map((p) => ({ chrom: p.chrom, pos: p.pos, id: p.rsid ?? '.', ref: p.ref, alt: p.alts.join(','), gt }))
}

/** The knowledge with one gene replaced. */
export const withGene = (knowledge: PgxKnowledge, gene: GeneKnowledge): PgxKnowledge => ({
  ...knowledge,
  genes: new Map([...knowledge.genes, [gene.gene, gene] as const].sort(([a], [b]) => (a < b ? -1 : 1))),
})
