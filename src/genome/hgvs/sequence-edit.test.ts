import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dice, randomBases } from './random-transcript.fixture.ts'
import { textReader } from './readers.ts'
import { type NamedEdit, normaliseEdit, type SequenceEdit } from './sequence-edit.ts'

const applied = (bases: string, { start, end, inserted }: SequenceEdit): string =>
  bases.slice(0, start) + inserted + bases.slice(end)

/** The bases that a name makes: a duplication doubles its range, an inversion turns it, the others say what is put in. */
const made = (bases: string, named: NamedEdit): string =>
  named.kind === 'identity'
    ? bases
    : named.kind === 'duplication'
      ? applied(bases, { ...named, inserted: bases.slice(named.start, named.end).repeat(2) })
      : applied(bases, named)

test('a name says the same bases as the edit, and every edit with the same result has the same name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.constantFrom(3 as const, 5 as const), (seed, direction) => {
      const roll = dice(seed)
      const bases = randomBases(roll, 12 + roll(12), roll(2) === 0 ? 'AC' : 'ACGT')
      const start = 1 + roll(bases.length - 6)
      const edit = { start, end: start + roll(4), inserted: randomBases(roll, roll(4), 'AC') }
      const named = normaliseEdit(textReader(bases), edit, direction)
      const result = applied(bases, edit)
      expect(made(bases, named)).toBe(result)
      const grown = result.length - bases.length
      for (let from = 0; from <= bases.length; from++)
        for (let to = from; to <= bases.length; to++) {
          const other = { start: from, end: to, inserted: result.slice(from, Math.max(from, to + grown)) }
          if (result === bases || applied(bases, other) !== result) continue
          expect(normaliseEdit(textReader(bases), other, direction)).toEqual(named)
        }
    }),
    { numRuns: 300 },
  )
})

test('a shift that runs into bases that are not held says so', () => {
  const reader = { length: 100, codeAt: (i: number) => (i < 10 ? 'A'.charCodeAt(0) : 0) }
  expect(normaliseEdit(reader, { start: 3, end: 4, inserted: '' })).toMatchObject({ start: 9, end: 10, cut: true })
  expect(normaliseEdit({ ...reader, length: 10 }, { start: 3, end: 4, inserted: '' })).toMatchObject({ cut: false })
})
