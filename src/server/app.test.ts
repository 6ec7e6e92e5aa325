import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { intendedUse } from '../shared/intended-use.ts'
import { type DemoServer, demoServer, index } from './demo-server.test-support.ts'
import { examplesFolder } from './people/demo-people.ts'

let server: DemoServer
let clinician: Awaited<ReturnType<DemoServer['as']>>
beforeAll(async () => {
  server = await demoServer()
  clinician = await server.as('clinician')
}, 120_000)
afterAll(() => server.stop())

const nobody = (url: string) => server.app.inject({ method: 'GET', url })
const files = ['report.html', 'letter.html', 'report.fhir.json', 'report.json'] as const
const slugs = readdirSync(examplesFolder)
  .filter((d) => existsSync(join(examplesFolder, d, 'person.json')))
  .sort()

describe('what a clinician is given', () => {
  test('the demonstration people are listed with what there is to do, and never cached', async () => {
    const answer = await clinician('/api/people')
    expect(answer.headers['cache-control']).toBe('no-store')
    const list = answer.json<{ people: { id: string; name: string; toAct: number; notKnown: number }[] }>().people
    expect(list.map((p) => p.id).sort()).toEqual(slugs)
    expect(list.every((p) => p.name !== '' && Number.isInteger(p.toAct) && Number.isInteger(p.notKnown))).toBe(true)
    expect(list.find((p) => p.id === 'stent-clopidogrel')?.toAct).toBeGreaterThan(0)
    expect(list.find((p) => p.id === 'healthy-two-unknowns')?.toAct).toBe(0)
  })

  test.each([
    ['a part of the name, in any case', 'mars', ['stent-clopidogrel']],
    ['given and family name in either order', 'marsh joan', ['stent-clopidogrel']],
    ['the record number', '0042', ['stent-clopidogrel']],
    ['the birth date', '1964-05-09', ['stent-clopidogrel']],
    ['name and birth date, which must both fit', 'marsh 1987-12-19', []],
    ['what nobody is called', 'zzz', []],
    ['what means something in a search', 'marsh,berg|$\\', []],
  ])('people are found by %s', async (_, q, ids) => {
    const answer = await clinician(`/api/people?q=${encodeURIComponent(q)}`)
    expect(answer.json<{ people: { id: string }[] }>().people.map((p) => p.id)).toEqual(ids)
  })

  test('a report says the same in its four files', async () => {
    const answer = await clinician('/api/people/stent-clopidogrel/report')
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
    const document = answer.json<{ schema: string; person: { name: string } }>()
    expect(document.schema).toBe('attune.report.v1')
    for (const file of files) {
      const one = await clinician(`/api/people/stent-clopidogrel/files/${file}`)
      expect([file, one.statusCode, one.headers['cache-control']]).toEqual([file, 200, 'no-store'])
      expect(one.body).toContain(document.person.name)
    }
    expect((await clinician('/api/people/stent-clopidogrel/files/report.json')).json()).toEqual(document)
    expect((await clinician('/api/people/stent-clopidogrel/files/report.fhir.json')).headers['content-type']).toMatch(
      /^application\/fhir\+json/,
    )
  })

  test.each([
    ['/api/people/nobody/report', 'There is no such person'],
    ['/api/people/nobody/files/report.html', 'There is no such person'],
    ['/api/people/nobody/record', 'There is no such person'],
    ['/api/people/nobody/genome', 'There is no such person'],
    ['/api/people/array-only/genome', 'There is no such genome'],
    ['/api/people/stent-clopidogrel/files/genome.vcf', 'There is no such file'],
    ['/api/people/stent-clopidogrel/files/constructor', 'There is no such file'],
    ['/api/people/stent-clopidogrel/files/__proto__', 'There is no such file'],
    ['/api/people/..%2f..%2fpackage.json/report', 'There is no such person'],
    ['/api/nothing', 'There is no such address.'],
    [`/api/people/${'x'.repeat(2000)}/report`, 'There is no such address.'],
    ['/health/nothing', 'There is no such address.'],
  ])('%s is not there, and the answer says so in JSON', async (url, message) => {
    const answer = await clinician(url)
    expect([answer.statusCode, answer.json()]).toEqual([404, { code: 'ATTUNE_NOT_FOUND', message }])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s to what is only read changes nothing', async (method) => {
    for (const url of ['/api/people', '/api/people/array-only/report', '/', '/knowledge-pack.json']) {
      const answer = await clinician(url, { method, payload: { name: 'x' } })
      expect([url, answer.statusCode]).toEqual([url, 404])
    }
    expect((await clinician('/api/people')).json<{ people: object[] }>().people).toHaveLength(slugs.length)
  })
})

describe('who is given what', () => {
  const addresses = [
    '',
    '/report',
    '/record',
    '/genome',
    '/decisions',
    '/accesses',
    '/resource/Patient/stent-clopidogrel',
  ]
  test('nobody is given anything about a person', async () => {
    for (const path of addresses) {
      const url = path === '' ? '/api/people' : `/api/people/stent-clopidogrel${path}`
      const answer = await nobody(url)
      expect([url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([url, 401, 'ATTUNE_NOT_SIGNED_IN'])
    }
    expect((await server.app.inject({ method: 'POST', url: '/api/import', payload: 'x' })).statusCode).toBe(401)
  })

  test('a patient is given the own record, and of others exactly what is given of somebody who is not there', async () => {
    const patient = await server.as('patient')
    expect((await patient('/api/people')).json<{ people: { id: string }[] }>().people.map((p) => p.id)).toEqual([
      'stent-clopidogrel',
    ])
    expect((await patient('/api/people/stent-clopidogrel/report')).statusCode).toBe(200)
    for (const path of addresses.slice(1)) {
      const other = await patient(`/api/people/array-only${path.replace('stent-clopidogrel', 'array-only')}`)
      const none = await patient(`/api/people/not-there${path.replace('stent-clopidogrel', 'not-there')}`)
      expect([path, other.statusCode, other.body]).toEqual([path, 404, none.body])
    }
    expect((await patient('/api/people?q=berg')).json()).toEqual({ people: [] })
  })

  test('a resource is only given as part of the record it belongs to', async () => {
    const row = (await clinician('/api/people/array-only/record')).json<{ rows: { resource: string }[] }>().rows[0]
    const own = await clinician(`/api/people/array-only/resource/${row?.resource ?? ''}`)
    expect([own.statusCode, own.json<{ id: string }>().id]).toEqual([200, row?.resource.split('/')[1]])
    expect((await clinician(`/api/people/stent-clopidogrel/resource/${row?.resource ?? ''}`)).statusCode).toBe(404)
  })

  test.each(['analyst', 'administrator'] as const)('the %s is given no person', async (account) => {
    const ask = await server.as(account)
    expect((await ask('/api/people')).statusCode).toBe(403)
    for (const path of addresses.slice(1))
      expect((await ask(`/api/people/stent-clopidogrel${path}`)).statusCode).toBe(404)
  })

  test('the tumour board reads and adds nothing', async () => {
    const board = await server.as('tumour-board')
    expect((await board('/api/people/stent-clopidogrel/report')).statusCode).toBe(200)
    const vcf = '##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tme\n'
    const added = await board('/api/import?name=a.vcf&person=stent-clopidogrel', {
      method: 'POST',
      payload: vcf,
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect([added.statusCode, added.json<{ code: string }>().code]).toEqual([403, 'ATTUNE_NOT_ALLOWED'])
  })

  test('who may add nothing is refused before the file is read, and a refusal leaves an entry', async () => {
    const administrator = await server.as('administrator')
    const analyst = await server.as('analyst')
    expect((await analyst('/api/people?q=Marsh')).statusCode).toBe(403)
    const large = { 'content-type': 'application/octet-stream', 'content-length': String(2 ** 40) }
    const added = await analyst('/api/import?name=a.vcf', { method: 'POST', payload: 'x', headers: large })
    expect(added.statusCode).toBe(403)
    type Kept = { entry: { resource: { outcome: string; entity: { name?: string }[] } }[] }
    const { entry } = (await administrator('/fhir/AuditEvent?agent:identifier=demo-analyst')).json<Kept>()
    const refused = entry.filter((e) => e.resource.outcome === '4').flatMap((e) => e.resource.entity[0]?.name ?? [])
    expect(refused).toEqual(expect.arrayContaining(['people', 'import']))
  })

  test('the accesses to a person tell neither of other people nor what was searched for', async () => {
    await clinician('/api/people?q=a')
    await clinician('/fhir/Patient?name=a')
    const patient = await server.as('patient')
    const { body } = await patient('/api/people/stent-clopidogrel/accesses')
    expect(body).toContain('"search"')
    for (const id of slugs.filter((s) => s !== 'stent-clopidogrel'))
      expect([id, body.includes(id)]).toEqual([id, false])
    expect(body).not.toMatch(/"(query|patients|seq|tenant)"/)
  })

  test('a page asked for under another name of this machine is sent to the one that sessions belong to', async () => {
    const navigate = { host: 'localhost:8080', 'sec-fetch-mode': 'navigate' }
    const page = await server.app.inject({ url: '/people/x?tab=1', headers: navigate })
    expect([page.statusCode, page.headers.location]).toEqual([307, 'http://127.0.0.1:8080/people/x?tab=1'])
    const api = await server.app.inject({ url: '/api/version', headers: { host: 'localhost:8080' } })
    expect(api.statusCode).toBe(200)
  })

  test('every look at a person leaves an entry that names who looked and at what', async () => {
    await clinician('/api/people/two-candidates/report')
    const { accesses } = (await clinician('/api/people/two-candidates/accesses')).json<{
      accesses: { action: string; entity: string; actor: { name: string; role: string } }[]
    }>()
    expect(accesses.map((a) => a.entity)).toContain('report')
    expect(accesses.every((a) => a.actor.name !== '' && a.action !== '')).toBe(true)
    expect(accesses.some((a) => a.actor.role === 'clinician' && a.entity === 'report' && a.action === 'read')).toBe(
      true,
    )
  })
})

describe('what anybody may ask', () => {
  test('version, intended use, knowledge and health', async () => {
    const version = (await nobody('/api/version')).json<{ version: string; intendedUse: string; knowledge: object[] }>()
    const { version: stated } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect([version.version, version.intendedUse, version.knowledge.length]).toEqual([
      stated,
      intendedUse,
      server.knowledge.length,
    ])
    const { releases } = (await nobody('/api/knowledge')).json<{ releases: { id: string; licence: string }[] }>()
    expect(releases.map((r) => r.id)).toEqual(server.knowledge.map((r) => r.manifest.id))
    expect(releases.every((r) => r.licence !== '')).toBe(true)
    expect((await nobody('/health/live')).json()).toEqual({ live: true })
    expect((await nobody('/health/ready')).json()).toEqual({ ready: true })
  })

  test('the pack for the page holds every release with its tables', async () => {
    const pack = JSON.parse(gunzipSync((await nobody('/knowledge-pack.json')).rawPayload).toString()) as {
      releases: unknown
    }
    expect(pack.releases).toEqual(JSON.parse(JSON.stringify(server.knowledge)))
    const [one] = server.knowledge
    const single = JSON.parse(
      gunzipSync((await nobody(`/knowledge-pack/${one?.manifest.id}.json`)).rawPayload).toString(),
    ) as { releases: unknown }
    expect(single.releases).toEqual(JSON.parse(JSON.stringify([one])))
    expect((await nobody('/knowledge-pack/none.json')).headers['content-encoding']).not.toBe('gzip')
  })

  test('the OpenAPI document names every address under /api with its answers', async () => {
    const document = (await nobody('/api/openapi.json')).json<{
      openapi: string
      paths: Record<string, Record<string, { summary: string; responses: Record<string, { description: string }> }>>
    }>()
    expect(document.openapi).toMatch(/^3\./)
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/import',
      '/api/knowledge',
      '/api/people',
      '/api/people/{id}/accesses',
      '/api/people/{id}/decisions',
      '/api/people/{id}/family',
      '/api/people/{id}/files/{file}',
      '/api/people/{id}/genome',
      '/api/people/{id}/record',
      '/api/people/{id}/report',
      '/api/people/{id}/resource/{type}/{resource}',
      '/api/version',
      '/health/live',
      '/health/ready',
    ])
    const people = document.paths['/api/people']?.['get']
    expect(people?.responses['403']?.description).toBe('Not for this role')
    expect(JSON.stringify(document)).not.toContain('"$ref":"#/definitions')
  })

  test('the gene models come as one pack', async () => {
    const pack = JSON.parse(gunzipSync((await nobody('/gene-pack.json')).rawPayload).toString()) as { release: string }
    expect(pack.release).toMatch(/^attune-genes /)
  })
})

describe('the page', () => {
  test.each(['/', '/people/stent-clopidogrel', '/people/a/medicines?show=all', '/local/1'])(
    '%s is an address of the page',
    async (url) => {
      const answer = await nobody(url)
      expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, index, 'no-cache'])
      expect((await server.app.inject({ method: 'HEAD', url })).statusCode).toBe(200)
    },
  )

  test('a file with a hash in its name is kept by the browser for good; one that is not there is not the page', async () => {
    const script = await nobody('/assets/app-1a2b.js')
    expect([script.statusCode, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect(script.headers['content-type']).toMatch(/javascript/)
    const missing = await nobody('/assets/app-0000.js')
    expect([missing.statusCode, missing.json()]).toEqual([
      404,
      { code: 'ATTUNE_NOT_FOUND', message: 'There is no such address.' },
    ])
  })

  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/..%2Fsecret',
    '/%2e%2e/secret',
    '/%2e%2e%2fsecret.json',
    '/assets/..%2f..%2fsecret',
    '/assets/../../secret.json',
    '/..%5csecret.json',
    '/..%5c..%5csecret',
    '/%252e%252e%252fsecret',
    '/assets/%00/../../secret',
    '//secret.json',
  ])('no file outside the built page is reached by %s', async (url) => {
    const answer = await nobody(url)
    expect(answer.body).not.toContain('secret"')
    expect(answer.body).not.toBe('secret')
    if (answer.statusCode === 200) expect(answer.body).toBe(index)
  })

  test('an address that cannot be decoded is refused without being repeated', async () => {
    const answer = await nobody('/api/people/Jane%20Doe%E0%A4/report')
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { code: 'bad-request', message: 'The address cannot be read.' },
    ])
  })
})

describe('headers', () => {
  test('every answer forbids sniffing, referring, framing and scripts from elsewhere', async () => {
    for (const url of [
      '/',
      '/assets/app-1a2b.js',
      '/api/people',
      '/api/nothing',
      '/knowledge-pack.json',
      '/fhir/metadata',
    ]) {
      const { headers } = await nobody(url)
      expect([url, headers['x-content-type-options'], headers['referrer-policy']]).toEqual([
        url,
        'nosniff',
        'no-referrer',
      ])
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      const policy = String(headers['content-security-policy'])
      expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|https?:)/)
      expect(policy).toMatch(/default-src '(self|none)'/)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('a report carries the hashes of its own script and style and cannot be framed', async () => {
    const answer = await clinician('/api/people/stent-clopidogrel/files/report.html')
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(answer.body).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src (&#39;|')none/)
  })

  test('a name that is not this server’s own gets nothing: another site cannot point its name here', async () => {
    for (const url of ['/', '/api/people', '/api/people/stent-clopidogrel/report', '/fhir/Patient', '/cds-services']) {
      const answer = await server.app.inject({ url, headers: { host: 'attacker.example:8080' } })
      expect([url, answer.statusCode, answer.json()]).toEqual([
        url,
        421,
        { code: 'wrong-host', message: 'This server does not answer under this name.' },
      ])
    }
    expect((await server.app.inject({ url: '/api/version', headers: { host: '127.0.0.1:8080' } })).statusCode).toBe(200)
  })
})

test('the log holds method, route and status of every request, and nothing about any person', async () => {
  const names: string[] = []
  const { logged } = server
  logged.length = 0
  for (const id of slugs) {
    const document = (await clinician(`/api/people/${id}/report`)).json<{ person: { name: string; mrn?: string } }>()
    names.push(document.person.name, ...(document.person.mrn === undefined ? [] : [document.person.mrn]))
    await clinician(`/api/people/${id}/files/letter.html`)
    await clinician(`/api/people/${id}/record`)
    await clinician(`/api/people?q=${encodeURIComponent(document.person.name)}`)
    await clinician(`/fhir/Patient/${id}`)
    await clinician(`/fhir/Patient?name=${encodeURIComponent(document.person.name)}`)
    await clinician(`/people/${id}/medicines`)
    await clinician(`/api/people/${id}x/report`)
    await clinician(`/api/people/${id}%E0%A4/report`)
    await clinician(`/api/people/${id}`, { method: 'POST', payload: { name: document.person.name } })
    await clinician(`/assets/${id}.js`, { headers: { referer: `http://localhost/people/${id}` } })
  }
  expect(names.length).toBeGreaterThan(slugs.length)
  const log = logged.join('')
  expect(log).toContain('"route":"/api/people/:id/report"')
  expect(log).toContain('"statusCode":404')
  // Numbers of the machine could look like a short record number; words are looked for whole.
  const words = log.replaceAll(/"(time|pid|responseTime)":[\d.]+/g, '').split(/[^\w.-]+/)
  expect([...slugs, ...names.flatMap((n) => n.split(' '))].filter((word) => words.includes(word))).toEqual([])
  expect(names.filter((name) => log.includes(name) && name.includes(' '))).toEqual([])
})
