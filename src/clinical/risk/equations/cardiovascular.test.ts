import { describe, expect, test } from 'vitest'
import type { InputValue, ModelAnswer } from '../model.ts'
import { evaluate } from './evaluate.ts'
import { shippedModel } from './shipped-models.test-support.ts'

type Given = Readonly<Record<string, InputValue>>
const answer = (model: string, given: Given): Extract<ModelAnswer, { ok: true }> => {
  const got = evaluate(shippedModel(model), given)
  if (!got.ok) throw new Error(JSON.stringify(got.because))
  return got
}
const percent = (model: string, given: Given, outcome?: string, years = 10): number => {
  const found = answer(model, given).risks.find(
    (r) => (outcome ?? r.outcome) === r.outcome && 'years' in r.horizon && r.horizon.years === years,
  )
  return Number((100 * (found?.probability ?? Number.NaN)).toFixed(1))
}

const healthy = {
  smokingNow: false,
  diabetes: false,
  onBloodPressureMedicine: false,
  priorCardiovascularDisease: false,
}
const mgPerDl = (mmol: number): number => mmol / 0.02586

describe('published examples', () => {
  test('PREVENT: the worked example of the publication', () => {
    const woman = {
      ...healthy,
      sex: 'female',
      age: 50,
      systolic: 160,
      onBloodPressureMedicine: true,
      totalCholesterol: 200,
      hdlCholesterol: 45,
      diabetes: true,
      egfr: 90,
      bmi: 35,
      onStatin: false,
    }
    const outcomes = ['total-cvd', 'ascvd', 'heart-failure']
    expect(outcomes.map((o) => percent('prevent', woman, o, 10))).toEqual([14.7, 9.2, 8.1])
    expect(outcomes.map((o) => percent('prevent', woman, o, 30))).toEqual([53.0, 35.4, 39.0])
  })

  test('PCE 2013: the four people of the guideline (White man: 5.3 there, with a mean of two decimals)', () => {
    const person = { ...healthy, age: 55, totalCholesterol: 213, hdlCholesterol: 50, systolic: 120 }
    const of = (sex: string, pceRace: string) => percent('pce-2013', { ...person, sex, pceRace })
    expect([of('female', 'white'), of('female', 'black'), of('male', 'black')]).toEqual([2.1, 3.0, 6.1])
    expect(of('male', 'white')).toBe(5.4)
  })

  test('SCORE2: a smoker of 50 by region, as the abstract has it', () => {
    const smoker = {
      ...healthy,
      age: 50,
      smokingNow: true,
      systolic: 140,
      totalCholesterol: mgPerDl(5.5),
      hdlCholesterol: mgPerDl(1.3),
    }
    const of = (sex: string, scoreRegion: string) => percent('score2', { ...smoker, sex, scoreRegion })
    expect([of('male', 'low'), of('male', 'very-high')]).toEqual([5.9, 14.0])
    expect([of('female', 'low'), of('female', 'very-high')]).toEqual([4.2, 13.7])
  })

  test('SCORE2 Asia-Pacific: the example of RiskScorescvd', () => {
    const smoker = { ...healthy, sex: 'male', age: 50, smokingNow: true, systolic: 140 }
    const lipids = { totalCholesterol: mgPerDl(5.5), hdlCholesterol: mgPerDl(1.3) }
    expect(percent('score2-asia-pacific', { ...smoker, ...lipids, asiaPacificRegion: 'low' })).toBe(10.3)
  })

  test('SCORE2-Diabetes: 60 years, diabetes for ten, in a region of very high risk, as the abstract has it', () => {
    const person = {
      ...healthy,
      age: 60,
      systolic: 140,
      totalCholesterol: mgPerDl(5.5),
      hdlCholesterol: mgPerDl(1.3),
      diabetes: true,
      diabetesType2: true,
      ageAtDiabetesDiagnosis: 50,
      hba1c: 70 * 0.09148 + 2.152,
      egfr: 60,
      scoreRegion: 'very-high',
    }
    expect(['male', 'female'].map((sex) => percent('score2-diabetes', { ...person, sex }))).toEqual([31.2, 34.0])
  })

  test('Framingham 2008: the woman and the man of the publication, and CVrisk’s man by body mass index', () => {
    const woman = { ...healthy, sex: 'female', age: 61, totalCholesterol: 180, hdlCholesterol: 47, systolic: 124 }
    expect(percent('framingham-2008', { ...woman, smokingNow: true })).toBe(10.5)
    const man = { ...healthy, sex: 'male', age: 53, totalCholesterol: 161, hdlCholesterol: 55, systolic: 125 }
    expect(percent('framingham-2008', { ...man, onBloodPressureMedicine: true, diabetes: true })).toBe(15.6)
    expect(percent('framingham-2008', { ...healthy, sex: 'male', age: 55, systolic: 140, bmi: 30 })).toBe(16.7)
  })
})

describe('PREVENT', () => {
  const man = { ...healthy, sex: 'male', age: 45, systolic: 130, egfr: 95, onStatin: false }
  const whole = { ...man, totalCholesterol: 210, hdlCholesterol: 45, bmi: 27 }

  test('each outcome needs its own inputs only: no lipids for heart failure, no BMI for the others', () => {
    const all = answer('prevent', whole)
    const noLipids = answer('prevent', { ...man, bmi: 27 })
    expect([...new Set(noLipids.risks.map((r) => r.outcome))]).toEqual(['heart-failure'])
    expect(noLipids.risks).toEqual(all.risks.filter((r) => r.outcome === 'heart-failure'))
    const { bmi: _, ...noBmi } = whole
    expect(answer('prevent', noBmi).risks).toEqual(all.risks.filter((r) => r.outcome !== 'heart-failure'))
    expect(answer('prevent', noBmi).remarks).toContainEqual({
      code: 'missing-input',
      input: 'bmi',
      with: { outcome: 'heart-failure' },
    })
  })

  test('BMI changes heart failure alone, lipids everything else', () => {
    const differing = (a: Given, b: Given) =>
      answer('prevent', a).risks.flatMap((r, i) =>
        r.probability === answer('prevent', b).risks[i]?.probability ? [] : [r.outcome],
      )
    expect(new Set(differing(whole, { ...whole, bmi: 33 }))).toEqual(new Set(['heart-failure']))
    expect(new Set(differing(whole, { ...whole, hdlCholesterol: 60, onStatin: true })).has('heart-failure')).toBe(false)
  })

  test('none, one or more of HbA1c, UACR and deprivation choose the tables', () => {
    const variant = (more: Given) => answer('prevent', { ...whole, ...more }).variant
    expect(variant({})).toBe('base')
    expect(variant({ hba1c: 6 })).toBe('hba1c')
    expect(variant({ urineAlbuminCreatinine: 12 })).toBe('uacr')
    expect(variant({ socialDeprivationDecile: 2 })).toBe('sdi')
    expect(variant({ hba1c: 6, urineAlbuminCreatinine: 12 })).toBe('full')
  })

  test('no deprivation known is not the least deprivation', () => {
    const given = { ...whole, hba1c: 6, urineAlbuminCreatinine: 12 }
    expect(percent('prevent', given)).not.toBe(percent('prevent', { ...given, socialDeprivationDecile: 1 }))
  })

  test('thirty years are for 30 to 59 only', () => {
    const years = (age: number) =>
      new Set(answer('prevent', { ...whole, age }).risks.map((r) => JSON.stringify(r.horizon)))
    expect(years(59.9).size).toBe(2)
    expect(years(60).size).toBe(1)
    expect(answer('prevent', { ...whole, age: 60 }).remarks).toContainEqual({
      code: 'horizon-outside-age',
      input: 'age',
      with: { years: '30', low: '30', high: '59', value: '60' },
    })
  })

  test('an albumin-creatinine ratio of nought is calculated as 0.1, and told', () => {
    const nought = answer('prevent', { ...whole, urineAlbuminCreatinine: 0 })
    expect(nought.risks).toEqual(answer('prevent', { ...whole, urineAlbuminCreatinine: 0.1 }).risks)
    expect(nought.remarks.map((r) => r.code)).toContain('clamped')
  })
})

describe('QRISK3', () => {
  const woman = {
    sex: 'female',
    age: 60,
    qriskEthnicity: 'white',
    townsend: 0,
    totalCholesterol: 200,
    hdlCholesterol: 50,
    systolic: 130,
    systolicVariability: 8,
    onBloodPressureMedicine: false,
    bmi: 25,
    smokingAmount: 'never',
    diabetesType1: false,
    diabetesType2: false,
    atrialFibrillation: false,
    chronicKidneyDisease3to5: false,
    migraine: false,
    rheumatoidArthritis: false,
    lupus: false,
    severeMentalIllness: false,
    onAtypicalAntipsychotic: false,
    onCorticosteroids: false,
    familyCoronaryBefore60: false,
    onStatin: false,
    priorCardiovascularDisease: false,
  }
  const man = { ...woman, sex: 'male', erectileDysfunction: false }

  test('carries ClinRisk’s disclaimer', () => {
    expect(shippedModel('qrisk3').model.disclaimer).toMatch(
      /^The initial version of this file.*ClinRisk Ltd\. stress.*wrong treatment\.$/,
    )
  })

  test('erectile dysfunction is asked of men alone', () => {
    const { erectileDysfunction: _, ...unasked } = man
    expect(percent('qrisk3', { ...man, erectileDysfunction: true })).toBeGreaterThan(percent('qrisk3', man))
    expect(percent('qrisk3', { ...woman, erectileDysfunction: true })).toBe(percent('qrisk3', woman))
    expect(evaluate(shippedModel('qrisk3'), unasked)).toEqual({
      ok: false,
      because: [{ code: 'missing-input', input: 'erectileDysfunction' }],
    })
  })

  test('a BMI outside 20 to 40 is calculated with the nearest end, and told', () => {
    const heavy = answer('qrisk3', { ...woman, bmi: 46 })
    expect(heavy.risks).toEqual(answer('qrisk3', { ...woman, bmi: 40 }).risks)
    expect(heavy.remarks).toContainEqual({
      code: 'clamped',
      input: 'bmi',
      with: { low: '20', high: '40', value: '46', used: '40' },
    })
  })

  test.each([
    ['onStatin', true, 'must-not-have'],
    ['priorCardiovascularDisease', true, 'must-not-have'],
    ['systolicVariability', 55, 'outside-range'],
    ['hdlCholesterol', 15, 'cholesterol-ratio-outside-range'],
    ['qriskEthnicity', 'martian', 'wrong-kind'],
    ['townsend', Number.NaN, 'wrong-kind'],
    ['age', 85, 'outside-population'],
    ['hdlCholesterol', 240, 'part-above-whole'],
  ])('%s %s: no result, %s', (input, value, code) => {
    const got = evaluate(shippedModel('qrisk3'), { ...woman, [input]: value })
    expect(got.ok ? [] : got.because.map((b) => [b.code, b.input])).toEqual([[code, input]])
  })
})

describe('others', () => {
  const lipids = { totalCholesterol: 200, hdlCholesterol: 50 }
  const person = { ...healthy, ...lipids, sex: 'female', age: 60, systolic: 130 }

  test('race that an equation does not know is calculated as White, and told', () => {
    const other = answer('pce-2013', { ...person, pceRace: 'other' })
    expect(other.risks).toEqual(answer('pce-2013', { ...person, pceRace: 'white' }).risks)
    expect(other.remarks.map((r) => r.code)).toEqual(['race-not-in-model-white-used'])
    expect(shippedModel('pce-2013').model.usesRace).toBe(true)
  })

  test('without race there is no result of an equation that uses it', () => {
    const got = evaluate(shippedModel('pce-2018'), person)
    expect(got).toEqual({ ok: false, because: [{ code: 'missing-input', input: 'pceRace' }] })
  })

  test('SCORE2 is refused in diabetes, SCORE2-Diabetes without type 2', () => {
    const diabetic = { ...person, diabetes: true, scoreRegion: 'low' }
    expect(evaluate(shippedModel('score2'), diabetic)).toMatchObject({
      because: [{ code: 'must-not-have', input: 'diabetes' }],
    })
    const more = { ...diabetic, ageAtDiabetesDiagnosis: 50, hba1c: 7, egfr: 80 }
    expect(evaluate(shippedModel('score2-diabetes'), { ...more, diabetesType2: false })).toMatchObject({
      because: [{ code: 'must-have', input: 'diabetesType2' }],
    })
    expect(evaluate(shippedModel('score2-diabetes'), more)).toMatchObject({
      because: [{ code: 'missing-input', input: 'diabetesType2' }],
    })
  })

  test('the step between SCORE2 and SCORE2-OP at 70 is told on both sides', () => {
    const near = { ...person, scoreRegion: 'moderate' }
    const codes = (model: string, age: number) => answer(model, { ...near, age }).remarks.map((r) => r.code)
    expect(codes('score2', 69)).toEqual(['equations-change-at-70'])
    expect(codes('score2-op', 70)).toEqual(['equations-change-at-70'])
    expect(codes('score2', 60)).toEqual([])
    expect(evaluate(shippedModel('score2'), { ...near, age: 70 })).toMatchObject({
      because: [{ code: 'outside-population' }],
    })
  })

  test('a heart age is shown within 30 to 85, with a word beyond', () => {
    const heart = (given: Given) => answer('framingham-2008', { ...person, ...given }).scores[0]
    expect(heart({ systolic: 190, smokingNow: true, diabetes: true })).toEqual({
      name: 'heart-age',
      value: 85,
      unit: 'a',
      band: 'older',
    })
    expect(heart({ totalCholesterol: 180, hdlCholesterol: 45, systolic: 125 })?.value).toBeCloseTo(60, 9)
  })

  test('Reynolds asks for HbA1c of women with diabetes only, and is marked unverified', () => {
    const woman = { ...person, highSensitivityCrp: 2, parentHeartAttackBefore60: false }
    expect(answer('reynolds-women', woman).risks).toHaveLength(1)
    expect(evaluate(shippedModel('reynolds-women'), { ...woman, diabetes: true })).toMatchObject({
      because: [{ code: 'missing-input', input: 'hba1c' }],
    })
    expect(evaluate(shippedModel('reynolds-men'), woman)).toMatchObject({ because: [{ code: 'other-sex' }] })
    expect(shippedModel('reynolds-women').model.unverified).toBe(true)
  })

  test('nobody said whether there is cardiovascular disease: the result holds only if there is none, and says so', () => {
    const { priorCardiovascularDisease: _, ...silent } = person
    expect(answer('pce-2013', { ...silent, pceRace: 'black' }).remarks).toEqual([
      { code: 'exclusion-not-known', input: 'priorCardiovascularDisease' },
    ])
  })
})
