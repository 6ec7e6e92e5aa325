import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../knowledge/folder.ts'
import { emptyView, type Observation, type PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { compileFamily, family, familyInputOf } from './index.ts'
import { familyOfRecord } from './from-record.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const module = family(compileFamily([loadRelease('attune-family')]))
const ref = (resource: string) => ({ kind: 'fhir' as const, resource, path: 'code' })

const woman = (more: Partial<PatientView> = {}): PatientView => ({
  ...emptyView('p'),
  sex: 'female',
  age: 41,
  birthDate: '1985-06-01',
  silentOn: [],
  ...more,
})
const condition = (display: string, code?: string, more: Partial<PatientView['conditions'][number]> = {}) => ({
  what: { display },
  codes: code === undefined ? [] : [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code, display: '' }],
  active: true,
  ref: ref('Condition/c'),
  ...more,
})
const procedure = (display: string, date?: string, more: Partial<PatientView['procedures'][number]> = {}) => ({
  what: { display },
  codes: [],
  ref: ref('Procedure/p'),
  ...(date === undefined ? {} : { date }),
  ...more,
})
const geneTest = (name: string, value: string): Observation => ({
  what: { display: name },
  value: { text: value },
  date: '2024-01-01',
  ref: ref('Observation/o'),
})
const self = (view: PatientView) => {
  const found = familyOfRecord(view).pedigree.people.find((p) => p.id === 'proband')
  if (found === undefined) throw new Error('no proband')
  return found
}
const standings = (view: PatientView) =>
  module
    .assess(familyInputOf(view), at)
    .flatMap((a) => (a.state === 'finding' && a.finding.kind === 'carriers' ? a.finding.proband : []))
const stateOf = (view: PatientView, question: string) =>
  module.assess(familyInputOf(view), at).find((a) => a.question.code === question)?.state

describe('gene tests of the person', () => {
  const positive = woman({ observations: [geneTest('BRCA1 gene mutation analysis', 'Positive')] })
  const negative = woman({ observations: [geneTest('BRCA1 and BRCA2 gene mutation analysis', 'Negative')] })

  test('a positive one makes the person a carrier for certain, though nothing is known of the family', () => {
    expect(self(positive).tests).toEqual([
      { gene: 'BRCA1', result: 'positive', method: 'search', ref: ref('Observation/o') },
    ])
    expect(standings(positive).map((s) => [s.gene, s.state, s.probability])).toEqual([['BRCA1', 'positive', 1]])
    expect(stateOf(positive, 'future-cancer-risk')).toBe('finding')
  })

  test('a negative one is said of the genes that were searched; what the future holds still needs the family', () => {
    expect(standings(negative).map((s) => [s.gene, s.state])).toEqual([
      ['BRCA1', 'negative'],
      ['BRCA2', 'negative'],
    ])
    for (const s of standings(negative)) expect(s.probability).toBeLessThan(0.001)
    expect(stateOf(negative, 'future-cancer-risk')).toBe('indeterminate')
  })

  test('the known carrier is not referred for the variant; a relative with one leads to a referral', () => {
    const ids = module.recommend(module.assess(familyInputOf(positive), at), positive).map((r) => r.id)
    expect(ids).not.toContain('family:variant:BRCA1')
  })

  test('a carrier state on the problem list counts, a doubtful or somatic one does not', () => {
    expect(self(woman({ conditions: [condition('BRCA2 gene mutation positive (finding)')] })).tests?.[0]).toMatchObject(
      {
        gene: 'BRCA2',
        result: 'positive',
      },
    )
    expect(
      self(woman({ conditions: [condition('BRCA2 pathogenic variant', undefined, { verification: 'unconfirmed' })] }))
        .tests,
    ).toBeUndefined()
    expect(self(woman({ conditions: [condition('JAK2 mutation')] })).tests).toBeUndefined()
  })
})

describe('illnesses of the person', () => {
  test('a suspected cancer is none', () => {
    const view = woman({ conditions: [condition('Breast cancer', 'C50.9', { verification: 'provisional' })] })
    expect(self(view).diagnoses).toEqual([])
  })

  test('of several entries of one cancer the earliest counts, with its age', () => {
    const view = woman({
      conditions: [
        condition('Malignant neoplasm of left breast', 'C50.912', { onset: '2025-01-10' }),
        condition('Carcinoma of upper-outer quadrant of left breast', undefined, { onset: '2021-01-10' }),
      ],
    })
    expect(self(view).diagnoses).toEqual([{ disease: 'breast-cancer', onset: [35, 35], ref: ref('Condition/c') }])
  })

  test('a history of a cancer has no age, since its date is that of the entry', () => {
    const view = woman({
      conditions: [condition('Personal history of malignant neoplasm of breast', 'Z85.3', { onset: '2026-01-01' })],
    })
    expect(self(view).diagnoses).toEqual([{ disease: 'breast-cancer', ref: ref('Condition/c') }])
  })

  test('who has died has the age at death', () => {
    expect(self(woman({ deceased: '2020-07-01' })).age).toEqual([35, 35])
    expect(self(woman({ deceased: true })).age).toBeUndefined()
  })
})

describe('operations of the person', () => {
  const operations = (...procedures: PatientView['procedures']) => self(woman({ procedures })).surgery

  test.each([
    ['Bilateral mastectomy', 'bilateral-mastectomy'],
    ['Bilateral salpingo-oophorectomy', 'bilateral-salpingo-oophorectomy'],
    ['Total abdominal hysterectomy', 'hysterectomy'],
    ['Total colectomy', 'colectomy'],
  ])('%s', (name, what) => {
    expect(operations(procedure(name, '2020-07-01'))).toEqual([{ what, age: 35 }])
  })

  test.each([
    procedure('Left mastectomy', '2020'),
    procedure('Bilateral partial mastectomy', '2020'),
    procedure('Bilateral mastectomy declined', '2020'),
    procedure('Bilateral mastectomy', '2027-01-01', { planned: true }),
    procedure('Unilateral oophorectomy', '2020'),
    procedure('Sigmoid colectomy', '2020'),
    procedure('Consultation about hysterectomy', '2020'),
  ])('$what.display does not count', (p) => {
    expect(operations(p)).toBeUndefined()
  })

  test('one operation on either side comes to both, from the later one on', () => {
    expect(
      operations(procedure('Left mastectomy', '2015-07-01'), procedure('Mastectomy, right', '2020-07-01')),
    ).toEqual([{ what: 'bilateral-mastectomy', age: 35 }])
  })

  test('a state after an operation says that it was, not when', () => {
    const view = woman({ conditions: [condition('Acquired absence of breasts', 'Z90.13', { onset: '2024' })] })
    expect(self(view).surgery).toEqual([{ what: 'bilateral-mastectomy' }])
  })

  test('no future risk is given for an organ that was taken out', () => {
    const view = woman({
      observations: [geneTest('BRCA1 gene test', 'Positive')],
      procedures: [procedure('Bilateral mastectomy', '2020-07-01')],
    })
    const future = module.assess(familyInputOf(view), at).find((a) => a.question.code === 'future-cancer-risk')
    const finding = future?.finding
    expect(finding?.kind === 'future-risks' && finding.risks.map((r) => r.outcome)).not.toContain('breast-cancer')
    expect(finding?.kind === 'future-risks' && finding.none).toContainEqual({
      outcome: 'breast-cancer',
      because: 'organ-removed',
    })
  })
})

describe('lipids', () => {
  const ldl: Observation = {
    what: { display: 'LDL' },
    loinc: '13457-7',
    value: { value: 200, unit: 'mg/dL' },
    date: '2026-01-01',
    ref: ref('Observation/l'),
  }
  const medicine = (name: string, status: 'active' | 'planned') =>
    ({ drug: { name }, asWritten: name, status, ref: ref('MedicationStatement/m') }) as const

  test.each([
    ['nystatin', 'active', false],
    ['atorvastatin', 'active', true],
    ['atorvastatin', 'planned', false],
  ] as const)('%s, %s: measured under treatment %s', (name, status, onTreatment) => {
    const { lipid } = familyInputOf(woman({ observations: [ldl], medications: [medicine(name, status)] }))
    expect(lipid.ldl?.onTreatment).toBe(onTreatment)
  })

  test('the gene is negative only when all three were searched', () => {
    const searched = (genes: string) =>
      familyInputOf(woman({ observations: [geneTest(`${genes} gene mutation analysis`, 'Negative')] })).lipid.gene
    expect(searched('LDLR')).toBeUndefined()
    expect(searched('LDLR, APOB and PCSK9')).toBe('negative')
    expect(familyInputOf(woman({ observations: [geneTest('LDLR gene test', 'Positive')] })).lipid.gene).toBe('positive')
  })
})

test('nobody who has died is referred', () => {
  const relative = {
    relation: { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH', display: 'mother' },
    conditions: [
      {
        what: { display: 'Ovarian cancer' },
        codes: [],
        onsetAge: { low: 45, high: 45 },
        ref: ref('FamilyMemberHistory/a'),
      },
    ],
    ref: ref('FamilyMemberHistory/a'),
  }
  const alive = woman({ familyHistory: { members: [relative] } })
  const dead = { ...alive, deceased: '2025-01-01' }
  expect(module.recommend(module.assess(familyInputOf(alive), at), alive)).not.toEqual([])
  expect(module.recommend(module.assess(familyInputOf(dead), at), dead)).toEqual([])
})
