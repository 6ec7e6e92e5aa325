import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import { shippedModel } from './shipped-models.test-support.ts'

const person = {
  age: 62,
  sex: 'male',
  plcoRace: 'white',
  education: 'some-college',
  bmi: 27,
  copd: false,
  priorCancer: false,
  familyLungCancer: false,
  familyLungCancerOnset: 'none',
  smokedEver: true,
  smokingNow: false,
  cigarettesPerDay: 20,
  yearsSmoked: 27,
  yearsSinceQuitting: 10,
  priorLungCancer: false,
}

const risk = (model: string, changed: Readonly<Record<string, string | number | boolean>> = {}): number => {
  const answer = evaluate(shippedModel(model), { ...person, ...changed })
  if (!answer.ok) throw new Error(JSON.stringify(answer.because))
  return answer.risks[0]?.probability ?? Number.NaN
}

describe('lung cancer of people who have smoked', () => {
  test('PLCOm2012: at its centres only the intercept and the cigarettes are left', () => {
    const logOdds = -4.532506 - 1.822606 * (10 / 20 - 0.4021541613)
    expect(risk('plcom2012')).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 14)
  })

  test('PLCOm2012: American Indian has no term of its own, Pacific Islander 1.027152 (one public package swaps them)', () => {
    expect(risk('plcom2012', { plcoRace: 'american-indian-or-alaska-native' })).toBe(risk('plcom2012'))
    const odds = (p: number): number => p / (1 - p)
    const islander = risk('plcom2012', { plcoRace: 'native-hawaiian-or-pacific-islander' })
    expect(Math.log(odds(islander) / odds(risk('plcom2012')))).toBeCloseTo(1.027152, 12)
  })

  test('PLCOm2012: who smokes now has not quit, whatever is said of quitting', () => {
    const smoker = { smokingNow: true }
    expect(risk('plcom2012', { ...smoker, yearsSinceQuitting: 10 })).toBe(
      risk('plcom2012', { ...smoker, yearsSinceQuitting: 0 }),
    )
  })

  test('a former smoker of whom the years since quitting are not known gets no figure', () => {
    const { yearsSinceQuitting: _, ...rest } = person
    for (const id of ['plcom2012', 'pittsburgh-2015'])
      expect(evaluate(shippedModel(id), rest)).toMatchObject({ ok: false, because: [{ input: 'yearsSinceQuitting' }] })
  })

  test('who never smoked is refused by the models of smokers', () => {
    for (const id of ['plcom2012', 'pittsburgh-2015'])
      expect(evaluate(shippedModel(id), { ...person, smokedEver: false })).toMatchObject({
        ok: false,
        because: [{ code: 'must-have', input: 'smokedEver' }],
      })
  })

  test('Pittsburgh: points by hand', () => {
    const answer = evaluate(shippedModel('pittsburgh-2015'), {
      ...person,
      age: 68,
      yearsSmoked: 50,
      cigarettesPerDay: 40,
    })
    if (!answer.ok) throw new Error('refused')
    expect(answer.scores).toEqual([{ name: 'pittsburgh-points', value: 14 + 4 - 3 + 5 }])
    expect(answer.risks[0]?.probability).toBeCloseTo(1 / (1 + Math.exp(4.2195 - 2)), 14)
  })

  test('LLPi: at the mean of its linear predictor the risk is that of the baseline', () => {
    const age = (3.556 - 0.043 * 20) / 0.036 // a woman at the mean
    expect(risk('llpi-2015', { sex: 'female', yearsSmoked: 20, age })).toBeCloseTo(1 - 0.9728386, 12)
  })

  test('risk rises with years smoked and with cigarettes, in every model that reads them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 55, max: 79 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (age, years, cigarettes) => {
          const now = { age, yearsSmoked: years, cigarettesPerDay: cigarettes }
          for (const id of ['plcom2012', 'llpi-2015'])
            expect(risk(id, { ...now, yearsSmoked: years + 1 })).toBeGreaterThan(risk(id, now))
          expect(risk('plcom2012', { ...now, cigarettesPerDay: cigarettes + 1 })).toBeGreaterThan(
            risk('plcom2012', now),
          )
          expect(risk('pittsburgh-2015', { ...now, cigarettesPerDay: cigarettes + 10 })).toBeGreaterThanOrEqual(
            risk('pittsburgh-2015', now),
          )
        },
      ),
    )
  })
})
