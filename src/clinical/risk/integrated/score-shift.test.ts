import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hazardShift, oddsShift } from './score-shift.ts'

/** Mean over a standard normal by Simpson's rule on 4001 points, written apart from the product's own quadrature. */
const simpson = (f: (z: number) => number): number => {
  const n = 4000
  const h = 20 / n
  let sum = 0
  for (let i = 0; i <= n; i++) {
    const z = -10 + i * h
    const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2
    sum += (weight * f(z) * Math.exp(-z * z * 0.5)) / Math.sqrt(2 * Math.PI)
  }
  return (sum * h) / 3
}
const probability = fc.double({ min: 0.0005, max: 0.95, noNaN: true })
const effect = fc.double({ min: 0, max: 1.2, noNaN: true })

describe('a score beside a clinical probability', () => {
  test('moves nobody on average: the mean over the population stays the probability', () => {
    fc.assert(
      fc.property(probability, effect, (r, perSd) => {
        for (const shift of [hazardShift(r, perSd), oddsShift(r, perSd)])
          expect(Math.abs(simpson((z) => shift.at(perSd * z)) - r)).toBeLessThan(1e-9)
      }),
      { numRuns: 30 },
    )
  })

  test('of a rare outcome the norm is exp(β²/2)', () => {
    const perSd = Math.log(1.61)
    expect(hazardShift(1e-5, perSd).norm).toBeCloseTo(Math.exp(perSd ** 2 / 2), 4)
    expect(oddsShift(1e-5, perSd).norm).toBeCloseTo(perSd ** 2 / 2, 4)
  })

  test('a score without effect changes nothing', () => {
    fc.assert(
      fc.property(probability, (r) => {
        expect(hazardShift(r, 0).at(0)).toBeCloseTo(r, 12)
        expect(oddsShift(r, 0).at(0)).toBeCloseTo(r, 12)
      }),
    )
  })

  test('the risk rises with the score and stays a probability; none and certainty stay what they are', () => {
    fc.assert(
      fc.property(probability, effect, fc.double({ min: -5, max: 4, noNaN: true }), (r, perSd, z) => {
        for (const shift of [hazardShift(r, perSd), oddsShift(r, perSd)]) {
          const here = shift.at(perSd * z)
          expect(here).toBeGreaterThanOrEqual(0)
          expect(here).toBeLessThanOrEqual(1)
          expect(shift.at(perSd * (z + 1))).toBeGreaterThanOrEqual(here)
        }
      }),
      { numRuns: 50 },
    )
    for (const shift of [hazardShift, oddsShift]) expect([0, 1].map((r) => shift(r, 0.5).at(1))).toEqual([0, 1])
  })
})
