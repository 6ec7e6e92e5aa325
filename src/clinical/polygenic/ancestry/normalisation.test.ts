import { assert, double, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logChiSquareSurvival } from './chi-square.ts'
import { minimise } from './minimise.ts'
import { fitNormalisation, normalise, withinGroup } from './normalisation.ts'
import { gammaRegression, leastSquares } from './regression.ts'
import { normal, seeded } from './simulated-people.fixture.ts'
import { groupShape, likenessTo } from './similarity.ts'

/** People whose score has a mean and a spread that change along two components. */
const people = (n: number, seed: number) => {
  const random = seeded(seed)
  const rows = Float64Array.from({ length: 2 * n }, () => normal(random))
  const scores = Float64Array.from({ length: n }, (_, i) => {
    const [a, b] = [rows[2 * i] as number, rows[2 * i + 1] as number]
    return 3 + 2 * a - b + Math.exp(0.2 + 0.3 * a) * normal(random)
  })
  return { rows, scores }
}

describe('the chi-square tail', () => {
  test('agrees with its closed forms for two and four degrees of freedom', () => {
    for (const x of [0.01, 1, 5, 60, 1000, 5000]) {
      expect(logChiSquareSurvival(x, 2)).toBeCloseTo(-x / 2, 9)
      expect(logChiSquareSurvival(x, 4)).toBeCloseTo(-x / 2 + Math.log1p(x / 2), 9)
    }
  })

  test('has the quantiles of printed tables', () => {
    expect(Math.exp(logChiSquareSurvival(3.841459, 1))).toBeCloseTo(0.05, 6)
    expect(Math.exp(logChiSquareSurvival(11.0705, 5))).toBeCloseTo(0.05, 6)
    expect(Math.exp(logChiSquareSurvival(16.81189, 6))).toBeCloseTo(0.01, 6)
  })

  test('falls steadily from certainty, also where the probability is no number any more', () => {
    assert(
      property(double({ min: 0, max: 1e5, noNaN: true }), integer({ min: 1, max: 12 }), (x, df) => {
        const here = logChiSquareSurvival(x, df)
        expect(here).toBeLessThanOrEqual(1e-12)
        expect(Number.isFinite(here)).toBe(true)
        expect(logChiSquareSurvival(x + 1, df)).toBeLessThan(here)
      }),
    )
    expect(logChiSquareSurvival(0, 3)).toBe(0)
    expect(logChiSquareSurvival(Number.NaN, 3)).toBeNaN()
  })
})

describe('the minimiser', () => {
  test('finds the bottom of Rosenbrock’s valley', () => {
    const found = minimise(
      (at, gradient) => {
        const [x, y] = [at[0] as number, at[1] as number]
        gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x)
        gradient[1] = 200 * (y - x * x)
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2
      },
      [-1.2, 1],
      1e-9,
    )
    expect(found.converged).toBe(true)
    expect(found.at[0]).toBeCloseTo(1, 8)
    expect(found.at[1]).toBeCloseTo(1, 8)
  })

  test('says so when it did not arrive', () => {
    const endless = minimise(
      (at, gradient) => {
        gradient[0] = -1
        return -(at[0] as number)
      },
      [0],
      1e-9,
      20,
    )
    expect(endless.converged).toBe(false)
  })
})

describe('regression', () => {
  test('refuses predictors that depend on each other', () => {
    expect(leastSquares({ k: 2, rows: Float64Array.from([1, 2, 2, 4, 3, 6, 5, 10]) }, [1, 2, 3, 4])).toBeUndefined()
  })

  test('the Gamma regression finds an exact exponential', () => {
    const x = Float64Array.from({ length: 30 }, (_, i) => i / 10)
    const fitted = gammaRegression(
      { k: 1, rows: x },
      x.map((v) => Math.exp(0.5 - 0.8 * v)),
    )
    expect(fitted?.[0]).toBeCloseTo(0.5, 8)
    expect(fitted?.[1]).toBeCloseTo(-0.8, 8)
  })
})

describe('normalisation', () => {
  const { rows, scores } = people(3000, 5)
  const model = fitNormalisation({ k: 2, rows }, scores)
  if (model === undefined) throw new Error('The people do not vary.')

  test('recovers the mean and spread that the people were drawn with', () => {
    expect(model.converged).toBe(true)
    expect(Math.abs((model.mean2[1] as number) / (model.sds[0] as number) - 2)).toBeLessThan(0.06)
    expect(Math.abs((model.mean2[2] as number) / (model.sds[1] as number) + 1)).toBeLessThan(0.06)
    expect(Math.abs((model.logVariance2[1] as number) / (model.sds[0] as number) - 0.6)).toBeLessThan(0.08)
  })

  test('gives the people it was fitted to a mean of 0 and a spread of 1', () => {
    const z = scores.map((s, i) => normalise(model, rows.subarray(2 * i, 2 * i + 2), s).zNorm1)
    expect(z.reduce((a, b) => a + b) / z.length).toBeCloseTo(0, 9)
    expect(z.reduce((sum, v) => sum + v * v, 0) / z.length).toBeCloseTo(1, 9)
  })

  test('does not depend on the units of score and components', () => {
    assert(
      property(
        double({ min: 1e-6, max: 1e6, noNaN: true }),
        double({ min: -1e3, max: 1e3, noNaN: true }),
        integer({ min: 0, max: 2999 }),
        (factor, shift, i) => {
          const other = fitNormalisation(
            { k: 2, rows: rows.map((v) => v * 7 + 1) },
            scores.map((s) => (s + shift) * factor),
          )
          if (other === undefined) throw new Error('The people do not vary.')
          const at = rows.subarray(2 * i, 2 * i + 2)
          const one = normalise(model, at, scores[i] as number)
          const two = normalise(
            other,
            at.map((v) => v * 7 + 1),
            ((scores[i] as number) + shift) * factor,
          )
          expect(two.zNorm1).toBeCloseTo(one.zNorm1, 7)
          expect(two.zNorm2).toBeCloseTo(one.zNorm2, 5)
        },
      ),
      { numRuns: 8 },
    )
  })

  test('refuses a score that does not vary, and too few people', () => {
    expect(
      fitNormalisation(
        { k: 2, rows },
        scores.map(() => 4),
      ),
    ).toBeUndefined()
    expect(fitNormalisation({ k: 2, rows: rows.subarray(0, 12) }, scores.subarray(0, 6))).toBeUndefined()
  })

  test('a percentile is the mean of the ranks that equal values could take', () => {
    // The examples in the documentation of scipy.stats.percentileofscore.
    expect(withinGroup(Float64Array.from([1, 2, 3, 4]), 3).percentile).toBe(75)
    expect(withinGroup(Float64Array.from([1, 2, 3, 3, 4]), 3).percentile).toBeCloseTo(70, 12)
    expect(withinGroup(Float64Array.from([1, 2, 3, 3, 4]), 0).percentile).toBe(0)
    expect(withinGroup(Float64Array.from([1, 2, 3, 3, 4]), 9).percentile).toBe(100)
  })
})

describe('likeness to groups', () => {
  test('a group whose members lie on a line has no shape', () => {
    expect(
      groupShape(
        'A',
        2,
        Float64Array.from({ length: 20 }, (_, i) => i >> 1),
      ),
    ).toBeUndefined()
  })

  test('orders groups by probability also where all of them are too small for a number', () => {
    const random = seeded(9)
    const cloud = (x: number) => Float64Array.from({ length: 200 }, (_, i) => normal(random) + (i % 2 === 0 ? x : 0))
    const shapes = [groupShape('near', 2, cloud(0)), groupShape('far', 2, cloud(20))].flatMap((s) => s ?? [])
    const found = likenessTo(shapes, [-100, 0])
    expect(found.map((l) => l.group)).toEqual(['near', 'far'])
    expect(found.every((l) => Number.isFinite(l.logP) && l.logP < -1000)).toBe(true)
  })
})
