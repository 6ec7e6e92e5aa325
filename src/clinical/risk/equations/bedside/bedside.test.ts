import { describe, expect, test } from 'vitest'
import { caprini2005 } from './caprini.ts'
import { charlson } from './charlson.ts'
import { childPugh } from './child-pugh.ts'
import { curb65 } from './curb-65.ts'
import { framinghamHardChd2002 } from './framingham-hard-chd-2002.ts'
import { ldlFriedewald, qtcBazett } from './one-line-formulas.ts'
import { rcri } from './rcri.ts'
import { wellsPe } from './wells-pe.ts'

describe('bedside scores', () => {
  test('Wells reaches 12.5 and heart rate counts above 100', () => {
    const all = {
      signsOfThrombosis: true,
      noLikelierDiagnosis: true,
      heartRate: 101,
      immobileOrOperated: true,
      priorEmbolismOrThrombosis: true,
      haemoptysis: true,
      cancer: true,
    }
    expect(wellsPe(all)).toBe(12.5)
    expect(wellsPe({ ...all, heartRate: 100 })).toBe(11)
  })

  test('Child-Pugh runs from 5 to 15', () => {
    expect(childPugh({ bilirubin: 1, albumin: 4, inr: 1, ascites: 'absent', encephalopathy: 'none' })).toBe(5)
    expect(childPugh({ bilirubin: 4, albumin: 2, inr: 3, ascites: 'moderate', encephalopathy: 'grade 3-4' })).toBe(15)
    expect(childPugh({ bilirubin: 2, albumin: 3.5, inr: 1.7, ascites: 'absent', encephalopathy: 'none' })).toBe(8)
  })

  test('RCRI counts creatinine above 2 mg/dL, CURB-65 a diastolic pressure of 60', () => {
    const none = {
      highRiskSurgery: false,
      ischaemicHeartDisease: false,
      heartFailure: false,
      cerebrovascularDisease: false,
      insulin: false,
      creatinine: 2,
    }
    expect([rcri(none), rcri({ ...none, creatinine: 2.1 })]).toEqual([0, 1])
    const well = { confusion: false, ureaNitrogen: 19, respiratoryRate: 29, systolic: 90, diastolic: 61, age: 64 }
    expect([curb65(well), curb65({ ...well, diastolic: 60, systolic: 80 })]).toEqual([0, 1])
  })

  test('Charlson counts only the graver form of a disease, and age from 50 in decades', () => {
    expect(charlson(40, new Set(['diabetes', 'diabetesWithDamage']))).toBe(2)
    expect(charlson(40, new Set(['solidTumour', 'metastaticTumour', 'mildLiverDisease']))).toBe(7)
    expect([49, 50, 59, 60, 80, 99].map((age) => charlson(age, new Set()))).toEqual([0, 1, 1, 2, 4, 4])
  })

  test('Caprini’s steps of age, and each finding once', () => {
    expect([40, 41, 60, 61, 74, 75].map((age) => caprini2005(age, 22, new Set()))).toEqual([0, 1, 1, 2, 2, 3])
    expect(caprini2005(30, 25.1, new Set(['arthroplasty', 'priorThrombosis', 'malignancy', 'copd']))).toBe(12)
  })

  test('formulas of one line', () => {
    expect(qtcBazett(400, 60)).toBe(400)
    expect(ldlFriedewald(200, 50, 150)).toBe(120)
    expect(ldlFriedewald(200, 50, 400)).toBeNaN()
  })

  test('hard coronary disease: smoking raises the risk of a man of 50, and a woman’s is lower than his', () => {
    const person = {
      age: 50,
      totalCholesterol: 213,
      hdlCholesterol: 50,
      systolic: 130,
      treated: false,
      smoking: false,
    } as const
    const man = framinghamHardChd2002({ ...person, sex: 'male' })
    expect(framinghamHardChd2002({ ...person, sex: 'male', smoking: true })).toBeGreaterThan(1.5 * man)
    expect(framinghamHardChd2002({ ...person, sex: 'female' })).toBeLessThan(man)
  })
})
