import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import { compileTerms, openRecord, type PatientView } from '../record/index.ts'
import type { Instant } from '../shared/instant.ts'
import { earlyDetection, earlyTablesOf } from './early-detection.ts'

const releases = ['attune-risk', 'attune-family', 'attune-screening'].map((id) => loadRelease(id))
const tables = earlyTablesOf(releases)
const terms = compileTerms(loadRelease('attune-terms'))
const at = '2026-11-22T09:00:00Z' as Instant

type Json = Record<string, unknown>
const subject = { reference: 'Patient/p' }
const loinc = (code: string): Json => ({ coding: [{ system: 'http://loinc.org', code }] })
const problemList = { resourceType: 'Condition', id: 'c', subject, code: { text: 'Eczema' } }
const result = (code: string, value: Json, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: `o-${code}`,
  status: 'final',
  subject,
  effectiveDateTime: '2026-05-01',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  ...value,
  ...more,
})
const variant = (gene: string, origin: string, present = 'LA9633-4'): Json =>
  result('69548-6', {
    valueCodeableConcept: loinc(present),
    component: [
      { code: loinc('48018-6'), valueCodeableConcept: { coding: [{ display: gene }] } },
      { code: loinc('48002-0'), valueCodeableConcept: loinc(origin) },
      { code: loinc('53037-8'), valueCodeableConcept: loinc('LA6668-3') },
    ],
  })
const mother = (text: string, age: number): Json => ({
  resourceType: 'FamilyMemberHistory',
  id: 'm',
  status: 'completed',
  patient: subject,
  relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' }] },
  condition: [{ code: { text }, onsetAge: { value: age, unit: 'a' } }],
})

const viewOf = async (birthDate: string, ...resources: readonly Json[]): Promise<PatientView> => {
  const patient = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate }
  const read = await openRecord([patient, problemList, ...resources], { at, terms, source: 'r' })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}
const early = (view: PatientView) => {
  if (tables === undefined) throw new Error('no tables')
  return earlyDetection(view, tables, { at }).early
}
const line = (view: PatientView, track: string) => early(view).screening.items.find((i) => i.track === track)

describe('a gene test of the person’s own', () => {
  const woman = '1991-03-01'

  test('an inherited BRCA1 variant brings the schedule of carriers, with the result as its basis', async () => {
    const view = await viewOf(woman, variant('BRCA1', 'LA6683-2'))
    const mri = line(view, 'breast-mri')
    expect([mri?.state, mri?.rule?.id]).toEqual(['due', 'nccn-brca-mri'])
    expect(mri?.basis).toContainEqual(expect.objectContaining({ resource: 'Observation/o-69548-6' }))
    expect(line(view, 'mammography')?.rule?.id).toBe('nccn-brca-mammography')
    expect(early(view).recommendations.map((r) => r.id)).not.toContain('family:variant:BRCA1')
  })

  test('an inherited MSH2 variant brings colonoscopy at 35', async () => {
    const scope = line(await viewOf(woman, variant('MSH2', 'LA6683-2')), 'colorectal-cancer')
    expect([scope?.state, scope?.rule?.id]).toEqual(['due', 'nccn-lynch-mlh1-msh2'])
  })

  test.each([
    ['of a tumour', variant('BRCA1', 'LA6684-0')],
    ['that is absent', variant('BRCA1', 'LA6683-2', 'LA9634-2')],
    ['that was entered in error', { ...variant('BRCA1', 'LA6683-2'), status: 'entered-in-error' }],
  ])('a variant %s brings nothing', async (_, v) => {
    const view = await viewOf(woman, v)
    expect(line(view, 'breast-mri')?.state).toBe('not-known')
    expect(line(view, 'mammography')?.state).toBe('later')
  })
})

describe('what the family says of the breasts', () => {
  test('a mother with a BRCA1 variant lifts an untested daughter over the threshold for MRI', async () => {
    const mri = line(await viewOf('1991-03-01', mother('BRCA1 pathogenic variant', 40)), 'breast-mri')
    expect([mri?.state, mri?.rule?.id]).toEqual(['due', 'acs-high-risk-mri'])
    expect(mri?.because.find((b) => b.code === 'risk-given')?.with['by']).toBe('attune-family')
  })

  test('a mother with breast cancer at 70 does not', async () => {
    expect(line(await viewOf('1991-03-01', mother('Breast cancer', 70)), 'breast-mri')?.state).not.toBe('due')
  })
})

describe('the age of equal risk', () => {
  const answers = [
    result('42798-9', { valueQuantity: { value: 12, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' } }),
  ]

  test('is not shown where an answer that the breast cancer tool needs is missing', async () => {
    expect(line(await viewOf('1986-01-01', ...answers), 'mammography')?.personal).toBeUndefined()
  })
})
