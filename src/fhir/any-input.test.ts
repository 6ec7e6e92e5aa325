import type { Resource } from '@medplum/fhirtypes'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from './load.ts'

const definitions = loadFhirDefinitions()

const concept = { coding: [{ system: 'http://loinc.org', code: '8480-6', display: 'x' }], text: 'x' }
const seeds: readonly object[] = [
  {
    resourceType: 'Observation',
    id: 'o',
    meta: { profile: ['http://hl7.org/fhir/StructureDefinition/bp'], tag: [{ code: 't' }], source: 'urn:a' },
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div>' },
    contained: [
      { resourceType: 'Patient', id: 'p', name: [{ family: 'F', given: ['G', null], _given: [null, { id: 'i' }] }] },
    ],
    extension: [{ url: 'http://x.org/e', extension: [{ url: 'a', valueCoding: { code: 'c' } }] }],
    identifier: [{ system: 's', value: 'v', type: concept }],
    status: 'final',
    category: [concept],
    code: concept,
    subject: { reference: '#p', identifier: { value: '1' } },
    effectivePeriod: { start: '2020', end: '2021-01-01T00:00:00Z' },
    component: [
      {
        code: concept,
        valueQuantity: { value: 1.5, comparator: '<', system: 'http://unitsofmeasure.org', code: 'mg' },
      },
    ],
  },
  {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: 'urn:uuid:1',
        resource: {
          resourceType: 'MedicationRequest',
          status: 'active',
          intent: 'order',
          subject: { reference: 'Patient/1' },
          medicationCodeableConcept: concept,
          dosageInstruction: [{ timing: { event: ['2020'], repeat: { boundsPeriod: { start: '2020' } } } }],
        },
        request: { method: 'POST', url: 'MedicationRequest' },
      },
    ],
  },
]

type Edit = { readonly at: number; readonly value: unknown }

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    [[]],
    [null],
    '',
    '#',
    'Patient/',
    '__proto__',
    -0,
    1e308,
    '2020-13-45',
    '\u0000',
    '\ud800',
    '<div>',
  ),
)

/** The seed with some of its values, counted in the order they are met, put another in their place. */
const edited = (seed: unknown, edits: readonly Edit[]): unknown => {
  let count = 0
  const walk = (value: unknown): unknown => {
    const edit = edits.find((e) => e.at === count)
    count++
    if (edit !== undefined && count > 1) return edit.value
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v)]))
    return value
  }
  return walk(seed)
}

const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.record({ at: fc.nat({ max: 70 }), value: hostile }), { minLength: 1, maxLength: 4 }),
  )
  .map(([seed, edits]) => edited(seed, edits))

const placed = (issues: ReturnType<typeof definitions.faultsOf>): boolean =>
  issues.every((i) => (i.details?.text ?? '') !== '' && (i.severity === 'information' || i.expression?.length === 1))

describe('whatever comes in', () => {
  test('is judged, never thrown at: every fault has words and a place', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, hostile), (value) => {
        expect(placed(definitions.faultsOf(value))).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  test('can be indexed, put into compartments and held against profiles once it is without faults', () => {
    let sound = 0
    fc.assert(
      fc.property(mutated, (value) => {
        if (definitions.faultsOf(value).some((i) => i.severity === 'error' || i.severity === 'fatal')) return
        sound++
        const resource = value as Resource
        definitions.indexRowsOf(resource)
        definitions.patientsOf(resource)
        definitions.targetsOf(resource)
        definitions.findingsOf(resource)
      }),
      { numRuns: 1500 },
    )
    expect(sound).toBeGreaterThan(20)
  })

  test('does not stop the index even where it has faults', () => {
    fc.assert(
      fc.property(mutated, (value) => {
        const resource = value as Resource
        if (!definitions.types.has(resource?.resourceType)) return
        const { over = [], ...rows } = definitions.indexRowsOf(resource)
        expect(over).toEqual([])
        expect(
          Object.values(rows)
            .flat()
            .every((r) => typeof r.param === 'string'),
        ).toBe(true)
        definitions.patientsOf(resource)
      }),
      { numRuns: 1500 },
    )
  })
})
