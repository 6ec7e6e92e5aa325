import type { CommunicationRequest, ServiceRequest } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { compileScreening, screeningCalendar } from '../../clinical/screening/index.ts'
import { loadFhirDefinitions } from '../../fhir/index.ts'
import { loadAll } from '../../knowledge/folder.ts'
import { emptyView, type PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { english } from '../../shared/wording/en.ts'
import { screeningBundle, screeningRequests } from './screening-requests.ts'

const tables = compileScreening(loadAll())
const calendarOf = (more: Partial<PatientView>) =>
  screeningCalendar(
    { view: { ...emptyView('p'), birthDate: '1970-03-01', sex: 'female', silentOn: [], ...more }, given: {} },
    tables,
    '2026-11-22T09:00Z' as Instant,
  )
const subject = { reference: 'Patient/p' }
const diabetes: Partial<PatientView> = {
  conditions: [
    {
      what: { display: 'Type 2 diabetes mellitus' },
      codes: [],
      active: true,
      ref: { kind: 'fhir', resource: 'Condition/d', path: 'code' },
    },
  ],
  procedures: [
    {
      what: { display: 'Colonoscopy' },
      codes: [],
      date: '2010-05',
      ref: { kind: 'fhir', resource: 'Procedure/c', path: 'code' },
    },
  ],
}

const requestsOf = (more: Partial<PatientView>) => screeningRequests(calendarOf(more), subject, english)
const services = (more: Partial<PatientView>): readonly ServiceRequest[] =>
  requestsOf(more).filter((r) => r.resourceType === 'ServiceRequest')
const reminders = (more: Partial<PatientView>): readonly CommunicationRequest[] =>
  requestsOf(more).filter((r) => r.resourceType === 'CommunicationRequest')

describe('what is due as FHIR requests', () => {
  test('is well formed R4 and fits the definitions', () => {
    const definitions = loadFhirDefinitions()
    const bundle = screeningBundle(calendarOf(diabetes), subject, english)
    for (const r of [...requestsOf(diabetes), bundle]) {
      expect(definitions.faultsOf(r).filter((i) => i.severity === 'error')).toEqual([])
      expect(definitions.findingsOf(r).filter((i) => i.severity === 'error')).toEqual([])
    }
  })

  test('proposes drafts, with reason, rule and period', () => {
    const own = services({})
    expect(own.length).toBeGreaterThan(3)
    for (const r of own) {
      expect(r).toMatchObject({
        status: 'draft',
        intent: 'proposal',
        subject,
        occurrencePeriod: { start: expect.any(String) },
      })
      expect(r.reasonCode?.length).toBeGreaterThan(0)
      expect(r.instantiatesUri?.length).toBeGreaterThan(0)
    }
    expect(own.find((r) => r.code?.coding?.[0]?.code === 'mammography')?.occurrencePeriod?.start).toBe('2026-11-22')
  })

  test('tests that belong together share a requisition', () => {
    const kidney = services(diabetes).filter((r) => ['egfr', 'urine-albumin'].includes(r.code?.coding?.[0]?.code ?? ''))
    expect(kidney).toHaveLength(2)
    expect(kidney[0]?.requisition).toEqual(kidney[1]?.requisition)
    expect(kidney[0]?.supportingInfo).toEqual([{ reference: 'Condition/d' }])
  })

  test('an open choice of ways is left open, the way used before is proposed again', () => {
    expect(services({}).find((r) => r.code?.coding?.[0]?.code === 'colorectal-cancer')?.code?.text).toMatch(
      /colonoscopy.*;/,
    )
    expect(services(diabetes).map((r) => r.code?.coding?.[0]?.code)).toContain('colonoscopy')
  })

  test('each line has one reminder for the person, about its requests', () => {
    const bodies = reminders(diabetes)
    const about = bodies.flatMap((r) => r.about?.map((a) => a.reference) ?? [])
    expect(new Set(about)).toEqual(new Set(services(diabetes).map((r) => `urn:uuid:${r.id}`)))
    for (const r of bodies) expect(r).toMatchObject({ status: 'draft', recipient: [subject] })
  })

  test('nothing is asked for that is not recommended or only to be talked over', () => {
    expect(JSON.stringify(requestsOf({ sex: 'male', birthDate: '1966-01-01' }))).not.toMatch(
      /psa|thyroid|carotid|pancrea/i,
    )
  })
})
