import type { Resource } from '@medplum/fhirtypes'
import { getSearchParameter, isResourceType, parseSearchRequest } from '@medplum/core'
import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from './load.ts'

const parameter = (code: string, expression: string, base = 'Patient'): Resource =>
  ({
    resourceType: 'SearchParameter',
    url: `http://x.org/${base}-${code}`,
    code,
    base: [base],
    type: 'token',
    expression,
  }) as unknown as Resource

describe('the definitions of R4', () => {
  test('know its types and the kinds, targets and parts of its parameters', () => {
    const definitions = loadFhirDefinitions()
    expect(definitions.types.size).toBe(145)
    expect(definitions.types.has('Resource')).toBe(false)
    const observation = definitions.searchParameters('Observation')
    expect(observation.get('patient')).toMatchObject({
      kind: 'reference',
      expression: 'Observation.subject.where(resolve() is Patient)',
    })
    expect(observation.get('value-quantity')?.kind).toBe('quantity')
    expect(observation.get('code-value-quantity')?.components.map((c) => [c.code, c.kind])).toEqual([
      ['code', 'token'],
      ['value-quantity', 'quantity'],
    ])
    expect(observation.get('subject')?.targets).toContain('Patient')
    expect(definitions.searchParameters('Nothing').size).toBe(0)
  })

  test('are given to the registries of the router when warmed', () => {
    loadFhirDefinitions().warm()
    expect(isResourceType('Observation')).toBe(true)
    expect(getSearchParameter('Observation', 'code')?.type).toBe('token')
    expect(parseSearchRequest('Observation?code=1&date=ge2020').filters).toEqual([
      { code: 'code', operator: 'eq', value: '1' },
      { code: 'date', operator: 'ge', value: '2020' },
    ])
  })
})

describe('search parameters of guides', () => {
  const definitions = loadFhirDefinitions([
    parameter('nickname', "Patient.name.where(use = 'nickname').given"),
    parameter('long-name', 'Patient.name.family.where(length() > 5)'),
    parameter('gender', 'Patient.maritalStatus'),
    parameter('broken', 'Patient.name.where('),
    parameter('a$b', 'Patient.name'),
  ])
  const patient = {
    resourceType: 'Patient',
    gender: 'female',
    name: [
      { family: 'Featherstone', given: ['Ann'] },
      { use: 'nickname', given: ['Fee'] },
    ],
  } as Resource

  test('are served beside those of R4, and never in their place', () => {
    const codes = (code: string): readonly string[] =>
      definitions
        .indexRowsOf(patient)
        .token.filter((r) => r.param === code)
        .map((r) => r.code)
    expect(codes('nickname')).toEqual(['Fee'])
    expect(codes('long-name')).toEqual(['Featherstone'])
    expect(codes('gender')).toEqual(['female'])
  })

  test('that cannot be evaluated or are ill named are left out', () => {
    const served = definitions.searchParameters('Patient')
    expect([served.has('nickname'), served.has('broken'), served.has('a$b')]).toEqual([true, false, false])
    expect(loadFhirDefinitions().searchParameters('Patient').has('nickname')).toBe(false)
  })
})
