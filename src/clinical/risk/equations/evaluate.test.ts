import { describe, expect, test } from 'vitest'
import type { InputValue, ModelInput, RiskModel } from '../model.ts'
import { evaluate } from './evaluate.ts'
import { absoluteRisk, type CompiledModel } from './method.ts'

/** A made-up model whose risk is the systolic pressure over 1000: what is under test is what happens around the calculation. */
const model = (inputs: readonly ModelInput[], more: Partial<RiskModel> = {}): CompiledModel => ({
  release: 'made up',
  model: {
    id: 'made-up',
    title: 'Made up',
    year: 2000,
    kind: 'risk',
    outcomes: [
      { outcome: 'stroke', years: 10 },
      { outcome: 'heart-failure', years: 10 },
    ],
    population: { age: [40, 60] },
    inputs,
    method: 'none',
    licence: 'none',
    citations: [],
    ...more,
  },
  compute: (given, wanted) => ({
    ok: true,
    risks: wanted.map((w) => absoluteRisk(w, Number(given['systolic'] ?? 0) / 1000)),
    scores: [],
    remarks: [],
    variant: Object.keys(given).sort().join(' '),
  }),
})
const pressure = (outside: 'refuse' | 'clamp' | 'warn', more: Partial<ModelInput> = {}): ModelInput => ({
  input: 'systolic',
  range: [90, 180],
  outside,
  ...more,
})
const run = (inputs: readonly ModelInput[], given: Readonly<Record<string, InputValue>>, more?: Partial<RiskModel>) => {
  const answer = evaluate(model(inputs, more), given)
  return answer.ok
    ? { risks: answer.risks.map((r) => [r.outcome, r.probability]), remarks: answer.remarks.map((r) => r.code) }
    : { because: answer.because.map((r) => r.code) }
}
const age: ModelInput = { input: 'age' }
const both = (p: number) => [
  ['stroke', p],
  ['heart-failure', p],
]

describe('outside the range of a model', () => {
  test.each([
    ['refuse', { because: ['outside-range'] }],
    ['clamp', { risks: both(0.18), remarks: ['clamped'] }],
    ['warn', { risks: both(0.2), remarks: ['outside-range'] }],
  ] as const)('%s', (policy, expected) => {
    expect(run([age, pressure(policy)], { age: 50, systolic: 200 })).toEqual(expected)
  })

  test('both ends are inside', () => {
    for (const systolic of [90, 180])
      expect(run([age, pressure('refuse')], { age: 50, systolic })).toEqual({
        risks: both(systolic / 1000),
        remarks: [],
      })
  })

  test('only the outcomes that need the input are refused', () => {
    const rows = [age, pressure('refuse', { neededFor: ['stroke'] })]
    expect(run(rows, { age: 50, systolic: 200 })).toEqual({
      risks: [['heart-failure', 0.2]],
      remarks: ['outside-range'],
    })
  })

  test('an optional input is left out', () => {
    expect(run([age, pressure('refuse', { optional: true })], { age: 50, systolic: 200 })).toEqual({
      risks: both(0),
      remarks: ['left-out'],
    })
  })
})

describe('for whom', () => {
  test('ages in completed years, both ends included', () => {
    const codes = (years: number) => run([age, pressure('warn')], { age: years, systolic: 100 })
    expect(codes(60.99)).toMatchObject({ remarks: [] })
    expect(codes(40)).toMatchObject({ remarks: [] })
    expect(codes(61)).toEqual({ because: ['outside-population'] })
    expect(codes(39.9)).toEqual({ because: ['outside-population'] })
  })

  test('a model that does not calculate with age says when the age is not known', () => {
    expect(run([pressure('warn')], { systolic: 100 })).toMatchObject({ remarks: ['population-not-known'] })
    expect(run([pressure('warn')], { systolic: 100, age: 30 })).toEqual({ because: ['outside-population'] })
  })

  test('what must and must not be: absent is never taken for no', () => {
    const population = { age: [40, 60], mustHave: ['diabetes'], mustNotHave: ['onStatin'] } as const
    const of = (given: Readonly<Record<string, InputValue>>) =>
      run([age, pressure('warn')], { age: 50, systolic: 100, ...given }, { population })
    expect(of({ diabetes: true, onStatin: false })).toMatchObject({ remarks: [] })
    expect(of({ diabetes: true })).toMatchObject({ remarks: ['exclusion-not-known'] })
    expect(of({ onStatin: true })).toEqual({ because: ['missing-input', 'must-not-have'] })
    expect(of({ diabetes: false, onStatin: false })).toEqual({ because: ['must-have'] })
  })

  test('an input of one sex is asked of that sex only', () => {
    const rows = [age, pressure('warn'), { input: 'erectileDysfunction', sex: 'male' } as const]
    expect(run(rows, { age: 50, systolic: 100, sex: 'female' })).toMatchObject({ remarks: [] })
    expect(run(rows, { age: 50, systolic: 100, sex: 'male' })).toEqual({ because: ['missing-input'] })
  })
})

describe('what is asked', () => {
  test('every reason is told at once', () => {
    expect(run([age, pressure('refuse'), { input: 'sex' }], { age: 80, systolic: 300 })).toEqual({
      because: ['outside-population', 'missing-input', 'outside-range'],
    })
  })

  test('values of another kind are refused, never read as no', () => {
    for (const systolic of [Number.NaN, Number.POSITIVE_INFINITY, '120', true])
      expect(run([age, pressure('warn')], { age: 50, systolic })).toEqual({ because: ['wrong-kind'] })
    expect(run([age, { input: 'diabetes' }], { age: 50, diabetes: 'no' })).toEqual({ because: ['wrong-kind'] })
  })

  test('single outcomes, and one the model does not have', () => {
    const compiled = model([age, pressure('refuse')])
    const given = { age: 50, systolic: 100 }
    const one = evaluate(compiled, given, ['stroke'])
    expect(one.ok && one.risks.map((r) => r.outcome)).toEqual(['stroke'])
    expect(evaluate(compiled, given, ['death'])).toEqual({ ok: false, because: [{ code: 'outcome-not-in-model' }] })
  })

  test('nothing but the inputs of the model reaches the calculation', () => {
    const answer = evaluate(model([age, pressure('warn')]), { age: 50, systolic: 100, bmi: 30, diabetes: true })
    expect(answer.ok && answer.variant).toBe('age systolic')
  })
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1, 1.1])('a probability of %d is no answer', (p) => {
  const broken: CompiledModel = {
    ...model([age]),
    compute: (_, wanted) => ({ ok: true, risks: wanted.map((w) => absoluteRisk(w, p)), scores: [], remarks: [] }),
  }
  expect(evaluate(broken, { age: 50 })).toEqual({ ok: false, because: [{ code: 'no-number' }] })
})
