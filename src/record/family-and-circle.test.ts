import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync, strFromU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import type { Instant } from '../shared/instant.ts'
import type { PatientView } from './index.ts'
import { readRecord } from './read-record.ts'
import { compileTerms } from './terms.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const terms = compileTerms(loadRelease('attune-terms'))

type Json = Record<string, unknown>
const patient: Json = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1990-05-01' }
const read = (resources: readonly unknown[]) => readRecord(resources, { at, terms, source: 'r' })
const view = (...resources: readonly Json[]): PatientView => {
  const result = read([patient, ...resources.map((r) => ({ subject: { reference: 'Patient/p' }, ...r }))])
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const role = (code: string): Json => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }],
})
const relative = (code: string, more: Json = {}): Json => ({
  resourceType: 'FamilyMemberHistory',
  status: 'completed',
  patient: { reference: 'Patient/p' },
  relationship: role(code),
  ...more,
})
const years = (value: number, more: Json = {}): Json => ({
  value,
  system: 'http://unitsofmeasure.org',
  code: 'a',
  ...more,
})

describe('family history', () => {
  test('kinship by the code of the relation: degree, side, sex, and whether by blood', () => {
    const members = view(...['MAUNT', 'MTH', 'BRO', 'PGRMTH', 'MCOUSN', 'FTHINLAW', 'STPMTH'].map((c) => relative(c)))
      .familyHistory?.members
    expect(members?.map((m) => [m.degree, m.side, m.sex, m.blood])).toEqual([
      [2, 'maternal', 'female', true],
      [1, undefined, 'female', true],
      [1, undefined, 'male', true],
      [2, 'paternal', 'female', true],
      [3, 'maternal', undefined, true],
      [undefined, undefined, 'male', false],
      [undefined, undefined, 'female', false],
    ])
  })
  test('the father of an unborn child is no relative by blood', () => {
    const [father] = view(relative('NFTHF')).familyHistory?.members ?? []
    expect([father?.blood, father?.degree]).toEqual([false, undefined])
  })
  test('onset as an age, a range, a limit, months or words; what cannot be counted stays in words', () => {
    const condition = [
      { onsetAge: years(69) },
      { onsetRange: { low: years(40), high: years(49) } },
      { onsetAge: years(50, { comparator: '<' }) },
      { onsetAge: { value: 18, system: 'http://unitsofmeasure.org', code: 'mo' } },
      { onsetString: '40-45 years' },
      { onsetString: 'as a young woman' },
    ].map((onset) => ({ code: { text: 'Breast cancer' }, ...onset }))
    expect(view(relative('SIS', { condition })).familyHistory?.members[0]?.conditions.map((c) => c.onsetAge)).toEqual([
      { low: 69, high: 69 },
      { low: 40, high: 49 },
      { high: 50 },
      { low: 1.5, high: 1.5 },
      { low: 40, high: 45 },
      { words: 'as a young woman' },
    ])
  })
  test('a relative without conditions clears nobody; the record’s own statement does', () => {
    expect(view(relative('MTH')).familyHistory).toMatchObject({ members: [{ conditions: [] }] })
    expect(view(relative('MTH')).familyHistory?.noneKnown).toBeUndefined()
    const said = view({ resourceType: 'Condition', id: 'c', code: { text: 'No known family history' } })
    expect(said.familyHistory?.noneKnown).toMatchObject({ resource: 'Condition/c' })
    expect(said.conditions).toEqual([])
    expect(view().silentOn).toContain('family history')
  })
  test.each(['No family history of cancer', 'No family history of breast cancer', 'Family history unknown'])(
    '"%s" is no statement that there is nothing at all in the family',
    (text) => {
      expect(view({ resourceType: 'Condition', id: 'c', code: { text } }).familyHistory?.noneKnown).toBeUndefined()
    },
  )
  test('partial accounts, unknown health, death and adoption are told apart', () => {
    const { familyHistory } = view(
      relative('FTH', { status: 'partial', deceasedAge: years(51) }),
      relative('MTH', { status: 'health-unknown' }),
      relative('ADOPTM', { deceasedBoolean: false }),
      relative('SIS', { status: 'entered-in-error' }),
    )
    expect(familyHistory?.members).toMatchObject([
      { partial: true, deceased: { age: { low: 51, high: 51 } } },
      { healthUnknown: true },
      { blood: false, deceased: false },
    ])
    expect(familyHistory?.adoptive).toBeDefined()
  })
  test('one that is not well formed is left out with a warning, and the rest is read', () => {
    const result = read([patient, relative('MTH', { condition: 'none' }), relative('FTH')])
    expect(result.ok && result.value.familyHistory?.members).toHaveLength(1)
    expect(result.problems).toMatchObject([
      { code: 'record.left-out', severity: 'warning', at: { path: '[1].condition' } },
    ])
  })
})

describe('coverage, care team, vaccines, visits, devices, goals', () => {
  const payor = [{ display: 'Some Insurance' }]
  const coverage = (more: Json): Json => ({
    resourceType: 'Coverage',
    status: 'active',
    beneficiary: { reference: 'Patient/p' },
    payor,
    ...more,
  })
  test('coverage is active when it says so and its period holds the day', () => {
    const found = view(
      coverage({}),
      coverage({ period: { end: '2026-11-22' } }),
      coverage({ period: { end: '2026-11-21' } }),
      coverage({ period: { start: '2027' } }),
      coverage({ status: 'cancelled' }),
    ).coverage
    expect(found?.map((c) => c.active)).toEqual([true, true, false, false, false])
    expect(found?.[0]?.payers).toEqual(['Some Insurance'])
  })
  test('the care team is who cares now, named by the resource where the reference is bare; the patient is no member', () => {
    const team = view(
      { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Who', prefix: ['Dr'] }] },
      {
        resourceType: 'CareTeam',
        status: 'active',
        participant: [
          { role: [{ text: 'Oncologist' }], member: { reference: 'Practitioner/d' } },
          { member: { reference: 'Patient/p', display: 'Herself' } },
          { member: { display: 'Former doctor' }, period: { end: '2020' } },
        ],
      },
      { resourceType: 'CareTeam', status: 'inactive', participant: [{ member: { display: 'Old team' } }] },
    ).careTeam
    expect(team?.map((m) => [m.name, m.roles.map((r) => r.display)])).toEqual([['Dr Who', ['Oncologist']]])
  })
  test('a vaccine that was not given, a cancelled visit and a goal given up are left out', () => {
    const v = view(
      {
        resourceType: 'Immunization',
        status: 'not-done',
        vaccineCode: { text: 'Influenza' },
        patient: { reference: 'Patient/p' },
      },
      {
        resourceType: 'Immunization',
        status: 'completed',
        vaccineCode: { text: 'Tetanus' },
        occurrenceDateTime: '2020-02-02',
        patient: { reference: 'Patient/p' },
      },
      { resourceType: 'Encounter', status: 'cancelled', class: { code: 'AMB' } },
      { resourceType: 'Encounter', status: 'in-progress', class: { code: 'IMP' }, period: { start: '2026-11-20' } },
      { resourceType: 'Goal', lifecycleStatus: 'cancelled', description: { text: 'x' } },
      { resourceType: 'Device', patient: { reference: 'Patient/p' }, type: { text: 'Pacemaker' } },
    )
    expect(v.immunisations?.map((i) => [i.what.display, i.date])).toEqual([['Tetanus', '2020-02-02']])
    expect(v.encounters?.map((e) => [e.class, e.state])).toEqual([['IMP', 'now']])
    expect(v.goals).toBeUndefined()
    expect(v.devices?.map((d) => [d.what.display, d.active])).toEqual([['Pacemaker', undefined]])
  })
})

describe('pregnancy', () => {
  const said = (loinc: string, value: Json, date = '2026-11-01', more: Json = {}): Json => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: loinc }] },
    effectiveDateTime: date,
    ...value,
    ...more,
  })
  const answer = (code: string): Json => ({ valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code }] } })
  test('silence is unknown, not no', () => {
    expect(view().pregnancy).toBeUndefined()
    expect(view().silentOn).toContain('pregnancy')
  })
  test('a stated status counts for six weeks; the newest one counts', () => {
    expect(view(said('82810-3', answer('LA15173-0'))).pregnancy?.pregnant).toBe('yes')
    expect(view(said('82810-3', answer('LA26683-5'))).pregnancy?.pregnant).toBe('no')
    expect(view(said('82810-3', answer('LA15173-0'), '2026-05-01')).pregnancy).toBeUndefined()
    expect(view(said('82810-3', answer('LA4489-6'))).pregnancy).toBeUndefined()
    const both = view(
      said('82810-3', answer('LA15173-0'), '2026-11-01'),
      said('82810-3', answer('LA26683-5'), '2026-11-20'),
    )
    expect(both.pregnancy?.pregnant).toBe('no')
  })
  test('the gestational age follows from the date of delivery, 280 days after the last menses', () => {
    const due = view(said('11778-8', { valueDateTime: '2027-03-01' }))
    expect(due.pregnancy).toMatchObject({
      pregnant: 'yes',
      delivery: '2027-03-01',
      gestationalAge: { weeks: 25, days: 6 },
    })
    const menses = view(said('8665-2', { valueDateTime: '2026-05-25' }))
    expect(menses.pregnancy).toMatchObject({ delivery: '2027-03-01', gestationalAge: { weeks: 25, days: 6 } })
  })
  test('a date of delivery long past says nothing, and a later "not pregnant" outweighs it', () => {
    expect(view(said('11778-8', { valueDateTime: '2026-09-01' }, '2026-04-01')).pregnancy).toBeUndefined()
    const lost = view(
      said('11778-8', { valueDateTime: '2027-03-01' }, '2026-08-01'),
      said('82810-3', answer('LA26683-5')),
    )
    expect(lost.pregnancy).toMatchObject({ pregnant: 'no' })
    expect(lost.pregnancy?.gestationalAge).toBeUndefined()
  })
  test.each(['Not known', 'Unknown', 'not tested', 'No information', 'Possible', 'N/A', 'patient declined'])(
    '"%s" is not "no"',
    (words) => {
      expect(view(said('82810-3', { valueString: words })).pregnancy).toBeUndefined()
    },
  )
  test('a diagnosis after a "no" outweighs it, and one without a date leaves the question open', () => {
    const no = said('82810-3', answer('LA26683-5'), '2026-11-01')
    const diagnosis = (more: Json): Json => ({
      resourceType: 'Condition',
      code: { text: 'Pregnancy', coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z33.1' }] },
      ...more,
    })
    expect(view(no, diagnosis({ onsetDateTime: '2026-11-15' })).pregnancy?.pregnant).toBe('yes')
    expect(view(no, diagnosis({ onsetDateTime: '2026-01-15' })).pregnancy?.pregnant).toBe('no')
    expect(view(no, diagnosis({})).pregnancy).toBeUndefined()
  })
  test('the question arises for a man who is recorded as female at birth', () => {
    const birthsex = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'
    const man = { ...patient, gender: 'male', extension: [{ url: birthsex, valueCode: 'F' }] }
    const result = read([man, { ...said('82810-3', answer('LA15173-0')), subject: { reference: 'Patient/p' } }])
    expect(result.ok && result.value.pregnancy?.pregnant).toBe('yes')
  })
  test('breastfeeding by its LOINC answer', () => {
    expect(view(said('63895-7', answer('LA29252-6'))).pregnancy).toMatchObject({ breastfeeding: 'yes' })
    expect(view(said('63895-7', answer('LA29253-4'))).pregnancy).toMatchObject({ breastfeeding: 'no' })
  })
})

describe('results and their limits', () => {
  test('parts of a panel, ranges, flags and preliminary results are kept', () => {
    const [systolic] = view({
      resourceType: 'Observation',
      status: 'preliminary',
      category: [{ coding: [{ code: 'vital-signs' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: '85354-9', display: 'Blood pressure panel' }] },
      component: [
        {
          code: { coding: [{ system: 'http://loinc.org', code: '8480-6', display: 'Systolic' }] },
          valueQuantity: { value: 150, unit: 'mmHg' },
          interpretation: [{ coding: [{ code: 'H', display: 'High' }] }],
          referenceRange: [{ high: { value: 130, unit: 'mmHg' } }],
        },
      ],
    }).observations
    expect(systolic).toMatchObject({
      loinc: '8480-6',
      value: { value: 150, unit: 'mm[Hg]' },
      panel: 'Blood pressure panel',
      range: [{ high: 130, unit: 'mm[Hg]' }],
      interpretation: [{ code: 'H', display: 'High' }],
      preliminary: true,
      category: 'vital-signs',
    })
  })
  test('smoking by its answer and by its words', () => {
    const smoke = (value: Json): Json => ({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '72166-2' }] },
      effectiveDateTime: '2026-01-01',
      valueCodeableConcept: value,
    })
    const status = (value: Json) => view(smoke(value)).social?.smoking?.status
    expect(
      ['Never smoker', 'Former smoker', 'Current every day smoker', 'Unknown if ever smoked'].map((text) =>
        status({ text }),
      ),
    ).toEqual(['never', 'former', 'current', 'unknown'])
    expect(status({ coding: [{ system: 'http://loinc.org', code: 'LA15920-4' }] })).toBe('former')
    expect(['Smoker, current status unknown', 'Current smoker'].map((text) => status({ text }))).toEqual([
      'unknown',
      'current',
    ])
  })
})

const mcode = '../shared/reference/interop/mcode-4.0.0.examples.ndjson.gz'
describe.skipIf(!existsSync(mcode))('published examples of mCODE', () => {
  test('the patient Jenny M: an aunt with ovarian cancer at 69, and the genes that were studied', () => {
    const lines = existsSync(mcode)
      ? strFromU8(gunzipSync(new Uint8Array(readFileSync(mcode))))
          .trim()
          .split('\n')
      : []
    const bundle = lines.map((l) => JSON.parse(l) as Json).find((r) => r['id'] === 'mcode-patient-bundle-jenny-m')
    const result = readRecord(bundle, { at, terms, source: 'm', patient: 'cancer-patient-jenny-m' })
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    const aunt = result.value.familyHistory?.members.find((m) => m.relation.code === 'MAUNT')
    expect(aunt).toMatchObject({
      degree: 2,
      side: 'maternal',
      conditions: [{ what: { code: '363443007' }, onsetAge: { low: 69, high: 69 } }],
    })
    expect(result.value.genomics?.regions[0]?.genes?.[0]?.codes.map((c) => c.display)).toEqual([
      'BRCA1',
      'BRCA2',
      'CDH1',
      'PALB2',
      'PTEN',
      'STK11',
      'TP53',
    ])
  })
})

test('a word of the language itself in place of a code or unit is a word like any other', () => {
  for (const word of ['constructor', '__proto__', 'toString']) {
    const read = view(
      {
        resourceType: 'Observation',
        id: 'o',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: word }] },
        valueQuantity: { value: 5, unit: word },
      },
      {
        resourceType: 'FamilyMemberHistory',
        id: 'f',
        status: 'completed',
        patient: { reference: 'Patient/p' },
        relationship: { text: 'sister' },
        sex: { coding: [{ code: word }] },
        ageAge: { value: 50, code: word, unit: word },
      },
    )
    expect(read.observations[0]?.value).toEqual({ value: 5, unit: word })
    expect(read.familyHistory?.members[0]?.sex).toBeUndefined()
    expect(read.familyHistory?.members[0]?.age).toBeUndefined()
  }
})
