import { describe, expect, test } from 'vitest'
import { consequences } from './annotator.ts'
import { syntheticGene } from './synthetic-gene.fixture.ts'
import { vepTerms } from './terms.ts'

const of = (strand: 1 | -1) =>
  syntheticGene(['GCCATGGCACCC', 'GGGAAATTTCCC', 'GGGAAATAACCC'], { start: 3, end: 33 }, strand)

/** The base `offset` into the first intron (1: the first), or with a negative number before the second exon. */
const intronBase = (gene: ReturnType<typeof of>, offset: number) => {
  const edge = gene.at(offset > 0 ? 11 : 12)
  const pos = edge + gene.transcript.strand * offset + 1
  const ref = gene.genome.charAt(pos - 1)
  return { chrom: 'chr1', pos, ref, alt: ref === 'A' ? 'C' : 'A' }
}

describe.each([1, -1] as const)('splice sites, strand %s', (strand) => {
  const gene = of(strand)
  const terms = (offset: number) => consequences(intronBase(gene, offset), [gene.transcript], gene.reference)[0]
  const intron = 'coding_transcript_intron_variant'

  test.each([
    [1, ['splice_donor_variant', intron]],
    [2, ['splice_donor_variant', intron]],
    [3, ['splice_region_variant', 'splice_donor_region_variant', intron]],
    [5, ['splice_donor_5th_base_variant', 'splice_region_variant', 'splice_donor_region_variant', intron]],
    [6, ['splice_region_variant', 'splice_donor_region_variant', intron]],
    [8, ['splice_region_variant', intron]],
    [9, [intron]],
    [-1, ['splice_acceptor_variant', intron]],
    [-2, ['splice_acceptor_variant', intron]],
    [-3, ['splice_region_variant', 'splice_polypyrimidine_tract_variant', intron]],
    [-8, ['splice_region_variant', 'splice_polypyrimidine_tract_variant', intron]],
    [-9, ['splice_polypyrimidine_tract_variant', intron]],
    [-17, ['splice_polypyrimidine_tract_variant', intron]],
    [-18, [intron]],
  ])('base %s of an intron', (offset, expected) => {
    expect(terms(offset)).toMatchObject({ terms: expected, intron: 1, spliceDistance: offset })
  })

  test('the last three and first three bases of an exon are its splice region', () => {
    const exonic = (base: number) =>
      consequences(gene.variant(base, base + 1, 'T'), [gene.transcript], gene.reference)[0]?.terms
    expect(exonic(11)).toEqual(['exonic_splice_region_variant', 'synonymous_variant'])
    expect(exonic(9)).toContain('exonic_splice_region_variant')
    expect(exonic(8)).not.toContain('exonic_splice_region_variant')
    expect(exonic(14)).toContain('exonic_splice_region_variant')
    expect(exonic(15)).not.toContain('exonic_splice_region_variant')
  })

  test('a deletion over a junction that can also stand inside the exon leaves the splice site as it was', () => {
    const twice = syntheticGene(['GCCATGGCAGTAGTA', 'GGGTAACCC'], { start: 3, end: 21 }, strand)
    // exon … GTA GTA, intron GTAAGT: the last GTA taken, or the first three bases of the intron, give the same
    const found = consequences(twice.variant(12, 15, ''), [twice.transcript], twice.reference)[0]
    expect(found?.terms).not.toContain('splice_donor_variant')
    expect(found?.flags).toEqual(['ambiguousSplice'])
  })

  test('a deletion from exon to intron takes the donor site, and the protein is not read', () => {
    const edge = gene.at(11)
    const [low, high] = strand === 1 ? [edge - 1, edge + 3] : [edge - 2, edge + 2]
    const found = consequences(
      { chrom: 'chr1', pos: low, ref: gene.genome.slice(low - 1, high), alt: gene.genome.charAt(low - 1) },
      [gene.transcript],
      gene.reference,
    )[0]
    expect(found?.terms).toEqual(['splice_donor_variant', 'coding_sequence_variant', intron])
  })

  test('upstream and downstream up to 5,000 bases, nothing beyond', () => {
    const low = Math.min(...gene.transcript.exons.map((e) => e.genomeStart))
    const at = (pos: number) =>
      consequences(
        { chrom: 'chr1', pos, ref: gene.genome.charAt(pos - 1), alt: gene.genome.charAt(pos - 1) === 'A' ? 'C' : 'A' },
        [gene.transcript],
        gene.reference,
      )
    expect(at(low)).toMatchObject([
      { terms: [strand === 1 ? 'upstream_gene_variant' : 'downstream_gene_variant'], distance: 1 },
    ])
    expect(at(low - 4999)).toMatchObject([{ distance: 5000 }])
    expect(at(low - 5000)).toEqual([])
  })
})

test('VEP’s vocabulary has fewer terms', () => {
  expect(vepTerms(['stop_lost', 'feature_elongation', 'conservative_inframe_deletion'])).toEqual([
    'stop_lost',
    'inframe_deletion',
  ])
  expect(vepTerms(['exonic_splice_region_variant', 'splice_region_variant', '3_prime_UTR_exon_variant'])).toEqual([
    'splice_region_variant',
    '3_prime_UTR_variant',
  ])
})
