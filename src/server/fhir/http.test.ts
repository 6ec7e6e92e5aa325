import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, openDatabase, type Database } from '../../store/index.ts'
import { type Served, serveFhir } from './served.test-support.ts'

const clinician = { authorization: 'Bearer clinician' }
const json = { ...clinician, 'content-type': 'application/fhir+json' }

describe('FHIR and HTTP', () => {
  let database: Database
  let served: Served
  beforeAll(async () => {
    database = await openDatabase({ file: ':memory:' }, { durability: 'demonstration' })
    await migrate(database, '2026-11-22T00:00:00Z')
    served = await serveFhir(database, { isAllowedOrigin: (origin) => origin === 'https://app.example' })
  })
  afterAll(async () => {
    await served.app.close()
    await database.close()
  })

  test('the capability statement is told to everybody, and names what is served', async () => {
    const answer = await served.app.inject({ url: '/fhir/metadata' })
    expect(answer.statusCode).toBe(200)
    const statement = answer.json() as {
      resourceType: string
      fhirVersion: string
      rest: { resource: { type: string; operation?: { name: string }[] }[] }[]
    }
    expect([statement.resourceType, statement.fhirVersion]).toEqual(['CapabilityStatement', '4.0.1'])
    const patient = statement.rest[0]?.resource.find((r) => r.type === 'Patient')
    expect(patient?.operation?.map((o) => o.name)).toEqual(expect.arrayContaining(['everything', 'export']))
  })

  test('a page of an allowed origin may ask, another may not; a preflight needs no token', async () => {
    const preflight = (origin: string) =>
      served.app.inject({
        method: 'OPTIONS',
        url: '/fhir/Patient/ann',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      })
    const allowed = await preflight('https://app.example')
    expect([allowed.statusCode, allowed.headers['access-control-allow-origin']]).toEqual([204, 'https://app.example'])
    expect(allowed.headers['access-control-allow-headers']).toContain('Authorization')
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined()
    const other = await preflight('https://evil.example')
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
    const asked = await served.app.inject({
      url: '/fhir/Patient',
      headers: { ...clinician, origin: 'https://app.example' },
    })
    expect(asked.headers['access-control-allow-origin']).toBe('https://app.example')
    expect(asked.headers['access-control-expose-headers']).toContain('ETag')
  })

  test('the sandbox of CDS Hooks is answered in the name it asks by', async () => {
    const answer = await served.app.inject({ url: '/fhir/metadata', headers: { accept: 'application/json+fhir' } })
    expect(answer.headers['content-type']).toBe('application/json+fhir; charset=utf-8')
  })

  test('_pretty breaks lines, and does not change what is searched', async () => {
    const answer = await served.app.inject({
      url: '/fhir/Patient?_pretty=true&_format=json',
      headers: { ...clinician, prefer: 'handling=strict' },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('\n  "resourceType": "Bundle"')
  })

  test('the content of a Binary never comes as a page', async () => {
    const page = Buffer.from('<script>alert(1)</script>').toString('base64')
    const put = (id: string, contentType: string) =>
      served.app.inject({
        method: 'PUT',
        url: `/fhir/Binary/${id}`,
        headers: json,
        payload: { resourceType: 'Binary', id, contentType, data: page },
      })
    await put('page', 'text/html')
    await put('picture', 'image/png')
    const get = (id: string, accept: string) =>
      served.app.inject({ url: `/fhir/Binary/${id}`, headers: { ...clinician, accept } })
    const asHtml = await get('page', 'text/html')
    expect(asHtml.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(asHtml.body).toBe('<script>alert(1)</script>')
    expect((await get('picture', 'image/png')).headers['content-type']).toBe('image/png')
    const asFhir = await get('page', 'application/fhir+json')
    expect(asFhir.json()).toMatchObject({ resourceType: 'Binary', contentType: 'text/html', data: page })
  })

  test('the base address takes a bundle with and without a slash at its end', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ request: { method: 'GET', url: 'Patient?_count=1' } }],
    }
    for (const url of ['/fhir', '/fhir/']) {
      const answer = await served.app.inject({ method: 'POST', url, headers: json, payload: bundle })
      expect(answer.json()).toMatchObject({
        type: 'batch-response',
        entry: [{ response: { status: expect.stringMatching(/^200/) } }],
      })
    }
  })

  test('history of a type and of everything goes from page to page, and its cursor is no use to anybody else', async () => {
    for (const id of ['h1', 'h2', 'h3'])
      await served.app.inject({
        method: 'PUT',
        url: `/fhir/Patient/${id}`,
        headers: json,
        payload: { resourceType: 'Patient', id },
      })
    type Page = { entry?: { resource: { id: string } }[]; link: { relation: string; url: string }[] }
    const first: Page = (await served.app.inject({ url: '/fhir/Patient/_history?_count=2', headers: clinician })).json()
    expect(first.entry?.map((e) => e.resource.id)).toEqual(['h3', 'h2'])
    const next = (first.link.find((l) => l.relation === 'next')?.url ?? '').replace('http://attune.test', '')
    const second: Page = (await served.app.inject({ url: next, headers: clinician })).json()
    expect(second.entry?.map((e) => e.resource.id)).toEqual(['h1'])
    expect((await served.app.inject({ url: next, headers: { authorization: 'Bearer colleague' } })).statusCode).toBe(
      400,
    )
    const everything: Page = (await served.app.inject({ url: '/fhir/_history?_count=100', headers: clinician })).json()
    expect(everything.entry?.length).toBeGreaterThanOrEqual(5)
  })
})
