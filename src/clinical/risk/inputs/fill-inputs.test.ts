import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../../knowledge/folder.ts'
import { compileTerms, openRecord, type PatientView } from '../../../record/index.ts'
import { inputKinds } from '../equations/index.ts'
import { at, given, tables } from '../known-person.test-support.ts'
import type { FilledInput } from '../model.ts'
import { fillInputs } from './fill-inputs.ts'

const terms = compileTerms(loadRelease('attune-terms'))
const patient = {
  resourceType: 'Patient',
  id: 'p',
  gender: 'female',
  birthDate: '1966-03-01',
  address: [{ country: 'USA' }],
}
let n = 0
const result = (loinc: string, value: number | string, unit: string | undefined, date = '2026-06-01') => ({
  resourceType: 'Observation',
  id: `o${++n}`,
  status: 'final',
  subject: { reference: 'Patient/p' },
  code: { coding: [{ system: 'http://loinc.org', code: loinc }], text: loinc },
  effectiveDateTime: date,
  ...(typeof value === 'string'
    ? { valueString: value }
    : {
        valueQuantity: {
          value,
          ...(unit === undefined ? {} : { unit, system: 'http://unitsofmeasure.org', code: unit }),
        },
      }),
})
const condition = (text: string, more: object = {}) => ({
  resourceType: 'Condition',
  id: `c${++n}`,
  subject: { reference: 'Patient/p' },
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { text },
  ...more,
})
const icd = (code: string, display: string, more: object = {}) =>
  condition(display, { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code, display }] }, ...more })
const medicine = (name: string) => ({
  resourceType: 'MedicationStatement',
  id: `m${++n}`,
  status: 'active',
  subject: { reference: 'Patient/p' },
  medicationCodeableConcept: { text: name },
})

const viewOf = async (...resources: readonly object[]): Promise<PatientView> => {
  const read = await openRecord([patient, ...resources], { at, terms, source: 'record.json' })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}
const filled = async (resources: readonly object[], raw: Readonly<Record<string, unknown>> = {}) =>
  fillInputs(await viewOf(...resources), at, tables.catalogue, tables.filtrationRate, given(raw).inputs)
const input = async (id: string, ...resources: readonly object[]): Promise<FilledInput | undefined> =>
  (await filled(resources)).inputs.get(id)

test('every input that a model reads has its row, of the same kind', () => {
  for (const [id, kind] of Object.entries(inputKinds)) {
    const entry = tables.catalogue.entries.get(id)
    expect(entry?.kind, id).toBe(kind === 'number' || kind === 'yesNo' ? kind : 'choice')
    if (typeof kind !== 'string') expect(entry?.choices, id).toEqual(kind)
  }
})

test('every model that leads somewhere exists', () => {
  for (const l of tables.catalogue.leading) for (const id of l.models) expect(tables.models.has(id), id).toBe(true)
})

describe('results', () => {
  test('the newest within the window, with where it stands', async () => {
    expect(
      await input('systolic', result('8480-6', 150, 'mm[Hg]', '2026-01-01'), result('8480-6', 132, 'mm[Hg]')),
    ).toMatchObject({
      state: 'known',
      value: 132,
      date: '2026-06-01',
      from: 'record',
      basis: [{ kind: 'fhir' }],
    })
  })
  test('an old one is told, not used', async () => {
    expect(await input('systolic', result('8480-6', 150, 'mm[Hg]', '2020-01-01'))).toMatchObject({
      state: 'tooOld',
      value: 150,
    })
  })
  test('one after the time of assessment does not count', async () => {
    expect(await input('systolic', result('8480-6', 150, 'mm[Hg]', '2027-01-01'))).toEqual({
      id: 'systolic',
      state: 'missing',
    })
  })
  test('millimoles are converted and kept as recorded', async () => {
    expect(await input('totalCholesterol', result('2093-3', 5, 'mmol/L'))).toMatchObject({
      state: 'known',
      value: expect.closeTo(193.3, 1),
      asRecorded: { value: 5, unit: 'mmol/L' },
    })
  })
  test('a mix-up of units is suspected, told with its place, and not used', async () => {
    const { inputs, problems } = await filled([result('2093-3', 5.2, 'mg/dL')])
    expect(inputs.get('totalCholesterol')).toMatchObject({ state: 'suspect', likelyUnit: 'mmol/L' })
    expect(problems).toMatchObject([{ code: 'risk.unit-doubtful', at: { path: expect.stringContaining('value') } }])
  })
  test('a number without a unit is used only where it is ordinary', async () => {
    expect(await input('totalCholesterol', result('2093-3', '5.2', undefined))).toMatchObject({
      state: 'suspect',
      likelyUnit: 'mmol/L',
    })
    expect(await input('totalCholesterol', result('2093-3', '210', undefined))).toMatchObject({
      state: 'known',
      value: 210,
    })
  })
  test('a number without a unit that is ordinary in two units is asked about', async () => {
    expect((await input('urineAlbuminCreatinine', result('9318-7', '30', undefined)))?.state).toBe('suspect')
    expect(await input('urineAlbuminCreatinine', result('9318-7', 30, 'mg/mmol'))).toMatchObject({
      value: expect.closeTo(265.2, 6),
    })
  })
  test('a comma before three digits may part thousands or decimals: no number', async () => {
    expect((await input('platelets', result('777-3', '150,000', undefined)))?.state).toBe('missing')
  })
  test('triglycerides come in millimoles too', async () => {
    expect(await input('triglycerides', result('14927-8', 1.7, 'mmol/L'))).toMatchObject({
      state: 'known',
      value: expect.closeTo(150.6, 1),
    })
  })
  test('an impossible value is refused and told', async () => {
    const { inputs, problems } = await filled([result('8480-6', 1500, 'mm[Hg]')])
    expect(inputs.get('systolic')?.state).toBe('impossible')
    expect(problems.map((p) => p.code)).toEqual(['risk.impossible-value'])
  })
})

describe('derived inputs', () => {
  test('filtration rate from creatinine: woman of 60, 1.0 mg/dL', async () => {
    // CKD-EPI 2021: 142 × (1/0.7)^-1.2 × 0.9938^60 × 1.012
    const expected = 142 * (1 / 0.7) ** -1.2 * 0.9938 ** 60 * 1.012
    expect(await input('egfr', result('2160-0', 1, 'mg/dL'))).toMatchObject({
      state: 'known',
      from: 'derived',
      value: expect.closeTo(expected, 6),
    })
  })
  test('body mass index from weight and height', async () => {
    expect(await input('bmi', result('29463-7', 70, 'kg'), result('8302-2', 170, 'cm'))).toMatchObject({
      state: 'known',
      value: expect.closeTo(24.2215, 4),
    })
  })
  test('a doubtful height makes no body mass index', async () => {
    expect(await input('bmi', result('29463-7', 70, 'kg'), result('8302-2', 1.7, 'cm'))).toMatchObject({
      state: 'suspect',
    })
  })
  test('variation of blood pressure needs two readings', async () => {
    expect((await input('systolicVariability', result('8480-6', 130, 'mm[Hg]')))?.state).toBe('missing')
    expect(
      await input(
        'systolicVariability',
        result('8480-6', 130, 'mm[Hg]'),
        result('8480-6', 140, 'mm[Hg]', '2026-02-01'),
      ),
    ).toMatchObject({ value: expect.closeTo(Math.sqrt(50), 9) })
  })
  test('the same reading in two copies is one reading', async () => {
    const twice = [result('8480-6', 130, 'mm[Hg]'), result('8480-6', 130, 'mm[Hg]')]
    expect((await input('systolicVariability', ...twice))?.state).toBe('missing')
  })
  test('a newer rate of the laboratory counts before one from an older creatinine', async () => {
    const creatinine = result('2160-0', 0.8, 'mg/dL', '2026-01-10')
    const rate = (date: string) => result('98979-8', 28, 'mL/min/{1.73_m2}', date)
    expect(await input('egfr', creatinine, rate('2026-10-01'))).toMatchObject({ value: 28, from: 'record' })
    expect(await input('egfr', creatinine, rate('2026-01-10'))).toMatchObject({ from: 'derived' })
  })
  test('country and risk region from the address', async () => {
    const { inputs } = await filled([])
    expect(inputs.get('country')).toMatchObject({ value: 'US' })
    expect(inputs.get('scoreRegion')?.state).toBe('missing')
    expect((await filled([], { country: 'Poland' })).inputs.get('scoreRegion')).toMatchObject({ value: 'high' })
  })
  test('age at diagnosis of diabetes', async () => {
    expect(
      await input('ageAtDiabetesDiagnosis', icd('E11.9', 'Type 2 diabetes', { onsetDateTime: '2011-05-01' })),
    ).toMatchObject({ value: 45 })
  })
})

describe('diagnoses', () => {
  test('absent from a kept problem list is no, from a silent record unknown', async () => {
    expect((await input('diabetes'))?.state).toBe('missing')
    expect(await input('diabetes', condition('Sprained ankle'))).toMatchObject({ state: 'known', value: false })
  })
  test('by ICD-10 and by words', async () => {
    expect(await input('diabetesType2', icd('E11.9', 'Type 2 diabetes mellitus'))).toMatchObject({ value: true })
    expect(await input('diabetes', condition('Diabetes mellitus type 2'))).toMatchObject({ value: true })
    expect(await input('diabetes', condition('Prediabetes'))).toMatchObject({ value: false })
    expect(await input('impairedGlucose', condition('Prediabetes'))).toMatchObject({ value: true })
  })
  test('a procedure coded in ICD-10-PCS is read by its words', async () => {
    const stented = {
      resourceType: 'Procedure',
      id: 'stent',
      status: 'completed',
      subject: { reference: 'Patient/p' },
      performedDateTime: '2019-04-01',
      code: {
        coding: [
          {
            system: 'http://www.cms.gov/Medicare/Coding/ICD10',
            code: '027034Z',
            display: 'Percutaneous coronary intervention, one artery, with stent',
          },
        ],
      },
    }
    expect(await input('priorCardiovascularDisease', condition('Sprained ankle'), stented)).toMatchObject({
      value: true,
    })
  })
  test('narrowed neck arteries, diabetes by a medicine and a heart attack in plain words count', async () => {
    expect(await input('priorCardiovascularDisease', icd('I65.23', 'Carotid stenosis'))).toMatchObject({ value: true })
    expect(await input('priorCardiovascularDisease', condition('Heart attack 2015'))).toMatchObject({ value: true })
    expect(await input('diabetes', icd('E09.9', 'Drug induced diabetes mellitus'))).toMatchObject({ value: true })
    expect(await input('chronicKidneyDisease3to5', condition('CKD: chronic kidney disease stage IIIb'))).toMatchObject({
      value: true,
    })
  })
  test('two types of diabetes at once are a contradiction, told once', async () => {
    const { inputs, problems } = await filled([icd('E10.9', 'Type 1 diabetes'), icd('E11.9', 'Type 2 diabetes')])
    expect([inputs.get('diabetesType1')?.state, inputs.get('diabetesType2')?.state]).toEqual(['suspect', 'suspect'])
    expect(inputs.get('diabetes')).toMatchObject({ value: true })
    expect(problems.map((x) => x.code)).toEqual(['risk.contradiction'])
  })
  test('an unconfirmed one leaves it open', async () => {
    expect(
      (
        await input(
          'atrialFibrillation',
          icd('I48.0', 'AF', { verificationStatus: { coding: [{ code: 'unconfirmed' }] } }),
        )
      )?.state,
    ).toBe('missing')
  })
  test('a heart attack long ago counts although resolved', async () => {
    expect(
      await input(
        'priorCardiovascularDisease',
        icd('I21.9', 'Myocardial infarction', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
      ),
    ).toMatchObject({ value: true })
  })
  test('somebody else’s heart attack is nobody’s', async () => {
    expect(
      await input('priorCardiovascularDisease', condition('Family history of myocardial infarction')),
    ).toMatchObject({ value: false })
  })
})

describe('a diagnosis that nobody wrote down', () => {
  const ankle = condition('Sprained ankle')
  test('one low filtration rate leaves kidney disease open, low rates over three months are stage 3', async () => {
    const now = result('2160-0', 1.8, 'mg/dL')
    expect((await input('chronicKidneyDisease3to5', ankle, now))?.state).toBe('missing')
    expect(
      await input('chronicKidneyDisease3to5', ankle, now, result('2160-0', 1.7, 'mg/dL', '2026-01-10')),
    ).toMatchObject({
      value: true,
      from: 'derived',
    })
    expect(
      (await input('chronicKidneyDisease3to5', ankle, now, result('2160-0', 0.8, 'mg/dL', '2026-01-10')))?.state,
    ).toBe('missing')
    expect(await input('chronicKidneyDisease3to5', ankle, result('2160-0', 0.8, 'mg/dL'))).toMatchObject({
      value: false,
    })
  })
  test('diabetes of no written type leaves the type open', async () => {
    const { inputs } = await filled([condition('Diabetes mellitus')])
    expect(inputs.get('diabetes')).toMatchObject({ value: true })
    expect(inputs.get('diabetesType1')?.state).toBe('missing')
    expect(inputs.get('diabetesType2')?.state).toBe('missing')
  })
  test('HbA1c of 6.5 % or a medicine for diabetes makes the absence of diabetes doubtful', async () => {
    expect((await input('diabetes', ankle, result('4548-4', 6.5, '%')))?.state).toBe('missing')
    expect(await input('diabetes', ankle, result('4548-4', 6.4, '%'))).toMatchObject({ value: false })
    expect((await input('diabetes', ankle, medicine('acarbose')))?.state).toBe('missing')
  })
})

describe('medicines', () => {
  test('a statin on the list, none on a list, no list', async () => {
    expect(await input('onStatin', medicine('simvastatin'))).toMatchObject({ value: true })
    expect(await input('onStatin', medicine('metformin'))).toMatchObject({ value: false })
    expect((await input('onStatin'))?.state).toBe('missing')
  })
  test('a medicine that was not recognised leaves it open', async () => {
    expect((await input('onStatin', medicine('metformin'), medicine('Xyzzorin forte')))?.state).toBe('missing')
  })
})

describe('family', () => {
  const relative = (code: string, text: string, age?: number) => ({
    resourceType: 'FamilyMemberHistory',
    id: `f${++n}`,
    status: 'completed',
    patient: { reference: 'Patient/p' },
    relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }] },
    condition: [{ code: { text }, ...(age === undefined ? {} : { onsetAge: { value: age, unit: 'a', code: 'a' } }) }],
  })
  test('a father’s early heart attack', async () => {
    const { inputs } = await filled([relative('FTH', 'Myocardial infarction', 52)])
    for (const id of ['familyHeartAttack', 'familyCoronaryBefore60', 'parentHeartAttackBefore60'])
      expect(inputs.get(id), id).toMatchObject({ value: true, from: 'family' })
  })
  test('a late one, or one of unknown age, does not say no', async () => {
    expect((await input('parentHeartAttackBefore60', relative('FTH', 'Myocardial infarction', 70)))?.state).toBe(
      'missing',
    )
    expect((await input('parentHeartAttackBefore60', relative('FTH', 'Myocardial infarction')))?.state).toBe('missing')
  })
  test('a father with breast cancer is no mother, sister or daughter', async () => {
    const relative = (id: string, code: string) => ({
      resourceType: 'FamilyMemberHistory',
      id,
      status: 'completed',
      patient: { reference: 'Patient/p' },
      relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }] },
      condition: [{ code: { text: 'Breast cancer' } }],
    })
    expect((await input('firstDegreeBreastCancer', relative('f1', 'FTH')))?.state).toBe('missing')
    expect(await input('firstDegreeBreastCancer', relative('f1', 'FTH'), relative('f2', 'MTH'))).toMatchObject({
      value: 1,
    })
  })
  test('relatives with breast cancer are counted', async () => {
    expect(
      await input(
        'firstDegreeBreastCancer',
        relative('MTH', 'Breast cancer', 50),
        relative('SIS', 'Breast cancer', 44),
      ),
    ).toMatchObject({ value: 2 })
  })
})

describe('what was given', () => {
  test('counts before the record and before what follows from it', async () => {
    const { inputs } = await filled([result('8480-6', 150, 'mm[Hg]'), result('2160-0', 1, 'mg/dL')], {
      sbp: 128,
      egfr: 77,
    })
    expect(inputs.get('systolic')).toMatchObject({ value: 128, from: 'given' })
    expect(inputs.get('egfr')).toMatchObject({ value: 77, from: 'given' })
  })
  test('carries what follows', async () => {
    const { inputs } = await filled([], { smokingAmount: 'never', diabetesType2: 'yes' })
    expect(inputs.get('smokingNow')).toMatchObject({ value: false, from: 'derived' })
    expect(inputs.get('diabetes')).toMatchObject({ value: true })
  })
  test('what is recorded counts before a "no" that rests on nothing being recorded', async () => {
    const { inputs, problems } = await filled([condition('Sprained ankle')], { diabetesType2: true })
    expect(inputs.get('diabetes')).toMatchObject({ state: 'known', value: true })
    expect(inputs.get('impairedGlucose')).toMatchObject({ state: 'known', value: true })
    expect(problems).toEqual([])
  })
  test('stated twice, by its name and by a short name, is an error; so is half a biopsy', () => {
    expect(given({ sbp: 120, systolic: 160 }).problems.map((x) => x.code)).toEqual(['risk.stated-twice'])
    expect(given({ breastBiopsies: 1.5 }).problems.map((x) => x.code)).toEqual(['risk.bad-value'])
  })
  test('a contradiction is told and neither side used', async () => {
    const { inputs, problems } = await filled([], { smokingNow: 'no', smokingAmount: 'heavy' })
    expect(problems.map((p) => p.code)).toEqual(['risk.contradiction'])
    expect(inputs.get('smokingNow')?.state).toBe('suspect')
    expect(inputs.get('smokingAmount')?.state).toBe('suspect')
  })
  test('HDL above total cholesterol is a contradiction', async () => {
    expect((await filled([], { tc: 140, hdl: '150' })).problems.map((p) => p.code)).toEqual(['risk.contradiction'])
  })
  test('unknown names, other kinds and impossible values are all told at once', () => {
    expect(
      given({ foo: 1, systolic: 'high', bmi: 900, diabetes: 'perhaps', hdl: '1.3 mmol/L' }).problems.map((p) => p.code),
    ).toEqual(['risk.unknown-input', 'risk.bad-value', 'risk.impossible-value', 'risk.bad-value'])
  })
})
