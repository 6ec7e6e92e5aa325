import { describe, expect, test } from 'vitest'
import { capabilityOf, profilesByType } from './capability.ts'
import { loadFhirDefinitions } from './load.ts'
import { structurePack } from './pack/stored-pack.ts'

const definitions = loadFhirDefinitions()
const statement = capabilityOf(definitions, {
  software: { name: 'attune', version: '0.0.0' },
  baseUrl: 'https://attune.test/fhir',
  date: '2026-11-22T09:00:00Z',
  operations: [
    { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything', on: 'Patient' },
    { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export', on: 'system' },
  ],
  profiles: profilesByType(structurePack().profiles),
  smart: {
    authorize: 'https://attune.test/a',
    token: 'https://attune.test/t',
    introspect: 'https://attune.test/i',
    revoke: 'https://attune.test/r',
  },
})
const of = (type: string) => statement.rest?.[0]?.resource?.find((r) => r.type === type)

describe('the capability statement', () => {
  test('is itself a resource without faults', () => {
    expect(definitions.faultsOf(statement)).toEqual([])
  })
  test('names every type that can be stored: the 146 of R4 without Parameters', () => {
    expect(statement.rest?.[0]?.resource).toHaveLength(145)
    expect(of('Parameters')).toBeUndefined()
  })
  test('promises no writing of the audit log', () => {
    expect(of('AuditEvent')?.interaction?.map((i) => i.code)).toEqual(['read', 'vread', 'search-type'])
    expect(of('AuditEvent')?.conditionalCreate).toBeUndefined()
    expect(of('Patient')?.interaction?.map((i) => i.code)).toContain('update')
  })
  test('names the parameters of search with kind and definition', () => {
    const names = of('Patient')?.searchParam?.map((p) => p.name) ?? []
    for (const name of [
      '_id',
      '_lastUpdated',
      '_profile',
      'birthdate',
      'family',
      'gender',
      'identifier',
      'name',
      'race',
    ])
      expect(names).toContain(name)
    expect(names).not.toContain('_text')
    expect(of('Observation')?.searchParam?.find((p) => p.name === 'code-value-quantity')).toEqual({
      name: 'code-value-quantity',
      type: 'composite',
      definition: 'http://hl7.org/fhir/SearchParameter/Observation-code-value-quantity',
    })
  })
  test('names includes both ways, operations and profiles', () => {
    expect(of('Observation')?.searchInclude).toContain('Observation:subject')
    expect(of('Patient')?.searchRevInclude).toContain('Observation:subject')
    expect(of('Patient')?.operation?.map((o) => o.name)).toEqual(['everything'])
    expect(statement.rest?.[0]?.operation?.map((o) => o.name)).toEqual(['export'])
    expect(of('Observation')?.supportedProfile).toContain('http://hl7.org/fhir/StructureDefinition/heartrate')
  })
})
