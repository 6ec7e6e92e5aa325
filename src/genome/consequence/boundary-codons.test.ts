import { describe, expect, test } from 'vitest'
import { consequences } from './annotator.ts'
import { syntheticGene } from './synthetic-gene.fixture.ts'

/** Own transcripts for the kinds of cases of `genome/consequence/start-stop-boundary-grch38.json`; the expected terms are that file's. */
const five = 'GCCGCTAGCC'
const gene = (coding: string, three: string, strand: 1 | -1, utr = five) =>
  syntheticGene([`${utr}${coding}${three}`], { start: utr.length, end: utr.length + coding.length }, strand)

const told = (of: ReturnType<typeof gene>, from: number, to: number, alt = '') => {
  const found = consequences(of.variant(from, to, alt), [of.transcript], of.reference)
  return { terms: found[0]?.terms, impact: found[0]?.impact }
}

describe.each([1, -1] as const)('start and stop codons, strand %s', (strand) => {
  test('an in-frame deletion over the last residue and its stop that puts a stop in the residue’s place is a gained stop and a disruptive deletion', () => {
    // … CTC TCC TGA without CCT: CTC TGA, as in HRAS p.Ser189Ter
    const of = gene('ATGGCACTCTCCTGA', 'CCTGGC', strand)
    expect(told(of, 10 + 10, 10 + 13)).toEqual({
      terms: ['stop_gained', 'disruptive_inframe_deletion'],
      impact: 'high',
    })
  })

  test('the same deletion written one base further left means the same', () => {
    const of = gene('ATGGCACTCTCCTGA', 'CCTGGC', strand)
    expect(told(of, 10 + 9, 10 + 12)).toEqual({ terms: ['stop_gained', 'disruptive_inframe_deletion'], impact: 'high' })
  })

  test('an in-frame deletion inside a protein that joins two codons to a stop is a gained stop', () => {
    const of = gene('ATGGCATACGAGGGCCTCTCCTGGTAA', 'CCTGGC', strand)
    // codons ATG GCA TAC GAG: taking CGA leaves TAG
    expect(told(of, 10 + 8, 10 + 11)).toEqual({ terms: ['stop_gained', 'disruptive_inframe_deletion'], impact: 'high' })
  })

  test('a deletion of the whole last codon leaves the stop codon alone, as in OPA1 c.3043_3045del', () => {
    const whole = gene('ATGGCACCCTAA', 'CCTGGC', strand)
    expect(told(whole, 10 + 6, 10 + 9)).toEqual({ terms: ['conservative_inframe_deletion'], impact: 'moderate' })
  })

  test.each([
    ['one base of TGA before an A', 'ATGGCATGA', 'AGCC', 7, 8],
    ['one base of TGA before a G', 'ATGGCATGA', 'GCCC', 7, 8],
    ['one base of TAA before a G', 'ATGGCATAA', 'GCCC', 8, 9],
    ['two bases of TGA before AA', 'ATGGCATGA', 'AACC', 7, 9],
    ['both A of TAA before GA', 'ATGGCATAA', 'GACC', 7, 9],
  ])('a deletion of %s that leaves a stop codon is a retained stop', (_, coding, three, from, to) => {
    expect(told(gene(coding, three, strand), 10 + from, 10 + to)).toEqual({
      terms: ['stop_retained_variant'],
      impact: 'low',
    })
  })

  test('a deletion of the end of the last codon, the stop and bases behind it, where the next codon is a stop, is a missense', () => {
    const of = gene('ATGGCAGTATGA', 'CTCAGTTGACCC', strand)
    // GTA TGA CTC AGT TGA without TATGACTCA: GGT TGA
    expect(told(of, 10 + 7, 10 + 16)).toEqual({
      terms: ['missense_variant', '3_prime_UTR_exon_variant'],
      impact: 'moderate',
    })
  })

  test('a deletion over stop and untranslated bases behind which no stop follows loses the stop', () => {
    const of = gene('ATGGCACTTTAA', 'AATGTTC', strand)
    expect(told(of, 10 + 7, 10 + 16)).toEqual({
      terms: ['stop_lost', 'protein_altering_variant', '3_prime_UTR_exon_variant'],
      impact: 'high',
    })
  })

  test('a deletion of the stop codon alone lengthens the protein to the next stop, as in OPA1 c.3046_3048del', () => {
    const of = gene('ATGGCACTCTAA', 'CCGGCATAGC', strand)
    expect(told(of, 10 + 9, 10 + 12)).toEqual({
      terms: ['stop_lost', 'feature_elongation', 'conservative_inframe_deletion'],
      impact: 'high',
    })
  })

  test('a base of the start codon deleted is a lost start, and nothing besides', () => {
    const of = gene('ATGGCACTCTAA', 'CC', strand)
    expect(told(of, 10 + 1, 10 + 2)).toEqual({ terms: ['start_lost'], impact: 'high' })
  })

  test('the whole start codon deleted is a lost start and an in-frame deletion', () => {
    const of = gene('ATGGCACTCTAA', 'CC', strand)
    expect(told(of, 10, 13)).toEqual({ terms: ['start_lost', 'conservative_inframe_deletion'], impact: 'high' })
  })

  test('a base deleted from a run that ends before the start codon is untranslated', () => {
    const of = gene('ATGGCACTCTAA', 'CC', strand, 'GCCGCTTTTT')
    expect(told(of, 9, 10)).toEqual({ terms: ['5_prime_UTR_exon_variant'], impact: 'modifier' })
    expect(told(of, 5, 6)).toEqual({ terms: ['5_prime_UTR_exon_variant'], impact: 'modifier' })
  })

  test('the A of ATG deleted where another A stands before it keeps the start', () => {
    const of = gene('ATGGCACTCTAA', 'CC', strand, 'GCCGCTCCCA')
    expect(told(of, 10, 11)).toEqual({ terms: ['start_retained_variant'], impact: 'low' })
    expect(told(of, 9, 10)).toEqual({ terms: ['start_retained_variant'], impact: 'low' })
  })

  test('single bases: missense, silent, gained, lost and retained stop, lost start', () => {
    const of = gene('ATGGCACAATGGTAA', 'CCGTAGC', strand)
    expect(told(of, 10 + 4, 10 + 5, 'A').terms).toEqual(['missense_variant'])
    expect(told(of, 10 + 5, 10 + 6, 'T').terms).toEqual(['synonymous_variant'])
    expect(told(of, 10 + 6, 10 + 7, 'T').terms).toEqual(['stop_gained'])
    expect(told(of, 10 + 13, 10 + 14, 'C').terms).toEqual(['stop_lost', 'feature_elongation'])
    expect(told(of, 10 + 13, 10 + 14, 'G').terms).toEqual(['stop_retained_variant'])
    expect(told(of, 10 + 2, 10 + 3, 'A').terms).toEqual(['start_lost'])
  })

  test('an insertion behind the stop codon is untranslated, one before the start codon too', () => {
    const of = gene('ATGGCACTCTAA', 'CCGG', strand)
    expect(told(of, 10 + 12, 10 + 12, 'T').terms).toEqual(['3_prime_UTR_exon_variant'])
    expect(told(of, 10, 10, 'T').terms).toEqual(['5_prime_UTR_exon_variant'])
  })

  test('a frame shift tells the stop that it runs into; one that makes a stop at once is a gained stop too', () => {
    const of = gene('ATGGCACTCGGATGGCCATAA', 'CC', strand)
    expect(told(of, 10 + 4, 10 + 5).terms).toEqual(['frameshift_variant'])
    const stop = gene('ATGGCATATGGATGGCCATAA', 'CC', strand)
    expect(told(stop, 10 + 9, 10 + 9, 'AA').terms).toContain('frameshift_variant')
    expect(told(gene('ATGGCATCACGATGGCCATAA', 'CC', strand), 10 + 7, 10 + 8).terms).toEqual(['frameshift_variant'])
    expect(told(gene('ATGGCATCAAGATGGCCATAA', 'CC', strand), 10 + 7, 10 + 8).terms).toEqual([
      'stop_gained',
      'frameshift_variant',
    ])
  })
})
