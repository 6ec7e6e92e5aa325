import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Bundle } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/problem.ts'
import { type DemoServer, demoServer } from '../demo-server.test-support.ts'
import { examplesFolder } from './demo-people.ts'

let server: DemoServer
let ask: Awaited<ReturnType<DemoServer['as']>>
beforeAll(async () => {
  server = await demoServer()
  ask = await server.as('clinician')
}, 120_000)
afterAll(() => server.stop())

type Answer = {
  readonly code?: string
  readonly people?: readonly { readonly id: string; readonly name: string }[]
  readonly took?: readonly { readonly what: string; readonly count: number }[]
  readonly problems: readonly Problem[]
}

const add = async (name: string, payload: Buffer | object, query = ''): Promise<{ status: number; answer: Answer }> => {
  const answer = await ask(`/api/import?name=${encodeURIComponent(name)}${query}`, {
    method: 'POST',
    payload: Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload)),
    headers: { 'content-type': 'application/octet-stream' },
  })
  return { status: answer.statusCode, answer: answer.json<Answer>() }
}

const total = async (query: string): Promise<number> => {
  const [type = '', rest = ''] = query.split('?')
  const answer = await ask(`/fhir/${type}?${rest}${rest === '' ? '' : '&'}_summary=count`)
  return answer.json<Bundle>().total ?? -1
}

const collection = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})
const patient = (id: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ family: 'Neu', given: ['Ada'] }],
  ...more,
})
const condition = (id: string, of: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: `Patient/${of}` },
  code: { text: 'Gout' },
  ...more,
})

describe('a record that is added', () => {
  test('makes the person, and adding it again changes no count', async () => {
    const bundle = collection(patient('ada'), condition('c', 'ada'), {
      resourceType: 'Practitioner',
      id: 'dr',
      name: [{ text: 'Dr' }],
    })
    const first = await add('ada.json', bundle)
    expect([first.status, first.answer.people]).toEqual([200, [{ id: 'ada', name: 'Ada Neu' }]])
    expect(first.answer.took).toEqual(
      expect.arrayContaining([
        { what: 'Patient', count: 1 },
        { what: 'Condition', count: 1 },
        { what: 'Practitioner', count: 1 },
      ]),
    )
    const practitioners = await total('Practitioner')
    expect((await add('ada.json', bundle)).status).toBe(200)
    expect([await total('Condition?patient=ada'), await total('Practitioner')]).toEqual([1, practitioners])
    const report = await ask('/api/people/ada/report')
    expect(report.json<{ person: { conditions: { text: string }[] } }>().person.conditions[0]?.text).toBe('Gout')
  })

  test('never takes the place of another person’s resource of the same id', async () => {
    await add('one.json', collection(patient('one'), condition('same', 'one')))
    const two = collection(patient('two'), condition('same', 'two', { code: { text: 'Asthma' } }))
    await add('two.json', two)
    await add('two.json', two)
    const of = async (person: string) =>
      (await ask(`/fhir/Condition?patient=${person}`))
        .json<Bundle>()
        .entry?.map((e) => (e.resource as { code?: { text?: string } }).code?.text)
    expect([await of('one'), await of('two')]).toEqual([['Gout'], ['Asthma']])
  })

  test('of somebody else under a known id is refused', async () => {
    await add('eva.json', collection(patient('eva', { birthDate: '1980-01-01' })))
    const other = await add('eva.json', collection(patient('eva', { birthDate: '1990-01-01' }), condition('x', 'eva')))
    expect([other.status, other.answer.code]).toEqual([422, 'import.other-person'])
    expect(await total('Condition?patient=eva')).toBe(0)
  })

  test('that does not show that its Patient is the one of the known id is refused, and who is there stays', async () => {
    const known = patient('7', { birthDate: '1980-01-01', identifier: [{ system: 'urn:house', value: '1' }] })
    expect((await add('7.json', collection(known))).status).toBe(200)
    const strangers = [
      { name: [{ family: 'Other' }] },
      { name: [{ family: 'Other' }], birthDate: '1980-01-01' },
      { name: [{ family: 'Neu', given: ['Ada'] }], birthDate: undefined },
      { name: [{ family: 'Other' }], identifier: [{ value: '1' }] },
      { birthDate: '1990-01-01', identifier: [{ system: 'urn:house', value: '1' }] },
    ]
    for (const stranger of strangers) {
      const other = await add('other.json', collection(patient('7', stranger), condition('stray', '7')))
      expect([stranger, other.status, other.answer.code]).toEqual([stranger, 422, 'import.other-person'])
    }
    expect((await ask('/fhir/Patient/7')).json()).toMatchObject(known)
    expect(await total('Condition?patient=7')).toBe(0)
    const same = [
      { birthDate: '1980-01-01', name: [{ family: 'NEU', given: ['Adá'] }, { family: 'Later' }] },
      { name: [{ family: 'Married' }], identifier: [{ system: 'urn:house', value: '1' }] },
    ]
    await add('7.json', collection(known))
    for (const one of same)
      expect([one, (await add('same.json', collection({ ...known, ...one }))).status]).toEqual([one, 200])
  })

  test('comes in one at a time: of two people of one id who come at once, one is refused', async () => {
    const both = await Promise.all(
      ['1971-01-01', '1972-02-02'].map((birthDate) =>
        add('twin.json', collection(patient('twin', { birthDate, name: [{ family: birthDate }] }))),
      ),
    )
    expect(both.map((b) => b.status).toSorted((a, b) => a - b)).toEqual([200, 422])
  })

  test('is read as it is, whatever media type the client states', async () => {
    for (const type of ['application/json', 'text/plain', 'application/fhir+json', 'x/y; charset=latin1']) {
      const answer = await ask('/api/import?name=typed.json', {
        method: 'POST',
        payload: Buffer.from(JSON.stringify(patient('typed', { birthDate: '1981-01-01' }))),
        headers: { 'content-type': type },
      })
      expect([type, answer.statusCode]).toEqual([type, 200])
    }
  })

  test('with faults is refused whole, every fault with its place; without what is faulty the rest is taken', async () => {
    const bundle = collection(
      patient('ida', { birthDate: 'yesterday' }),
      patient('ivo'),
      condition('good', 'ivo'),
      condition('bad', 'ivo', { onsetDateTime: '2026-13-45' }),
    )
    const people = await total('Patient')
    const refused = await add('i.json', bundle)
    expect(refused.status).toBe(422)
    const places = refused.answer.problems.filter((p) => p.severity === 'error').map((p) => p.at.path)
    expect(places).toEqual(['Bundle.entry[0].resource.birthDate', 'Bundle.entry[3].resource.onset'])
    expect(await total('Patient')).toBe(people)
    const taken = await add('i.json', bundle, '&leaveOutFaulty=true')
    expect([taken.status, taken.answer.people?.map((p) => p.id)]).toEqual([200, ['ivo']])
    expect(taken.answer.problems.map((p) => p.severity)).toEqual(['warning', 'warning'])
    expect(await total('Condition?patient=ivo')).toBe(1)
  })

  test('as a transaction of POSTs keeps what its entries say of one another, once however often it comes', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: 'urn:uuid:p',
          resource: { ...patient('x'), id: undefined },
          request: { method: 'POST', url: 'Patient' },
        },
        {
          fullUrl: 'urn:uuid:c',
          resource: { ...condition('x', 'x'), id: undefined, subject: { reference: 'urn:uuid:p' } },
          request: { method: 'POST', url: 'Condition' },
        },
      ],
    }
    const first = await add('t.json', bundle)
    const [person] = first.answer.people ?? []
    const again = await add('t.json', bundle)
    expect([first.status, again.answer.people?.[0]?.id]).toEqual([200, person?.id])
    expect(await total(`Condition?patient=${person?.id ?? ''}`)).toBe(1)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['neither this nor that', Buffer.from('hello'), 'file-not-recognised'],
    ['JSON that breaks off', Buffer.from('{"resourceType":"Bundle","entry":[{'), 'record.json'],
    [
      'a record without a Patient',
      Buffer.from(JSON.stringify(collection(condition('c', 'nobody')))),
      'import.no-patient',
    ],
    ['damaged gzip', Buffer.concat([gzipSync('{}').subarray(0, 12), Buffer.from('xxxx')]), 'import.gzip'],
    ['nesting without end', Buffer.from(`${'['.repeat(100_000)}`), 'record.too-deep'],
  ])('%s is refused and told, and nothing is kept', async (_, payload, code) => {
    const people = await total('Patient')
    const refused = await add('x.json.gz', payload)
    expect([refused.status, refused.answer.code, refused.answer.problems[0]?.remedy]).toEqual([
      422,
      code,
      expect.stringMatching(/./),
    ])
    expect(await total('Patient')).toBe(people)
  })

  test('unpacked larger than it may be is refused before it is held', async () => {
    const bomb = Buffer.alloc(60 * 1024 * 1024, '[],')
    for (const bytes of [gzipSync(bomb, { level: 1 }), bomb]) {
      const refused = await add('bomb.json.gz', bytes)
      expect([refused.status, refused.answer.code]).toEqual([422, 'import.too-large'])
    }
  })
})

describe('a genome that is added', () => {
  const vcf = readFileSync(join(examplesFolder, 'stent-clopidogrel/genome.vcf'))

  test('changes the report of whose it is', async () => {
    await add('gus.json', collection(patient('gus')))
    const state = async () =>
      (await ask('/api/people/gus/report'))
        .json<{ genes: { gene: string; state: string }[] }>()
        .genes.find((g) => g.gene === 'CYP2C19')?.state
    expect(await state()).not.toBe('finding')
    const added = await add('gus.vcf', vcf, '&person=gus')
    expect([added.status, added.answer.took]).toEqual([200, [{ what: 'genome', count: 1 }]])
    expect(await state()).toBe('finding')
    expect((await ask('/api/people/gus/genome')).statusCode).toBe(200)
  })

  test('without saying whose, for nobody, or damaged is refused, and the genome before it stays', async () => {
    await add('hal.json', collection(patient('hal')))
    await add('hal.vcf', vcf, '&person=hal')
    const before = (await ask('/api/people/hal/genome')).rawPayload
    expect((await add('hal.vcf', vcf)).answer.code).toBe('import.whose')
    expect((await add('hal.vcf', vcf, '&person=nobody')).answer.code).toBe('import.no-such-person')
    expect((await add('hal.vcf', Buffer.from('##fileformat=VCFv4.2\nnonsense\n'), '&person=hal')).status).toBe(422)
    expect((await ask('/api/people/hal/genome')).rawPayload.equals(before)).toBe(true)
  })
})

const synthea = '../shared/reference/interop/synthea-r4'
describe.skipIf(!existsSync(synthea))('the Synthea people of the reference folder', () => {
  test('are all added, and everything of them is found again', async () => {
    for (const name of readdirSync(synthea).filter((n) => n.endsWith('.json.gz'))) {
      const packed = readFileSync(join(synthea, name))
      const bundle = JSON.parse(gunzipSync(packed).toString()) as Bundle
      const added = await add(name, packed)
      expect([name, added.status, added.answer.problems.filter((p) => p.severity === 'error')]).toEqual([name, 200, []])
      const counts = new Map<string, number>()
      for (const { resource } of bundle.entry ?? [])
        if (resource !== undefined) counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1)
      expect(new Map(added.answer.took?.map((t) => [t.what, t.count]))).toEqual(counts)
      const id = added.answer.people?.[0]?.id ?? ''
      for (const type of ['Condition', 'Observation', 'MedicationRequest', 'Procedure'])
        expect([name, type, await total(`${type}?patient=${id}`)]).toEqual([name, type, counts.get(type) ?? 0])
    }
  }, 120_000)
})
