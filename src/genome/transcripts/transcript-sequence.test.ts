import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/memory-reference.ts'
import type { Exon, Transcript } from './transcript.ts'
import { genomeCodeFromTranscript, mayDiffer, transcriptSequence } from './transcript-sequence.ts'

const reference = memoryReference({ chr1: 'AACCGGTTACGT' })
const on = (strand: 1 | -1, exons: readonly Exon[], sequence?: string): Transcript => ({
  id: 'NM_1.1',
  gene: 'G',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr1',
  strand,
  exons,
  tags: [],
  ...(sequence === undefined ? {} : { sequence }),
})
const exon = (start: number, genomeStart: number, size: number, cigar?: string): Exon => ({
  start,
  end: start + size,
  genomeStart,
  genomeEnd: genomeStart + size,
  ...(cigar === undefined ? {} : { cigar }),
})

describe('bases of a transcript that has none of its own', () => {
  test('are the exons of the genome, turned on the minus strand', () => {
    expect(transcriptSequence(on(1, [exon(0, 1, 3), exon(3, 8, 2)]), reference)).toBe('ACCAC')
    expect(transcriptSequence(on(-1, [exon(0, 8, 2), exon(2, 1, 3)]), reference)).toBe('GTGGT')
  })

  test('are N where the alignment says that the transcript has another base', () => {
    expect(transcriptSequence(on(-1, [exon(0, 1, 3, '1=1X1=')]), reference)).toBe('GNT')
    expect(mayDiffer(on(-1, [exon(0, 1, 3, '1=1X1=')]), 1)).toBe(true)
    expect(mayDiffer(on(-1, [exon(0, 1, 3, '1=1X1=')]), 2)).toBe(false)
  })

  test('are not known with alignment gaps, nor where the genome holds nothing', () => {
    const gapped = on(1, [{ start: 0, end: 2, genomeStart: 1, genomeEnd: 4, cigar: '1=1D1=' }])
    expect(transcriptSequence(gapped, reference)).toEqual({ refused: 'alignmentGap' })
    expect(transcriptSequence(on(1, [exon(0, 10, 5)]), reference)).toEqual({ refused: 'noSequence' })
    expect(transcriptSequence(on(1, [exon(0, 1, 3)]))).toEqual({ refused: 'noSequence' })
  })
})

test('its own bases count before those of the genome, and tell the genome only where the two agree', () => {
  const own = on(-1, [exon(0, 1, 3)], 'TTT')
  expect(transcriptSequence(own, reference)).toBe('TTT')
  expect(genomeCodeFromTranscript(own, 1)).toBe('A'.charCodeAt(0))
  expect(genomeCodeFromTranscript(own, 4)).toBe(0)
  expect(genomeCodeFromTranscript(on(-1, [exon(0, 1, 3, '1=1X1=')], 'TTT'), 1)).toBe(0)
})
