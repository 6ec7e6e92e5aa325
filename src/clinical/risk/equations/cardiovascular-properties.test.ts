import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InputValue } from '../model.ts'
import { evaluate } from './evaluate.ts'
import { inputKind, inputNames } from './input-names.ts'
import { shippedModel, shippedRisk } from './shipped-models.test-support.ts'

type Given = Readonly<Record<string, InputValue>>
const models = [
  'prevent',
  'pce-2013',
  'pce-2018',
  'score2',
  'score2-op',
  'score2-diabetes',
  'score2-asia-pacific',
  'score2-ckd',
  'score2-op-ckd',
  'qrisk3',
  'mesa-chd',
  'framingham-2008',
  'reynolds-women',
  'reynolds-men',
]
const spans: Readonly<Record<string, readonly [number, number]>> = {
  totalCholesterol: [130, 320],
  hdlCholesterol: [30, 100],
  systolic: [110, 180],
  systolicVariability: [0, 30],
  bmi: [20, 39],
  egfr: [20, 130],
  hba1c: [4.6, 12],
  urineAlbuminCreatinine: [1, 3000],
  socialDeprivationDecile: [1, 10],
  townsend: [-7, 11],
  coronaryCalcium: [0, 2000],
  highSensitivityCrp: [0.1, 20],
  ageAtDiabetesDiagnosis: [30, 40],
}

/** Somebody whom the model is for, with all of its inputs. */
const person = (id: string): fc.Arbitrary<Given> => {
  const { population, inputs } = shippedModel(id).model
  const yes = new Set(population.mustHave)
  const no = new Set(population.mustNotHave)
  const ids = new Set([...inputs.map((i) => i.input), ...yes, ...no])
  const value = (input: string): fc.Arbitrary<InputValue> => {
    if (yes.has(input)) return fc.constant(true)
    if (no.has(input)) return fc.constant(false)
    if (input === 'age') return fc.integer({ min: population.age[0], max: population.age[1] })
    if (input === 'sex' && population.sex !== undefined) return fc.constant(population.sex)
    const kind = inputKind(input)
    if (kind === 'yesNo') return fc.boolean()
    if (Array.isArray(kind)) return fc.constantFrom(...(kind as readonly string[]))
    const [min, max] = spans[input] ?? [0, 0]
    return fc.double({ min, max, noNaN: true })
  }
  return fc.record(Object.fromEntries([...ids].map((i) => [i, value(i)]))).map((given) => given as Given)
}

/**
 * The interactions of pressure with age and treatment outweigh its main effect in some of the oldest: PREVENT (heart failure of treated men, full
 * tables, from 75.7 years), SCORE2-OP with the kidney add-on (expected albumin rises with pressure, from 87 years).
 */
const risingTo: Readonly<Record<string, number>> = { prevent: 75, 'score2-op-ckd': 85 }

const risks = (id: string, given: Given): readonly number[] => {
  const answer = evaluate(shippedModel(id), given)
  if (!answer.ok) throw new Error(JSON.stringify(answer.because))
  return answer.risks.map((r) => r.probability)
}

describe.each(models)('%s', (id) => {
  test('gives probabilities of whomever it is for', () => {
    fc.assert(
      fc.property(person(id), (given) => {
        const all = risks(id, given)
        expect(all.length).toBeGreaterThan(0)
        for (const p of all) expect(p > 0 && p <= 1).toBe(true)
      }),
    )
  })

  test('risk rises with systolic pressure from 110 mmHg, to the age up to which the published coefficients have it so', () => {
    const oldest = risingTo[id] ?? Number.POSITIVE_INFINITY
    fc.assert(
      fc.property(person(id), fc.double({ min: 1, max: 60, noNaN: true }), (given, more) => {
        const systolic = Math.min(180, Number(given['systolic']) + more)
        fc.pre(systolic >= Number(given['systolic']) + 1 && Number(given['age']) <= oldest)
        const before = risks(id, given)
        fc.pre(before.every((p) => p < 0.999999))
        risks(id, { ...given, systolic }).forEach((p, i) => expect(p).toBeGreaterThan(before[i] ?? 1))
      }),
    )
  })

  test('an input it does not read changes nothing', () => {
    const { population, inputs } = shippedModel(id).model
    const read = new Set([
      ...inputs.map((i) => i.input),
      ...(population.mustHave ?? []),
      ...(population.mustNotHave ?? []),
    ])
    const others = inputNames.filter((name) => !read.has(name) && inputKind(name) === 'yesNo')
    fc.assert(
      fc.property(person(id), fc.constantFrom(...others), (given, other) => {
        expect(evaluate(shippedModel(id), { ...given, [other]: true })).toEqual(evaluate(shippedModel(id), given))
      }),
    )
  })

  test('without any one of the inputs it needs, an outcome has no result', () => {
    const needed = shippedModel(id).model.inputs.filter((i) => !i.optional && i.sex === undefined)
    fc.assert(
      fc.property(person(id), fc.constantFrom(...needed), (given, { input, neededFor }) => {
        const { [input]: _, ...without } = given
        const answer = evaluate(shippedModel(id), without)
        const lost = answer.ok ? answer.risks.filter((r) => neededFor?.includes(r.outcome) ?? true) : []
        expect(lost).toEqual([])
        const why = answer.ok ? answer.remarks : answer.because
        expect(why.some((r) => r.code === 'missing-input' && r.input === input)).toBe(true)
      }),
    )
  })
})

test('above that age PREVENT falls with pressure, as its coefficients say', () => {
  const man = {
    sex: 'male',
    age: 79,
    egfr: 80,
    bmi: 27,
    diabetes: false,
    smokingNow: false,
    onBloodPressureMedicine: true,
  }
  const full = { ...man, hba1c: 6, urineAlbuminCreatinine: 10 }
  const failure = (systolic: number) => risks('prevent', { ...full, systolic })[0] ?? Number.NaN
  expect(failure(160)).toBeLessThan(failure(130))
})

test('cholesterol in proportion leaves equations of the ratio as they are', () => {
  for (const id of ['qrisk3', 'pce-2018'])
    fc.assert(
      fc.property(person(id), fc.double({ min: 0.8, max: 1, noNaN: true }), (given, factor) => {
        const hdl = Math.min(Number(given['hdlCholesterol']), 100)
        const one = { ...given, totalCholesterol: 200, hdlCholesterol: hdl }
        const other = { ...one, totalCholesterol: 200 * factor, hdlCholesterol: hdl * factor }
        expect(risks(id, other)[0]).toBeCloseTo(risks(id, one)[0] ?? -1, 12)
      }),
    )
})

test('every shipped model says for whom, by whom and under what licence it is', () => {
  for (const { model } of shippedRisk.models.values()) {
    expect(model.citations.length).toBeGreaterThan(0)
    expect(model.licence).not.toBe('')
  }
})
