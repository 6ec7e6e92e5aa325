import type { Resource } from '@medplum/fhirtypes'
import * as fc from 'fast-check'

/** Small worlds in which much refers to much: three people, and what was found, done and written about them. */

export type Made = Resource & { readonly id: string }
type Fields = Readonly<Record<string, unknown>>

export const patientIds = ['p0', 'p1', 'p2'] as const
const reference = (type: string, id: string | undefined) =>
  id === undefined ? undefined : { reference: `${type}/${id}` }

const patientId = fc.constantFrom(...patientIds)
const maybe = <T>(of: fc.Arbitrary<T>, nil = 3): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: nil })
const concept = fc
  .constantFrom('a', 'b', 'c')
  .map((code) => ({ coding: [{ system: 's', code, display: `Shown ${code}` }] }))
const status = fc.constantFrom('final', 'amended')
const ofPatient = patientId.map((id) => ({ reference: `Patient/${id}` }))
const ofPractitioner = fc.constantFrom('d0', 'd1').map((id) => ({ reference: `Practitioner/${id}` }))
const ofOrganization = fc.constantFrom('g0', 'g1').map((id) => ({ reference: `Organization/${id}` }))
const upTo = (prefix: string, most: number) => fc.integer({ min: 0, max: most }).map((n) => `${prefix}${n}`)

const withoutGaps = (resource: Fields): Made =>
  Object.fromEntries(
    Object.entries(resource).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
  ) as unknown as Made

const date = fc.constantFrom(
  '2019',
  '2020-01',
  '2020-01-15',
  '2020-01-31T22:30:00Z',
  '2020-02-01T00:30:00+02:00',
  '2021-12-31',
)

const quantity = fc.record({
  value: fc.constantFrom(4.9, 5, 5.04, 5.05, 5.5, 6, 5000),
  unit: fc.constantFrom('mmol/L', 'umol/L'),
  comparator: maybe(fc.constantFrom('<', '>='), 6),
})

const patients = fc.tuple(
  ...patientIds.map((id) =>
    fc
      .record({
        family: fc.constantFrom('Ánn Lee', 'Bob', 'Cox'),
        gender: maybe(fc.constantFrom('female', 'male')),
        birthDate: maybe(fc.constantFrom('1970', '1970-05', '1970-05-02', '1980')),
        gp: maybe(ofPractitioner),
        at: maybe(ofOrganization),
        link: maybe(ofPatient),
      })
      .map(({ family, gender, birthDate, gp, at, link }) =>
        withoutGaps({
          resourceType: 'Patient',
          id,
          name: [{ family }],
          gender,
          birthDate,
          generalPractitioner: gp === undefined ? undefined : [gp],
          managingOrganization: at,
          link: link === undefined ? undefined : [{ other: link, type: 'seealso' }],
        }),
      ),
  ),
)

const observation = fc
  .record({
    status,
    code: concept,
    category: maybe(fc.constantFrom('laboratory', 'vital-signs')),
    subject: maybe(ofPatient, 6),
    performer: fc.array(fc.oneof(ofPractitioner, ofPatient), { maxLength: 2 }),
    encounter: maybe(upTo('e', 2), 2),
    effectiveDateTime: maybe(date, 4),
    quantity: maybe(quantity, 4),
    member: maybe(upTo('o', 5), 2),
    profile: maybe(fc.constantFrom('http://x/a', 'http://x/b'), 2),
  })
  .map(
    (o) => (id: string) =>
      withoutGaps({
        resourceType: 'Observation',
        id,
        meta: o.profile === undefined ? undefined : { profile: [o.profile] },
        status: o.status,
        category: o.category === undefined ? undefined : [{ coding: [{ system: 'k', code: o.category }] }],
        code: o.code,
        subject: o.subject,
        encounter: reference('Encounter', o.encounter),
        effectiveDateTime: o.effectiveDateTime,
        performer: o.performer,
        valueQuantity:
          o.quantity === undefined
            ? undefined
            : { ...withoutGaps(o.quantity), system: 'http://unitsofmeasure.org', code: o.quantity.unit },
        hasMember: o.member === undefined ? undefined : [reference('Observation', o.member)],
      }),
  )

const condition = fc
  .record({
    code: concept,
    subject: ofPatient,
    asserter: maybe(ofPatient),
    encounter: maybe(upTo('e', 2)),
    onset: maybe(date),
  })
  .map(
    ({ code, subject, asserter, encounter, onset }) =>
      (id: string) =>
        withoutGaps({
          resourceType: 'Condition',
          id,
          code,
          subject,
          asserter,
          encounter: reference('Encounter', encounter),
          onsetDateTime: onset,
        }),
  )

const encounter = fc
  .record({
    status: fc.constantFrom('planned', 'finished'),
    subject: maybe(ofPatient, 5),
    at: maybe(ofOrganization),
    start: date,
  })
  .map(
    ({ status, subject, at, start }) =>
      (id: string) =>
        withoutGaps({
          resourceType: 'Encounter',
          id,
          status,
          class: { system: 'k', code: 'AMB' },
          subject,
          serviceProvider: at,
          period: { start },
        }),
  )

const report = fc
  .record({
    status,
    code: concept,
    subject: maybe(ofPatient, 5),
    results: fc.uniqueArray(upTo('o', 5), { maxLength: 3 }),
  })
  .map(
    ({ status, code, subject, results }) =>
      (id: string) =>
        withoutGaps({
          resourceType: 'DiagnosticReport',
          id,
          status,
          code,
          subject,
          result: results.map((r) => reference('Observation', r)),
        }),
  )

const group = fc.uniqueArray(patientId, { minLength: 1, maxLength: 2 }).map(
  (members) => (id: string) =>
    withoutGaps({
      resourceType: 'Group',
      id,
      type: 'person',
      actual: true,
      name: `Group ${id}`,
      member: members.map((m) => ({ entity: reference('Patient', m) })),
    }),
)

const numbered = (
  prefix: string,
  of: fc.Arbitrary<(id: string) => Made>,
  most: number,
): fc.Arbitrary<readonly Made[]> =>
  fc.array(of, { maxLength: most }).map((all) => all.map((make, i) => make(`${prefix}${i}`)))

const others = fc
  .record({ d0: fc.constantFrom('Dr One', 'Drew'), north: fc.boolean() })
  .map(({ d0, north }): readonly Made[] => [
    { resourceType: 'Practitioner', id: 'd0', name: [{ family: d0 }] },
    { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Nobody' }] },
    { resourceType: 'Organization', id: 'g0', name: north ? 'North' : 'Northern' },
    { resourceType: 'Organization', id: 'g1', name: 'South', partOf: { reference: 'Organization/g0' } },
  ])

/** All of a world in the order in which it is written. */
export const world: fc.Arbitrary<readonly Made[]> = fc
  .tuple(
    others,
    patients,
    numbered('o', observation, 6),
    numbered('c', condition, 3),
    numbered('e', encounter, 3),
    numbered('r', report, 2),
    numbered('m', group, 2),
  )
  .chain((parts) => fc.shuffledSubarray(parts.flat(), { minLength: parts.flat().length }))

const filtersOf: Readonly<Record<string, readonly string[]>> = {
  Observation: [
    'code=a',
    'code=s|b,c',
    'code=s|',
    'code=|a',
    'code:not=a',
    'code:not=a,b',
    'code:text=shown',
    'status=final',
    'category=laboratory',
    'category:missing=true',
    'category:not=laboratory',
    'date=ge2020',
    'date=2020-01',
    'date=ne2020-01',
    'date=lt2020-02',
    'date=le2020-01-31',
    'date=gt2020-01-31T22:30',
    'date=sa2020-01',
    'date=gt2020-01-15',
    'date=lt2020-01-15',
    'date=ge2020-01-15',
    'date=le2020-01-15',
    'date=sa2019',
    'date=eb2020-02',
    'date=eb2020',
    'date=ap2020-01-15',
    'date=2019,2021',
    'date=ge2019&date=lt2020-02-01',
    'date:missing=true',
    'value-quantity=5',
    'value-quantity=5.0',
    'value-quantity=5.0|http://unitsofmeasure.org|mmol/L',
    'value-quantity=5000|http://unitsofmeasure.org|umol/L',
    'value-quantity=5||mmol/L',
    'value-quantity=ne5',
    'value-quantity=gt5',
    'value-quantity=ge5.05|http://unitsofmeasure.org|mmol/L',
    'value-quantity=lt5',
    'value-quantity=le5',
    'value-quantity=sa5',
    'value-quantity=eb5',
    'value-quantity=ap5|http://unitsofmeasure.org|mmol/L',
    'value-quantity:missing=false',
    'code-value-quantity=a$gt5',
    'code-value-quantity=s|b$le5,c$5',
    'subject=Patient/p0',
    'subject=p1,p2',
    'subject:Patient=p2',
    'subject:missing=true',
    'patient=p1',
    'performer=Practitioner/d0',
    'subject:Patient.gender=female',
    'subject.name=ann',
    'patient.name=bob',
    'patient.birthdate=1970',
    'patient.gender:not=male',
    'patient.general-practitioner.name=dr',
    'patient.organization.partof.name=north',
    'patient.link.name=ann',
    'patient._has:Condition:patient:code=a',
    'performer:Patient.name=bob',
    'performer:Practitioner.name=dr',
    'encounter.status=planned',
    'encounter.patient.name=ann',
    'has-member.code=a',
    'has-member.has-member.code=b',
    '_has:DiagnosticReport:result:status=final',
    '_has:DiagnosticReport:result:patient.name=ann',
    '_has:Observation:has-member:code=b',
    '_id=o0,o2,o4',
    '_id:not=o1',
    '_profile=http://x/a',
    '_lastUpdated=ge2026-01-01T00:00:00.008Z',
    '_lastUpdated=lt2026-01-01T00:00:00.008Z',
  ],
  Patient: [
    'name=ann',
    'name=á',
    'name:contains=ee',
    'name:exact=Bob',
    'name=ann,cox',
    'gender=female',
    'gender:not=female',
    'gender:missing=true',
    'birthdate=1970',
    'birthdate=le1970-05',
    'birthdate=gt1970-05-01',
    '_has:Observation:patient:code=a',
    '_has:Observation:subject:value-quantity=gt5',
    '_has:Observation:performer:status=final',
    '_has:Observation:patient:encounter.status=planned',
    '_has:Observation:patient:code:not=a',
    '_has:Condition:patient:code=b',
    '_has:Condition:asserter:patient.name=ann',
    '_has:Encounter:patient:_has:Observation:encounter:code=a',
    '_has:Group:member:type=person',
    '_has:Patient:link:gender=male',
    'general-practitioner.name=dr',
    'organization.name=south',
    'organization.partof.name=north',
    'link.name=ann',
    '_id=p0,p2',
  ],
  Condition: [
    'code=a',
    'code:not=a',
    'patient=p0',
    'patient.name=ann',
    'encounter.status=planned',
    'encounter:missing=true',
    'asserter:Patient.gender=male',
    'onset-date=ge2020',
    'patient._has:Observation:patient:code=a',
  ],
  Encounter: [
    'status=planned',
    'patient=p0',
    'date=ge2020',
    'service-provider.name=north',
    '_has:Observation:encounter:code=a',
    'subject:missing=true',
  ],
  DiagnosticReport: [
    'status=final',
    'code=b',
    'result.code=a',
    'result.patient.name=ann',
    'patient=p0',
    'result:missing=true',
  ],
  Group: ['type=person', 'member=Patient/p0', 'member:Patient.name=ann'],
  Practitioner: [
    'name=dr',
    '_has:Patient:general-practitioner:gender=female',
    '_has:Observation:performer:code=a',
    '_has:Patient:general-practitioner:_has:Observation:patient:code=a',
  ],
  Organization: [
    'name=north',
    'partof.name=north',
    '_has:Organization:partof:name=south',
    '_has:Patient:organization:gender=female',
    '_has:Patient:organization:_has:Condition:patient:code=a',
    '_has:Encounter:service-provider:patient.name=ann',
  ],
}

export const searchedTypes = Object.keys(filtersOf)

const forward = [
  'Observation:subject',
  'Observation:*',
  'Observation:has-member',
  'Observation:performer:Patient',
  'Observation:encounter',
]
  .concat([
    'DiagnosticReport:result',
    'DiagnosticReport:*',
    'Patient:general-practitioner',
    'Patient:organization',
    'Patient:link',
  ])
  .concat(['Organization:partof', 'Condition:*', 'Encounter:*', 'Encounter:service-provider', 'Group:member', '*'])

const backward = [
  'Observation:subject',
  'Observation:performer',
  'Observation:*',
  'Observation:has-member',
  'Condition:patient',
]
  .concat([
    'Condition:asserter',
    'Patient:general-practitioner',
    'Patient:organization',
    'Patient:link',
    'DiagnosticReport:result',
  ])
  .concat([
    'Organization:partof',
    'Encounter:*',
    'Encounter:service-provider',
    'Group:member',
    'Observation:subject:Patient',
  ])

const sorts = [
  'date',
  '-date',
  '-_lastUpdated',
  '_id',
  '-_id',
  'code,-date',
  '-value-quantity',
  'subject',
  'status,_lastUpdated',
]

const sortFor: Readonly<Record<string, readonly string[]>> = {
  Observation: sorts,
  Patient: ['name', '-birthdate', 'gender,-_id', '-_lastUpdated'],
  Condition: ['code', '-onset-date', '-_id'],
}

/** The filters of a search alone, of one type. */
export const filterQuery: fc.Arbitrary<{ readonly type: string; readonly filters: readonly string[] }> = fc
  .constantFrom('Observation', 'Observation', 'Patient', 'Patient', ...searchedTypes)
  .chain((type) =>
    fc.uniqueArray(fc.constantFrom(...(filtersOf[type] ?? [])), { maxLength: 3 }).map((filters) => ({ type, filters })),
  )

const iterate = fc.constantFrom('', ':iterate')

/** Searches of every form. */
export const query: fc.Arbitrary<string> = filterQuery.chain(({ type, filters }) =>
  fc
    .record({
      includes: fc.array(fc.tuple(iterate, fc.constantFrom(...forward)), { maxLength: 2 }),
      reverse: fc.array(fc.tuple(iterate, fc.constantFrom(...backward)), { maxLength: 2 }),
      sort: fc.option(fc.constantFrom(...(sortFor[type] ?? ['-_id', '_lastUpdated', '-_lastUpdated'])), {
        nil: undefined,
      }),
      count: fc.constantFrom(undefined, 0, 1, 2, 3),
      offset: fc.constantFrom(undefined, undefined, 1),
      total: fc.constantFrom(undefined, 'accurate', 'estimate', 'none'),
      summary: fc.constantFrom(undefined, undefined, undefined, 'count', 'true', 'data'),
      elements: fc.constantFrom(undefined, undefined, 'code,subject'),
    })
    .map(({ includes, reverse, sort, count, offset, total, summary, elements }) => {
      const results = {
        _sort: sort,
        _count: count,
        _offset: offset,
        _total: total,
        _summary: summary,
        _elements: elements,
      }
      return `${type}?${[
        ...filters,
        ...includes.map(([how, what]) => `_include${how}=${what}`),
        ...reverse.map(([how, what]) => `_revinclude${how}=${what}`),
        ...Object.entries(results).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
      ].join('&')}`
    }),
)
