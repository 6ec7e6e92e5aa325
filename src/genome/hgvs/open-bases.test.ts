import { describe, expect, test } from 'vitest'
import type { Transcript } from '../transcripts/transcript.ts'
import { hgvsOfVariant } from './name-variant.ts'

/** ATG GCT TAA with five bases on either side that are left open, on contig bases 101-119. */
const transcript: Transcript = {
  id: 'NM_1.1',
  gene: 'G',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr1',
  strand: 1,
  exons: [{ start: 0, end: 19, genomeStart: 100, genomeEnd: 119 }],
  cds: { start: 5, end: 14 },
  sequence: 'NNNNNATGGCTTAANNNNN',
  tags: [],
}
const named = (pos: number, ref: string, alt: string, on = transcript) =>
  hgvsOfVariant({ chrom: 'chr1', pos, ref, alt }, on)

describe('a transcript of which only the coding bases are held', () => {
  test('takes the stated REF where its base is left open, and says nothing of a difference', () => {
    expect(named(103, 'C', 'T').c).toEqual({ text: 'NM_1.1:c.-3C>T' })
    expect(named(116, 'C', 'T').c).toEqual({ text: 'NM_1.1:c.*2C>T' })
  })

  test('names and reads a change of the coding part', () => {
    expect(named(110, 'C', 'T')).toMatchObject({ c: { text: 'NM_1.1:c.5C>T' }, p: { text: 'p.(Ala2Val)' } })
    expect(named(110, 'G', 'T').c).toMatchObject({ refReplaced: true })
  })

  test('says that a name may have to say a place further on where the next base is left open', () => {
    expect(named(102, 'CA', 'C').c).toEqual({ text: 'NM_1.1:c.-3del', shiftCut: true })
    expect(named(107, 'TG', 'T').c).toEqual({ text: 'NM_1.1:c.4del' })
  })

  test('refuses where transcript and genome are known to differ in a base that is left open', () => {
    const [exon] = transcript.exons
    const on = { ...transcript, exons: exon === undefined ? [] : [{ ...exon, cigar: '2=1X16=' }] }
    expect(named(103, 'C', 'T', on).c).toMatchObject({ refused: 'transcriptDiffers' })
    expect(named(102, 'C', 'T', on).c).toEqual({ text: 'NM_1.1:c.-4C>T' })
  })
})
