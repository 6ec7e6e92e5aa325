import { expect, test } from 'vitest'
import type { Transcript } from '../transcripts/transcript.ts'
import { codingRegions } from './coding-regions.ts'

const base = { id: 'T', gene: 'G', biotype: 'protein_coding', build: 'GRCh38', chrom: 'chr1', tags: [] } as const

const forward: Transcript = {
  ...base,
  strand: 1,
  exons: [
    { start: 0, end: 100, genomeStart: 1000, genomeEnd: 1100 },
    { start: 100, end: 150, genomeStart: 2000, genomeEnd: 2050 },
    { start: 150, end: 250, genomeStart: 3000, genomeEnd: 3100 },
  ],
  cds: { start: 90, end: 156 },
}

test('only the coding part of an exon counts, in the order of the transcript', () => {
  expect(codingRegions(forward)).toEqual([
    { chrom: 'chr1', start: 1091, end: 1100 },
    { chrom: 'chr1', start: 2001, end: 2050 },
    { chrom: 'chr1', start: 3001, end: 3006 },
  ])
})

test('on the other strand the parts are counted from the other end', () => {
  const exons = [
    { start: 0, end: 100, genomeStart: 3000, genomeEnd: 3100 },
    { start: 100, end: 150, genomeStart: 2000, genomeEnd: 2050 },
  ]
  expect(codingRegions({ ...forward, strand: -1, exons, cds: { start: 90, end: 120 } })).toEqual([
    { chrom: 'chr1', start: 3001, end: 3010 },
    { chrom: 'chr1', start: 2031, end: 2050 },
  ])
})

test('as many bases as the coding part is long', () => {
  const bases = codingRegions(forward).reduce((n, r) => n + r.end - r.start + 1, 0)
  expect(bases).toBe(156 - 90)
})

test('without a coding part, or where the exon is gapped, whole exons count', () => {
  const { cds: _, ...noncoding } = forward
  expect(codingRegions(noncoding)).toHaveLength(3)
  const gapped = forward.exons.map((e, i) => (i === 0 ? { ...e, cigar: '50=1D50=' } : e))
  expect(codingRegions({ ...forward, exons: gapped })[0]).toEqual({ chrom: 'chr1', start: 1001, end: 1100 })
})
