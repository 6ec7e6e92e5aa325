import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgeRates } from './age-rates.ts'
import { covariatePredictor, covariateTerms } from './covariate-terms.ts'
import { cumulativeRisk } from './cumulative-risk.ts'
import { genotypeProbabilities, genotypeScores } from './genotype-scores.ts'
import { onPopulation, readVariants, riskOfPredictor, riskOfVariants } from './icare.ts'
import { referenceBaseline } from './reference-baseline.ts'
import { meanOver, sample, standardNormal } from './weighted-points.ts'

const rising: AgeRates = {
  from: 0,
  rates: Array.from({ length: 90 }, (_, a) => (a / 90) ** 3 * 0.02),
  source: 'made up',
}
const dying: AgeRates = {
  from: 0,
  rates: Array.from({ length: 90 }, (_, a) => 1e-4 * Math.exp(a / 12)),
  source: 'made up',
}
const variants = [
  { id: 'a', logRatio: 0.2, frequency: 0.3 },
  { id: 'b', logRatio: -0.1, frequency: 0.6 },
  { id: 'c', logRatio: 0.45, frequency: 0.02 },
]

describe('absolute risk from a relative model', () => {
  test('the baseline gives the population its incidence back at every age, though those of high risk leave first', () => {
    const scores = { at: standardNormal().at.map((z) => 0.7 * z), weight: standardNormal().weight }
    const baseline = referenceBaseline(rising, scores)
    let cumulated = 0
    baseline.rates.forEach((h, age) => {
      const alive = (x: number): number => Math.exp(-cumulated * Math.exp(x))
      const seen = meanOver(scores, (x) => h * Math.exp(x) * alive(x)) / meanOver(scores, alive)
      expect(seen).toBeCloseTo(rising.rates[age] ?? Number.NaN, 14)
      cumulated += h
    })
  })

  test('depletion of those at high risk matters: at high ages the baseline is above incidence over the mean at birth', () => {
    const scores = { at: standardNormal().at.map((z) => Math.log(2) * z), weight: standardNormal().weight }
    const baseline = referenceBaseline(rising, scores)
    const naive = (rising.rates[85] ?? 0) / meanOver(scores, Math.exp)
    expect((baseline.rates[85] ?? 0) / naive).toBeGreaterThan(1.03)
  })

  test('without competing death a constant hazard gives the exponential, and part of a year counts as part', () => {
    const risk = cumulativeRisk(
      () => 0.01,
      () => 0,
      50.25,
      60.5,
    )
    expect(risk).toBeCloseTo(-Math.expm1(-0.1025), 14)
    expect(
      cumulativeRisk(
        () => 0.01,
        () => 0.02,
        50,
        60,
      ),
    ).toBeCloseTo((1 / 3) * -Math.expm1(-0.3), 14)
  })

  test('a table that does not reach gives no figure', () => {
    const model = onPopulation(rising, dying, sample([0]))
    expect(riskOfPredictor(model, 0, 85, 95)).toBeNaN()
  })

  test('genotype scores have the mean and nearly the variance that Hardy–Weinberg gives', () => {
    const scores = genotypeScores(variants, false)
    const mean = variants.reduce((s, v) => s + 2 * v.frequency * v.logRatio, 0)
    const variance = variants.reduce((s, v) => s + 2 * v.frequency * (1 - v.frequency) * v.logRatio ** 2, 0)
    expect(scores.weight.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect(meanOver(scores, (x) => x)).toBeCloseTo(mean, 12)
    expect(meanOver(scores, (x) => (x - mean) ** 2)).toBeCloseTo(variance, 5)
  })

  test('an affected relative makes risk alleles likelier and protective ones rarer', () => {
    for (const v of variants) {
      const expected = (family: boolean): number => {
        const [, one, two] = genotypeProbabilities(v, family)
        return one + 2 * two
      }
      expect(Math.sign(expected(true) - expected(false))).toBe(Math.sign(v.logRatio))
    }
  })

  test('a variant of no effect changes nothing, read or not', () => {
    const nothing = { id: 'n', logRatio: 0, frequency: 0.4 }
    const alleles = { a: 1, b: undefined, c: 0 }
    const risk = (of: typeof variants, read: Readonly<Record<string, number | undefined>>): number =>
      riskOfVariants(onPopulation(rising, dying, genotypeScores(of, false)), of, read, false, { from: 40, until: 70 })
    for (const n of [undefined, 0, 2])
      expect(risk([...variants, nothing], { ...alleles, n })).toBeCloseTo(risk(variants, alleles), 10)
  })

  test('with nothing read the risk is the mean of all genotypes, and reading splits it without moving the mean', () => {
    const model = onPopulation(rising, dying, genotypeScores(variants, false))
    const risk = (read: Readonly<Record<string, number | undefined>>): number =>
      riskOfVariants(model, variants, read, false, { from: 40, until: 70 })
    const [first] = variants
    if (first === undefined) throw new Error('no variant')
    const split = genotypeProbabilities(first, false).reduce((sum, p, alleles) => sum + p * risk({ a: alleles }), 0)
    expect(split).toBeCloseTo(risk({}), 6)
    expect(readVariants(variants, { a: 2, c: 1 })).toEqual({ known: expect.closeTo(0.85, 12), open: [variants[1]] })
  })
})

describe('terms of a covariate model', () => {
  const { terms, unknown } = covariateTerms({
    x: 2,
    "C(band, levels=['<=1', '1-2', '>=2'])[T.1-2]": 0.5,
    "C(band, levels=['<=1', '1-2', '>=2'])[T.>=2]": 1,
    'C(on, levels=[0, 1]):x': 9,
    "C(on, levels=[0, 1])[T.1]:C(band, levels=['<=1', '1-2', '>=2'])[T.>=2]": 0.25,
  })

  test('numbers, levels and products are read; what is none of them is named', () => {
    expect(unknown).toEqual(['C(on, levels=[0, 1]):x'])
    expect(
      covariatePredictor(
        terms.filter((t) => t.coefficient !== 9),
        { x: '3', band: '>=2', on: '1' },
      ),
    ).toEqual({
      value: 7.25,
    })
    expect(
      covariatePredictor(
        terms.filter((t) => t.coefficient !== 9),
        { x: '0', band: '<=1', on: '1' },
      ),
    ).toEqual({
      value: 0,
    })
  })

  test('what is not given is named, never taken as the lowest level', () => {
    expect(covariatePredictor(terms, { x: '1', band: '' })).toEqual({ missing: ['band', 'on'] })
  })

  test('risk rises with the predictor', () => {
    const model = onPopulation(rising, dying, sample([-0.5, 0, 0.5]))
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (x, more) => {
          expect(riskOfPredictor(model, x + more, 40, 75)).toBeGreaterThan(riskOfPredictor(model, x, 40, 75))
        },
      ),
    )
  })
})
