import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Relative } from '../pedigree.ts'
import { carrierPosterior } from './carrier-probabilities.ts'
import { breastOvarian, diagnosed, family, relative } from './carrier.test-support.ts'

describe('properties', () => {
  const { model } = breastOvarian
  const anyGene = (people: readonly Relative[]): number => {
    const posterior = carrierPosterior(family(people), model)
    if (!posterior.ok) throw new Error(JSON.stringify(posterior.problems))
    return 1 - (posterior.value.states.get('me')?.[0] ?? Number.NaN)
  }
  const sisters = fc.array(
    fc.record({
      age: fc.integer({ min: 20, max: 90 }),
      onset: fc.option(fc.integer({ min: 20, max: 90 }), { nil: undefined }),
      man: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  const household = (
    drawn: readonly { age: number; onset: number | undefined; man: boolean }[],
  ): readonly Relative[] => [
    relative('father', 'male', 80),
    relative('mother', 'female', 79),
    relative('me', 'female', 45, { father: 'father', mother: 'mother' }),
    ...drawn.map((d, i) =>
      relative(`s${i}`, d.man ? 'male' : 'female', d.age, {
        father: 'father',
        mother: 'mother',
        diagnoses: d.onset !== undefined && d.onset <= d.age && !d.man ? [diagnosed('breast-cancer', d.onset)] : [],
      }),
    ),
  ]

  test('the order people are listed in does not matter', () => {
    fc.assert(
      fc.property(sisters, (drawn) => {
        const people = household(drawn)
        const [one, other] = [anyGene(people), anyGene(people.toReversed())]
        expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-10 * one)
      }),
      { numRuns: 40, seed: 11 },
    )
  })

  test('a relative of whom nothing is known changes nothing', () => {
    fc.assert(
      fc.property(sisters, (drawn) => {
        const people = household(drawn)
        const [without, having] = [
          anyGene(people),
          anyGene([...people, relative('x', 'female', undefined, { father: 'father', mother: 'mother' })]),
        ]
        expect(Math.abs(having - without)).toBeLessThanOrEqual(1e-10 * without)
      }),
      { numRuns: 40, seed: 12 },
    )
  })

  test('a sister’s breast cancer never lowers, and her health never raises, the probability that some gene is altered', () => {
    fc.assert(
      fc.property(sisters, fc.integer({ min: 25, max: 49 }), fc.integer({ min: 50, max: 75 }), (drawn, onset, age) => {
        const people = household(drawn)
        const sister = (more: Partial<Relative>): Relative =>
          relative('sister', 'female', age, { father: 'father', mother: 'mother', ...more })
        expect(anyGene([...people, sister({ diagnoses: [diagnosed('breast-cancer', onset)] })])).toBeGreaterThan(
          anyGene(people),
        )
        expect(anyGene([...people, sister({})])).toBeLessThan(anyGene(people))
      }),
      { numRuns: 40, seed: 13 },
    )
  })
})
