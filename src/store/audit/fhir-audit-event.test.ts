import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../../fhir/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { auditEventId, seqOfAuditEvent, toAuditEvent } from './fhir-audit-event.ts'
import type { KeptAuditEntry } from './audit-events.ts'

const base: KeptAuditEntry = {
  seq: 7,
  tenant: 'home',
  at: '2026-11-22T09:00:00.000Z' as Instant,
  actor: {
    id: 'dr-1',
    name: 'Dr One',
    role: 'clinician',
    reference: 'Practitioner/1',
    client: 'ehr',
    purpose: 'TREAT',
  },
  action: 'search',
  outcome: 'success',
  entity: 'Observation',
  patients: ['p1', 'p2'],
  query: 'name=Jürgen',
  request: 'r-1',
}
const all = (['create', 'read', 'update', 'delete', 'search', 'execute', 'signIn', 'signOut'] as const).flatMap(
  (action) =>
    (['success', 'failure', 'error'] as const).flatMap((outcome) => [
      { ...base, action, outcome },
      {
        ...base,
        action,
        outcome,
        entity: 'Observation/1',
        patients: [],
        actor: { id: 's', name: 'S', role: 'service', purpose: 'HRESCH' },
      } as const,
    ]),
)

describe('an AuditEvent', () => {
  test('is valid FHIR R4 whatever happened', () => {
    const { faultsOf } = loadFhirDefinitions()
    for (const entry of all) {
      const { query: _, request: __, ...short } = entry
      expect(faultsOf(toAuditEvent(entry))).toEqual([])
      expect(faultsOf(toAuditEvent(short))).toEqual([])
    }
    // The same judge refuses one that lacks what R4 demands.
    expect(faultsOf({ ...toAuditEvent(base), source: undefined })).not.toEqual([])
  })

  test('names its patients, what was asked and who asked', () => {
    const event = toAuditEvent(base)
    expect([event.id, event.action, event.outcome, event.recorded]).toEqual(['audit-7', 'E', '0', base.at])
    const patients = event.entity?.filter((e) => e.role?.code === '1').map((e) => e.what?.reference)
    expect(patients).toEqual(['Patient/p1', 'Patient/p2'])
    const query = event.entity?.find((e) => e.role?.code === '24')?.query ?? ''
    expect(Buffer.from(query, 'base64').toString()).toBe('name=Jürgen')
    expect(event.agent?.map((a) => [a.who?.reference ?? a.who?.identifier?.value, a.requestor])).toEqual([
      ['Practitioner/1', true],
      ['ehr', false],
    ])
    expect(event.agent?.[0]?.purposeOfUse?.[0]?.coding?.[0]?.code).toBe('TREAT')
  })

  test('what belongs to patients finds it: it is in the compartment of each', () => {
    expect(loadFhirDefinitions().patientsOf(toAuditEvent(base)).toSorted()).toEqual(['p1', 'p2'])
  })

  test('its id leads back to its number, and nothing else does', () => {
    expect(seqOfAuditEvent(auditEventId(12))).toBe(12)
    for (const id of ['audit-0', 'audit-', 'audit-1.5', 'audit--1', '7', 'audit-9999999999999999', 'audit-1x'])
      expect(seqOfAuditEvent(id)).toBeUndefined()
  })
})
