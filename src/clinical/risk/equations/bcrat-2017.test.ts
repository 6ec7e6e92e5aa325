import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bcrat2017, bcratAverageWoman, bcratRatios, bcratTable } from './bcrat-2017.ts'
import { evaluate } from './evaluate.ts'
import { shippedCoefficients, shippedModel } from './shipped-models.test-support.ts'

const table = bcratTable.parse(shippedCoefficients('bcrat.json'))
const populations = Object.keys(table.groups)
const low = {
  biopsies: 0,
  atypicalHyperplasia: undefined,
  ageAtMenarche: 14,
  ageAtFirstBirth: 19,
  firstDegreeRelatives: 0,
} as const
const woman = {
  age: 44,
  sex: 'female',
  bcratPopulation: 'white',
  ageAtMenarche: 14,
  nulliparous: false,
  ageAtFirstBirth: 24,
  firstDegreeBreastCancer: 2,
  breastBiopsies: 2,
  atypicalHyperplasia: false,
  priorBreastCancer: false,
  chestRadiotherapy: false,
  highRiskBreastGene: false,
}

describe('the breast cancer tool', () => {
  test('all eleven populations have a group, betas, rates and attributable risks', () => {
    expect(populations).toHaveLength(11)
    for (const p of populations) expect(bcrat2017(table, p, 40, 50, low)).toBeGreaterThan(0)
  })

  test('a woman of the lowest categories has ratios of one, in every population', () => {
    for (const p of populations) expect(bcratRatios(table, p, low)).toEqual({ below50: 1, from50: 1 })
  })

  test('a woman without children counts like one who first gave birth between 25 and 29, where births count at all', () => {
    for (const p of ['white', 'chinese', 'other'])
      expect(bcratRatios(table, p, { ...low, ageAtFirstBirth: 'nulliparous' })).toEqual(
        bcratRatios(table, p, { ...low, ageAtFirstBirth: 27 }),
      )
    expect(bcratRatios(table, 'hispanic-us-born', { ...low, ageAtFirstBirth: 'nulliparous' })).toEqual(
      bcratRatios(table, 'hispanic-us-born', { ...low, ageAtFirstBirth: 31 }),
    )
  })

  test('hyperplasia counts only where there was a biopsy', () => {
    expect(bcratRatios(table, 'white', { ...low, atypicalHyperplasia: true })).toEqual({ below50: 1, from50: 1 })
    const one = { ...low, biopsies: 1 }
    const unknown = bcratRatios(table, 'white', one).below50
    expect(bcratRatios(table, 'white', { ...one, atypicalHyperplasia: true }).below50 / unknown).toBeCloseTo(1.82, 12)
    expect(bcratRatios(table, 'white', { ...one, atypicalHyperplasia: false }).below50 / unknown).toBeCloseTo(0.93, 12)
  })

  test('risk rises with relatives, and with the horizon', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...populations),
        fc.double({ min: 20, max: 79, noNaN: true }),
        fc.double({ min: 0.5, max: 5, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        (population, age, span, relatives) => {
          const answers = { ...low, firstDegreeRelatives: relatives }
          const risk = bcrat2017(table, population, age, age + span, answers)
          const more = bcrat2017(table, population, age, age + span, {
            ...answers,
            firstDegreeRelatives: relatives + 1,
          })
          expect(risk).toBeGreaterThan(0)
          expect(more).toBeGreaterThanOrEqual(risk)
          expect(bcrat2017(table, population, age, age + span * 2, answers)).toBeGreaterThan(risk)
        },
      ),
    )
  })

  test('an interval outside 20 to 90 years has no risk', () => {
    expect(bcratAverageWoman(table, 'white', 19, 30)).toBeNaN()
    expect(bcratAverageWoman(table, 'white', 86, 91)).toBeNaN()
    expect(bcratAverageWoman(table, 'white', 50, 50)).toBeNaN()
  })

  test('the model gives 5 and 10 years and lifetime, as the NCI package does', () => {
    const answer = evaluate(shippedModel('bcrat'), woman)
    if (!answer.ok) throw new Error('refused')
    expect(answer.risks.map((r) => r.horizon)).toEqual([{ years: 5 }, { years: 10 }, { toAge: 90 }])
    // BCRA 2.1.2, case bcrat-001 of conformance/vectors/risk/vectors/bcrat.json.
    expect(answer.risks[2]?.probability).toBeCloseTo(0.45234611816987, 12)
    expect(answer.scores.find((s) => s.name === 'average-woman-to-age-90')?.value).toBeCloseTo(0.12020308128933, 12)
  })

  test('children said, their mother’s age not: asked, not guessed', () => {
    const { ageAtFirstBirth: _, ...rest } = woman
    expect(evaluate(shippedModel('bcrat'), rest)).toMatchObject({
      ok: false,
      because: [{ code: 'missing-input', input: 'ageAtFirstBirth' }],
    })
    expect(evaluate(shippedModel('bcrat'), { ...rest, nulliparous: true }).ok).toBe(true)
  })

  test('a carrier, a man and a woman of 86 are refused', () => {
    for (const other of [{ highRiskBreastGene: true }, { sex: 'male' }, { age: 86 }])
      expect(evaluate(shippedModel('bcrat'), { ...woman, ...other }).ok).toBe(false)
  })
})
