import { beforeAll, describe, expect, test } from 'vitest'
import { describeOnBoth } from '../../../../test/postgres.ts'
import type { Access, Grant } from '../../../trust/index.ts'
import type { Database } from '../../database.ts'
import { accessOf, rightsOf } from '../repository.test-support.ts'
import type { Made } from './random-record.test-support.ts'
import { ask, idsIn, linkIn, nextOf, put, walk } from './search.test-support.ts'

const rs = rightsOf('rs')

const grant = (types: Grant['types'], patients: Grant['patients'], ...criteria: readonly string[]): Grant => ({
  types,
  rights: rs,
  patients,
  criteria,
})

const callerWith = (...grants: readonly Grant[]): Access => accessOf(...grants)

const loinc = 'http://loinc.org'
const laboratory = 'http://terminology.hl7.org/CodeSystem/observation-category|laboratory'

const observation = (id: string, patient: string, code: string, more: object = {}): Made =>
  ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: loinc, code }] },
    subject: { reference: `Patient/${patient}` },
    ...more,
  }) as unknown as Made

const category = (code: string) => ({
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] }],
})

/** p1 and p2 are two people, with the same doctor; m1 is seen in both compartments, and each has a laboratory value and a vital sign. */
const resources: readonly Made[] = [
  { resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Who' }] },
  { resourceType: 'Organization', id: 'org', name: 'Clinic' },
  {
    resourceType: 'Patient',
    id: 'p1',
    name: [{ family: 'One' }],
    link: [{ other: { reference: 'Patient/p2' }, type: 'seealso' }],
    generalPractitioner: [{ reference: 'Practitioner/dr' }],
    managingOrganization: { reference: 'Organization/org' },
  },
  {
    resourceType: 'Patient',
    id: 'p2',
    name: [{ family: 'Two' }],
    generalPractitioner: [{ reference: 'Practitioner/dr' }],
  },
  observation('lab1', 'p1', '1', category('laboratory')),
  observation('vital1', 'p1', '2', { ...category('vital-signs'), hasMember: [{ reference: 'Observation/lab2' }] }),
  observation('lab2', 'p2', '3', { ...category('laboratory'), derivedFrom: [{ reference: 'Observation/lab1' }] }),
  observation('vital2', 'p2', '2', category('vital-signs')),
  observation('m1', 'p1', '4', { performer: [{ reference: 'Patient/p2' }] }),
  { resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' }, code: { coding: [{ code: 'hiv' }] } },
  {
    resourceType: 'Encounter',
    id: 'e2',
    status: 'planned',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p2' },
    diagnosis: [{ condition: { reference: 'Condition/c1' } }],
  },
]

const total = async (database: Database, text: string, access: Access): Promise<number | undefined> => {
  const answer = await ask(database, text, access)
  return answer.resourceType === 'Bundle' ? answer.total : undefined
}

const forbidden = (type: string) => [
  `forbidden: ${type}: Your access does not allow searching this type. Ask for the scope it needs.`,
]

describeOnBoth('leaks that other servers had', (open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await put(database, resources)
  })

  describe('HAPI #6065: _has and chains probe what cannot be read', () => {
    test('types that cannot be searched are refused, whatever they hold', async () => {
      const access = callerWith(grant(['Patient', 'Encounter'], 'all'))
      for (const code of ['hiv', 'nothing']) {
        expect(idsIn(await ask(database, `Patient?_has:Condition:patient:code=${code}`, access))).toEqual(
          forbidden('Condition'),
        )
        expect(idsIn(await ask(database, `Encounter?diagnosis:Condition.code=${code}`, access))).toEqual(
          forbidden('Condition'),
        )
      }
    })

    test('what cannot be read among what can decides nothing', async () => {
      const access = callerWith(grant(['Patient', 'Encounter'], 'all'), grant(['Condition', 'Observation'], ['p2']))
      expect(idsIn(await ask(database, 'Patient?_has:Condition:patient:code=hiv', access))).toEqual([])
      expect(idsIn(await ask(database, 'Encounter?diagnosis:Condition.code=hiv', access))).toEqual([])
      expect(idsIn(await ask(database, 'Patient?_has:Observation:patient:code=1', access))).toEqual([])
      expect(idsIn(await ask(database, 'Patient?_has:Observation:patient:code=3', access))).toEqual(['p2'])
      expect(
        idsIn(
          await ask(
            database,
            'Practitioner?_has:Patient:general-practitioner:name=one',
            callerWith(grant('*', ['p2'])),
          ),
        ),
      ).toEqual([])
    })

    test('the right to read alone is no right to search', async () => {
      const readOnly: Grant = { ...grant(['Condition'], 'all'), rights: rightsOf('r') }
      const access = callerWith(grant(['Patient'], 'all'), readOnly)
      expect(idsIn(await ask(database, 'Condition?patient=p1', access))).toEqual(forbidden('Condition'))
      expect(idsIn(await ask(database, 'Patient?_has:Condition:patient:code=hiv', access))).toEqual(
        forbidden('Condition'),
      )
      expect(idsIn(await ask(database, 'Patient?_revinclude=Condition:patient', access), 'include')).toEqual([])
    })
  })

  describe('HAPI #1507 and #2012: totals and empty pages tell of rows that are hidden', () => {
    test('the total counts what is seen', async () => {
      expect(await total(database, 'Observation?_total=accurate&_count=1', callerWith(grant('*', ['p2'])))).toBe(3)
      expect(await total(database, 'Observation?_total=accurate&_count=1', callerWith(grant('*', 'all')))).toBe(5)
    })

    test('no page is empty or short before the last', async () => {
      const pages = await walk(database, 'Observation?_count=2', callerWith(grant('*', ['p2'])))
      expect(pages.map((p) => idsIn(p))).toEqual([['lab2', 'vital2'], ['m1']])
    })

    test('when nothing is seen there is nothing but a zero', async () => {
      const answer = await ask(database, 'Observation?patient=p1', callerWith(grant('*', [])))
      expect(idsIn(answer)).toEqual(forbidden('Observation'))
      expect(await ask(database, 'Observation?patient=p1', callerWith(grant('*', ['nobody'])))).toEqual({
        resourceType: 'Bundle',
        type: 'searchset',
        total: 0,
        link: [{ relation: 'self', url: 'https://attune.example/fhir/Observation?patient=p1' }],
      })
    })
  })

  test('HAPI #3420: _summary=count counts what is seen', async () => {
    expect(await total(database, 'Observation?_summary=count', callerWith(grant('*', ['p2'])))).toBe(3)
    expect(
      await total(database, 'Observation?_summary=count', callerWith(grant('*', 'all', `category=${laboratory}`))),
    ).toBe(2)
    expect(await total(database, 'Observation?_count=0', callerWith(grant('*', ['p2'])))).toBe(3)
  })

  test('HAPI #2369: a page link is no way around the limits of whoever follows it', async () => {
    const wide = callerWith(grant('*', 'all'))
    const next = nextOf(await ask(database, 'Observation?_count=2', wide)) ?? ''
    for (const narrow of [callerWith(grant('*', ['p2'])), callerWith(grant('*', 'all', `category=${laboratory}`))])
      expect(idsIn(await ask(database, next, narrow))).toEqual([
        'invalid: _cursor: The page is not known. Begin the search again.',
      ])
  })

  test('HAPI #5387: the same question by two callers is answered for each', async () => {
    const text = 'Observation?_sort=-_lastUpdated'
    expect(idsIn(await ask(database, text, callerWith(grant('*', 'all'))))).toHaveLength(5)
    expect(idsIn(await ask(database, text, callerWith(grant('*', ['p2']))))).toEqual(['m1', 'vital2', 'lab2'])
    expect(idsIn(await ask(database, text, callerWith(grant('*', 'all'))))).toHaveLength(5)
  })

  test('HAPI #4151: Patient.link opens no compartment', async () => {
    const one = callerWith(grant('*', ['p1']))
    const two = callerWith(grant('*', ['p2']))
    expect(idsIn(await ask(database, 'Patient', one))).toEqual(['p1'])
    expect(idsIn(await ask(database, 'Patient', two))).toEqual(['p2'])
    expect(idsIn(await ask(database, 'Patient?_include=Patient:link', one), 'include')).toEqual([])
    expect(idsIn(await ask(database, 'Patient?link:Patient.name=two', one))).toEqual([])
    expect(idsIn(await ask(database, 'Patient?_revinclude=Patient:link', two), 'include')).toEqual([])
  })

  test('HAPI #2222: several patients are each and all seen, once', async () => {
    const both = callerWith(grant('*', ['p1', 'p2']))
    expect(idsIn(await ask(database, 'Observation', both))).toEqual(['lab1', 'vital1', 'lab2', 'vital2', 'm1'])
    const apart = callerWith(grant('*', ['p1']), grant('*', ['p2']))
    expect(idsIn(await ask(database, 'Observation', apart))).toEqual(['lab1', 'vital1', 'lab2', 'vital2', 'm1'])
    const many = Array.from({ length: 200 }, (_, i) => `x${i}`)
    expect(idsIn(await ask(database, 'Observation', callerWith(grant('*', [...many, 'p2']))))).toEqual([
      'lab2',
      'vital2',
      'm1',
    ])
  })

  describe('Microsoft #5683: includes leave the compartment', () => {
    const one = callerWith(grant('*', ['p1']))
    test.each([
      ['forward', 'Observation?_id=vital1&_include=Observation:has-member', []],
      ['forward, to what is seen', 'Observation?_id=lab1&_include=Observation:subject', ['p1']],
      ['forward, to another person', 'Observation?_id=m1&_include=Observation:performer', []],
      [
        'forward, to what belongs to nobody',
        'Patient?_include=Patient:general-practitioner&_include=Patient:organization',
        ['org', 'dr'],
      ],
      ['reverse', 'Observation?_id=lab1&_revinclude=Observation:derived-from', []],
      ['reverse, from what is shared', 'Practitioner?_revinclude=Patient:general-practitioner', ['p1']],
      [
        'step by step over what is shared',
        'Patient?_include=Patient:general-practitioner&_revinclude:iterate=Patient:general-practitioner&_revinclude:iterate=Observation:subject',
        ['lab1', 'vital1', 'm1', 'dr'],
      ],
      ['every reference', 'Observation?_include=*', ['p1']],
      [
        'every reference of a type',
        'Observation?_include:iterate=Observation:*&_include:iterate=Patient:*',
        ['org', 'p1', 'dr'],
      ],
      ['everything that refers', 'Condition?_revinclude=Encounter:*', []],
      ['with a target type', 'Observation?_id=m1&_include=Observation:performer:Patient', []],
    ])('%s', async (_form, text, ids) => {
      expect(idsIn(await ask(database, text, one), 'include')).toEqual(ids)
    })

    test('on every page', async () => {
      const pages = await walk(database, 'Observation?_count=1&_include=*&_revinclude=Observation:*', one)
      expect(pages.map((p) => [...idsIn(p), '|', ...idsIn(p, 'include')])).toEqual([
        ['lab1', '|', 'p1'],
        ['vital1', '|', 'p1'],
        ['m1', '|', 'p1'],
      ])
    })

    test('with granular scopes', async () => {
      const access = callerWith(grant(['Observation'], ['p1'], `category=${laboratory}`), grant(['Patient'], ['p1']))
      expect(idsIn(await ask(database, 'Observation', access))).toEqual(['lab1'])
      expect(idsIn(await ask(database, 'Patient?_revinclude=Observation:subject', access), 'include')).toEqual(['lab1'])
      expect(idsIn(await ask(database, 'Patient?_has:Observation:patient:code=2', access))).toEqual([])
      expect(idsIn(await ask(database, 'Patient?_revinclude=Condition:subject', access), 'include')).toEqual([])
      const either = callerWith(
        grant(['Observation'], ['p1'], `category=${laboratory}`),
        grant(['Observation'], ['p1'], 'category=vital-signs'),
      )
      expect(idsIn(await ask(database, 'Observation', either))).toEqual(['lab1', 'vital1'])
    })

    test('criteria that cannot be read, or that lead elsewhere, open nothing', async () => {
      for (const criterion of [
        'no-such=1',
        'category:bad=1',
        'patient.name=one',
        '_has:Observation:subject:code=1',
        '_count=1',
        '',
      ])
        expect(idsIn(await ask(database, 'Observation', callerWith(grant('*', 'all', criterion))))).toEqual(
          forbidden('Observation'),
        )
    })
  })

  test('a sort by what is hidden elsewhere orders by what is seen, and tells nothing in its link', async () => {
    const one = callerWith(grant('*', ['p1']))
    const answer = await ask(database, 'Observation?_sort=-_lastUpdated&_count=1', one)
    expect(idsIn(answer)).toEqual(['m1'])
    const [, cursor = ''] = (linkIn(answer, 'next') ?? '').split('_cursor=')
    const position: unknown = JSON.parse(Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString())
    expect(position).toEqual(['m1', Date.UTC(2026, 0, 1) + 8])
  })

  test('another tenant sees nothing and finds nothing by id', async () => {
    const elsewhere = { ...callerWith(grant('*', 'all')), tenant: 'other' }
    expect(idsIn(await ask(database, 'Observation', elsewhere))).toEqual([])
    expect(idsIn(await ask(database, 'Patient?_id=p1&_revinclude=*:*', elsewhere))[0]).toMatch(/^invalid/)
    expect(idsIn(await ask(database, 'Patient?_id=p1', elsewhere))).toEqual([])
  })
})
