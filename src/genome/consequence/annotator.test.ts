import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { transcriptIndex } from '../transcripts/transcript-index.ts'
import { consequenceAnnotator, consequences } from './annotator.ts'
import { syntheticGene } from './synthetic-gene.fixture.ts'

const five = 'GCCGCTAGCC'
const plain = syntheticGene([`${five}ATGGCACTCTGGTAACCC`], { start: 10, end: 25 })
const one = (gene: typeof plain, from: number, to: number, alt: string) =>
  consequences(gene.variant(from, to, alt), [gene.transcript], gene.reference)[0]

describe('what is told of a variant', () => {
  test('places, codons and residues', () => {
    expect(one(plain, 14, 15, 'A')).toEqual({
      transcript: plain.transcript,
      terms: ['missense_variant'],
      impact: 'moderate',
      exons: [1, 1],
      transcriptPosition: [15, 15],
      codingPosition: [5, 5],
      residues: [2, 2],
      codons: ['gCa', 'gAa'],
      aminoAcids: ['A', 'E'],
      flags: [],
    })
  })

  test('an insertion names its neighbours, an in-frame deletion its codons', () => {
    expect(one(plain, 16, 16, 'GGG')).toMatchObject({
      terms: ['conservative_inframe_insertion'],
      transcriptPosition: [16, 17],
      codingPosition: [6, 7],
    })
    expect(one(plain, 13, 16, '')).toMatchObject({
      terms: ['conservative_inframe_deletion'],
      codons: ['GCA', ''],
      aminoAcids: ['A', ''],
      residues: [2, 2],
    })
  })

  test('a stop in an early exon is expected to have the transcript degraded, one in the last exon or at the very beginning is not', () => {
    const gained = syntheticGene(
      [`${five}ATG${'GCTCAAGGC'.repeat(20)}`, 'GCTCAAGGC'.repeat(12), `${'GCTCAAGGC'.repeat(7)}TAACCC`],
      {
        start: 10,
        end: 10 + 3 + 180 + 108 + 63 + 3,
      },
    )
    // CAA → TAA
    expect(one(gained, 10 + 3 + 9 * 15 + 3, 10 + 3 + 9 * 15 + 4, 'T')).toMatchObject({
      terms: ['stop_gained'],
      newStop: 48,
      decay: { expected: 'yes', because: 'farBeforeLastJunction' },
    })
    expect(one(gained, 10 + 3 + 288 + 9 + 3, 10 + 3 + 288 + 9 + 4, 'T')?.decay).toEqual({
      expected: 'no',
      because: 'lastExon',
    })
    expect(one(gained, 10 + 3 + 9 + 3, 10 + 3 + 9 + 4, 'T')?.decay).toEqual({
      expected: 'no',
      because: 'earlyInCodingPart',
    })
  })

  test('nothing of an allele that is not told as bases, and of one that is the reference', () => {
    const at = { chrom: 'chr1', pos: plain.at(14) + 1 }
    for (const [ref, alt] of [
      ['C', '<DEL>'],
      ['C', '*'],
      ['C', 'C'],
      ['C', '.'],
      ['C', 'C[chr2:5['],
    ])
      expect(
        consequences({ ...at, ref: ref as string, alt: alt as string }, [plain.transcript], plain.reference),
      ).toEqual([])
  })
})

describe('transcripts that are not simply there', () => {
  test('without a sequence the place is told and the protein is not', () => {
    const [found] = consequences(plain.variant(14, 15, 'A'), [plain.transcript], undefined)
    expect(found).toMatchObject({ terms: ['coding_sequence_variant'], codingPosition: [5, 5], flags: ['noSequence'] })
  })

  test('a transcript whose own base is another than the genome’s is read by its own', () => {
    const own: Transcript = { ...plain.transcript, sequence: `${five}ATGGAACTCTGGTAACCC` }
    expect(consequences(plain.variant(14, 15, 'A'), [own], plain.reference)).toMatchObject([
      { terms: ['synonymous_variant'], aminoAcids: ['E', 'E'], flags: ['transcriptDiffersFromGenome'] },
    ])
  })

  test('in an alignment gap nothing is read; behind it positions count in the transcript', () => {
    // The transcript lacks two bases of the genome (12 and 13 of the exon, CT of GCA CTC … as the genome has it).
    const genome = `GGGG${five}ATGGCACCTCTGGTAACCC${'A'.repeat(50)}`
    const transcript: Transcript = {
      id: 'GAP1.1',
      gene: 'GAP1',
      biotype: 'protein_coding',
      build: undefined,
      chrom: 'chr1',
      strand: 1,
      exons: [{ start: 0, end: 27, genomeStart: 4, genomeEnd: 33, cigar: '16=2D11=' }],
      cds: { start: 10, end: 25 },
      tags: [],
    }
    const reference = memoryReference({ chr1: genome })
    const at = (position: number, alt: string) =>
      consequences({ chrom: 'chr1', pos: position + 1, ref: genome.charAt(position), alt }, [transcript], reference)[0]
    expect(at(20, 'A')).toMatchObject({ terms: ['coding_sequence_variant'], flags: ['alignmentGap'] })
    expect(at(22, 'A')).toMatchObject({ transcriptPosition: [17, 17], codingPosition: [7, 7] })
  })

  test('an unfinished last codon, a coding part that begins in mid-codon, and a ribosome that slips', () => {
    const cut = syntheticGene([`${five}ATGGCACT`], { start: 10, end: 18 }, 1, { endIncomplete: true })
    expect(one(cut, 17, 18, 'A')).toMatchObject({
      terms: ['incomplete_terminal_codon_variant', 'coding_sequence_variant'],
      flags: ['endIncomplete'],
    })
    const open = syntheticGene(['CAATGGCACTCTAACC'], { start: 0, end: 14 }, 1, { frame: 2, startIncomplete: true })
    expect(one(open, 0, 1, 'G')?.terms).toEqual(['coding_sequence_variant'])
    expect(one(open, 3, 4, 'C')).toMatchObject({
      terms: ['missense_variant'],
      residues: [1, 1],
      aminoAcids: ['M', 'T'],
    })
    const slips = syntheticGene([`${five}ATGGCACTCTGGGCATAACC`], { start: 10, end: 28 }, 1, { slippage: 19 })
    expect(one(slips, 14, 15, 'A')?.terms).toEqual(['missense_variant'])
    expect(one(slips, 23, 24, 'A')).toMatchObject({ terms: ['coding_sequence_variant'], flags: ['slippage'] })
  })

  test('mitochondrial codons, and selenocysteine', () => {
    const mito: Transcript = { ...plain.transcript, chrom: 'chrM' }
    const reference = memoryReference({ chrM: plain.genome })
    // TGG → TGA: Trp in the mitochondrion, a stop elsewhere
    const change = plain.variant(21, 22, 'A')
    expect(consequences({ ...change, chrom: 'chrM' }, [mito], reference)[0]?.terms).toEqual(['synonymous_variant'])
    expect(one(plain, 21, 22, 'A')?.terms).toEqual(['stop_gained'])
    const seleno = syntheticGene([`${five}ATGTGACTCTGGTAACCC`], { start: 10, end: 25 })
    expect(one(seleno, 15, 16, 'T')).toMatchObject({ terms: ['missense_variant'], aminoAcids: ['U', 'C'] })
    expect(one(seleno, 14, 15, 'A')).toMatchObject({ terms: ['stop_gained'], aminoAcids: ['U', '*'] })
  })
})

describe('many variants over an index', () => {
  const other = syntheticGene(['GCCATGGCACCC', 'GGGAAATAACCC'], undefined, -1)
  const index = transcriptIndex([plain.transcript, { ...other.transcript, id: 'TEST2.1', chrom: 'chr2' }])
  const annotator = consequenceAnnotator(index, memoryReference({ chr1: plain.genome, chr2: other.genome }))

  test('the same as one by one, in any order and again', () => {
    const variants = [
      plain.variant(14, 15, 'A'),
      { ...other.variant(3, 4, 'C'), chrom: 'chr2' },
      plain.variant(11, 12, ''),
      plain.variant(14, 15, 'A'),
    ]
    const alone = variants.map((v) =>
      consequences(v, index.all, memoryReference({ chr1: plain.genome, chr2: other.genome })),
    )
    expect(variants.map((v) => annotator.of(v))).toEqual(alone)
    expect(annotator.of(variants[1] as (typeof variants)[0])[0]?.terms).toContain('non_coding_transcript_exon_variant')
  })

  test('nothing far from transcripts or on a contig that has none', () => {
    expect(annotator.of({ chrom: 'chr1', pos: 10, ref: 'A', alt: 'C' })).toEqual([])
    expect(annotator.of({ chrom: 'chr9', pos: 10, ref: 'A', alt: 'C' })).toEqual([])
    expect(annotator.of({ chrom: 'chr1', pos: plain.at(0) + 1, ref: 'G', alt: 'C' })).toHaveLength(1)
  })

  test('structural changes too', () => {
    const low = plain.at(0)
    expect(annotator.ofStructural({ chrom: 'chr1', start: low - 10, end: low + 1000, type: 'DEL' })).toMatchObject([
      { terms: ['transcript_ablation'] },
    ])
  })
})
