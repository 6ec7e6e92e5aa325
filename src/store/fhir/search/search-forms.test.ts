import type { Resource } from '@medplum/fhirtypes'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeOnBoth } from '../../../../test/postgres.ts'
import type { Database } from '../../database.ts'
import { openRepository } from '../repository.ts'
import { ask, baseUrl, cursorKey, definitions, idsIn, linkIn, nextOf, put, today, walk } from './search.test-support.ts'
import { accessOf } from '../repository.test-support.ts'

type Made = Resource & { readonly id: string }

const loinc = 'http://loinc.org'
const ucum = 'http://unitsofmeasure.org'

const observation = (id: string, more: object): Made =>
  ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: loinc, code: '15074-8' }] },
    ...more,
  }) as Made

const amount = (value: number, code = 'mmol/L') => ({ valueQuantity: { value, unit: code, system: ucum, code } })

const resources: readonly Made[] = [
  { resourceType: 'Organization', id: 'north', name: 'North clinic' },
  { resourceType: 'Organization', id: 'ward', name: 'Ward', partOf: { reference: 'Organization/north' } },
  { resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Häuser' }] },
  {
    resourceType: 'Patient',
    id: 'eve',
    gender: 'female',
    birthDate: '1970-05-02',
    name: [{ family: 'Carreño Quinones', given: ['Evelyn'] }],
    identifier: [
      {
        system: 'http://acme.org/patient',
        value: '24,6|8',
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      },
    ],
    generalPractitioner: [{ reference: 'Practitioner/dr' }],
    managingOrganization: { reference: 'Organization/ward' },
    meta: { tag: [{ system: 'http://acme.org/tags', code: 'kept' }], profile: ['http://acme.org/fhir/profile/a'] },
  },
  {
    resourceType: 'Patient',
    id: 'sev',
    gender: 'male',
    birthDate: '1970',
    name: [{ given: ['Severine'], family: 'Eve' }],
  },
  { resourceType: 'Patient', id: 'non', name: [{ text: 'Nobody' }], identifier: [{ value: '2345' }] },
  observation('low', {
    subject: { reference: 'Patient/eve' },
    effectiveDateTime: '2013-01-14T10:00:00Z',
    ...amount(5.35),
    code: { text: 'Blood  Glücose', coding: [{ system: loinc, code: '15074-8', display: 'Glucose [Moles/volume]' }] },
  }),
  observation('mid', { subject: { reference: 'Patient/eve' }, effectiveDateTime: '2013-01-14', ...amount(5.4) }),
  observation('high', { subject: { reference: 'Patient/sev' }, effectiveDateTime: '2014', ...amount(5.45) }),
  observation('other', {
    subject: { reference: 'Patient/sev' },
    ...amount(5400, 'umol/L'),
    effectivePeriod: { start: '2013-03-15' },
    performer: [{ reference: 'Practitioner/dr' }],
  }),
  observation('above', {
    subject: { identifier: { system: 'http://acme.org/patient', value: '9' } },
    valueQuantity: { value: 5.4, comparator: '>', unit: 'mmol/L', system: ucum, code: 'mmol/L' },
  }),
  observation('pressure', {
    code: { coding: [{ code: 'bp' }] },
    component: [
      { code: { coding: [{ system: loinc, code: '8480-6' }] }, ...amount(120, 'mm[Hg]') },
      { code: { coding: [{ system: loinc, code: '8462-4' }] }, ...amount(80, 'mm[Hg]') },
    ],
  }),
  {
    resourceType: 'ValueSet',
    id: 'vs',
    status: 'active',
    url: 'http://acme.org/fhir/ValueSet/123',
    version: '2',
  },
  { resourceType: 'ValueSet', id: 'vs2', status: 'active', url: 'http://acme.org/fhirx' },
  {
    resourceType: 'CarePlan',
    id: 'plan',
    status: 'active',
    intent: 'plan',
    subject: { reference: 'Patient/eve' },
    instantiatesCanonical: ['http://acme.org/fhir/PlanDefinition/p|1.0'],
    replaces: [{ reference: 'urn:uuid:4fdf42e7-2f5c-44a4-a4a5-0a3b8d0f0001' }],
    basedOn: [{ reference: 'CarePlan/elder' }],
  },
  {
    resourceType: 'CarePlan',
    id: 'elder',
    status: 'active',
    intent: 'plan',
    subject: { reference: 'https://attune.example/fhir/Patient/eve' },
  },
  {
    resourceType: 'RiskAssessment',
    id: 'risk',
    status: 'final',
    subject: { reference: 'Patient/eve' },
    prediction: [{ probabilityDecimal: 0.85 }],
  },
  { resourceType: 'Location', id: 'here', position: { longitude: 1, latitude: 1 } },
]

/** Each search with the ids that it finds, in any order. */
const found: readonly (readonly [about: string, search: string, ids: readonly string[]])[] = [
  ['a string by its beginning, without case and accents', 'Patient?name=carreno', ['eve']],
  ['a string by its beginning only', 'Patient?given=eve', ['eve']],
  ['any part of a name', 'Patient?name=eve', ['eve', 'sev']],
  ['a string anywhere', 'Patient?given:contains=eve', ['eve', 'sev']],
  ['a string exactly', 'Patient?given:exact=Evelyn', ['eve']],
  ['a string exactly has its case', 'Patient?given:exact=evelyn', []],
  ['alternatives', 'Patient?given=evel,sever', ['eve', 'sev']],
  ['what must hold together', 'Patient?name=eve&gender=male', ['sev']],
  ['a token of any system', 'Patient?identifier=2345', ['non']],
  ['a token without system', 'Patient?identifier=|2345', ['non']],
  ['a token with its system and escapes', 'Patient?identifier=http://acme.org/patient|24\\,6\\|8', ['eve']],
  ['a whole system', 'Patient?identifier=http://acme.org/patient|', ['eve']],
  [
    'an identifier by its type',
    'Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|24\\,6\\|8',
    ['eve'],
  ],
  [
    'a code element has the system of its value set',
    'Patient?gender=http://hl7.org/fhir/administrative-gender|male',
    ['sev'],
  ],
  ['not, with what has no value', 'Patient?gender:not=male', ['eve', 'non']],
  ['not, for several', 'Patient?gender:not=male,female', ['non']],
  ['missing', 'Patient?gender:missing=true', ['non']],
  ['not missing', 'Patient?gender:missing=false', ['eve', 'sev']],
  ['a reference by identifier is not missing', 'Observation?subject:missing=true', ['pressure']],
  ['a token by the text of its concept', 'Observation?code:text=blood glucose', ['low']],
  ['a token by its display', 'Observation?code:text=GLUCOSE', ['low']],
  ['a day', 'Observation?date=2013-01-14', ['low', 'mid']],
  ['a year holds its days', 'Observation?date=2013', ['low', 'mid']],
  ['a day does not hold a year', 'Observation?date=2014-05', []],
  ['a period that goes on', 'Observation?date=gt2020', ['other']],
  ['a period that begins later', 'Observation?date=sa2013-03-14', ['high', 'other']],
  ['two dates', 'Observation?date=ge2013-01-14&date=le2013-12-31', ['low', 'mid', 'other']],
  ['a birth date by its year', 'Patient?birthdate=1970', ['eve', 'sev']],
  ['a birth date by its month', 'Patient?birthdate=1970-05', ['eve']],
  ['a day overlaps a year', 'Patient?birthdate=ap1970-05-02', ['eve', 'sev']],
  ['a quantity within its precision', 'Observation?value-quantity=5.4', ['low', 'mid']],
  ['a quantity in its unit or another', `Observation?value-quantity=5.4|${ucum}|mmol/L`, ['low', 'mid', 'other']],
  ['a quantity in a unit as written', 'Observation?value-quantity=5.4||mmol/L', ['low', 'mid']],
  ['a quantity converted', `Observation?value-quantity=5400|${ucum}|umol/L`, ['mid', 'other']],
  ['a quantity of another dimension', `Observation?value-quantity=5.4|${ucum}|mm[Hg]`, []],
  ['at most a quantity, exactly', `Observation?value-quantity=le5.4|${ucum}|mmol/L`, ['low', 'mid', 'other']],
  ['more than a quantity, exactly', `Observation?value-quantity=gt5.4|${ucum}|mmol/L`, ['high', 'above']],
  ['about a quantity', `Observation?value-quantity=ap5.0|${ucum}|mmol/L`, ['low', 'mid', 'high', 'other', 'above']],
  ['a number', 'RiskAssessment?probability=gt0.8', ['risk']],
  ['a number with exponent', 'RiskAssessment?probability=gt8e-1', ['risk']],
  ['a reference by id', 'Observation?subject=eve', ['low', 'mid']],
  ['a reference by type and id', 'Observation?subject=Patient/eve', ['low', 'mid']],
  ['a reference by address', 'Observation?subject=https://attune.example/fhir/Patient/eve', ['low', 'mid']],
  ['a reference written as address', 'CarePlan?patient=eve', ['plan', 'elder']],
  ['a reference of a type', 'Observation?subject:Patient=eve', ['low', 'mid']],
  ['a reference of another type', 'Observation?subject:Group=eve', []],
  ['a reference by identifier', 'Observation?subject:identifier=http://acme.org/patient|9', ['above']],
  [
    'a canonical without its version',
    'CarePlan?instantiates-canonical=http://acme.org/fhir/PlanDefinition/p',
    ['plan'],
  ],
  [
    'a canonical with its version',
    'CarePlan?instantiates-canonical=http://acme.org/fhir/PlanDefinition/p|1.0',
    ['plan'],
  ],
  ['a canonical of another version', 'CarePlan?instantiates-canonical=http://acme.org/fhir/PlanDefinition/p|2.0', []],
  ['a URN', 'CarePlan?replaces=urn:uuid:4fdf42e7-2f5c-44a4-a4a5-0a3b8d0f0001', ['plan']],
  ['a URI', 'ValueSet?url=http://acme.org/fhir/ValueSet/123', ['vs']],
  ['a canonical with its version', 'ValueSet?url=http://acme.org/fhir/ValueSet/123|2', ['vs']],
  ['a canonical of another version', 'ValueSet?url=http://acme.org/fhir/ValueSet/123|3', []],
  ['URIs below', 'ValueSet?url:below=http://acme.org/fhir', ['vs']],
  ['URIs above', 'ValueSet?url:above=http://acme.org/fhir/ValueSet/123/_history/5', ['vs']],
  ['a pair of values', `Observation?code-value-quantity=${loinc}|15074-8$lt5.4`, ['low']],
  ['a pair within one component', `Observation?component-code-value-quantity=${loinc}|8480-6$gt100`, ['pressure']],
  ['no pair across components', `Observation?component-code-value-quantity=${loinc}|8462-4$gt100`, []],
  ['a chain', 'Observation?subject:Patient.name=carreno', ['low', 'mid']],
  ['a chain over all types it may lead to', 'Observation?subject.name=eve', ['low', 'mid', 'high', 'other']],
  ['a chain through a narrowed reference', 'Observation?patient.birthdate=1970-05', ['low', 'mid']],
  ['a chain of three', 'Observation?patient.organization.partof.name=north', ['low', 'mid']],
  ['a chain to an id', 'Observation?patient._id=sev', ['high', 'other']],
  ['a chain to a practitioner', 'Patient?general-practitioner.name=hauser', ['eve']],
  ['what is referred to', 'Patient?_has:Observation:patient:value-quantity=5.45', ['sev']],
  [
    'what is referred to, by two',
    `Patient?_has:Observation:patient:code=${loinc}|15074-8&_has:CarePlan:patient:status=active`,
    ['eve'],
  ],
  [
    'what is referred to by what refers',
    'Practitioner?_has:Patient:general-practitioner:_has:CarePlan:patient:status=active',
    ['dr'],
  ],
  ['a chain within', 'Practitioner?_has:Observation:performer:patient.name=severine', ['dr']],
  ['an id', 'Patient?_id=eve,nobody', ['eve']],
  ['not an id', 'Patient?_id:not=eve', ['sev', 'non']],
  ['a tag', 'Patient?_tag=http://acme.org/tags|kept', ['eve']],
  ['a profile', 'Patient?_profile=http://acme.org/fhir/profile/a', ['eve']],
  ['when it was written', 'Patient?_lastUpdated=2026-01-01', ['eve', 'sev', 'non']],
  ['before it was written', 'Patient?_lastUpdated=lt2026-01-01', []],
  ['everything of a type', 'Organization', ['north', 'ward']],
]

describeOnBoth('a search', (open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await put(database, resources)
  })

  test.each(found)('finds %s: %s', async (_about, search, ids) => {
    expect([...idsIn(await ask(database, search))].sort()).toEqual([...ids].sort())
  })

  describe('sorts', () => {
    test.each([
      ['Observation?subject:missing=false&_sort=date', ['mid', 'low', 'other', 'high', 'above']],
      ['Observation?subject:missing=false&_sort=-date', ['high', 'other', 'low', 'mid', 'above']],
      ['Patient?_sort=family', ['eve', 'sev', 'non']],
      ['Patient?_sort=-family', ['sev', 'eve', 'non']],
      ['Patient?_sort=gender,-_id', ['eve', 'sev', 'non']],
      ['Patient?_sort=-_id', ['sev', 'non', 'eve']],
      ['Patient?_sort=-_lastUpdated', ['non', 'sev', 'eve']],
      ['Observation?code=15074-8&_sort=value-quantity', ['low', 'mid', 'other', 'above', 'high']],
    ])('%s', async (search, ids) => {
      expect(idsIn(await ask(database, search))).toEqual(ids)
    })
  })

  describe('brings along', () => {
    test.each([
      ['what is referred to', 'Observation?_id=low&_include=Observation:subject', ['eve']],
      ['all that is referred to', 'Patient?_id=eve&_include=*', ['ward', 'dr']],
      ['only the type named', 'Observation?_id=low&_include=Observation:subject:Group', []],
      [
        'one step without iterate',
        'Observation?_id=low&_include=Observation:subject&_include=Patient:organization',
        ['eve'],
      ],
      [
        'step by step with iterate',
        'Observation?_id=low&_include=Observation:subject&_include:iterate=Patient:organization&_include:iterate=Organization:partof',
        ['north', 'ward', 'eve'],
      ],
      ['what refers', 'Patient?_id=sev&_revinclude=Observation:subject', ['high', 'other']],
      ['all that refers', 'Practitioner?_id=dr&_revinclude=Observation:*', ['other']],
      [
        'what refers to what refers',
        'Practitioner?_id=dr&_revinclude=Patient:general-practitioner&_revinclude:iterate=CarePlan:subject',
        ['plan', 'elder', 'eve'],
      ],
      ['itself never twice', 'CarePlan?_id=plan,elder&_include:iterate=CarePlan:based-on', []],
    ])('%s: %s', async (_about, search, ids) => {
      expect(idsIn(await ask(database, search), 'include')).toEqual(ids)
    })
  })

  describe('pages', () => {
    test.each(['_sort=date', '_sort=-value-quantity,_id', '_sort=-_lastUpdated', '_sort=status', ''])(
      'go through everything once with %j',
      async (sort) => {
        const whole = await ask(database, `Observation?${sort}`)
        const pages = await walk(database, `Observation?_count=2&${sort}`, accessOf())
        expect(pages.flatMap((p) => idsIn(p))).toEqual(idsIn(whole))
        expect(pages).toHaveLength(3)
      },
    )

    test('say the total where it was asked for or everything is there', async () => {
      const total = async (search: string) => {
        const answer = await ask(database, search)
        return answer.resourceType === 'Bundle' ? answer.total : answer
      }
      expect(await total('Observation?_count=2')).toBeUndefined()
      expect(await total('Observation?_count=2&_total=accurate')).toBe(6)
      expect(await total('Observation?_count=6')).toBe(6)
      expect(await total('Observation?_count=0')).toBe(6)
      expect(await total('Observation?_summary=count')).toBe(6)
      expect(await total('Observation?value-quantity=5.4,5.45&_summary=count')).toBe(3)
    })

    test('by offset go on by cursor', async () => {
      const first = await ask(database, 'Observation?_count=2&_offset=2')
      expect(idsIn(first)).toEqual(['high', 'other'])
      expect(idsIn(await ask(database, nextOf(first) ?? ''))).toEqual(['above', 'pressure'])
    })

    test('go on after the resource they stopped at was deleted', async () => {
      const tenant = 'erasing'
      const access = { ...accessOf(), tenant }
      await put(
        database,
        resources.filter((r) => r.resourceType === 'Patient'),
        { tenant },
      )
      const next = nextOf(await ask(database, 'Patient?_count=1', access)) ?? ''
      await openRepository({
        database,
        definitions,
        access,
        now: () => today,
        newId: () => 'unused',
        baseUrl,
        pageKey: cursorKey,
      }).deleteResource('Patient', 'eve')
      expect(idsIn(await ask(database, next, access))).toEqual(['sev'])
    })

    test('a cursor that was changed, or is of another search or caller, is refused', async () => {
      const next = nextOf(await ask(database, 'Observation?_count=2')) ?? ''
      const refused = ['invalid: _cursor: The page is not known. Begin the search again.']
      const [, cursor = ''] = next.split('_cursor=')
      const other = { ...accessOf(), actor: { ...accessOf().actor, id: 'b' } }
      expect(idsIn(await ask(database, next))).toEqual(['high', 'other'])
      expect(idsIn(await ask(database, next, other))).toEqual(refused)
      expect(idsIn(await ask(database, next, accessOf({ patients: ['eve'] })))).toEqual(refused)
      expect(idsIn(await ask(database, `Observation?_count=3&_cursor=${cursor}`))).toEqual(refused)
      expect(idsIn(await ask(database, `Patient?_count=2&_cursor=${cursor}`))).toEqual(refused)
      const moved = Buffer.from(JSON.stringify(['low'])).toString('base64url')
      expect(idsIn(await ask(database, next.replace(/_cursor=[^.]+/, `_cursor=${moved}`)))).toEqual(refused)
      expect(idsIn(await ask(database, 'Observation?_count=2&_cursor=x'))).toEqual(refused)
    })
  })

  describe('shows', () => {
    const first = async (search: string): Promise<Record<string, unknown>> => {
      const answer = await ask(database, search)
      return (answer.resourceType === 'Bundle' ? answer.entry?.[0]?.resource : answer) as unknown as Record<
        string,
        unknown
      >
    }

    test('the elements asked for, with what must be there, and says that there is more', async () => {
      const made = await first('Observation?_id=low&_elements=value')
      expect(Object.keys(made).sort()).toEqual(['code', 'id', 'meta', 'resourceType', 'status', 'valueQuantity'])
      expect(made['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] })
    })

    test('the summary, its text, or the data without text', async () => {
      expect(Object.keys(await first('CarePlan?_id=plan&_summary=true'))).toContain('basedOn')
      expect(Object.keys(await first('CarePlan?_id=plan&_summary=text')).sort()).toEqual([
        'id',
        'intent',
        'meta',
        'resourceType',
        'status',
        'subject',
      ])
      expect(Object.keys(await first('CarePlan?_id=plan&_summary=data'))).toContain('instantiatesCanonical')
    })

    test('what was used in the self link', async () => {
      const answer = await ask(database, 'Patient?name=eve&nonsense=1&_format=json&gender=male')
      expect(linkIn(answer, 'self')).toBe('https://attune.example/fhir/Patient?name=eve&gender=male')
    })
  })

  describe('refuses', () => {
    test.each([
      ['Patient?name:of-type=a', 'not-supported'],
      ['Patient?gender:in=http://acme.org/vs', 'invalid'],
      ['Patient?birthdate=yesterday', 'invalid'],
      ['Patient?birthdate:missing=maybe', 'invalid'],
      ['Patient?name=', 'invalid'],
      ['Patient?_text=x', 'not-supported'],
      ['Patient?_content=x', 'not-supported'],
      ['Patient?_filter=name eq x', 'not-supported'],
      ['Patient?_list=42', 'not-supported'],
      ['Location?near=1|1', 'not-supported'],
      ['Observation?value-quantity=a', 'invalid'],
      ['Observation?value-quantity=1|x', 'invalid'],
      ['Observation?code-value-quantity=a', 'invalid'],
      ['Observation?code-value-quantity:missing=true', 'not-supported'],
      ['Observation?subject=a b', 'invalid'],
      ['Observation?code.name=x', 'invalid'],
      ['Observation?subject:Nothing.name=x', 'invalid'],
      ['Patient?_has:Observation:code:status=final', 'invalid'],
      ['Patient?_has:Observation', 'invalid'],
      ['Patient?_sort=nothing', 'not-supported'],
      ['Patient?_count=-1', 'invalid'],
      ['Patient?_count=ten', 'invalid'],
      ['Patient?_offset=100000', 'invalid'],
      ['Patient?_total=maybe', 'invalid'],
      ['Patient?_summary=maybe', 'invalid'],
      ['Patient?_elements=a.b', 'invalid'],
      ['Patient?_include=Patient', 'invalid'],
      ['Patient?_include=Patient:name', 'invalid'],
      ['Patient?_include:often=Patient:organization', 'not-supported'],
      ['Patient?_include=Patient:organization&_summary=text', 'invalid'],
      ['Patient?_contained=true', 'not-supported'],
      ['Patient?name=a%00b', 'invalid'],
      ['CarePlan?replaces.replaces.replaces.replaces.replaces.status=active', 'too-costly'],
      ['AuditEvent?entity.entity.status=x', 'too-costly'],
    ])('%s', async (search, code) => {
      const answer = await ask(database, search)
      expect(answer).toMatchObject({ resourceType: 'OperationOutcome' })
      expect(answer.resourceType === 'OperationOutcome' ? answer.issue.map((i) => i.code) : []).toContain(code)
    })

    test('what is longer than any question', async () => {
      for (const query of [`name=${'x'.repeat(5000)}`, `name=${'x,'.repeat(600)}x`, 'name=x&'.repeat(101)])
        expect(idsIn(await ask(database, `Patient?${query}`))).toEqual([
          expect.stringMatching(/^too-costly: .*at most/i),
        ])
    })

    test('all that is wrong at once', async () => {
      const answer = await ask(database, 'Patient?birthdate=x&_sort=y&gender:z=1&unknown=1', accessOf(), {
        strict: true,
      })
      expect(idsIn(answer)).toHaveLength(4)
    })

    test('what it does not know under strict handling, and else says what was passed over', async () => {
      expect(idsIn(await ask(database, 'Patient?unknown=1', accessOf(), { strict: true }))).toEqual([
        'not-supported: unknown: Patient has no search parameter unknown.',
      ])
      const lenient = await ask(database, 'Patient?unknown=1&_id=eve')
      expect(idsIn(lenient)).toEqual(['eve'])
      expect(lenient.resourceType === 'Bundle' && lenient.entry?.at(-1)).toMatchObject({
        search: { mode: 'outcome' },
        resource: { issue: [{ severity: 'warning' }] },
      })
    })
  })
})
