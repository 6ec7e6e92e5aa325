import { getStatus, OperationOutcomeError, type Operation } from '@medplum/core'
import type { Parameters, Patient, Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { loadFhirDefinitions } from '../../fhir/index.ts'
import { patched } from './patch.ts'

const statusOf = (work: () => unknown): number => {
  try {
    work()
    return 0
  } catch (cause) {
    if (cause instanceof OperationOutcomeError) return getStatus(cause.outcome)
    throw cause
  }
}

const apply = (document: object, ...patch: unknown[]): unknown => {
  const { resourceType: _type, ...rest } = patched(
    { resourceType: 'Basic', ...document } as unknown as Resource,
    patch as Operation[],
  ) as unknown as Record<string, unknown>
  return rest
}

type Case = { readonly document: object; readonly patch: readonly object[]; readonly result?: object }

/** Documents, patches and results of RFC 6902, appendix A; where it states an error, undefined. */
const appendix: readonly (readonly [name: string, document: object, patch: readonly object[], result?: object])[] = [
  ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
  ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  ['A.5', { baz: 'qux', foo: 'bar' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo', foo: 'bar' }],
  [
    'A.6',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  ['A.9', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }]],
  [
    'A.10',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  ['A.11', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }], { foo: 'bar', baz: 'qux' }],
  ['A.12', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }]],
  ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
  ['A.15', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: '10' }]],
  ['A.16', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }], { foo: ['bar', ['abc', 'def']] }],
]

const cases = appendix.map(([name, document, patch, result]): readonly [string, Case] => [
  name,
  { document, patch, ...(result === undefined ? {} : { result }) },
])

test.each(cases)('RFC 6902 %s', (_name, { document, patch, result }) => {
  if (result === undefined) expect(statusOf(() => apply(document, ...patch))).toBe(422)
  else expect(apply(document, ...patch)).toEqual(result)
})

test.each([
  ['an index beyond the list', { op: 'add', path: '/foo/2', value: 1 }, 422],
  ['an index with a leading zero', { op: 'replace', path: '/foo/00', value: 1 }, 422],
  ['an index that is no number', { op: 'remove', path: '/foo/0x' }, 422],
  ['the end of a list where something is removed', { op: 'remove', path: '/foo/-' }, 422],
  ['what is not there', { op: 'replace', path: '/bar', value: 1 }, 422],
  ['no operation', null, 400],
  ['an unknown op', { op: 'increment', path: '/foo' }, 400],
  ['no path', { op: 'remove' }, 400],
  ['a path that is no pointer', { op: 'remove', path: 'foo' }, 400],
  ['a broken escape', { op: 'remove', path: '/a~2' }, 400],
  ['the whole resource', { op: 'replace', path: '', value: {} }, 400],
  ['no value', { op: 'add', path: '/bar' }, 400],
  ['no from', { op: 'copy', path: '/bar' }, 400],
  ['a move into itself', { op: 'move', from: '/foo', path: '/foo/0' }, 400],
])('a patch with %s is refused', (_name, operation, status) => {
  expect(statusOf(() => apply({ foo: ['bar'] }, operation))).toBe(status)
})

test('prototypes are out of reach', () => {
  for (const path of ['/__proto__/polluted', '/constructor/prototype/polluted', '/foo/__proto__/polluted'])
    expect(statusOf(() => apply({ foo: [] }, { op: 'add', path, value: 1 }))).toBeGreaterThanOrEqual(400)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('copies that double a resource again and again are stopped', () => {
  const doubling = Array.from({ length: 90 }, () => ({ op: 'copy', from: '/foo', path: '/foo/0' }))
  expect(statusOf(() => apply({ foo: ['x'.repeat(1000)] }, ...doubling))).toBe(422)
  expect(statusOf(() => apply({ foo: [1] }, ...Array.from({ length: 101 }, () => doubling[0])))).toBe(400)
})

test('neither type nor id can be patched, and the resource given is left as it was', () => {
  const patient: Patient = { resourceType: 'Patient', id: 'p', active: true }
  expect(statusOf(() => patched(patient, [{ op: 'replace', path: '/id', value: 'q' }]))).toBe(422)
  expect(statusOf(() => patched(patient, [{ op: 'replace', path: '/resourceType', value: 'Group' }]))).toBe(422)
  expect(patched(patient, [{ op: 'replace', path: '/active', value: false }])).toEqual({ ...patient, active: false })
  expect(patient.active).toBe(true)
})

const operation = (...part: object[]): Parameters =>
  ({ resourceType: 'Parameters', parameter: [{ name: 'operation', part }] }) as Parameters

test('a FHIRPath Patch adds, replaces and deletes', () => {
  loadFhirDefinitions()
  const patient: Patient = { resourceType: 'Patient', id: 'p', birthDate: '1920-01-01' }
  const replaced = patched(
    patient,
    operation(
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Patient.birthDate' },
      { name: 'value', valueDate: '1930-01-01' },
    ),
  )
  expect(replaced).toEqual({ ...patient, birthDate: '1930-01-01' })
  const removed = patched(
    patient,
    operation({ name: 'type', valueCode: 'delete' }, { name: 'path', valueString: 'Patient.birthDate' }),
  )
  expect(removed).toEqual({ resourceType: 'Patient', id: 'p' })
})

test('a FHIRPath Patch without a type, a path or anything at its path is refused', () => {
  const patient: Patient = { resourceType: 'Patient', id: 'p' }
  const path = { name: 'path', valueString: 'Patient.birthDate' }
  expect(statusOf(() => patched(patient, { resourceType: 'Parameters' }))).toBe(400)
  expect(statusOf(() => patched(patient, operation(path)))).toBe(400)
  expect(statusOf(() => patched(patient, operation({ name: 'type', valueCode: 'replace' })))).toBe(400)
  expect(
    statusOf(() =>
      patched(patient, operation({ name: 'type', valueCode: 'replace' }, path, { name: 'value', valueDate: '1930' })),
    ),
  ).toBe(422)
})

test('the path of a FHIRPath Patch leads to an element and runs nothing else', () => {
  const patient: Patient = { resourceType: 'Patient', id: 'p', name: [{ use: 'old', family: 'matches(' }] }
  const remove = (path: string) => () =>
    patched(patient, operation({ name: 'type', valueCode: 'delete' }, { name: 'path', valueString: path }))
  for (const path of [
    "Patient.name.where(family.matches('(a+)+$'))",
    'Patient.repeat(name)',
    "Patient.name.trace('x')",
  ])
    expect(statusOf(remove(path))).toBe(400)
  expect(remove("Patient.name.where(use = 'old').first().family")()).toEqual({ ...patient, name: [{ use: 'old' }] })
  expect(remove("Patient.name.where(family = 'matches(').first()")()).toEqual({ resourceType: 'Patient', id: 'p' })
})
