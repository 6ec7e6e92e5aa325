import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AbsoluteRisk, FamilyStanding, PolygenicStanding } from '../../../shared/disease-risk.ts'
import { bcrat2017, bcratTable } from '../equations/bcrat-2017.ts'
import { shippedCoefficients } from '../equations/shipped-models.test-support.ts'
import { bcratPart, bcratPartOf } from './breast-cancer.ts'
import { cumulativeRisk } from './cumulative-risk.ts'
import { integrate } from './integrate.ts'
import type { IntegratedQuestion } from './integrated-question.ts'
import { recalibrated } from './recalibration.ts'
import { recalibrationFrom } from './recalibration-from-events.ts'
import { riskSpread } from './risk-spread.ts'

const table = bcratTable.parse(shippedCoefficients('bcrat.json'))
const answers = {
  biopsies: 0,
  atypicalHyperplasia: undefined,
  ageAtMenarche: 12,
  ageAtFirstBirth: 31,
  firstDegreeRelatives: 1,
} as const
const tool = bcratPart(table, 'white', answers)
if (tool === undefined) throw new Error('no rates')
const { clinical, population } = tool
const ten = { years: 10 }
const lifetime = { toAge: 85 }
const bare: IntegratedQuestion = { outcome: 'breast-cancer', age: 45, horizons: [ten, lifetime], population }
const score = (z: number, more: Partial<PolygenicStanding> = {}): PolygenicStanding => ({
  score: 'made-up',
  trait: 'breast cancer',
  outcome: 'breast-cancer',
  z,
  standardError: 0,
  normalisedBy: 'Z_norm2',
  effect: { logRatioPerSd: Math.log(1.61), kind: 'hazard', adjustedFor: ['bcrat', 'm'], source: 'made up' },
  explains: 0.2,
  basis: [],
  ...more,
})
const family = (logRatio: number): FamilyStanding => ({
  outcome: 'breast-cancer',
  known: true,
  affected: [{ degree: 1, sex: 'female' }],
  logRatio: { value: logRatio, source: 'made up' },
  basis: [],
})
const probabilities = (q: IntegratedQuestion): readonly number[] => integrate(q).risks.map((r) => r.risk.probability)
const codes = (q: IntegratedQuestion): readonly string[] =>
  integrate(q).risks.flatMap((r) => r.remarks.map((m) => m.code))

describe('integrated absolute risk', () => {
  test('with nothing but a population it is the average woman’s, 10 years and lifetime together', () => {
    const average = (until: number): number => bcratAverage(45, until)
    expect(probabilities(bare)[0]).toBeCloseTo(average(55), 12)
    expect(probabilities(bare)[1]).toBeCloseTo(average(85), 12)
  })

  test('with the breast cancer tool it is the tool’s own figure', () => {
    expect(probabilities({ ...bare, clinical })[0]).toBeCloseTo(bcrat2017(table, 'white', 45, 55, answers), 12)
    expect(probabilities({ ...bare, clinical })[1]).toBeCloseTo(bcrat2017(table, 'white', 45, 85, answers), 12)
  })

  test('the tool’s part is not made of inputs that are not there', () => {
    const inputs = {
      bcratPopulation: 'white',
      ageAtMenarche: 12,
      nulliparous: false,
      ageAtFirstBirth: 31,
      firstDegreeBreastCancer: 1,
      breastBiopsies: 0,
    }
    expect(bcratPartOf(table, inputs)?.clinical.familyLogRatio).toBe(clinical.familyLogRatio)
    for (const id of Object.keys(inputs))
      expect(bcratPartOf(table, Object.fromEntries(Object.entries(inputs).filter(([k]) => k !== id)))).toBeUndefined()
  })

  test('a score without effect changes nothing; the risk rises with the score', () => {
    const nothing = score(2, {
      effect: { logRatioPerSd: 0, kind: 'hazard', adjustedFor: ['bcrat'], source: 's' },
      explains: 0,
    })
    expect(probabilities({ ...bare, clinical, polygenic: nothing })).toEqual(probabilities({ ...bare, clinical }))
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (z, more) => {
          const [low = 1] = probabilities({ ...bare, polygenic: score(z), horizons: [ten] })
          const [high = 0] = probabilities({ ...bare, polygenic: score(z + more), horizons: [ten] })
          expect(high).toBeGreaterThan(low)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('a score read without its effect is named, never used', () => {
    const { effect: _, ...withoutEffect } = score(2)
    expect(probabilities({ ...bare, polygenic: withoutEffect })).toEqual(probabilities(bare))
    expect(codes({ ...bare, polygenic: withoutEffect })).toContain('no-published-effect')
  })

  test('family and score together are less than their product', () => {
    const [both = 1] = probabilities({ ...bare, polygenic: score(1.5), family: family(Math.log(2)) })
    const [alone = 1] = probabilities({ ...bare, polygenic: score(1.5) })
    expect(both).toBeGreaterThan(alone)
    expect(Math.log1p(-both) / Math.log1p(-alone)).toBeLessThan(2 ** 0.8 + 1e-3)
  })

  test('a tool that has counted the family is corrected downwards when a score explains part of it', () => {
    const mean = probabilities({ ...bare, clinical, polygenic: score(0, { explains: 0 }) })[0] ?? 0
    expect(probabilities({ ...bare, clinical, polygenic: score(0) })[0]).toBeLessThan(mean)
  })

  test('a family of which the record says nothing is named', () => {
    expect(codes(bare)).toContain('family-not-known')
    expect(codes({ ...bare, family: family(0.5) })).not.toContain('family-not-known')
  })

  const penetrance = [
    {
      gene: 'BRCA2',
      carrierFrequency: 0.002,
      hazard: { from: 20, rates: Array.from({ length: 70 }, () => 0.02), source: 'made up' },
      source: 'made up',
    },
  ]
  const gene = (state: 'positive' | 'negative' | 'not-tested', probability: number) => ({
    penetrance,
    standings: [{ gene: 'BRCA2', state, probability, basis: [] }],
  })

  test('a carrier has the gene’s penetrance, whatever tool and family say', () => {
    const expected = cumulativeRisk(
      () => 0.02,
      (age) => population.otherDeath.rates[age - 20] ?? Number.NaN,
      45,
      55,
    )
    const question = { ...bare, clinical, family: family(0.9), genes: gene('positive', 1) }
    expect(probabilities(question)[0]).toBeCloseTo(expected, 12)
    expect(codes(question)).toContain('clinical-model-not-for-carriers')
  })

  test('a negative test lowers the risk of the population a little, a probability lies between', () => {
    const [average = 0] = probabilities(bare)
    const at = (state: 'positive' | 'negative' | 'not-tested', p: number): number =>
      probabilities({ ...bare, genes: gene(state, p) })[0] ?? Number.NaN
    expect(at('negative', 0)).toBeLessThan(average)
    expect(at('not-tested', 0.5)).toBeCloseTo((at('negative', 0) + at('positive', 1)) / 2, 12)
  })

  test('a carrier mixture is told as its own uncertainty', () => {
    const [first] = integrate({ ...bare, genes: gene('not-tested', 0.5), thresholds: [0.1] }).risks
    expect(first?.risk.intervals[0]?.because).toEqual(['carrier-state'])
    expect(first?.above).toEqual([{ threshold: 0.1, probability: 0.5 }])
  })

  const model = (years: number, probability: number): AbsoluteRisk => ({
    outcome: 'breast-cancer',
    horizon: { years },
    probability,
    intervals: [],
    competing: true,
  })

  test('lifetime from a ten-year model: its ratio to the population is carried forward, and said', () => {
    const [, average = 0] = probabilities(bare)
    const ofModel = (p: number) => ({ ...bare, clinical: { model: 'm', factors: [], risks: [model(10, p)] } })
    const same = probabilities(bare)[0] ?? 0
    expect(probabilities(ofModel(same))[0]).toBeCloseTo(same, 12)
    expect(probabilities(ofModel(same))[1]).toBeCloseTo(average, 10)
    expect(probabilities(ofModel(same * 2))[1]).toBeGreaterThan(average * 1.5)
    expect(codes(ofModel(same))).toContain('clinical-ratio-carried-forward')
  })

  test('a site’s events correct the model they are of, on its horizon, and what is carried forward from it', () => {
    const site = {
      site: 'clinic',
      model: 'm',
      outcome: 'breast-cancer',
      years: 10,
      people: 4000,
      events: 150,
      expectedToObserved: { value: 2, interval: [1.7, 2.35] },
      line: { intercept: -Math.log(2), slope: 1 },
      source: 'registry',
    } as const
    const ofModel = { ...bare, clinical: { model: 'm', factors: [], risks: [model(10, 0.04)] } }
    const [tenYears = 0, life = 1] = probabilities({ ...ofModel, recalibration: site })
    expect(tenYears / (1 - tenYears)).toBeCloseTo(0.04 / 0.96 / 2, 10)
    expect(life).toBeLessThan(probabilities(ofModel)[1] ?? 0)
    expect(codes({ ...ofModel, recalibration: site }).filter((c) => c === 'recalibrated')).toHaveLength(2)
    for (const other of [{ model: 'other' }, { years: 5 }])
      expect(probabilities({ ...ofModel, recalibration: { ...site, ...other } })).toEqual(probabilities(ofModel))
  })

  test('a score of another outcome is named and not used', () => {
    const other = score(2, { outcome: 'ovarian-cancer' })
    expect(probabilities({ ...bare, polygenic: other })).toEqual(probabilities(bare))
    expect(codes({ ...bare, polygenic: other })).toContain('score-of-another-outcome')
  })

  test('without rates a horizon that the model lacks is not answered; neither is a carrier', () => {
    const question: IntegratedQuestion = {
      outcome: 'breast-cancer',
      age: 45,
      horizons: [ten, lifetime],
      clinical: { model: 'm', factors: [], risks: [model(10, 0.03)] },
    }
    const answer = integrate(question)
    expect(answer.risks).toHaveLength(1)
    expect(answer.notAnswered).toMatchObject([{ horizon: lifetime, because: [{ code: 'no-incidence-table' }] }])
    expect(integrate({ ...question, genes: gene('positive', 1) }).risks).toEqual([])
    expect(integrate({ ...question, age: 86, horizons: [lifetime] }).notAnswered).toMatchObject([
      { because: [{ code: 'horizon-is-past' }] },
    ])
  })

  test('places not read widen the interval around the risk, and the chance to be above a threshold follows', () => {
    const risk = (standardError: number) =>
      integrate({ ...bare, polygenic: score(1, { standardError }), horizons: [ten], thresholds: [0.02] }).risks[0]
    const [narrow, wide] = [risk(0.1), risk(0.4)].map((r) => r?.risk.intervals.find((i) => i.level === 0.95)?.range)
    if (narrow === undefined || wide === undefined) throw new Error('no interval')
    expect(wide[0]).toBeLessThan(narrow[0])
    expect(wide[1]).toBeGreaterThan(narrow[1])
    expect(risk(0)?.risk.intervals).toEqual([])
    expect(risk(0.4)?.risk.intervals[0]?.because).toEqual(['unread-places'])
    const [at80, at95] = risk(0.4)?.risk.intervals ?? []
    expect(at80?.range[0]).toBeGreaterThan(at95?.range[0] ?? 1)
    const above = risk(0.4)?.above[0]?.probability ?? Number.NaN
    expect(above).toBeGreaterThan(0)
    expect(above).toBeLessThan(1)
  })

  test('each step starts where the one before ended, and the last is the risk', () => {
    const [first] = integrate({ ...bare, clinical, polygenic: score(1), genes: gene('negative', 0) }).risks
    expect(first?.steps.map((s) => s.step)).toEqual(['population', 'clinical', 'genes', 'polygenic', 'family'])
    expect(first?.steps.at(-1)?.probability).toBe(first?.risk.probability)
  })
})

describe('the spread of a risk', () => {
  test('of one state is the normal distribution seen through the risk', () => {
    const at = (shift: number): number => -Math.expm1(-0.05 * Math.exp(shift))
    const spread = riskSpread([{ weight: 1, at }], 0.3)
    for (const q of [0.025, 0.1, 0.5, 0.9, 0.975])
      expect(spread.quantile(q)).toBeCloseTo(at(0.3 * normalQuantile(q, 0, 1)), 5)
    expect(spread.above(at(0.2))).toBeCloseTo(1 - normalCdf(0.2, 0, 0.3), 4)
  })

  test('of two states puts their weights where they lie', () => {
    const spread = riskSpread(
      [
        { weight: 0.25, at: () => 0.6 },
        { weight: 0.75, at: () => 0.01 },
      ],
      0,
    )
    expect([0.005, 0.05, 0.7].map(spread.above)).toEqual([1, 0.25, 0])
  })
})

describe('recalibration to a site', () => {
  const site = {
    site: 'clinic',
    model: 'm',
    outcome: 'breast-cancer',
    years: 10,
    people: 4000,
    events: 120,
    expectedToObserved: { value: 1.3, interval: [1.08, 1.56] },
    line: { intercept: Math.log(0.5), slope: 1 },
    curve: [
      { predicted: 0.01, observed: 0.02 },
      { predicted: 0.1, observed: 0.06 },
    ],
    source: 'registry',
  } as const

  test('halves the odds where the line says so, and tells it', () => {
    const { probability, remark } = recalibrated(0.2, site)
    expect(probability / (1 - probability)).toBeCloseTo(0.125, 12)
    expect(remark).toMatchObject({ code: 'recalibrated', with: { events: '120', expectedToObserved: '1.30' } })
  })

  test('made from a site’s events gives that site its frequencies back', () => {
    const group = (probability: number, people: number, events: number) =>
      Array.from({ length: people }, (_, i) => ({ probability, event: i < events }))
    const cohort = [...group(0.1, 1000, 60), ...group(0.4, 500, 120)]
    const of = { site: 'clinic', model: 'm', outcome: 'breast-cancer', years: 10, source: 'registry' } as const
    const made = recalibrationFrom(cohort, of)
    if (made === undefined) throw new Error('none')
    expect(made).toMatchObject({ people: 1500, events: 180 })
    expect(made.expectedToObserved.value).toBeCloseTo(300 / 180, 12)
    expect([0.1, 0.4].map((p) => recalibrated(p, made).probability)).toEqual([
      expect.closeTo(0.06, 8),
      expect.closeTo(0.24, 8),
    ])
    expect(recalibrationFrom(group(0.1, 50, 0), of)).toBeUndefined()
    expect(recalibrationFrom([...group(0.4, 200, 10), ...group(0.1, 200, 90)], of)?.line.slope).toBe(1)
  })

  test('is not done on fewer than 100 events; the step function is taken from 200 on', () => {
    expect(recalibrated(0.2, { ...site, events: 99 })).toMatchObject({
      probability: 0.2,
      remark: { code: 'too-few-events-to-recalibrate' },
    })
    expect(recalibrated(0.055, { ...site, events: 200 }).probability).toBeCloseTo(0.04, 12)
  })
})

/** The average woman by rates of the person, not the newer ones the tool compares with. */
const bcratAverage = (age: number, until: number): number =>
  cumulativeRisk(
    (a) => table.incidence['white']?.[Math.floor((a - 20) / 5)] ?? Number.NaN,
    (a) => table.otherDeath['white']?.[Math.floor((a - 20) / 5)] ?? Number.NaN,
    age,
    until,
  )
