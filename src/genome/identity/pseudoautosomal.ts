import type { Build, Region } from '../site.ts'

/** The two stretches that X and Y share, 1-based, both ends included. @source Genome Reference Consortium, GRCh37 and GRCh38 assembly regions */
export const pseudoautosomalRegions: Readonly<Record<Build, readonly (Region & { readonly name: 'PAR1' | 'PAR2' })[]>> =
  {
    GRCh37: [
      { name: 'PAR1', chrom: 'chrX', start: 60001, end: 2699520 },
      { name: 'PAR2', chrom: 'chrX', start: 154931044, end: 155260560 },
      { name: 'PAR1', chrom: 'chrY', start: 10001, end: 2649520 },
      { name: 'PAR2', chrom: 'chrY', start: 59034050, end: 59363566 },
    ],
    GRCh38: [
      { name: 'PAR1', chrom: 'chrX', start: 10001, end: 2781479 },
      { name: 'PAR2', chrom: 'chrX', start: 155701383, end: 156030895 },
      { name: 'PAR1', chrom: 'chrY', start: 10001, end: 2781479 },
      { name: 'PAR2', chrom: 'chrY', start: 56887903, end: 57217415 },
    ],
  }

/** In which shared stretch of X and Y a 1-based position lies; undefined outside. @example pseudoautosomal('GRCh38', 'chrX', 2781479) // 'PAR1' */
export const pseudoautosomal = (build: Build, chrom: string, pos: number): 'PAR1' | 'PAR2' | undefined =>
  chrom === 'chrX' || chrom === 'chrY'
    ? pseudoautosomalRegions[build].find((r) => r.chrom === chrom && pos >= r.start && pos <= r.end)?.name
    : undefined
