import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filtrationStage } from './ckd-epi.ts'
import { evaluate } from './evaluate.ts'
import { mdrd2006 } from './mdrd-2006.ts'
import { meld3Raw, reportedMeld } from './meld.ts'
import { phenoAge2018, phenoAgeTable } from './phenoage-2018.ts'
import { shippedCoefficients, shippedModel } from './shipped-models.test-support.ts'

type Inputs = Readonly<Record<string, string | number | boolean>>
const answered = (model: string, inputs: Inputs) => {
  const answer = evaluate(shippedModel(model), inputs)
  if (!answer.ok) throw new Error(JSON.stringify(answer.because))
  return answer
}

const kidneys = {
  age: 60,
  sex: 'male',
  country: 'US',
  egfr: 25,
  urineAlbuminCreatinine: 300,
  chronicKidneyDisease3to5: true,
  onDialysis: false,
  kidneyTransplant: false,
}
const failure = (inputs: Inputs): readonly number[] => answered('kfre', inputs).risks.map((r) => r.probability)

describe('kidney failure', () => {
  test('the variant is the largest whose values are all known, and the baseline follows the country', () => {
    const diagnoses = { diabetes: true, hypertension: true }
    const labs = { albumin: 4, phosphate: 4, bicarbonate: 24, calcium: 9 }
    expect(answered('kfre', kidneys).variant).toBe('4-variables-north-america')
    expect(answered('kfre', { ...kidneys, diabetes: true }).variant).toBe('4-variables-north-america')
    expect(answered('kfre', { ...kidneys, ...diagnoses, country: 'GB' }).variant).toBe('6-variables-other')
    expect(answered('kfre', { ...kidneys, ...diagnoses, ...labs, country: 'CA' }).variant).toBe(
      '8-variables-north-america',
    )
  })

  test('is not for a filtration rate of 60 or more, and not without a country', () => {
    expect(evaluate(shippedModel('kfre'), { ...kidneys, egfr: 60 })).toMatchObject({ ok: false })
    const { country: _, ...rest } = kidneys
    expect(evaluate(shippedModel('kfre'), rest)).toMatchObject({ ok: false, because: [{ input: 'country' }] })
  })

  test('the risk rises as filtration falls and as albumin in urine rises; five years are more than two', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 6, max: 59, noNaN: true }),
        fc.double({ min: 1, max: 4000, noNaN: true }),
        (egfr, ratio) => {
          const [two = 0, five = 0] = failure({ ...kidneys, egfr, urineAlbuminCreatinine: ratio })
          expect(five).toBeGreaterThanOrEqual(two)
          expect(failure({ ...kidneys, egfr: egfr - 1, urineAlbuminCreatinine: ratio })[1]).toBeGreaterThanOrEqual(five)
          expect(failure({ ...kidneys, egfr, urineAlbuminCreatinine: ratio * 2 })[1]).toBeGreaterThanOrEqual(five)
        },
      ),
    )
  })
})

describe('filtration rate', () => {
  test('a man of 81 with 1.7 mg/dL: 40 mL/min, the benchmark’s worked example', () => {
    const rate = answered('ckd-epi-creatinine-2021', { age: 81, sex: 'male', creatinine: 1.7 }).scores[0]
    expect(rate?.value).toBeCloseTo(39.99991, 5)
    expect(rate?.band).toBe('G3b')
  })

  test('the stage is that of the whole number that is reported', () => {
    expect([89.5, 89.49, 59.5, 44.5, 29.5, 14.5, 14.4].map(filtrationStage)).toEqual([
      'G1',
      'G2',
      'G2',
      'G3a',
      'G3b',
      'G4',
      'G5',
    ])
  })

  test('a rate needs every marker of its equation', () => {
    expect(
      evaluate(shippedModel('ckd-epi-creatinine-cystatin-2021'), { age: 50, sex: 'female', creatinine: 1 }),
    ).toEqual({ ok: false, because: [{ code: 'missing-input', input: 'cystatinC' }] })
  })

  test('MDRD without the factor for race', () => {
    // 175 at the reference point by construction, and a worked example of MedCalc-Bench: a woman of 85, 1.36 mg/dL.
    expect(mdrd2006('male', 1, 1)).toBe(175)
    expect(mdrd2006('female', 85, 1.36)).toBeCloseTo(36.95439, 4)
  })
})

describe('liver', () => {
  const blood = { ast: 60, alt: 40, platelets: 150 }
  test('the limit below which fibrosis is ruled out is higher from 65 on', () => {
    const band = (age: number): string | undefined =>
      answered('fib-4', { ...blood, age, ast: 16, alt: 25, platelets: 128 }).scores[0]?.band
    expect(band(60)).toBe('indeterminate') // 1.50
    expect(band(70)).toBe('low') // 1.75
  })

  test('below 35 years it is told that the score is not reliable', () => {
    expect(answered('fib-4', { ...blood, age: 30 }).remarks).toMatchObject([{ code: 'outside-range', input: 'age' }])
    expect(answered('fib-4', { ...blood, age: 36 }).remarks).toEqual([])
  })

  test('MELD 3.0 takes laboratory values into its limits and reports 6 to 40', () => {
    const best = {
      female: false,
      bilirubin: 0.5,
      inr: 0.9,
      creatinine: 0.6,
      sodium: 142,
      albumin: 4.5,
      dialysis: false,
    }
    expect(meld3Raw(best)).toBe(6)
    expect(meld3Raw({ ...best, dialysis: true })).toBeCloseTo(6 + 11.14 * Math.log(3), 12)
    expect(reportedMeld(47.2)).toBe(40)
    expect(reportedMeld(3)).toBe(6)
  })
})

describe('phenotypic age', () => {
  const table = phenoAgeTable.parse(shippedCoefficients('phenoage.json'))
  const well = {
    age: 50,
    albumin: 45,
    creatinine: 80,
    glucose: 5,
    crp: 0.1,
    lymphocytes: 32,
    meanCellVolume: 90,
    redCellWidth: 13,
    alkalinePhosphatase: 70,
    whiteCells: 6,
  }

  test('keeps its age where the mortality cannot be told from one', () => {
    const ill = phenoAge2018(table, { ...well, age: 84, glucose: 40, redCellWidth: 25, crp: 40 })
    expect(ill.mortality10y).toBe(1)
    expect(Number.isFinite(ill.age)).toBe(true)
    expect(ill.age).toBeGreaterThan(150)
  })

  test('no C-reactive protein, no age', () => {
    expect(phenoAge2018(table, { ...well, crp: 0 }).age).toBeNaN()
  })

  test('the model reads conventional units and gives what the equation gives', () => {
    const direct = phenoAge2018(table, well)
    const answer = answered('phenoage', {
      age: 50,
      albumin: 4.5,
      creatinine: 80 / 88.4,
      glucose: 5 * 18.0156,
      crp: 1,
      lymphocytePercent: 32,
      meanCellVolume: 90,
      redCellWidth: 13,
      alkalinePhosphatase: 70,
      whiteCells: 6,
    })
    expect(answer.scores[0]?.value).toBeCloseTo(direct.age, 10)
    expect(answer.risks[0]?.probability).toBeCloseTo(direct.mortality10y, 12)
  })
})
