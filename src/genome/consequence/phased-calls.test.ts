import { describe, expect, test } from 'vitest'
import { type CalledVariant, personConsequences } from './phased-calls.ts'
import { syntheticGene } from './synthetic-gene.fixture.ts'

//                             M  A  Q  W  L  G  *
const gene = syntheticGene(['GCCATGGCACAATGGTTAGGATAACCC'], { start: 3, end: 24 })
const both = (from: number, to: number, alt: string): CalledVariant => ({
  variant: gene.variant(from, to, alt),
  carried: [true, true],
  phased: false,
})
const het = (from: number, to: number, alt: string, copy?: 0 | 1, phaseSet?: string): CalledVariant => ({
  variant: gene.variant(from, to, alt),
  carried: copy === 1 ? [false, true] : [true, false],
  phased: copy !== undefined,
  ...(phaseSet === undefined ? {} : { phaseSet }),
})
const told = (calls: readonly CalledVariant[]) =>
  personConsequences(calls, gene.transcript, gene.reference).map((c) => ({
    n: c.members.length,
    terms: c.consequence.terms,
    aa: c.consequence.aminoAcids,
    ...(c.copies === undefined ? {} : { copies: c.copies }),
    ...(c.unplaced === undefined ? {} : { unplaced: c.unplaced.length }),
    ...(c.afterStop ? { afterStop: true } : {}),
  }))

// CAA: the first base to T makes TAA, the second to G makes CGA, both TGA.
describe('two changes of one codon', () => {
  test('on the same copy are read together', () => {
    expect(told([het(9, 10, 'T', 0), het(10, 11, 'G', 0)])).toEqual([
      { n: 2, terms: ['stop_gained'], aa: ['Q', '*'], copies: [0] },
    ])
  })

  test('on different copies are read apart', () => {
    expect(told([het(9, 10, 'T', 0), het(10, 11, 'G', 1)])).toEqual([
      { n: 1, terms: ['stop_gained'], aa: ['Q', '*'], copies: [0] },
      { n: 1, terms: ['missense_variant'], aa: ['Q', 'R'], copies: [1] },
    ])
  })

  test('of different phase sets are read apart, and each tells that the other is not placed', () => {
    expect(told([het(9, 10, 'G', 0, '100'), het(10, 11, 'G', 0, '200')])).toEqual([
      { n: 1, terms: ['missense_variant'], aa: ['Q', 'E'], copies: [0], unplaced: 1 },
      { n: 1, terms: ['missense_variant'], aa: ['Q', 'R'], copies: [0], unplaced: 1 },
    ])
  })

  test('unphased are read apart, and each tells that the other is not placed', () => {
    expect(told([het(9, 10, 'G'), het(10, 11, 'G')])).toEqual([
      { n: 1, terms: ['missense_variant'], aa: ['Q', 'E'], unplaced: 1 },
      { n: 1, terms: ['missense_variant'], aa: ['Q', 'R'], unplaced: 1 },
    ])
  })

  test('one on both copies and one on a copy not known: the two together, and the first alone', () => {
    expect(told([both(9, 10, 'G'), het(10, 11, 'G')])).toEqual([
      { n: 2, terms: ['missense_variant'], aa: ['Q', 'G'] },
      { n: 1, terms: ['missense_variant'], aa: ['Q', 'E'] },
    ])
  })

  test('unphased in codons apart do not touch each other', () => {
    expect(told([het(7, 8, 'A'), het(16, 17, 'C')]).every((c) => !('unplaced' in c))).toBe(true)
  })
})

describe('reading frames', () => {
  test('an insertion and a deletion of one copy that restore the frame alter a stretch of the protein', () => {
    expect(told([het(7, 7, 'T', 0), het(13, 14, '', 0)])).toMatchObject([
      { n: 2, terms: ['protein_altering_variant'], copies: [0] },
    ])
  })

  test('what stands behind a premature stop of the same copy is marked', () => {
    expect(told([het(9, 10, 'T', 0), het(16, 17, 'C', 0)])).toEqual([
      { n: 1, terms: ['stop_gained'], aa: ['Q', '*'], copies: [0] },
      { n: 1, terms: ['missense_variant'], aa: ['L', 'S'], copies: [0], afterStop: true },
    ])
  })

  test('a variant on a single copy of a chromosome is on every copy', () => {
    expect(told([{ variant: gene.variant(7, 8, 'A'), carried: [true], phased: false }])).toEqual([
      { n: 1, terms: ['missense_variant'], aa: ['A', 'E'], copies: [0] },
    ])
  })

  test('a variant that is not carried says nothing', () => {
    expect(told([{ variant: gene.variant(7, 8, 'A'), carried: [false, false], phased: false }])).toEqual([])
  })
})
