import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { migrate, openDatabase, type Database } from '../../store/index.ts'
import { limits } from './limits.ts'
import { type Served, serveFhir } from './served.test-support.ts'

const clinician = { authorization: 'Bearer clinician' }
const json = { ...clinician, 'content-type': 'application/fhir+json' }

type Outcome = {
  resourceType: string
  issue: { severity: string; code: string; details: { text: string }; expression?: string[] }[]
}

describe('what cannot be taken is refused with what and where, and leaves the store as it was', () => {
  let database: Database
  let served: Served
  beforeAll(async () => {
    database = await openDatabase({ file: ':memory:' }, { durability: 'demonstration' })
    await migrate(database, '2026-11-22T00:00:00Z')
    served = await serveFhir(database)
    await served.app.inject({
      method: 'PUT',
      url: '/fhir/Patient/ann',
      headers: json,
      payload: { resourceType: 'Patient', id: 'ann' },
    })
  })
  afterAll(async () => {
    await served.app.close()
    await database.close()
  })

  const stored = async (): Promise<unknown> => [
    await database.read.selectFrom('resource').selectAll().execute(),
    await database.read.selectFrom('resource_history').selectAll().execute(),
    await database.read.selectFrom('index_token').selectAll().execute(),
  ]

  type Asked = {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
    url: string
    headers?: Record<string, string>
    payload?: unknown
  }

  /** Asks, and holds the answer against what every refusal must be. */
  const refused = async ({ method, url, headers = json, payload }: Asked, status: number): Promise<Outcome> => {
    const before = await stored()
    const answer = await served.app.inject({
      method,
      url,
      headers,
      ...(payload === undefined ? {} : { payload: payload as string | object | Buffer }),
    })
    expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([status, expect.any(String)])
    expect(answer.headers['content-type']).toMatch(/^application\/(fhir\+json|json)/)
    const outcome: Outcome = answer.json()
    expect(outcome.resourceType).toBe('OperationOutcome')
    expect(outcome.issue.length).toBeGreaterThan(0)
    for (const { details } of outcome.issue) expect(details.text.length).toBeGreaterThan(10)
    expect(answer.body).not.toMatch(/[<>]|\bat .*\.ts:|node_modules|SQLITE|select /)
    expect(await stored()).toEqual(before)
    return outcome
  }

  const post = (url: string, payload: unknown, headers: Record<string, string> = json) => ({
    method: 'POST' as const,
    url,
    payload,
    headers,
  })

  test('JSON that breaks off, with the line and column', async () => {
    const outcome = await refused(post('/fhir/Patient', '{\n  "resourceType": "Patient",\n  "id": }'), 400)
    expect(outcome.issue[0]?.details.text).toContain('line 3, column 9')
  })

  test.each([
    ['an empty body', ''],
    ['XML', '<Patient xmlns="http://hl7.org/fhir"><script>alert(1)</script></Patient>'],
    ['a name given twice', '{"resourceType":"Patient","gender":"male","gender":"female"}'],
    ['a list', '[]'],
    ['a number', '12'],
    ['null', 'null'],
    ['nesting a million deep', `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`],
    ['a prototype', '{"resourceType":"Patient","__proto__":{"admin":true}}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a zip archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)])],
  ])('%s as a resource', async (_what, payload) => {
    await refused(post('/fhir/Patient', payload), 400)
  })

  test('a gzip bomb, by its ratio and by its size', async () => {
    const packed = { ...json, 'content-encoding': 'gzip' }
    const byRatio = await refused(post('/fhir', gzipSync(Buffer.alloc(40 << 20, 0x20)), packed), 413)
    expect(byRatio.issue[0]?.details.text).toContain(`${limits.ratio} times`)
    const noise = Buffer.from(Array.from({ length: 14 << 20 }, (_, n) => 32 + ((n * 7919 + (n >> 5)) % 90)))
    const bySize = await refused(post('/fhir/Patient', gzipSync(noise), packed), 413)
    expect(bySize.issue[0]?.details.text).toContain(String(limits.resourceBytes))
    await refused(post('/fhir/Patient', Buffer.from('no gzip at all'), packed), 400)
    await refused(post('/fhir/Patient', '{}', { ...json, 'content-encoding': 'br' }), 415)
  })

  test('a body larger than is taken', async () => {
    await refused(post('/fhir/Patient', Buffer.alloc(limits.resourceBytes + 1, 0x20)), 413)
  })

  test('gzip that is fine is read', async () => {
    const answer = await served.app.inject({
      method: 'POST',
      url: '/fhir/Patient/$validate',
      headers: { ...json, 'content-encoding': 'gzip' },
      payload: gzipSync('{"resourceType":"Patient"}'),
    })
    expect(answer.statusCode).toBe(200)
  })

  test('a bundle of a million entries', async () => {
    const entries = '{},'.repeat(999_999)
    await refused(post('/fhir', `{"resourceType":"Bundle","type":"transaction","entry":[${entries}{}]}`), 413)
  })

  test.each([
    ['no type', { resourceType: 'Bundle', entry: [{ request: { method: 'GET', url: 'Patient' } }] }],
    ['a type that is not performed', { resourceType: 'Bundle', type: 'collection', entry: [] }],
    ['entries that are no list', { resourceType: 'Bundle', type: 'transaction', entry: { request: {} } }],
    ['an entry that is null', { resourceType: 'Bundle', type: 'transaction', entry: [null] }],
    [
      'an entry without a request',
      { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: { resourceType: 'Patient' } }] },
    ],
    [
      'a request to another server',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ request: { method: 'GET', url: 'http://169.254.169.254/latest' } }],
      },
    ],
    ['another resource', { resourceType: 'Patient' }],
    [
      'two entries of one fullUrl',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: ['a', 'b'].map(() => ({
          fullUrl: 'urn:uuid:1',
          resource: { resourceType: 'Patient' },
          request: { method: 'POST', url: 'Patient' },
        })),
      },
    ],
    [
      'one bad entry among good ones',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } },
          {
            resource: { resourceType: 'Observation', status: 'final' },
            request: { method: 'POST', url: 'Observation' },
          },
        ],
      },
    ],
  ])('a bundle with %s', async (_what, bundle) => {
    await refused(post('/fhir', bundle), 400)
  })

  test('wrong types within a resource, each with its place', async () => {
    const places = async (wrong: object) =>
      (await refused(post('/fhir/Patient', { resourceType: 'Patient', ...wrong }), 400)).issue.flatMap(
        (i) => i.expression ?? [],
      )
    expect((await places({ birthDate: 1964, active: 'yes', nickname: 'x' })).toSorted()).toEqual([
      'Patient.active',
      'Patient.birthDate',
      'Patient.nickname',
    ])
    expect(await places({ name: 'Ann' })).toEqual(['Patient.name'])
  })

  test('narrative that would run in a browser', async () => {
    for (const div of [
      '<script>alert(1)</script>',
      '<img src="x" onerror="alert(1)"/>',
      '<a href="javascript:alert(1)">x</a>',
      '<iframe src="http://evil.example"></iframe>',
    ])
      await refused(
        post('/fhir/Patient', {
          resourceType: 'Patient',
          text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${div}</div>` },
        }),
        400,
      )
  })

  test('a resource of another type than the address, or with another id', async () => {
    await refused(post('/fhir/Observation', { resourceType: 'Patient' }), 400)
    await refused({ method: 'PUT', url: '/fhir/Patient/ann', payload: { resourceType: 'Patient', id: 'bob' } }, 400)
    await refused({ method: 'PUT', url: '/fhir/Patient/ann', payload: { resourceType: 'Patient' } }, 400)
    await refused({ method: 'PUT', url: '/fhir/Patient/a_b', payload: { resourceType: 'Patient', id: 'a_b' } }, 400)
    await refused(post('/fhir/Potato', { resourceType: 'Potato' }), 404)
    await refused({ method: 'GET', url: '/fhir/patient/ann' }, 404)
  })

  test('parameters nobody knows, refused only where strict handling is wanted', async () => {
    const strict = { ...clinician, prefer: 'handling=strict' }
    const outcome = await refused({ method: 'GET', url: '/fhir/Patient?nickname=a&shoe-size=44', headers: strict }, 400)
    expect(outcome.issue).toHaveLength(2)
    const lenient = await served.app.inject({ url: '/fhir/Patient?nickname=a', headers: clinician })
    expect(lenient.statusCode).toBe(200)
    const body = lenient.json() as { link: { url: string }[]; entry: { search: { mode: string } }[] }
    expect(body.link[0]?.url).not.toContain('nickname')
    expect(body.entry.map((e) => e.search.mode)).toContain('outcome')
  })

  test('two who change one version: the second is refused', async () => {
    const change = (gender: string) =>
      served.app.inject({
        method: 'PUT',
        url: '/fhir/Patient/two',
        headers: { ...json, 'if-match': 'W/"1"' },
        payload: { resourceType: 'Patient', id: 'two', gender },
      })
    await served.app.inject({
      method: 'PUT',
      url: '/fhir/Patient/two',
      headers: json,
      payload: { resourceType: 'Patient', id: 'two' },
    })
    const both = await Promise.all([change('male'), change('female')])
    expect(both.map((b) => b.statusCode).toSorted((a, b) => a - b)).toEqual([200, 412])
  })

  test('references that go round in a circle are stored, found and included without end', async () => {
    const urns = ['urn:uuid:11111111-1111-4111-8111-111111111111', 'urn:uuid:22222222-2222-4222-8222-222222222222']
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: urns.map((fullUrl, n) => ({
        fullUrl,
        resource: {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'circle' },
          hasMember: [{ reference: urns[1 - n] }],
        },
        request: { method: 'POST', url: 'Observation' },
      })),
    }
    const done = await served.app.inject({ method: 'POST', url: '/fhir', headers: json, payload: bundle })
    expect(done.statusCode).toBe(200)
    const [first] = (done.json() as { entry: { resource: { id: string } }[] }).entry
    const found = await served.app.inject({
      url: `/fhir/Observation?_id=${first?.resource.id}&_include:iterate=Observation:has-member&_revinclude:iterate=Observation:has-member`,
      headers: clinician,
    })
    expect((found.json() as { entry: unknown[] }).entry).toHaveLength(2)
  })

  test('a patch that is none', async () => {
    const patch = (payload: unknown, status: number) =>
      refused(
        {
          method: 'PATCH',
          url: '/fhir/Patient/ann',
          headers: { ...clinician, 'content-type': 'application/json-patch+json' },
          payload: JSON.stringify(payload),
        },
        status,
      )
    await patch({}, 400)
    await patch('x', 400)
    await patch([{ op: 'explode', path: '/gender' }], 400)
    // Well formed, but not to be applied to this resource.
    await patch([{ op: 'replace', path: '/__proto__/admin', value: true }], 422)
    await patch([{ op: 'replace', path: '/resourceType', value: 'Group' }], 422)
  })

  test('what is not spoken here: formats, types of bodies, charsets, versions', async () => {
    await refused(
      { method: 'GET', url: '/fhir/Patient/ann', headers: { ...clinician, accept: 'application/fhir+xml' } },
      406,
    )
    await refused({ method: 'GET', url: '/fhir/Patient/ann?_format=xml', headers: clinician }, 406)
    await refused(post('/fhir/Patient', '<Patient/>', { ...clinician, 'content-type': 'application/fhir+xml' }), 415)
    await refused(
      post('/fhir/Patient', '{}', { ...clinician, 'content-type': 'application/fhir+json; charset=utf-16' }),
      415,
    )
    await refused(post('/fhir/Patient', 'PK', { ...clinician, 'content-type': 'application/zip' }), 415)
    await refused({ method: 'GET', url: '/fhir/Patient/ann/Observation/too/far', headers: clinician }, 404)
  })

  test('nobody is told anything, and how to sign in', async () => {
    for (const authorization of ['', 'Bearer forged', 'Basic YTpi']) {
      const outcome = await refused(
        { method: 'GET', url: '/fhir/Patient/ann', headers: authorization === '' ? {} : { authorization } },
        401,
      )
      expect(outcome.issue[0]?.code).toBe('login')
    }
    const answer = await served.app.inject({ url: '/fhir/Patient' })
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer resource_metadata="http://attune.test/.well-known/oauth-protected-resource"',
    )
  })

  test('a type the caller was granted nothing of is 403; a resource that is not the caller’s is not there', async () => {
    const caller = (name: string) => ({ authorization: `Bearer ${name}` })
    await refused({ method: 'GET', url: '/fhir/Condition/x', headers: caller('observations') }, 403)
    await refused(
      {
        ...post('/fhir/Observation', { resourceType: 'Observation' }),
        headers: { ...json, ...caller('observations') },
      },
      403,
    )
    const hidden = await refused({ method: 'GET', url: '/fhir/Patient/two', headers: caller('onlyAnn') }, 404)
    const missing = await refused({ method: 'GET', url: '/fhir/Patient/nobody', headers: caller('onlyAnn') }, 404)
    expect(hidden).toEqual(missing)
  })
})
