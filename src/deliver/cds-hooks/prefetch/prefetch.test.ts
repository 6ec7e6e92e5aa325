import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expandTemplate, ofPatient, parseToken, readPrefetched } from './index.ts'

type Vector = {
  readonly template: string
  readonly context: Readonly<Record<string, unknown>>
  readonly today?: string
  readonly expect: string | null
}

const path = new URL('../../../../conformance/vectors/interop/cds-hooks.prefetch.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(path, 'utf8')) as { readonly vectors: readonly Vector[] }

/** The two draft orders and the answers of the specification's own worked example, ids shortened. */
const drafts = {
  patientId: 'e1',
  userId: 'PractitionerRole/e2',
  draftOrders: {
    resourceType: 'Bundle',
    entry: [
      {
        resource: {
          resourceType: 'MedicationRequest',
          id: 'a',
          medicationReference: { reference: 'Medication/eV.1' },
          requester: { reference: 'Practitioner/p1' },
        },
      },
      {
        resource: {
          resourceType: 'MedicationRequest',
          id: 'b',
          medicationReference: { reference: 'Medication/em.2' },
          requester: { reference: 'PractitionerRole/r1' },
        },
      },
      { resource: { resourceType: 'ServiceRequest', id: 'c', reasonReference: [{ reference: 'Condition/c1' }] } },
    ],
  },
}
const results = {
  serviceConditions: {
    resourceType: 'Bundle',
    entry: [{ resource: { resourceType: 'Condition', id: 'c1', asserter: { reference: 'PractitionerRole/r9' } } }],
  },
}
const expand = (template: string) => expandTemplate(template, { context: drafts, results, today: '2024-09-13' })

describe('prefetch templates', () => {
  test.each(vectors)('$template', (v) => {
    const text = expandTemplate(v.template, {
      context: v.context,
      ...(v.today === undefined ? {} : { today: v.today }),
    })
    expect(text ?? null).toBe(v.expect)
  })

  test.each([
    [
      'Medication?_id={{context.draftOrders.entry.resource.ofType(MedicationRequest).medication.resolve().id}}',
      'Medication?_id=eV.1,em.2',
    ],
    [
      'Practitioner?_id={{context.draftOrders.entry.resource.ofType(MedicationRequest).requester.resolve().ofType(Practitioner).id}}',
      'Practitioner?_id=p1',
    ],
    [
      'Appointment?patient={{context.patientId}}&date=gt{{today()}}&date=lt{{today() + 365 days}}',
      'Appointment?patient=e1&date=gt2024-09-13&date=lt2025-09-13',
    ],
    [
      'PractitionerRole?_id={{%serviceConditions.entry.resource.asserter.resolve().ofType(PractitionerRole).id}}',
      'PractitionerRole?_id=r9',
    ],
    ['X?a={{userPractitionerRoleId}}', 'X?a=e2'],
    ['X?a={{%none.id|context.patientId}}', 'X?a=e1'],
  ])('the 3.0 ballot: %s', (template, expected) => {
    expect(expand(template)).toBe(expected)
  })

  test('a value cannot add a parameter to the query, nor lead to another place', () => {
    const bad = (patientId: string, template: string) => expandTemplate(template, { context: { patientId } })
    expect(bad('1&_elements=name', 'Observation?patient={{context.patientId}}')).toBe(
      'Observation?patient=1%26_elements%3Dname',
    )
    expect(bad('../Patient', 'Patient/{{context.patientId}}')).toBeUndefined()
    expect(bad('1?x=y', 'Patient/{{context.patientId}}')).toBeUndefined()
  })

  test.each(['patientId', 'context', 'context.a..b', 'context.a.where(x=1)', 'today() - 1 year', '%', ''])(
    '%s is no token',
    (text) => expect(parseToken(text)).toBeUndefined(),
  )
})

describe('what was prefetched', () => {
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] }
  test('null is an answer, a missing key is none, an OperationOutcome is a failure', () => {
    expect(readPrefetched(null)).toEqual({ state: 'found', resources: [] })
    expect(readPrefetched(undefined)).toEqual({ state: 'missing' })
    expect(readPrefetched(outcome)).toEqual({ state: 'failed', because: 'timeout' })
    expect(readPrefetched({ resourceType: 'Bundle', entry: [{ resource: outcome }] })).toEqual({
      state: 'failed',
      because: 'timeout',
    })
    expect(readPrefetched({ resourceType: 'Bundle' })).toEqual({ state: 'found', resources: [] })
  })

  test('of a page, where the next one is is told', () => {
    const link = [{ relation: 'next', url: 'https://e/fhir?p=2' }]
    expect(readPrefetched({ resourceType: 'Bundle', link })).toMatchObject({ more: 'https://e/fhir?p=2' })
  })

  test('what is about somebody else, or does not say about whom, is set apart', () => {
    const about = (id: string, reference?: string) => ({
      resourceType: 'Condition',
      id,
      ...(reference === undefined ? {} : { subject: { reference } }),
    })
    const { own, foreign } = ofPatient(
      [
        { resourceType: 'Patient', id: '1' },
        { resourceType: 'Patient', id: '11' },
        about('a', 'Patient/1'),
        about('b', 'https://ehr.example/fhir/Patient/1'),
        about('c', 'Patient/11'),
        about('d'),
        { resourceType: 'Medication', id: 'm' },
      ],
      '1',
    )
    expect(own.map((r) => r['id'])).toEqual(['1', 'a', 'b', 'm'])
    expect(foreign.map((r) => r['id'])).toEqual(['11', 'c', 'd'])
  })
})
