import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from './equations/index.ts'
import { contradicted } from './inputs/implications.ts'
import { tables } from './known-person.test-support.ts'
import { figuresOf, withoutInputs } from './missing-inputs.ts'
import type { InputId, InputValue } from './model.ts'

/** One complete person for each model. */
const whole: Readonly<Record<string, InputValue>> = {
  age: 58,
  sex: 'female',
  country: 'US',
  scoreRegion: 'moderate',
  asiaPacificRegion: 'moderate',
  townsend: 1,
  pceRace: 'black',
  mesaRace: 'hispanic',
  qriskEthnicity: 'indian',
  bcratPopulation: 'white',
  systolic: 135,
  systolicVariability: 8,
  bmi: 27,
  totalCholesterol: 210,
  hdlCholesterol: 48,
  egfr: 55,
  hba1c: 6,
  urineAlbuminCreatinine: 40,
  highSensitivityCrp: 2,
  onBloodPressureMedicine: true,
  onStatin: false,
  onLipidMedicine: false,
  onCorticosteroids: false,
  onAtypicalAntipsychotic: false,
  smokingNow: true,
  smokedEver: true,
  cigarettesPerDay: 12,
  yearsSmoked: 30,
  diabetes: false,
  diabetesType1: false,
  diabetesType2: false,
  priorCardiovascularDisease: false,
  atrialFibrillation: false,
  chronicKidneyDisease3to5: true,
  onDialysis: false,
  kidneyTransplant: false,
  migraine: true,
  rheumatoidArthritis: false,
  lupus: false,
  severeMentalIllness: false,
  erectileDysfunction: false,
  familyHeartAttack: true,
  familyCoronaryBefore60: true,
  parentHeartAttackBefore60: false,
  plcoRace: 'white',
  education: 'college',
  copd: false,
  priorCancer: false,
  familyLungCancer: false,
  priorLungCancer: false,
  priorBreastCancer: false,
  chestRadiotherapy: false,
  highRiskBreastGene: false,
  ageAtMenarche: 12,
  nulliparous: false,
  ageAtFirstBirth: 27,
  firstDegreeBreastCancer: 1,
  breastBiopsies: 1,
  atypicalHyperplasia: false,
}

const cases: readonly (readonly [model: string, missing: readonly InputId[]])[] = [
  ['prevent', ['systolic', 'bmi', 'egfr', 'hdlCholesterol', 'smokingNow', 'onBloodPressureMedicine']],
  ['prevent', ['totalCholesterol', 'hdlCholesterol', 'onBloodPressureMedicine']],
  ['pce-2013', ['pceRace', 'systolic', 'totalCholesterol', 'onBloodPressureMedicine']],
  ['pce-2018', ['systolic', 'totalCholesterol', 'hdlCholesterol', 'smokingNow']],
  ['qrisk3', ['bmi', 'systolic', 'systolicVariability', 'townsend', 'smokingAmount', 'migraine']],
  ['qrisk3', ['qriskEthnicity', 'hdlCholesterol', 'smokingAmount']],
  ['score2', ['scoreRegion', 'systolic', 'totalCholesterol', 'hdlCholesterol']],
  ['mesa-chd', ['mesaRace', 'totalCholesterol', 'familyHeartAttack']],
  ['framingham-2008', ['systolic', 'onBloodPressureMedicine', 'hdlCholesterol', 'totalCholesterol']],
  ['reynolds-women', ['highSensitivityCrp', 'parentHeartAttackBefore60', 'systolic']],
  ['kfre', ['egfr', 'urineAlbuminCreatinine']],
  ['bcrat', ['firstDegreeBreastCancer', 'breastBiopsies', 'ageAtMenarche', 'bcratPopulation']],
  ['plcom2012', ['yearsSmoked', 'cigarettesPerDay', 'copd', 'bmi']],
]

describe('bounds hold for any completion', () => {
  for (const [id, missing] of cases)
    test(`${id} without ${missing.join(', ')}`, () => {
      const compiled = tables.models.get(id)
      if (compiled === undefined) throw new Error(id)
      const { model } = compiled
      const known = { ...whole }
      for (const m of missing) delete known[m]
      const answer = withoutInputs((v) => evaluate(compiled, v), model, known, missing, tables.catalogue, false)
      if (answer.state !== 'bounds') throw new Error(`${id}: too little known`)
      const drawn = fc.tuple(
        ...missing.map((m): fc.Arbitrary<InputValue> => {
          const entry = tables.catalogue.entries.get(m)
          if (entry?.kind === 'yesNo') return fc.boolean()
          if (entry?.choices !== undefined)
            return fc.constantFrom<InputValue>(...(entry.kind === 'number' ? entry.choices.map(Number) : entry.choices))
          const [low, high] = entry?.plausible ?? [0, 0]
          return fc.double({ min: low, max: high, noNaN: true })
        }),
      )
      let seen = 0
      fc.assert(
        fc.property(drawn, (values) => {
          const completed: Record<InputId, InputValue> = { ...known }
          for (const [i, m] of missing.entries()) completed[m] = values[i] as InputValue
          if (missing.some((m) => contradicted(m, completed[m] as InputValue, known))) return
          for (const { of, value } of figuresOf(evaluate(compiled, completed))) {
            const bound = answer.bounds.find((b) => JSON.stringify(b.of) === JSON.stringify(of))
            if (bound === undefined) continue
            seen++
            expect(value).toBeGreaterThanOrEqual(bound.range[0] - 1e-12)
            expect(value).toBeLessThanOrEqual(bound.range[1] + 1e-12)
          }
        }),
        { numRuns: 1500, seed: 1 },
      )
      expect(seen).toBeGreaterThan(100)
    })
})

test('a term that turns within the plausible range has its extreme inside, and the bounds reach it', () => {
  const compiled = tables.models.get('qrisk3')
  if (compiled === undefined) throw new Error('no qrisk3')
  const { bmi: _, ...rest } = whole
  const known = { ...rest, smokingAmount: 'light' }
  const at = (bmi: number): number => figuresOf(evaluate(compiled, { ...known, bmi }))[0]?.value ?? Number.NaN
  const dense = Array.from({ length: 4001 }, (_, i) => at(20 + (i * 19.9) / 4000))
  const answer = withoutInputs((v) => evaluate(compiled, v), compiled.model, known, ['bmi'], tables.catalogue)
  if (answer.state !== 'bounds') throw new Error('too little known')
  expect(answer.bounds[0]?.range[0]).toBeLessThanOrEqual(Math.min(...dense) + 1e-12)
  expect(answer.bounds[0]?.range[1]).toBeGreaterThanOrEqual(Math.max(...dense) - 1e-12)
})

const searched = (id: string, known: Readonly<Record<InputId, InputValue>>, missing: readonly InputId[]) => {
  const compiled = tables.models.get(id)
  if (compiled === undefined) throw new Error(id)
  return withoutInputs((v) => evaluate(compiled, v), compiled.model, known, missing, tables.catalogue)
}

describe('where a figure stands still, its ends are found all the same', () => {
  test('MELD 3.0 at its limit of 40: low bilirubin and ordinary sodium bring it down', () => {
    const blood = { age: 50, sex: 'male', inr: 6, creatinine: 3, albumin: 1.6, dialysisThisWeek: false }
    const answer = searched('meld-3.0', blood, ['bilirubin', 'sodium'])
    // Kim 2021 by hand: bilirubin 1, sodium 137, INR 6, creatinine 3, albumin 1.6
    const lowest = 9.09 * Math.log(6) + 11.14 * Math.log(3) + 1.85 * 1.9 - 1.83 * 1.9 * Math.log(3) + 6
    expect(answer.state === 'bounds' && answer.bounds[0]?.range).toEqual([Math.round(lowest), 40])
  })
  test('FINDRISC: bands of risk over every combination of body mass, waist and glucose', () => {
    const known = {
      age: 60,
      sex: 'male',
      activeHalfHourDaily: false,
      fruitOrVegetablesDaily: false,
      onBloodPressureMedicine: true,
      familyDiabetes: 'first-degree',
      diabetes: false,
    }
    const answer = searched('findrisc', known, ['bmi', 'waist', 'everHighGlucose'])
    // Lindström 2003: 3 + 2 + 1 + 2 + 5 points without, 3 + 4 + 5 more with the three missing ones
    expect(answer.state === 'bounds' && answer.bounds).toEqual([
      { of: { outcome: 'type-2-diabetes', years: 10 }, range: [0.17, 0.5] },
      { of: { score: 'findrisc' }, range: [13, 25] },
    ])
  })
  test('a band of which no risk is published has no bounds of risk', () => {
    const known = {
      age: 50,
      sex: 'female',
      fastingGlucose: 90,
      hdlCholesterol: 60,
      parentDiabetes: false,
      diabetes: false,
    }
    const more = { ...known, systolic: 120, diastolic: 75, onBloodPressureMedicine: false }
    const answer = searched('framingham-diabetes-2007', more, ['bmi', 'triglycerides'])
    expect(answer.state === 'bounds' && answer.bounds.map((b) => b.of)).toEqual([{ score: 'framingham-diabetes-2007' }])
  })
})

test('the end of a range is searched too: PREVENT heart failure at a body mass index of 39.9', () => {
  const { bmi: _, ...known } = whole
  const compiled = tables.models.get('prevent')
  if (compiled === undefined) throw new Error('no prevent')
  const at = evaluate(compiled, { ...known, bmi: 39.9 }, ['heart-failure'])
  const answer = withoutInputs(
    (v) => evaluate(compiled, v, ['heart-failure']),
    compiled.model,
    known,
    ['bmi'],
    tables.catalogue,
  )
  expect(answer.state === 'bounds' && answer.bounds[0]?.range[1]).toBe(at.ok && at.risks[0]?.probability)
})

test('a diagnosis is not searched for after today', () => {
  const young = { ...whole, age: 42, diabetes: true, diabetesType2: true }
  const answer = searched('score2-diabetes', young, ['ageAtDiabetesDiagnosis'])
  expect(answer.state).toBe('bounds')
})

test('knowing the only missing input leaves no width', () => {
  const compiled = tables.models.get('pce-2013')
  if (compiled === undefined) throw new Error('no pce')
  const { systolic: _, ...known } = whole
  const answer = withoutInputs((v) => evaluate(compiled, v), compiled.model, known, ['systolic'], tables.catalogue)
  expect(answer.state === 'bounds' && answer.narrows).toEqual([{ input: 'systolic', expectedWidth: 0 }])
})

test('beyond four missing figures too little is known', () => {
  const compiled = tables.models.get('prevent')
  if (compiled === undefined) throw new Error('no prevent')
  const missing = ['systolic', 'bmi', 'egfr', 'hdlCholesterol', 'totalCholesterol']
  const known = { ...whole }
  for (const m of missing) delete known[m]
  expect(withoutInputs((v) => evaluate(compiled, v), compiled.model, known, missing, tables.catalogue)).toEqual({
    state: 'tooLittleKnown',
    open: missing,
  })
})
