import { describe, expect, test } from 'vitest'
import type { Transcript } from './transcript.ts'
import { openTranscriptTable, transcriptTableWriter, writeTranscriptTable } from './transcript-table.ts'

const forward: Transcript = {
  id: 'NM_000001.2',
  gene: 'ABC',
  geneId: 'GeneID:1',
  protein: 'NP_000001.1',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr2',
  strand: 1,
  exons: [
    { start: 0, end: 101, genomeStart: 100, genomeEnd: 200, cigar: '50=2I20=1D29=' },
    { start: 101, end: 161, genomeStart: 250, genomeEnd: 310 },
  ],
  cds: { start: 10, end: 151 },
  tags: ['MANE Select', 'basic'],
}
const reverse: Transcript = {
  id: 'ENST00000000001.3',
  gene: 'DÉF',
  geneId: 'ENSG1',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr1',
  strand: -1,
  exons: [
    { start: 0, end: 10, genomeStart: 90, genomeEnd: 100 },
    { start: 10, end: 30, genomeStart: 20, genomeEnd: 40 },
  ],
  cds: { start: 0, end: 29 },
  frame: 2,
  startIncomplete: true,
  endIncomplete: true,
  slippage: 12,
  sequence: 'ACGTACGTACACGTACGTACACGTACGTAC',
  tags: [],
}
const other: Transcript = { ...reverse, id: 'ENST00000000002.1', build: 'GRCh37', tags: ['basic'] }
const unplaced: Transcript = {
  id: 'NM_9.1',
  gene: 'LONE',
  biotype: 'protein_coding',
  build: undefined,
  chrom: '',
  strand: 1,
  exons: [],
  cds: { start: 0, end: 3 },
  sequence: 'ATG',
  tags: [],
}

const opened = (of: { readonly table: string; readonly index: string }) =>
  openTranscriptTable(new TextEncoder().encode(of.table), of.index)

describe('a table of transcripts', () => {
  const table = opened(writeTranscriptTable([forward, reverse, other, unplaced]))

  test('gives back what was written, by contig and build', () => {
    expect(table.ofContig('chr2')).toEqual([forward])
    expect(table.ofContig('chr1', 'GRCh38')).toEqual([reverse])
    expect(table.ofContig('chr1')).toEqual([reverse, other])
    expect(table.ofContig('chr3')).toEqual([])
    expect(table.contigs).toContainEqual({ build: 'GRCh37', chrom: 'chr1', rows: 1 })
  })

  test('finds a gene by symbol and by id, also behind letters of several bytes', () => {
    expect(table.ofGene('ABC')).toEqual([forward])
    expect(table.ofGene('DÉF', 'GRCh37')).toEqual([other])
    expect(table.ofGene('ENSG1')).toEqual([reverse, other])
    expect(table.ofGene('AB')).toEqual([])
    expect(table.ofGene('LONE')).toEqual([unplaced])
  })

  test('finds an accession with and without its version, and not a longer one', () => {
    expect(table.byId('NM_000001.2')).toEqual([forward])
    expect(table.byId('NM_000001')).toEqual([forward])
    expect(table.byId('NM_000001.1')).toEqual([])
    expect(table.byId('ENST0000000000')).toEqual([])
    expect(table.byId('ENST00000000001', 'GRCh38')).toEqual([reverse])
  })

  test('is the same when it is written in portions', () => {
    const writer = transcriptTableWriter()
    writer.add([forward, reverse])
    writer.add([other, unplaced])
    expect(writer.end()).toEqual(writeTranscriptTable([forward, reverse, other, unplaced]))
  })

  test('rows of a contig ascend by start', () => {
    const early: Transcript = {
      ...forward,
      id: 'NM_000002.1',
      gene: 'XYZ',
      exons: [{ start: 0, end: 30, genomeStart: 5, genomeEnd: 35 }],
      cds: { start: 0, end: 30 },
    }
    expect(opened(writeTranscriptTable([forward, early])).ofContig('chr2')).toEqual([early, forward])
  })
})
