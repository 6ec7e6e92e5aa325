import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import { pointTable, sumPoints } from './points.ts'
import { shippedModel } from './shipped-models.test-support.ts'

type Inputs = Readonly<Record<string, string | number | boolean>>
const score = (model: string, inputs: Inputs): number => {
  const answer = evaluate(shippedModel(model), inputs)
  if (!answer.ok) throw new Error(JSON.stringify(answer.because))
  return answer.scores[0]?.value ?? Number.NaN
}

const fibrillation = {
  age: 64,
  sex: 'male',
  atrialFibrillation: true,
  heartFailure: false,
  hypertension: false,
  diabetes: false,
  strokeOrEmbolism: false,
  vascularDisease: false,
}
const obs = {
  age: 50,
  respiratoryRate: 16,
  hypercapnicFailure: false,
  oxygenSaturation: 97,
  onOxygen: false,
  systolic: 120,
  heartRate: 70,
  consciousness: 'alert',
  temperature: 37,
}
const walker = {
  age: 40,
  sex: 'male',
  bmi: 24,
  waist: 90,
  activeHalfHourDaily: true,
  fruitOrVegetablesDaily: true,
  onBloodPressureMedicine: false,
  everHighGlucose: false,
  familyDiabetes: 'none',
  diabetes: false,
}

describe('point scores', () => {
  test('CHA2DS2-VASc reaches nine at most, CHA2DS2-VA eight, and 65 and 75 are the steps of age', () => {
    const all = {
      ...fibrillation,
      heartFailure: true,
      hypertension: true,
      diabetes: true,
      strokeOrEmbolism: true,
      vascularDisease: true,
    }
    expect(score('cha2ds2-vasc', { ...all, age: 75, sex: 'female' })).toBe(9)
    expect(score('cha2ds2-va', { ...all, age: 75, sex: 'female' })).toBe(8)
    expect([64, 65, 74, 75].map((age) => score('cha2ds2-vasc', { ...fibrillation, age }))).toEqual([0, 1, 1, 2])
  })

  test('without atrial fibrillation there is no such score', () => {
    expect(evaluate(shippedModel('cha2ds2-vasc'), { ...fibrillation, atrialFibrillation: false }).ok).toBe(false)
  })

  test('HAS-BLED counts age above 65, not 65, and drinks from eight a week', () => {
    const bleed = {
      atrialFibrillation: true,
      age: 65,
      systolic: 160,
      bleedingKidneyDisease: false,
      bleedingLiverDisease: false,
      priorStroke: false,
      majorBleeding: false,
      labileInr: false,
      onAntiplateletOrNsaid: false,
      alcoholDrinksPerWeek: 7,
    }
    expect(score('has-bled', bleed)).toBe(0)
    expect(score('has-bled', { ...bleed, age: 66 })).toBe(1)
    expect(score('has-bled', { ...bleed, alcoholDrinksPerWeek: 8 })).toBe(1)
    expect(score('has-bled', { ...bleed, systolic: 161 })).toBe(1)
  })

  test('FINDRISC runs from 0 to 26, and its bands carry the published ten-year risks', () => {
    expect(score('findrisc', walker)).toBe(0)
    const worst = { ...walker, age: 70, bmi: 35, waist: 110, activeHalfHourDaily: false, fruitOrVegetablesDaily: false }
    const more = { onBloodPressureMedicine: true, everHighGlucose: true, familyDiabetes: 'first-degree' }
    expect(score('findrisc', { ...worst, ...more })).toBe(26)
    const answer = evaluate(shippedModel('findrisc'), {
      ...walker,
      age: 56,
      bmi: 31,
      waist: 95,
      familyDiabetes: 'second-degree',
    })
    expect(answer).toMatchObject({
      ok: true,
      scores: [{ value: 12, band: 'moderate' }],
      risks: [{ probability: 0.17 }],
    })
  })

  test('the ADA test asks a woman about diabetes in pregnancy, and not a man', () => {
    const person = {
      age: 45,
      sex: 'male',
      bmi: 26,
      familyDiabetes: 'none',
      hypertension: false,
      physicallyActive: true,
      diabetes: false,
    }
    expect(score('ada-risk-test', person)).toBe(3)
    expect(evaluate(shippedModel('ada-risk-test'), { ...person, sex: 'female' })).toMatchObject({
      ok: false,
      because: [{ code: 'missing-input', input: 'gestationalDiabetes' }],
    })
    expect(score('ada-risk-test', { ...person, sex: 'female', gestationalDiabetes: true })).toBe(3)
  })

  test('Framingham’s diabetes score gives no figure where its table gives a bound', () => {
    const person = {
      age: 50,
      sex: 'female',
      fastingGlucose: 99,
      bmi: 24,
      hdlCholesterol: 55,
      parentDiabetes: false,
      triglycerides: 100,
      systolic: 118,
      diastolic: 76,
      onBloodPressureMedicine: false,
      diabetes: false,
    }
    const answer = evaluate(shippedModel('framingham-diabetes-2007'), person)
    expect(answer).toMatchObject({ ok: true, risks: [], scores: [{ value: 0, band: 'at-most-3-percent' }] })
    const worst = {
      fastingGlucose: 110,
      bmi: 31,
      hdlCholesterol: 45,
      parentDiabetes: true,
      triglycerides: 150,
      diastolic: 85,
    }
    expect(score('framingham-diabetes-2007', { ...person, ...worst })).toBe(28)
  })

  test('NEWS2: the rows of the chart, scale 2 only for hypercapnic failure, and one item of three told apart', () => {
    expect(score('news2', obs)).toBe(0)
    const points = (id: string, values: readonly number[], more: Inputs = {}): readonly number[] =>
      values.map((v) => score('news2', { ...obs, ...more, [id]: v }))
    expect(points('respiratoryRate', [8, 9, 12, 20, 21, 24, 25])).toEqual([3, 1, 0, 0, 2, 2, 3])
    expect(points('oxygenSaturation', [91, 92, 93, 94, 95, 96])).toEqual([3, 2, 2, 1, 1, 0])
    expect(points('oxygenSaturation', [83, 84, 86, 88, 92, 93, 99], { hypercapnicFailure: true })).toEqual([
      3, 2, 1, 0, 0, 0, 0,
    ])
    expect(points('oxygenSaturation', [92, 93, 95, 97], { hypercapnicFailure: true, onOxygen: true })).toEqual([
      2, 3, 4, 5,
    ])
    expect(points('systolic', [90, 91, 101, 111, 219, 220])).toEqual([3, 2, 1, 0, 0, 3])
    expect(points('heartRate', [40, 41, 50, 51, 90, 91, 110, 111, 130, 131])).toEqual([3, 1, 1, 0, 0, 1, 1, 2, 2, 3])
    expect(points('temperature', [35, 35.1, 36, 36.1, 38, 38.1, 39, 39.1])).toEqual([3, 1, 1, 0, 0, 1, 1, 2])
    expect(evaluate(shippedModel('news2'), { ...obs, respiratoryRate: 8 })).toMatchObject({
      remarks: [{ code: 'single-item-of-three' }],
    })
  })

  test('HEART: a young smoker with a slightly suspicious history and nothing else has one point', () => {
    const person = {
      age: 28,
      chestPainHistory: 'slightly-suspicious',
      ecgFinding: 'normal',
      cardiacRiskFactors: 1,
      atherosclerosis: false,
      troponinRatio: 0.4,
    }
    expect(score('heart', person)).toBe(1)
    expect(score('heart', { ...person, cardiacRiskFactors: 0, atherosclerosis: true, troponinRatio: 3.1 })).toBe(4)
  })

  test('an input is asked for only where an item hangs on it', () => {
    const table = pointTable.parse({
      items: [
        {
          name: 'either',
          rows: [
            {
              when: {
                any: [
                  { input: 'a', is: [true] },
                  { input: 'b', from: 1 },
                ],
              },
              points: 1,
            },
          ],
        },
      ],
      bands: [],
    })
    expect(sumPoints(table, { a: true })).toMatchObject({ known: true, total: 1 })
    expect(sumPoints(table, { a: false })).toEqual({ known: false, missing: ['b'] })
    expect(sumPoints(table, { b: 0 })).toEqual({ known: false, missing: ['a'] })
  })
})
