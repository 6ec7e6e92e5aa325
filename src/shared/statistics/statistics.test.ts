import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrationIndex } from './calibration-index.ts'
import { isotonic, isotonicAt } from './isotonic.ts'
import { calibrationInTheLarge, calibrationLine, expit, logit, type Predicted } from './logistic-recalibration.ts'
import { predictionReport, reportsByGroup } from './prediction-report.ts'
import { brier, concordance, expectedToObserved, netBenefit } from './prediction-quality.ts'

const group = (probability: number, people: number, events: number): readonly Predicted[] =>
  Array.from({ length: people }, (_, i) => ({ probability, event: i < events }))
const cohort = fc.array(
  fc.record({ probability: fc.double({ min: 0.001, max: 0.999, noNaN: true }), event: fc.boolean() }),
  { minLength: 2, maxLength: 60 },
)

describe('calibration', () => {
  test('two groups: the line goes through both', () => {
    const line = calibrationLine([...group(0.1, 1000, 50), ...group(0.4, 1000, 300)])
    const slope = (logit(0.3) - logit(0.05)) / (logit(0.4) - logit(0.1))
    expect(line?.slope).toBeCloseTo(slope, 10)
    expect(line?.intercept).toBeCloseTo(logit(0.3) - slope * logit(0.4), 10)
  })

  test('in the large: one group’s intercept is the difference of the logits, with the error of its frequency', () => {
    const large = calibrationInTheLarge(group(0.2, 500, 50))
    expect(large?.intercept).toBeCloseTo(logit(0.1) - logit(0.2), 10)
    expect(large?.standardError).toBeCloseTo(1 / Math.sqrt(500 * 0.1 * 0.9), 10)
  })

  test('in the large: afterwards as many are expected as came', () => {
    fc.assert(
      fc.property(cohort, (people) => {
        const large = calibrationInTheLarge(people)
        const events = people.filter((p) => p.event).length
        if (large === undefined) expect([0, people.length]).toContain(events)
        else
          expect(people.reduce((s, p) => s + expit(large.intercept + logit(p.probability)), 0)).toBeCloseTo(events, 8)
      }),
    )
  })

  test('no line where none exists: one prediction for all, no event, perfect separation', () => {
    expect(calibrationLine(group(0.2, 50, 10))).toBeUndefined()
    expect(calibrationLine(group(0.2, 50, 0))).toBeUndefined()
    expect(calibrationLine([...group(0.1, 20, 0), ...group(0.9, 20, 20)])).toBeUndefined()
  })

  test('isotonic: neighbours that fall are pooled', () => {
    const curve = isotonic([...group(0.1, 10, 2), ...group(0.2, 10, 1), ...group(0.3, 10, 5)])
    expect(curve).toEqual([
      { predicted: 0.1, observed: 0.15 },
      { predicted: 0.2, observed: 0.15 },
      { predicted: 0.3, observed: 0.5 },
    ])
    expect([0.05, 0.15, 0.25, 0.9].map((p) => isotonicAt(curve, p))).toEqual([
      0.15,
      0.15,
      expect.closeTo(0.325, 12),
      0.5,
    ])
  })

  test('isotonic: rises, whoever comes', () => {
    fc.assert(
      fc.property(cohort, (people) => {
        const curve = isotonic(people)
        curve.forEach((c, i) => expect(c.observed).toBeGreaterThanOrEqual(curve[i - 1]?.observed ?? 0))
      }),
    )
  })

  test('the calibration index is nought where predictions come true, and the distance where all are off alike', () => {
    const fulfilled = [0.1, 0.2, 0.3, 0.4, 0.5].flatMap((p) => group(p, 200, 200 * p))
    expect(calibrationIndex(fulfilled)).toBeLessThan(0.005)
    const off = [0.1, 0.2, 0.3, 0.4, 0.5].flatMap((p) => group(p + 0.1, 200, 200 * p))
    expect(calibrationIndex(off)).toBeCloseTo(0.1, 2)
  })
})

describe('quality of predictions', () => {
  const few: readonly Predicted[] = [
    { probability: 0.8, event: true },
    { probability: 0.5, event: true },
    { probability: 0.5, event: false },
    { probability: 0.2, event: false },
  ]

  test('concordance counts ties half', () => {
    expect(concordance(few)?.value).toBe(3.5 / 4)
    expect(concordance(group(0.3, 10, 4))?.value).toBe(0.5)
    expect(concordance(group(0.3, 10, 0))).toBeUndefined()
  })

  test('concordance is the share of pairs, counted one by one', () => {
    fc.assert(
      fc.property(cohort, (people) => {
        const cases = people.filter((p) => p.event)
        const others = people.filter((p) => !p.event)
        const c = concordance(people)
        let won = 0
        for (const a of cases)
          for (const b of others) won += a.probability > b.probability ? 1 : a.probability === b.probability ? 0.5 : 0
        const pairs = cases.length * others.length
        if (c === undefined) expect(pairs).toBe(0)
        else expect(c.value).toBeCloseTo(won / pairs, 12)
      }),
    )
  })

  test('Brier, expected to observed, and net benefit by hand', () => {
    expect(brier(few)).toBeCloseTo((0.04 + 0.25 + 0.25 + 0.04) / 4, 14)
    const eo = expectedToObserved(group(0.2, 100, 10))
    expect(eo?.value).toBeCloseTo(2, 12)
    expect(eo?.interval[1]).toBeCloseTo(2 * Math.exp(1.959963984540054 * Math.sqrt(0.09)), 12)
    expect(expectedToObserved(group(0.2, 100, 0))).toBeUndefined()
    expect(netBenefit(few, 0.5)).toEqual({ model: (2 - 1) / 4, treatAll: 0 })
    expect(netBenefit(few, 0.2).treatAll).toBeCloseTo((2 - 2 * 0.25) / 4, 14)
  })

  test('a report leaves out what its group cannot give, and groups are told apart', () => {
    expect(predictionReport([])).toEqual({ people: 0, events: 0 })
    expect(predictionReport(group(0.2, 10, 0))).toMatchObject({
      people: 10,
      events: 0,
      brier: expect.closeTo(0.04, 12),
    })
    expect(predictionReport(group(0.2, 10, 0))).not.toHaveProperty('slope')
    const people = [
      ...group(0.1, 100, 10).map((p) => ({ ...p, sex: 'female' })),
      ...group(0.1, 100, 20).map((p) => ({ ...p, sex: 'male' })),
      ...group(0.1, 5, 5).map((p) => ({ ...p, sex: undefined })),
    ]
    const reports = reportsByGroup(people, (p) => p.sex)
    expect([...reports.keys()]).toEqual(['female', 'male'])
    expect(reports.get('female')?.expectedToObserved?.value).toBeCloseTo(1, 12)
    expect(reports.get('male')?.expectedToObserved?.value).toBeCloseTo(0.5, 12)
  })
})
