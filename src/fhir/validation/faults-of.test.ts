import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../load.ts'
import { hasReference, referenceRows, syntheaResources } from '../reference-data.test-support.ts'

const definitions = loadFhirDefinitions()

const faults = (resource: unknown): readonly string[] =>
  definitions.faultsOf(resource).map((i) => `${i.severity} ${i.code} ${i.expression?.[0] ?? ''}`)
const texts = (resource: unknown): readonly string[] => definitions.faultsOf(resource).map((i) => i.details?.text ?? '')

const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } }
const patient = { resourceType: 'Patient', active: true }

describe('a well-formed resource', () => {
  test('has no faults', () => {
    expect(faults(observation)).toEqual([])
    expect(faults(patient)).toEqual([])
    expect(faults({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource: patient }] })).toEqual([])
  })

  test('may have a primitive with extensions only, also in a list', () => {
    const extension = [{ url: 'http://x.org/e', valueString: 'v' }]
    expect(
      faults({
        ...patient,
        _birthDate: { extension },
        name: [{ given: ['Ann', null, 'B'], _given: [null, { extension }, null] }],
      }),
    ).toEqual([])
  })
})

describe('what is no resource', () => {
  test.each([
    [null],
    [1],
    ['x'],
    [[]],
    [{}],
    [{ resourceType: 'Nothing' }],
    [{ resourceType: 7 }],
    [{ resourceType: 'Resource' }],
    [{ resourceType: '__proto__' }],
    [{ resourceType: 'HumanName', family: 'x' }],
  ])('%j is refused as a whole', (value) => {
    expect(definitions.faultsOf(value).map((i) => i.severity)).toEqual(['fatal'])
  })

  test('is refused when too deep, before anything walks through it', () => {
    const deep = (levels: number): object =>
      levels === 0 ? { url: 'u', valueString: 'v' } : { url: 'u', extension: [deep(levels - 1)] }
    expect(faults({ ...patient, extension: [deep(20)] })).toEqual([])
    expect(definitions.faultsOf({ ...patient, extension: [deep(40)] }).map((i) => i.code)).toEqual(['too-long'])
    let endless: object = {}
    for (let i = 0; i < 50_000; i++) endless = { extension: [endless] }
    expect(definitions.faultsOf({ ...patient, extension: [endless] }).map((i) => i.severity)).toContain('fatal')
  })

  test('is refused when it holds too many values', () => {
    const many = { ...patient, name: Array.from({ length: 600_000 }, () => ({ family: 'x' })) }
    expect(definitions.faultsOf(many).map((i) => i.code)).toEqual(['too-long'])
  })
})

describe('faults of structure are told with their place', () => {
  test.each([
    ['a missing element', { resourceType: 'Observation', code: { text: 'x' } }, ['error structure Observation.status']],
    ['an unknown element', { ...observation, foo: 1 }, ['error structure Observation.foo']],
    [
      'an unknown element further in',
      { ...observation, code: { text: 'x', codes: [] } },
      ['error structure Observation.code.codes', 'error structure Observation.code.codes'],
    ],
    ['a list where one is wanted', { ...observation, status: ['final'] }, ['error structure Observation.status']],
    [
      'one where a list is wanted',
      { ...observation, category: { text: 'x' } },
      ['error structure Observation.category'],
    ],
    ['a number for a text', { ...patient, gender: 1 }, ['error structure Patient.gender']],
    ['a text for a number', { ...observation, valueInteger: '5' }, ['error structure Observation.value']],
    ['a day that does not exist', { ...patient, birthDate: '2023-02-30' }, ['error structure Patient.birthDate']],
    ['a date in another form', { ...patient, birthDate: '09.05.1964' }, ['error structure Patient.birthDate']],
    ['an id with a space', { ...patient, id: 'a b' }, ['error value Patient.id']],
    ['an empty object', { ...observation, code: {} }, ['error structure Observation.code']],
    ['an empty list', { ...observation, category: [] }, ['error structure Observation.category']],
    ['an empty text', { ...observation, code: { text: '' } }, ['error value Observation.code.text']],
    ['a null', { ...observation, code: null }, ['error structure Observation.code']],
    [
      'a null in a list without a partner',
      { ...patient, name: [{ given: ['a', null] }] },
      ['error structure Patient.name[0].given[1]'],
    ],
    ['a list in a list', { ...patient, name: [[{ family: 'x' }]] }, ['error structure Patient.name[0]']],
    [
      'two values of one choice',
      { ...observation, valueString: 'a', valueInteger: 5 },
      ['error structure Observation.value'],
    ],
    ['a name that is none in FHIRPath', { ...patient, 'foo-bar': 1 }, ['error structure Patient.`foo-bar`']],
    [
      'a choice of the wrong form',
      { ...observation, effectiveDateTime: '2026-13' },
      ['error structure Observation.effective'],
    ],
    ['the character NUL', { ...observation, valueString: 'a\0b' }, ['error value Observation.value']],
    ['half of a surrogate pair', { ...patient, name: [{ family: 'a\ud800' }] }, ['error value Patient.name[0].family']],
    [
      'a number beyond every double',
      JSON.parse(JSON.stringify({ ...observation, valueQuantity: { value: 0 } }).replace(':0', ':1e400')),
      ['error structure Observation.value.value'],
    ],
    ['a code outside its value set', { ...observation, status: 'done' }, ['error code-invalid Observation.status']],
    [
      'an extension with value and extensions',
      { ...patient, extension: [{ url: 'u', valueString: 'a', extension: [{ url: 'v', valueString: 'b' }] }] },
      ['error invariant Patient.extension[0]'],
    ],
    ['an extension with neither', { ...patient, extension: [{ url: 'u' }] }, ['error invariant Patient.extension[0]']],
    [
      'an extension without url',
      { ...patient, extension: [{ valueString: 'a' }] },
      ['error required Patient.extension[0]'],
    ],
    [
      'a broken rule',
      { ...observation, referenceRange: [{ age: { low: { value: 1 } } }] },
      ['error invariant Observation.referenceRange[0]'],
    ],
    [
      'a member that would change every object',
      { ...patient, constructor: { name: 'x' } },
      ['error structure Patient.constructor'],
    ],
    [
      'a polluting member',
      JSON.parse('{"resourceType":"Patient","active":true,"__proto__":{"active":false}}'),
      ['error structure Patient.__proto__'],
    ],
  ])('%s', (_what, resource, expected) => {
    const found = faults(resource)
    expect([...new Set(found)].filter((f) => expected.includes(f))).toEqual([...new Set(expected)])
    expect(new Set(found.map((f) => f.split(' ').at(-1))).size).toBe(1)
  })

  test('and in words that say what to do', () => {
    expect(texts({ resourceType: 'Observation', code: { text: 'x' } })).toEqual([
      'This element is required. Give it a value.',
    ])
    expect(texts({ ...observation, status: 'done' })).toEqual([
      '"done" is not a code of observation-status. Use one of its codes.',
    ])
    expect(texts({ ...patient, birthDate: '64' })[0]).toMatch(/1964-05-09/)
  })

  test('a reference to a type that does not belong there is told and refuses nothing', () => {
    const found = definitions.faultsOf({ ...observation, subject: { reference: 'Medication/1' } })
    expect(found.map((i) => [i.severity, i.expression])).toEqual([['warning', ['Observation.subject']]])
    expect(faults({ ...observation, subject: { reference: 'urn:uuid:1' } })).toEqual([])
    expect(faults({ ...observation, subject: { reference: 'https://x.org/fhir/Patient/1' } })).toEqual([])
  })

  test('a thousand faults are told as a hundred', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`x${i}`, 1]))
    const told = definitions.faultsOf({ ...patient, ...many })
    expect(told).toHaveLength(100)
    const names = definitions.faultsOf({ ...patient, name: Array.from({ length: 1000 }, () => ({ given: 'x' })) })
    expect(names).toHaveLength(100)
    expect(names.at(-1)?.details?.text).toBe('901 more faults are not listed.')
  })
})

describe('contained resources', () => {
  const contained = [{ resourceType: 'Practitioner', id: 'p', active: true }]
  test('are found by their references', () => {
    expect(faults({ ...observation, contained, performer: [{ reference: '#p' }] })).toEqual([])
    expect(faults({ ...observation, contained, performer: [{ reference: '#q' }] })).toContain(
      'error not-found Observation.performer[0].reference',
    )
    expect(faults({ ...observation, performer: [{ reference: '#p' }] })).toContain(
      'error not-found Observation.performer[0].reference',
    )
  })
  test('of an entry of a Bundle are its own', () => {
    const entry = { resource: { ...observation, contained, performer: [{ reference: '#p' }] } }
    expect(faults({ resourceType: 'Bundle', type: 'collection', entry: [entry] })).toEqual([])
    expect(
      faults({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [entry, { resource: { ...observation, performer: [{ reference: '#p' }] } }],
      }),
    ).toContain('error not-found Bundle.entry[1].resource.performer[0].reference')
  })
  test('hold no others, no version and no security label', () => {
    const inner = { ...observation, performer: [{ reference: '#p' }] }
    expect(faults({ ...inner, contained: [{ ...contained[0], contained }] })).toContain(
      'error invariant Observation.contained[0].contained',
    )
    expect(faults({ ...inner, contained: [{ ...contained[0], meta: { versionId: '1' } }] })).toContain(
      'error invariant Observation.contained[0].meta',
    )
    expect(faults({ ...inner, contained: [{ ...contained[0], meta: { security: [{ code: 'N' }] } }] })).toContain(
      'error invariant Observation.contained[0].meta',
    )
  })
  test('that refer to each other in a circle are told', () => {
    const circle = [
      { ...observation, id: 'a', derivedFrom: [{ reference: '#b' }] },
      { ...observation, id: 'b', derivedFrom: [{ reference: '#a' }] },
    ]
    const found = faults({ ...observation, contained: circle, derivedFrom: [{ reference: '#a' }] })
    expect(found).toEqual([
      'warning informational Observation.contained[0]',
      'warning informational Observation.contained[1]',
    ])
  })
})

test('a wrong shape in one place hides nothing that is wrong elsewhere, and nothing is told twice', () => {
  const found = faults({
    ...patient,
    birthDate: '2020-13-45',
    name: ['Ann', { family: {}, use: 'nope' }, { family: 7 }],
    contact: [{ name: 'Bob' }],
    contained: ['x', { resourceType: 'Patient', id: 'p', birthDate: 5 }],
    link: [{ other: { reference: '#p' }, type: 'seealso' }],
  })
  expect(found).toEqual([...new Set(found)])
  expect(found.toSorted()).toEqual([
    'error code-invalid Patient.name[1].use',
    'error structure Patient.birthDate',
    'error structure Patient.contact[0].name',
    'error structure Patient.contained[0]',
    'error structure Patient.contained[1].birthDate',
    'error structure Patient.name[0]',
    'error structure Patient.name[1].family',
    'error structure Patient.name[2].family',
  ])
})

describe.skipIf(!hasReference)('published resources', () => {
  test('of Synthea have no faults', () => {
    const resources = syntheaResources()
    expect(resources).toHaveLength(4272)
    expect(resources.flatMap((r) => faults(r))).toEqual([])
  })
  test.each([
    ['genomics-reporting-3.0.0.examples.ndjson.gz', 204],
    ['genomics-reporting-3.0.0.conformance.ndjson.gz', 91],
    ['mcode-4.0.0.examples.ndjson.gz', 179],
    ['mcode-4.0.0.conformance.ndjson.gz', 88],
  ])('of %s have no faults', (name, count) => {
    const resources = referenceRows(name)
    expect(resources).toHaveLength(count)
    expect(resources.flatMap((r) => faults(r))).toEqual([])
  })
})
