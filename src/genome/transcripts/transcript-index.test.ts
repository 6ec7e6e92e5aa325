import { expect, test } from 'vitest'
import type { Transcript, TranscriptTag } from './transcript.ts'
import { firstReaching, transcriptIndex } from './transcript-index.ts'

const transcript = (id: string, start: number, end: number, more: Partial<Transcript> = {}): Transcript => ({
  id,
  gene: 'BRCA1',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr17',
  strand: 1,
  exons: [{ start: 0, end: end - start, genomeStart: start, genomeEnd: end }],
  tags: [],
  ...more,
})
const tagged = (id: string, ...tags: readonly TranscriptTag[]) => transcript(id, 100, 200, { tags })

test('a gene names its MANE Select transcript first, then MANE Plus Clinical, then the longer coding part', () => {
  const index = transcriptIndex([
    transcript('NM_3.1', 100, 200, { cds: { start: 0, end: 30 } }),
    transcript('NM_4.1', 100, 200, { cds: { start: 0, end: 60 } }),
    tagged('NM_2.1', 'basic', 'MANE Plus Clinical'),
    tagged('NM_1.1', 'MANE Select'),
  ])
  expect(index.byGene('brca1').map((t) => t.id)).toEqual(['NM_1.1', 'NM_2.1', 'NM_4.1', 'NM_3.1'])
})

test('an accession is found with its version, and without one the newest comes first', () => {
  const index = transcriptIndex([
    tagged('NM_1.9'),
    tagged('NM_1.10'),
    transcript('NM_2.1', 1, 5, { protein: 'NP_2.1' }),
  ])
  expect(index.byId('NM_1.9').map((t) => t.id)).toEqual(['NM_1.9'])
  expect(index.byId('NM_1').map((t) => t.id)).toEqual(['NM_1.10', 'NM_1.9'])
  expect(index.byId('NM_1.2')).toEqual([])
  expect(index.byProtein('NP_2').map((t) => t.id)).toEqual(['NM_2.1'])
})

test('a region finds every transcript that shares a base with it, also a long one that began far before', () => {
  const index = transcriptIndex([
    transcript('LONG', 0, 1000),
    transcript('A', 100, 200),
    transcript('B', 300, 400),
    transcript('X', 100, 200, { chrom: 'chrX' }),
  ])
  const ids = (start: number, end: number) =>
    index
      .overlapping('17', start, end)
      .map((t) => t.id)
      .sort()
  expect(ids(200, 300)).toEqual(['LONG'])
  expect(ids(199, 301)).toEqual(['A', 'B', 'LONG'])
  expect(ids(1000, 1001)).toEqual([])
  expect(index.overlapping('chr2', 0, 10)).toEqual([])
  const on = index.contig('chr17')
  expect(on && firstReaching(on, 999)).toBe(0)
  expect(on && firstReaching(on, 1000)).toBe(3)
})
