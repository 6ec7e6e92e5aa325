import { describe, expect, test } from 'vitest'
import { type Transcript, transcriptIndex } from '../genome/transcripts/index.ts'
import { placesOf } from './variant-places.ts'

const transcript = (chrom: string, genomeStart: number): Transcript => ({
  id: `SHOX-${chrom}`,
  gene: 'SHOX',
  biotype: 'protein_coding',
  build: 'GRCh37',
  chrom,
  strand: 1,
  exons: [{ start: 0, end: 100, genomeStart, genomeEnd: genomeStart + 100 }],
  tags: [],
})

describe('the places of a gene', () => {
  test('are one on each chromosome that has it', () => {
    const index = transcriptIndex([transcript('chrX', 585078), transcript('chrY', 535078)])
    expect(placesOf([], ['shox'], index)).toEqual({
      regions: [
        { chrom: 'chrX', start: 585079, end: 585178 },
        { chrom: 'chrY', start: 535079, end: 535178 },
      ],
      problems: [],
    })
  })

  test('of a gene that is not loaded are a problem, not nothing', () => {
    expect(placesOf([], ['NONE'], transcriptIndex([])).problems.map((p) => p.code)).toEqual(['unknown-gene'])
  })
})
