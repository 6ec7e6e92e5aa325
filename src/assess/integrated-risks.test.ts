import { describe, expect, test } from 'vitest'
import { compileFamily } from '../clinical/family/index.ts'
import type { PolygenicFinding } from '../clinical/polygenic/index.ts'
import { assessRisk, compileRisk, givenInputs, personWithoutRecord } from '../clinical/risk/index.ts'
import { bcratTableOf } from '../clinical/risk/integrated/index.ts'
import { loadRelease } from '../knowledge/folder.ts'
import type { Assessment } from '../shared/assessment.ts'
import type { FamilyStanding, Outcome, PolygenicStanding } from '../shared/disease-risk.ts'
import type { Instant } from '../shared/instant.ts'
import { integratedRisks, type KnownOfPerson } from './integrated-risks.ts'

const releases = [loadRelease('attune-risk'), loadRelease('attune-family')]
const risk = compileRisk(releases)
const tables = { family: compileFamily(releases), bcrat: bcratTableOf(releases) }
const at = '2026-11-22T09:00:00Z' as Instant

const woman = {
  age: 45,
  sex: 'female',
  country: 'US',
  bcratPopulation: 'white',
  ageAtMenarche: 12,
  nulliparous: false,
  ageAtFirstBirth: 27,
  firstDegreeBreastCancer: 0,
  breastBiopsies: 0,
  priorBreastCancer: false,
}

const score = (outcome: Outcome, kind: 'hazard' | 'odds' = 'hazard'): Assessment<PolygenicFinding> => {
  const standing: PolygenicStanding = {
    score: 'PGS000004',
    trait: outcome,
    outcome,
    z: 1,
    standardError: 0,
    normalisedBy: 'Z_norm2',
    effect: { logRatioPerSd: 0.4, kind, adjustedFor: [], source: 'of this test' },
    basis: [],
  }
  return {
    state: 'finding',
    question: { module: 'polygenic', code: 'score', about: 'PGS000004' },
    finding: { standing } as unknown as PolygenicFinding,
    evidence: [],
    basis: [],
  }
}

const known = (raw: Readonly<Record<string, unknown>>, more: Partial<KnownOfPerson> = {}): KnownOfPerson => {
  const age = typeof raw['age'] === 'number' ? { age: raw['age'] } : {}
  const sex = raw['sex'] === 'female' ? 'female' : 'male'
  const view = { ...personWithoutRecord('p'), ...age, sex } as KnownOfPerson['view']
  const given = givenInputs(raw, risk.catalogue, { source: 'test' }).inputs
  const { assessments, inputs } = assessRisk({ view, given, detail: 'brief' }, risk, at)
  return {
    view,
    risks: assessments,
    inputs,
    polygenic: [score('breast-cancer')],
    carriers: [],
    family: [],
    breastCancerAhead: true,
    ...more,
  }
}
const codes = (of: ReturnType<typeof integratedRisks>): readonly string[] =>
  of.flatMap((o) => o.answer.risks.flatMap((r) => r.remarks.map((x) => x.code)))

describe('breast cancer from rates, the tool and a score', () => {
  test('the tool is a part between 35 and 84, rates alone below', () => {
    const parts = (raw: Readonly<Record<string, unknown>>) =>
      integratedRisks(known(raw), tables).flatMap((o) => o.parts.map((p) => p.part))
    expect(parts(woman)).toEqual(['rates', 'model', 'score'])
    expect(parts({ ...woman, age: 30 })).toEqual(['rates', 'score'])
  })
  test('nothing is said to women of whom the tool and the rates say far too little', () => {
    for (const far of ['chestRadiotherapy', 'priorBreastCancer', 'highRiskBreastGene'])
      expect(integratedRisks(known({ ...woman, [far]: true }), tables), far).toEqual([])
  })
  test('a group that is not known is not passed over: rates of another are named as such', () => {
    const { bcratPopulation: _, ...rest } = woman
    expect(codes(integratedRisks(known(rest), tables))).toContain('rates-of-another-population')
    expect(codes(integratedRisks(known(woman), tables))).not.toContain('rates-of-another-population')
  })
  test('nobody who died has a risk ahead', () => {
    const alive = known(woman)
    expect(integratedRisks(alive, tables)).toHaveLength(1)
    expect(integratedRisks({ ...alive, view: { ...alive.view, deceased: '2026-01-01' } }, tables)).toEqual([])
  })
})

describe('a clinical model and a score of its outcome', () => {
  const man = {
    age: 55,
    sex: 'male',
    systolic: 140,
    totalCholesterol: 220,
    hdlCholesterol: 45,
    smokingNow: false,
    diabetes: false,
    onBloodPressureMedicine: false,
    onStatin: false,
    onLipidMedicine: false,
    priorCardiovascularDisease: false,
    egfr: 90,
  }
  const heart = (raw: Readonly<Record<string, unknown>>, outcome: Outcome, family: readonly FamilyStanding[] = []) =>
    integratedRisks(known({ ...man, ...raw }, { polygenic: [score(outcome)], family }), tables)[0]?.answer.risks[0]
  test('thresholds of the USPSTF stand beside American models of atherosclerotic disease only', () => {
    expect(heart({ country: 'US' }, 'ascvd')?.above.map((a) => a.threshold)).toEqual([0.075, 0.1])
    expect(heart({ country: 'DE' }, 'ascvd')?.above).toEqual([])
    expect(heart({ country: 'US' }, 'total-cvd')?.above).toEqual([])
  })
  test('a family that the model has asked for is not added again', () => {
    const family: FamilyStanding = {
      outcome: 'coronary-heart-disease',
      known: true,
      affected: [],
      basis: [],
      logRatio: { value: Math.log(2), source: 'of this test' },
    }
    const mesa = { country: 'US', mesaRace: 'white', familyHeartAttack: true, egfr: undefined }
    const once = heart(mesa, 'coronary-heart-disease')
    const again = heart(mesa, 'coronary-heart-disease', [family])
    expect(once?.steps.map((s) => s.step)).toEqual(['clinical', 'polygenic'])
    expect(again?.risk.probability).toBe(once?.risk.probability)
    expect(again?.remarks.map((r) => r.code)).not.toContain('family-not-known')
  })
})
