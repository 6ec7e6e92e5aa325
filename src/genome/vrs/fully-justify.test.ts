import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReferenceSequence } from '../reference/reference-genome.ts'
import { fullyJustify, type Justified } from './fully-justify.ts'

/** Bases from `offset` on; what lies before and, with `end`, behind them is not held. */
const sequenceOf = (bases: string, offset = 0, length = offset + bases.length): ReferenceSequence => ({
  name: 'made',
  length,
  codeAt: (at) => bases.charCodeAt(at - offset) || 0,
  slice: (start, end) =>
    start < offset || end > offset + bases.length ? undefined : bases.slice(start - offset, end - offset),
})

const written = (of: Justified | undefined): string =>
  of === undefined || of.state.sequence === undefined ? 'none' : of.state.sequence

const long = 'GGGTCCAGGCACCGGCGCCCAGCCCCCGTGGGGTGTCCAGGGC'

describe('cases that others published', () => {
  // Facts of the tests of ga4gh/vrs-python 2 (small repeats, by gnomAD and SPDI expression on GRCh38): where the widened stretch begins, its bases, REF and ALT at a place, length and subunit of the state.
  test.each([
    [145916839, 'CTCCT', 145916839, 'CTCCT', 'CT', 2, 3],
    [5033800, `${long}${long}${long.slice(0, 27)}`, 5033800, long, '', 70, 43],
    [2228955, 'GTGCCCG', 2228955, 'GTGCCCG', 'GTGCCCGTGCCCG', 13, 6],
    [236900409, 'AAAAAAAAA', 236900409, 'A', 'AAA', 11, 2],
    [236900409, 'AAAAAAAAA', 236900409, 'A', 'A'.repeat(12), 20, 1],
    [32331082, 'TTTTTTTTTTTT', 32331094, '', 'TT', 14, 2],
    [32316466, 'A', 32316467, '', 'A', 2, 1],
    [289464, 'CA', 289464, '', 'CACA', 6, 2],
    [55181219, 'A', 55181219, 'A', '', 0, 1],
  ] as const)('%i %s: at %i %s becomes %s', (start, stretch, at, ref, alt, length, repeatSubunitLength) => {
    const justified = fullyJustify(sequenceOf(`N${stretch}N`, start - 1), at, ref, alt)
    expect(justified).toMatchObject({ start, end: start + stretch.length, state: { length, repeatSubunitLength } })
  })

  test('one triplet taken from the FMR1 repeat (ga4gh/vrs-python issue 339)', () => {
    const repeat = sequenceOf(`A${'GCG'.repeat(10)}GT`, 147912048)
    const state = { length: 28, repeatSubunitLength: 3, sequence: 'GCGGCGGCGGCGGCGGCGGCGGCGGCGG' }
    expect(fullyJustify(repeat, 147912057, 'GGC', '')).toMatchObject({ start: 147912049, end: 147912080, state })
  })

  test('a repeat that is not whole: CAGCA to CAGCAGCAGCA has subunits of three (ga4gh/vrs-python pull request 352)', () => {
    const state = { length: 11, repeatSubunitLength: 3 }
    expect(fullyJustify(sequenceOf('TCAGCATT'), 1, 'CAGCA', 'CAGCAGCAGCA')).toMatchObject({ start: 1, end: 6, state })
  })
})

test('a substitution is trimmed to what differs, a reference allele stays where it stands', () => {
  const bases = sequenceOf('ACGTACGT')
  expect(fullyJustify(bases, 1, 'CGTA', 'CTTA')).toEqual({
    start: 2,
    end: 3,
    state: { type: 'LiteralSequenceExpression', sequence: 'T' },
  })
  expect(fullyJustify(bases, 1, 'CG', 'CG')?.state).toMatchObject({ length: 2, repeatSubunitLength: 2 })
})

test('an insertion that is not made of its surroundings is spelled out', () => {
  expect(fullyJustify(sequenceOf('ACGTACGT'), 4, '', 'TTC')?.state.type).toBe('LiteralSequenceExpression')
})

test('nothing is named when the stretch runs out of the bases that are held', () => {
  expect(fullyJustify(sequenceOf('CAAAA', 100, 1000), 102, 'A', '')).toBeUndefined()
  expect(fullyJustify(sequenceOf('AAAAC', 100, 1000), 102, 'A', '')).toBeUndefined()
  expect(fullyJustify(sequenceOf('AAAA'), 2, 'A', '')).toMatchObject({ start: 0, end: 4 })
})

const bases = (least: number, most: number) =>
  fc.array(fc.constantFrom('A', 'C'), { minLength: least, maxLength: most }).map((b) => b.join(''))

const change = fc
  .record({ around: bases(1, 14), at: fc.nat(13), removed: fc.nat(4), added: bases(0, 4) })
  .map(({ around, at, removed, added }) => {
    const start = Math.min(at, around.length)
    return { around, start, ref: around.slice(start, start + removed), alt: added }
  })

test('the person has the same bases before and after', () => {
  fc.assert(
    fc.property(change, ({ around, start, ref, alt }) => {
      const got = fullyJustify(sequenceOf(around), start, ref, alt)
      if (got === undefined) throw new Error('all bases are held')
      const told = around.slice(0, got.start) + written(got) + around.slice(got.end)
      expect(told).toBe(around.slice(0, start) + alt + around.slice(start + ref.length))
      if (got.state.type === 'ReferenceLengthExpression' && got.state.repeatSubunitLength > 0 && alt !== ref) {
        const unit = around.slice(got.start, got.start + got.state.repeatSubunitLength)
        expect(written(got)).toBe(unit.repeat(20).slice(0, written(got).length))
      }
    }),
    { numRuns: 500 },
  )
})

test('two ways to write one insertion or deletion come out alike', () => {
  fc.assert(
    fc.property(bases(2, 12), fc.nat(11), fc.integer({ min: 1, max: 4 }), fc.boolean(), (around, at, size, gain) => {
      const start = Math.min(at, around.length - 1)
      const piece = around.slice(start, start + size)
      const sequence = sequenceOf(around)
      const told = around.slice(0, start) + (gain ? piece + piece : '') + around.slice(start + piece.length)
      const first = gain ? fullyJustify(sequence, start, '', piece) : fullyJustify(sequence, start, piece, '')
      const n = piece.length
      for (let other = 0; other + (gain ? 0 : n) <= around.length; other++) {
        const added = gain ? told.slice(other, other + n) : ''
        const removed = gain ? '' : around.slice(other, other + n)
        if (around.slice(0, other) + added + around.slice(other + removed.length) !== told) continue
        expect(fullyJustify(sequence, other, removed, added)).toEqual(first)
      }
    }),
    { numRuns: 500 },
  )
})
