import { describe, expect, test } from 'vitest'
import { assessRisk, compileRisk, givenInputs, personWithoutRecord } from '../clinical/risk/index.ts'
import { bcratTableOf } from '../clinical/risk/integrated/index.ts'
import { riskEquivalentAge } from '../clinical/screening/index.ts'
import { loadRelease } from '../knowledge/folder.ts'
import type { CarrierStanding } from '../shared/disease-risk.ts'
import type { Instant } from '../shared/instant.ts'
import { breastCurve } from './breast-curve.ts'

const releases = [loadRelease('attune-risk')]
const risk = compileRisk(releases)
const at = '2026-11-22T09:00:00Z' as Instant

/** Case bcrat-001 of the vectors computed with the NCI package BCRA 2.1.2: 45.2346 % from 44 to 90. */
const woman = {
  age: 44,
  sex: 'female',
  country: 'US',
  bcratPopulation: 'white',
  ageAtMenarche: 14,
  nulliparous: false,
  ageAtFirstBirth: 24,
  firstDegreeBreastCancer: 2,
  breastBiopsies: 2,
  atypicalHyperplasia: false,
  priorBreastCancer: false,
}

const curve = (
  raw: Readonly<Record<string, unknown>>,
  more: { readonly carriers?: readonly CarrierStanding[]; readonly breastCancerAhead?: boolean } = {},
) => {
  const sex = raw['sex'] === 'female' ? ('female' as const) : ('male' as const)
  const view = { ...personWithoutRecord('p'), age: Number(raw['age']), sex }
  const given = givenInputs(raw, risk.catalogue, { source: 'test' }).inputs
  const { inputs } = assessRisk({ view, given, detail: 'brief' }, risk, at)
  return breastCurve({ view, inputs, carriers: [], breastCancerAhead: true, ...more }, bcratTableOf(releases))
}

describe('a woman’s risk of breast cancer by age', () => {
  test('is that of the breast cancer tool', () => {
    expect(curve(woman)?.own(44, 46)).toBeCloseTo(0.45234611816987, 10)
  })

  test('meets the average woman’s risk at 40 the earlier the higher it is', () => {
    const start = (raw: typeof woman): number | undefined => {
      const found = curve(raw)
      return found === undefined ? undefined : riskEquivalentAge(found.own, found.average, 40, found.years)
    }
    const low = { ...woman, firstDegreeBreastCancer: 0, breastBiopsies: 0, ageAtFirstBirth: 19 }
    expect(start(woman)).toBeLessThan(35)
    expect(start(low)).toBeGreaterThan(40)
  })

  test('is not known beyond the rates, nor without an answer the tool needs', () => {
    expect(curve(woman)?.own(19, 10)).toBeUndefined()
    expect(curve(woman)?.own(85, 10)).toBeUndefined()
    const { ageAtMenarche: _, ...less } = woman
    expect(curve(less)).toBeUndefined()
  })

  test('is not for men, carriers of a variant, or somebody without breasts at risk', () => {
    const carrier: CarrierStanding = { gene: 'BRCA2', state: 'positive', probability: 1, basis: [] }
    expect(curve({ ...woman, sex: 'male' })).toBeUndefined()
    expect(curve(woman, { carriers: [carrier] })).toBeUndefined()
    expect(curve(woman, { breastCancerAhead: false })).toBeUndefined()
  })
})
