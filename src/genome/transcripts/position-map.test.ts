import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomTranscript } from '../hgvs/random-transcript.fixture.ts'
import { fromCoding, positionMap, toCoding, toGenome, toTranscript } from './position-map.ts'
import type { Exon, Transcript } from './transcript.ts'

const on = (strand: 1 | -1, exons: readonly Exon[]): Transcript => ({
  id: 'NM_1.1',
  gene: 'G',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr1',
  strand,
  exons,
  tags: [],
})
const two = (intron: number) => [
  { start: 0, end: 10, genomeStart: 100, genomeEnd: 110 },
  { start: 10, end: 20, genomeStart: 110 + intron, genomeEnd: 120 + intron },
]

describe('introns', () => {
  test('the middle base of an odd intron counts from the exon before it, on both strands', () => {
    const forward = positionMap(on(1, two(5)))
    expect([110, 111, 112, 113, 114].map((p) => toTranscript(forward, p))).toEqual([
      { base: 9, offset: 1 },
      { base: 9, offset: 2 },
      { base: 9, offset: 3 },
      { base: 10, offset: -2 },
      { base: 10, offset: -1 },
    ])
    const backward = positionMap(
      on(-1, [
        { start: 0, end: 10, genomeStart: 115, genomeEnd: 125 },
        { start: 10, end: 20, genomeStart: 100, genomeEnd: 110 },
      ]),
    )
    expect([114, 113, 112, 111, 110].map((p) => toTranscript(backward, p))).toEqual([
      { base: 9, offset: 1 },
      { base: 9, offset: 2 },
      { base: 9, offset: 3 },
      { base: 10, offset: -2 },
      { base: 10, offset: -1 },
    ])
  })

  test('an offset may count past the middle, but not out of the intron nor from inside an exon', () => {
    const map = positionMap(on(1, two(6)))
    expect(toGenome(map, { base: 9, offset: 6 })).toBe(115)
    expect(toGenome(map, { base: 9, offset: 7 })).toEqual({ refused: 'noSuchIntron' })
    expect(toGenome(map, { base: 8, offset: 1 })).toEqual({ refused: 'noSuchIntron' })
    expect(toGenome(map, { base: 0, offset: -1 })).toEqual({ refused: 'noSuchIntron' })
  })
})

describe('alignment gaps', () => {
  const gapped = (cigar: string, transcript: number, genome: number, strand: 1 | -1 = 1) =>
    positionMap(on(strand, [{ start: 0, end: transcript, genomeStart: 100, genomeEnd: 100 + genome, cigar }]))

  test('genome bases that the transcript lacks have no place on it', () => {
    const map = gapped('4=2D4=', 8, 10)
    expect(toTranscript(map, 103)).toEqual({ base: 3, offset: 0 })
    expect(toTranscript(map, 104)).toEqual({ refused: 'inGap', after: 3 })
    expect(toTranscript(map, 106)).toEqual({ base: 4, offset: 0 })
  })

  test('transcript bases that the genome lacks have no place there', () => {
    const map = gapped('4=2I4=', 10, 8, -1)
    expect(toGenome(map, { base: 3, offset: 0 })).toBe(104)
    expect(toGenome(map, { base: 4, offset: 0 })).toEqual({ refused: 'inGap', after: 104 })
    expect(toGenome(map, { base: 6, offset: 0 })).toBe(103)
  })

  test('a mismatch is no gap', () => {
    const map = gapped('4=1X5=', 10, 10)
    expect(toTranscript(map, 104)).toEqual({ base: 4, offset: 0 })
  })
})

test('outside the transcript there is a place only within the flank that is asked for', () => {
  const map = positionMap(on(-1, [{ start: 0, end: 10, genomeStart: 100, genomeEnd: 110 }]))
  expect(toTranscript(map, 111)).toEqual({ refused: 'outsideTranscript' })
  expect(toTranscript(map, 111, 5)).toEqual({ base: -2, offset: 0 })
  expect(toTranscript(map, 99, 5)).toEqual({ base: 10, offset: 0 })
  expect(toGenome(map, { base: -2, offset: 0 })).toEqual({ refused: 'outsideTranscript' })
  expect(toGenome(map, { base: -2, offset: 0 }, 2)).toBe(111)
  expect(toGenome(map, { base: 10, offset: 0 }, 1)).toBe(99)
})

test('c. numbers have no zero, and none beyond the stop codon', () => {
  const cds = { start: 9, end: 39 }
  expect([8, 9, 38, 39].map((base) => toCoding(cds, base))).toEqual([
    { part: '-', number: 1 },
    { part: '', number: 1 },
    { part: '', number: 30 },
    { part: '*', number: 1 },
  ])
  expect(fromCoding(cds, { part: '', number: 31 })).toBeUndefined()
  for (let base = 0; base < 60; base++) expect(fromCoding(cds, toCoding(cds, base))).toBe(base)
})

test('every genome position of a random transcript comes back to itself, gaps and both strands included', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { transcript } = randomTranscript(seed, { gaps: true })
      const map = positionMap(transcript)
      for (let position = map.low - 3; position < map.high + 3; position++) {
        const place = toTranscript(map, position, 3)
        if ('refused' in place) expect(place.refused).toBe('inGap')
        else expect(toGenome(map, place, 3)).toBe(position)
      }
    }),
    { numRuns: 100 },
  )
})
