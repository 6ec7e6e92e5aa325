import { earlyDetection, earlyTablesOf } from '../src/assess/early-detection.ts'
import { termsOf } from '../src/assess/assess-person.ts'
import type { ReportDocument } from '../src/deliver/report/document.ts'
import { loadAll } from '../src/knowledge/folder.ts'
import { openRecord } from '../src/record/index.ts'
import type { Instant } from '../src/shared/instant.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const subject = { reference: 'Patient/overdue' }

const code = (loinc: string, text: string) => ({ coding: [{ system: 'http://loinc.org', code: loinc }], text })

const observation = (id: string, loinc: string, text: string, date: string, value: object) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: code(loinc, text),
  subject,
  effectiveDateTime: date,
  ...value,
})

const figure = (value: number, ucum: string) => ({
  valueQuantity: { value, unit: ucum, system: 'http://unitsofmeasure.org', code: ucum },
})

const procedure = (id: string, text: string, date: string) => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  subject,
  code: { text },
  performedDateTime: date,
})

/** A woman of 58 who smokes: a positive stool test, a mammography overdue, a planned test, a mother with breast cancer at 44. */
export const overdueRecord = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resourceType: 'Patient',
      id: 'overdue',
      name: [{ given: ['Olga'], family: 'Overdue' }],
      birthDate: '1968-05-02',
      gender: 'female',
    },
    {
      resourceType: 'Condition',
      id: 'od-1',
      subject,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: { text: 'Hypercholesterolaemia' },
      onsetDateTime: '2019-02',
    },
    procedure('od-2', 'Screening mammography', '2021-03-10'),
    procedure('od-3', 'Colonoscopy', '2012-06-01'),
    observation('od-4', '29771-3', 'Fecal immunochemical test', '2026-09-01', {
      valueCodeableConcept: { text: 'Positive' },
    }),
    observation('od-5', '77379-6', 'HPV DNA test cervix', '2023-04-04', { valueCodeableConcept: { text: 'Negative' } }),
    observation('od-6', '72166-2', 'Tobacco smoking status', '2026-02-01', {
      valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '77176002' }], text: 'Smoker' },
    }),
    observation('od-7', '8664-5', 'Pack-years', '2026-02-01', figure(28, '{PackYears}')),
    observation('od-8', '39156-5', 'Body mass index', '2026-02-01', figure(31.2, 'kg/m2')),
    observation('od-9', '4548-4', 'Hemoglobin A1c', '2025-02-01', figure(5.6, '%')),
    {
      resourceType: 'ServiceRequest',
      id: 'od-10',
      status: 'active',
      intent: 'order',
      subject,
      code: { text: 'Hepatitis C antibody' },
      authoredOn: '2026-11-01',
      occurrenceDateTime: '2026-12-15',
    },
    {
      resourceType: 'FamilyMemberHistory',
      id: 'od-11',
      status: 'completed',
      patient: subject,
      relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' }] },
      condition: [
        {
          code: { text: 'Breast cancer' },
          onsetAge: { value: 44, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' },
        },
      ],
    },
  ].map((resource) => ({ resource })),
}

/** Early detection of that woman, as the engines make it. */
export const overdueEarly = async (): Promise<NonNullable<ReportDocument['early']>> => {
  const knowledge = loadAll()
  const tables = earlyTablesOf(knowledge)
  const read = await openRecord(JSON.stringify(overdueRecord), { at, terms: termsOf(knowledge), source: 'record.json' })
  if (tables === undefined || !read.ok) throw new Error('the sample cannot be assessed')
  return earlyDetection(read.value, tables, { at }).early
}
