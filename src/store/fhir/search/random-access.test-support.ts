import * as fc from 'fast-check'
import type { Access, Grant, Right } from '../../../trust/index.ts'
import { accessOf, rightsOf } from '../repository.test-support.ts'
import { type Made, patientIds, searchedTypes } from './random-record.test-support.ts'

type Fields = Readonly<Record<string, unknown>>

const strings = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(strings)
    : typeof value === 'string'
      ? [value]
      : []

/** Criteria, and whether a resource meets them, said without the search engine. */
const criteria: Readonly<Record<string, (r: Made & Fields) => boolean>> = {
  'category=laboratory': (r) => r.resourceType === 'Observation' && strings(r['category']).includes('laboratory'),
  'category:not=laboratory': (r) =>
    ['Observation', 'Condition', 'DiagnosticReport'].includes(r.resourceType) &&
    !strings(r['category']).includes('laboratory'),
  'status=final': (r) => ['Observation', 'DiagnosticReport'].includes(r.resourceType) && r['status'] === 'final',
  'code=s|a,s|b': (r) =>
    ['Observation', 'Condition', 'DiagnosticReport'].includes(r.resourceType) &&
    strings(r['code']).some((c) => c === 'a' || c === 'b'),
  'gender=female': (r) => r.resourceType === 'Patient' && r['gender'] === 'female',
  '_id:not=o0,p0,e0': (r) => !['o0', 'p0', 'e0'].includes(r.id),
  // Not a search of its own type: it permits nothing.
  'patient.name=ann': () => false,
  'no-such-parameter=1': () => false,
}

const withPatients: Readonly<Record<string, readonly string[]>> = {
  Observation: ['subject', 'performer'],
  Condition: ['subject', 'asserter'],
  Encounter: ['subject'],
  DiagnosticReport: ['subject'],
  Group: ['member'],
  Patient: [],
}

/** In whose compartments a resource of a random world is; undefined where its type belongs to nobody. A link between patients joins nothing. */
const patientsOf = (resource: Made): readonly string[] | undefined => {
  const from = withPatients[resource.resourceType]
  if (from === undefined) return undefined
  if (resource.resourceType === 'Patient') return [resource.id]
  const fields = resource as unknown as Fields
  return from
    .flatMap((name) => strings(fields[name]))
    .flatMap((text) => (text.startsWith('Patient/') ? [text.slice('Patient/'.length)] : []))
}

export const mayTouch = (access: Access, right: Right, resource: Made): boolean =>
  access.grants.some((grant) => {
    if (!grant.rights.has(right)) return false
    if (grant.types !== '*' && !grant.types.includes(resource.resourceType)) return false
    const of = patientsOf(resource)
    if (of !== undefined && grant.patients !== 'all' && !of.some((p) => grant.patients.includes(p))) return false
    return grant.criteria.every((c) => criteria[c]?.(resource as Made & Fields) === true)
  })

const grant: fc.Arbitrary<Grant> = fc
  .record({
    types: fc.oneof(
      { arbitrary: fc.constant('*' as const), weight: 1 },
      { arbitrary: fc.uniqueArray(fc.constantFrom(...searchedTypes), { minLength: 1, maxLength: 5 }), weight: 2 },
    ),
    rights: fc.constantFrom('rs', 'rs', 'rs', 'cruds', 'r', 's', 'cud'),
    patients: fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.constantFrom(...patientIds), { maxLength: 2 })),
    criteria: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      {
        arbitrary: fc.uniqueArray(fc.constantFrom(...Object.keys(criteria)), { minLength: 1, maxLength: 2 }),
        weight: 2,
      },
    ),
  })
  .map(({ rights, ...rest }) => ({ ...rest, rights: rightsOf(rights) }))

const some = fc.uniqueArray(fc.constantFrom(...patientIds), { minLength: 1, maxLength: 2 })

const reading: ReadonlySet<Right> = new Set<Right>(['r', 's'])

/** A caller who sees everything of some people, as a patient or a treating team does. */
const ofSome: fc.Arbitrary<readonly Grant[]> = some.map((patients) => [
  { types: '*', rights: reading, patients, criteria: [] },
])

/** A caller who sees everything but some kinds of things. */
const ofSomeTypes: fc.Arbitrary<readonly Grant[]> = fc
  .tuple(
    fc.constantFrom('Observation', 'Patient', 'Condition', 'DiagnosticReport'),
    fc.constantFrom(...Object.keys(criteria)),
    fc.oneof(fc.constant('all' as const), some),
  )
  .map(([type, criterion, patients]) => [
    { types: [type], rights: reading, patients, criteria: [criterion] },
    { types: searchedTypes.filter((t) => t !== type), rights: reading, patients: 'all', criteria: [] },
  ])

export const randomAccess = (tenant: string): fc.Arbitrary<Access> =>
  fc
    .oneof(
      { arbitrary: ofSome, weight: 2 },
      { arbitrary: ofSomeTypes, weight: 3 },
      { arbitrary: fc.array(grant, { minLength: 1, maxLength: 3 }), weight: 3 },
    )
    .map((grants) => ({ ...accessOf(), tenant, grants }))
