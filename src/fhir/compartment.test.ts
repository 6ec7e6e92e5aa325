import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from './load.ts'

const definitions = loadFhirDefinitions()
const patientsOf = (resource: object): readonly string[] => definitions.patientsOf(resource as Resource)
const ref = (reference: string): object => ({ reference })

describe('the compartment of a patient', () => {
  test('holds the patient, but not the patients it is linked to', () => {
    expect(
      patientsOf({ resourceType: 'Patient', id: 'a', link: [{ other: ref('Patient/b'), type: 'seealso' }] }),
    ).toEqual(['a'])
  })

  test('holds what names the patient by any of the listed parameters', () => {
    expect(
      patientsOf({ resourceType: 'Observation', subject: ref('Patient/a'), performer: [ref('Patient/b')] }),
    ).toEqual(['a', 'b'])
    expect(
      patientsOf({
        resourceType: 'Appointment',
        participant: [{ actor: ref('Patient/a') }, { actor: ref('Location/x') }],
      }),
    ).toEqual(['a'])
    expect(
      patientsOf({ resourceType: 'Claim', patient: ref('Patient/a'), payee: { party: ref('Patient/c') } }),
    ).toEqual(['a', 'c'])
    expect(
      patientsOf({ resourceType: 'Group', member: [{ entity: ref('Patient/a') }, { entity: ref('Practitioner/p') }] }),
    ).toEqual(['a'])
    expect(patientsOf({ resourceType: 'Observation', subject: ref('Group/a') })).toEqual([])
  })

  test('counts a version of the patient, and nobody on another server', () => {
    expect(patientsOf({ resourceType: 'Observation', subject: ref('Patient/a/_history/3') })).toEqual(['a'])
    expect(patientsOf({ resourceType: 'Observation', subject: ref('https://elsewhere.org/fhir/Patient/a') })).toEqual(
      [],
    )
  })

  test('also holds types the published definition leaves out although they are about someone', () => {
    expect(patientsOf({ resourceType: 'Device', patient: ref('Patient/a') })).toEqual(['a'])
    expect(patientsOf({ resourceType: 'Task', for: ref('Patient/a') })).toEqual(['a'])
    expect(patientsOf({ resourceType: 'GuidanceResponse', subject: ref('Patient/a') })).toEqual(['a'])
    expect(patientsOf({ resourceType: 'Binary', securityContext: ref('Patient/a') })).toEqual(['a'])
    expect(
      patientsOf({
        resourceType: 'Bundle',
        entry: [
          { resource: { resourceType: 'Patient', id: 'a' } },
          {
            resource: {
              resourceType: 'Bundle',
              entry: [{ resource: { resourceType: 'Condition', subject: ref('Patient/b') } }],
            },
          },
        ],
      }),
    ).toEqual(['a', 'b'])
  })

  test('may hold these types and not those', () => {
    const can = (type: string): boolean => definitions.belongsToPatients(type)
    expect(
      ['Patient', 'Observation', 'Task', 'Provenance', 'AuditEvent', 'Bundle', 'Binary', 'Device', 'Contract'].every(
        can,
      ),
    ).toBe(true)
    expect(['Practitioner', 'Organization', 'Location', 'Medication', 'ValueSet', 'Questionnaire'].some(can)).toBe(
      false,
    )
  })

  test('takes in a Provenance by its targets, which are told', () => {
    const provenance = {
      resourceType: 'Provenance',
      target: [ref('Patient/a'), ref('Observation/o'), ref('https://x.org/Observation/9')],
    }
    expect(patientsOf(provenance)).toEqual(['a'])
    expect(definitions.targetsOf(provenance as unknown as Resource)).toEqual([
      { type: 'Patient', id: 'a' },
      { type: 'Observation', id: 'o' },
    ])
    const event = { resourceType: 'AuditEvent', entity: [{ what: ref('Condition/c') }] }
    expect(definitions.targetsOf(event as unknown as Resource)).toEqual([{ type: 'Condition', id: 'c' }])
  })
})
