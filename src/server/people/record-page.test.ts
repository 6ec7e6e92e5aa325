import { expect, test } from 'vitest'
import { loadRelease } from '../../knowledge/folder.ts'
import { compileTerms, openRecord } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { recordPage } from './record-page.ts'

const subject = { reference: 'Patient/p' }
const loinc = (code: string, display = ''): object => ({ coding: [{ system: 'http://loinc.org', code, display }] })

test('every kind of the record has its lines, each pointing to its resource', async () => {
  const read = await openRecord(
    [
      { resourceType: 'Patient', id: 'p', gender: 'female', generalPractitioner: [{ display: 'Dr Who' }] },
      {
        resourceType: 'FamilyMemberHistory',
        id: 'f',
        status: 'completed',
        patient: subject,
        relationship: { text: 'aunt' },
        condition: [{ code: { text: 'Ovarian cancer' }, onsetAge: { value: 69, code: 'a' } }],
        deceasedAge: { value: 71, code: 'a' },
      },
      {
        resourceType: 'Coverage',
        id: 'c',
        status: 'active',
        beneficiary: subject,
        payor: [{ display: 'Some Insurance' }],
      },
      {
        resourceType: 'Immunization',
        id: 'i',
        status: 'completed',
        patient: subject,
        vaccineCode: { text: 'Tetanus' },
      },
      {
        resourceType: 'Observation',
        id: 'o',
        status: 'final',
        subject,
        code: loinc('2823-3', 'Potassium'),
        valueQuantity: { value: 6.1, unit: 'mmol/L' },
        interpretation: [{ coding: [{ code: 'H', display: 'High' }] }],
        referenceRange: [{ low: { value: 3.5 }, high: { value: 5 } }],
      },
      {
        resourceType: 'Observation',
        id: 'd',
        status: 'final',
        subject,
        effectiveDateTime: '2026-11-01',
        code: loinc('11778-8'),
        valueDateTime: '2027-03-01',
      },
      {
        resourceType: 'Observation',
        id: 'g',
        status: 'preliminary',
        subject,
        code: loinc('84413-4'),
        valueCodeableConcept: { text: '*2/*2' },
        component: [{ code: loinc('48018-6'), valueCodeableConcept: { text: 'CYP2C19' } }],
      },
    ],
    { at: '2026-11-22T09:00:00Z' as Instant, terms: compileTerms(loadRelease('attune-terms')), source: 'r' },
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { rows } = recordPage(read.value)
  const line = (kind: string) => rows.find((r) => r.kind === kind)
  expect(line('family')).toMatchObject({
    title: 'aunt',
    detail: 'Ovarian cancer at 69, died at 71',
    resource: 'FamilyMemberHistory/f',
  })
  expect(line('coverage')).toMatchObject({ title: 'Some Insurance', state: 'active', resource: 'Coverage/c' })
  expect(line('careTeam')).toMatchObject({ title: 'Dr Who', resource: 'Patient/p' })
  expect(line('immunisation')).toMatchObject({ title: 'Tetanus', resource: 'Immunization/i' })
  expect(rows.find((r) => r.loinc === '2823-3')).toMatchObject({ flag: 'High', range: [{ low: 3.5, high: 5 }] })
  expect(line('pregnancy')).toMatchObject({ title: 'Pregnant, 25 weeks 6 days', detail: 'expected 2027-03-01' })
  expect(line('genetic')).toMatchObject({
    title: 'CYP2C19',
    detail: '*2/*2',
    preliminary: true,
    resource: 'Observation/g',
  })
})
