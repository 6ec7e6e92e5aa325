import { describe, expect, test } from 'vitest'
import type { ReferenceGenome } from '../reference/index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { consequences } from './annotator.ts'

/** ATG GCT CGT GAA TGC TTT GAC TGA AAG TAA between two bases of UTR on either side, all on one exon. */
const bases = 'CCATGGCTCGTGAATGCTTTGACTGAAAGTAACC'
const transcript: Transcript = {
  id: 'T1.1',
  gene: 'G',
  biotype: 'protein_coding',
  build: undefined,
  chrom: 'chr1',
  strand: 1,
  exons: [{ start: 0, end: bases.length, genomeStart: 100, genomeEnd: 100 + bases.length }],
  cds: { start: 2, end: 26 },
  tags: [],
}

/** A reference that holds the transcript's stretch but for some 0-based transcript positions. */
const reference = (missing: readonly number[]): ReferenceGenome => {
  const codeAt = (position: number): number =>
    missing.includes(position - 100) ? 0 : bases.charCodeAt(position - 100) || 0
  const sequence = {
    name: 'chr1',
    length: 1000,
    codeAt,
    slice: (start: number, end: number): string | undefined => {
      const codes = Array.from({ length: end - start }, (_, i) => codeAt(start + i))
      return codes.includes(0) ? undefined : String.fromCharCode(...codes)
    },
  }
  return { build: undefined, names: ['chr1'], sequence: (name) => (name === 'chr1' ? sequence : undefined) }
}

const one = (pos: number, ref: string, alt: string, missing: readonly number[]) => {
  const found = consequences({ chrom: 'chr1', pos, ref, alt }, [transcript], reference(missing))
  return found.map(({ terms, impact, flags, aminoAcids, decay, newStop }) => ({
    terms,
    impact,
    flags,
    aminoAcids,
    decay,
    newStop,
  }))
}
const nothing = { aminoAcids: undefined, decay: undefined, newStop: undefined }

describe('where the reference does not hold all bases', () => {
  test('a change in a codon of which one base is not held is never called synonymous or missense', () => {
    expect(one(110, 'G', 'A', [])).toMatchObject([{ terms: ['missense_variant'], aminoAcids: ['R', 'H'] }])
    for (const missing of [8, 10])
      expect(one(110, 'G', 'A', [missing])).toEqual([
        { terms: ['coding_sequence_variant'], impact: 'modifier', flags: ['noSequence'], ...nothing },
      ])
  })

  test('a base that is not held in another codon changes nothing', () => {
    expect(one(110, 'G', 'A', [15])).toEqual(one(110, 'G', 'A', []))
  })

  test('behind a broken frame the reading ends at the first base that is not held, so no stop and no decay are told', () => {
    const whole = one(105, 'GGC', 'G', [])
    expect(whole).toMatchObject([{ terms: ['frameshift_variant'], flags: [] }])
    expect(whole[0]?.newStop).toBe(3)
    expect(one(105, 'GGC', 'G', [12])).toEqual([
      { terms: ['frameshift_variant', 'coding_sequence_variant'], impact: 'high', flags: ['noSequence'], ...nothing },
    ])
  })

  test('a base in which the transcript is known to differ from the genome is not held', () => {
    const differs = { ...transcript, exons: [{ ...transcript.exons[0], cigar: '8=1X25=' }] } as Transcript
    const found = consequences({ chrom: 'chr1', pos: 110, ref: 'G', alt: 'A' }, [differs], reference([]))
    expect(found).toMatchObject([{ terms: ['coding_sequence_variant'], flags: ['noSequence'] }])
    expect(consequences({ chrom: 'chr1', pos: 113, ref: 'A', alt: 'T' }, [differs], reference([]))).toMatchObject([
      { terms: ['missense_variant'], flags: [] },
    ])
  })

  test('a deletion of whole codons next to a base that is not held says that a stop was not looked for', () => {
    expect(one(109, 'CGTG', 'C', [12])).toMatchObject([{ flags: ['noSequence'] }])
  })
})
