import { describe, expect, test } from 'vitest'
import { structuralConsequence, type StructuralChange } from './structural-consequence.ts'
import { syntheticGene } from './synthetic-gene.fixture.ts'
import { transcriptModel } from './transcript-model.ts'

const gene = syntheticGene(['GCCATGGCACCC', 'GGGAAATTTCCC', 'GGGAAATAACCC'], { start: 3, end: 33 })
const model = transcriptModel(gene.transcript)
const [first, second, third] = gene.transcript.exons
const terms = (type: StructuralChange['type'], start: number, end: number) =>
  structuralConsequence(model, { chrom: 'chr1', start, end, type })
const low = first?.genomeStart ?? 0
const high = third?.genomeEnd ?? 0

describe('structural changes', () => {
  test('the whole transcript deleted or doubled', () => {
    expect(terms('DEL', low - 99, high + 100)).toMatchObject({
      terms: ['transcript_ablation'],
      impact: 'high',
      exons: [1, 3],
    })
    expect(terms('DUP', low - 99, high + 100)).toMatchObject({
      terms: ['transcript_amplification'],
      impact: 'high',
      exons: [1, 3],
    })
    expect(terms('INV', low - 99, high + 100)).toBeUndefined()
  })

  test('one exon deleted with its splice sites', () => {
    expect(terms('DEL', (second?.genomeStart ?? 0) - 50, (second?.genomeEnd ?? 0) + 50)).toMatchObject({
      terms: [
        'splice_acceptor_variant',
        'splice_donor_variant',
        'feature_truncation',
        'coding_sequence_variant',
        'coding_transcript_intron_variant',
      ],
      impact: 'high',
      exons: [2, 2],
    })
  })

  test('the first exon deleted takes the start codon, the last one the stop codon', () => {
    expect(terms('DEL', low - 99, (first?.genomeEnd ?? 0) + 60)?.terms).toEqual([
      'splice_donor_variant',
      'start_lost',
      'feature_truncation',
      'coding_sequence_variant',
      '5_prime_UTR_exon_variant',
      'coding_transcript_intron_variant',
    ])
    expect(terms('DEL', (third?.genomeStart ?? 0) - 60, high + 9)?.terms).toContain('stop_lost')
  })

  test('inside an intron only the place is told', () => {
    const from = (first?.genomeEnd ?? 0) + 40
    expect(terms('DEL', from, from + 30)).toMatchObject({
      terms: ['coding_transcript_intron_variant'],
      impact: 'modifier',
    })
    expect(terms('DUP', from, from + 30)).toMatchObject({ terms: ['coding_transcript_intron_variant'] })
    expect(terms('INS', from, from)).toMatchObject({ terms: ['coding_transcript_intron_variant'] })
  })

  test('an exon doubled, and something inserted into one', () => {
    expect(terms('DUP', (second?.genomeStart ?? 0) - 9, (second?.genomeEnd ?? 0) + 9)?.terms).toEqual([
      'feature_elongation',
      'coding_sequence_variant',
      'coding_transcript_intron_variant',
    ])
    expect(terms('INS', (second?.genomeStart ?? 0) + 6, (second?.genomeStart ?? 0) + 6)?.terms).toEqual([
      'feature_elongation',
      'coding_sequence_variant',
    ])
  })

  test('next to the transcript, and far away', () => {
    expect(terms('DEL', low - 300, low - 100)).toMatchObject({ terms: ['upstream_gene_variant'], distance: 101 })
    expect(terms('DEL', 1, 500)).toBeUndefined()
  })
})
