import { describe, expect, test } from 'vitest'
import { posteriorOf } from './posterior.ts'

const frequencies = new Map([
  [
    'here',
    new Map([
      ['*1', 0.6],
      ['*2', 0.3],
      ['*3', 0.1],
    ]),
  ],
  ['there', new Map([['*1', 1]])],
])

describe('the posterior over pairs', () => {
  test('weighs pairs by Hardy–Weinberg: p² for equal, 2pq for different alleles', () => {
    const { of, elsewhere } = posteriorOf(
      [
        ['*1', '*1'],
        ['*1', '*2'],
        ['*2', '*2'],
      ],
      [['*1', '*2']],
      frequencies,
    )
    expect(of[0]?.here).toBeCloseTo(0.36 / 0.81, 12)
    expect(elsewhere.here).toBeCloseTo(0.45 / 0.81, 12)
  })

  test('a pair that is reported without being listed as valid still counts, and shares add up to one', () => {
    const { of, elsewhere } = posteriorOf(
      [['*1', '*3']],
      [
        ['*2', '*2'],
        ['*1', '*3'],
      ],
      frequencies,
    )
    expect((of[0]?.here ?? 0) + (of[1]?.here ?? 0) + (elsewhere.here ?? 0)).toBeCloseTo(1, 12)
  })

  test('a population in which no pair has weight says nothing', () => {
    const { of, elsewhere } = posteriorOf([['*2', '*3']], [['*2', '*3']], frequencies)
    expect(of[0]).toEqual({ here: 1 })
    expect(Object.keys(elsewhere)).toEqual(['here'])
  })

  test('a single allele weighs as much as it is frequent', () => {
    expect(posteriorOf([['*1'], ['*2']], [['*1']], frequencies).of[0]?.here).toBeCloseTo(0.6 / 0.9, 12)
  })
})
