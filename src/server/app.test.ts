import type { FastifyInstance } from 'fastify'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadAll } from '../knowledge/folder.ts'
import { parseInstant } from '../shared/instant.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { migrate, openSqlite, peopleStore } from '../store/index.ts'
import { buildApp } from './app.ts'
import { examplesFolder, seedDemoPeople } from './demo-people.ts'

const at = parseInstant('2026-11-22T09:00:00Z') ?? expect.unreachable()
const knowledge = loadAll()
const db = openSqlite(':memory:')
const people = peopleStore(db, 'home')
const logged: string[] = []
let folder = ''
let app: FastifyInstance
let ids: readonly string[] = []

const index = '<!doctype html><title>Attune</title><div id="root"></div>'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attune-page-'))
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  writeFileSync(join(folder, 'page/index.html'), index)
  writeFileSync(join(folder, 'page/assets/app-1a2b.js'), 'export {}\n')
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}')
  writeFileSync(join(folder, 'secret'), 'secret')
  await migrate(db, '2026-11-22T00:00:00Z')
  await seedDemoPeople(people, knowledge, at)
  ids = (await people.list()).map((p) => p.person)
  const write = (line: string): void => void logged.push(line)
  app = await buildApp({
    people,
    knowledge,
    page: join(folder, 'page'),
    log: { write },
    hosts: ['localhost', '127.0.0.1'],
  })
}, 60_000)

afterAll(async () => {
  await app.close()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string) => app.inject({ method: 'GET', url })
const files = ['report.html', 'letter.html', 'report.fhir.json', 'report.json'] as const

describe('the API', () => {
  test('the seven demonstration people are listed with what there is to do, and never cached', async () => {
    const answer = await get('/api/people')
    expect(answer.headers['cache-control']).toBe('no-store')
    const list = answer.json<{ people: { id: string; name: string; toAct: number; notKnown: number }[] }>().people
    const folders = readdirSync(examplesFolder).filter((d) => d !== 'more' && d !== 'README.md')
    expect(list.map((p) => p.id)).toEqual(folders.sort())
    expect(list.every((p) => p.name !== '' && Number.isInteger(p.toAct) && Number.isInteger(p.notKnown))).toBe(true)
    expect(list.find((p) => p.id === 'stent-clopidogrel')?.toAct).toBeGreaterThan(0)
    expect(list.find((p) => p.id === 'healthy-two-unknowns')?.toAct).toBe(0)
  })

  test('a report is the stored document, and its four files say the same of the same person', async () => {
    const answer = await get('/api/people/stent-clopidogrel/report')
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
    const document = answer.json<{ schema: string; at: string; person: { name: string } }>()
    expect([document.schema, document.at]).toEqual(['attune.report.v1', at])
    for (const file of files) {
      const one = await get(`/api/people/stent-clopidogrel/files/${file}`)
      expect([file, one.statusCode, one.headers['cache-control']]).toEqual([file, 200, 'no-store'])
      expect(one.body).toContain(document.person.name)
    }
    expect((await get('/api/people/stent-clopidogrel/files/report.json')).json()).toEqual(document)
    expect((await get('/api/people/stent-clopidogrel/files/report.fhir.json')).headers['content-type']).toMatch(
      /^application\/fhir\+json/,
    )
  })

  test('version, intended use, knowledge and health can be asked', async () => {
    const version = (await get('/api/version')).json<{ version: string; intendedUse: string; knowledge: object[] }>()
    const { version: stated } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect([version.version, version.intendedUse, version.knowledge.length]).toEqual([
      stated,
      intendedUse,
      knowledge.length,
    ])
    const { releases } = (await get('/api/knowledge')).json<{ releases: { id: string; licence: string }[] }>()
    expect(releases.map((r) => r.id)).toEqual(knowledge.map((r) => r.manifest.id))
    expect(releases.every((r) => r.licence !== '')).toBe(true)
    expect((await get('/health/live')).json()).toEqual({ live: true })
    expect((await get('/health/ready')).json()).toEqual({ ready: true })
  })

  test('the pack for the page holds every release with its tables', async () => {
    const pack = JSON.parse(gunzipSync((await get('/knowledge-pack.json')).rawPayload).toString()) as {
      releases: unknown
    }
    expect(pack.releases).toEqual(JSON.parse(JSON.stringify(knowledge)))
  })

  test.each([
    ['/api/people/nobody/report', 'There is no such person'],
    ['/api/people/nobody/files/report.html', 'There is no such person'],
    ['/api/people/stent-clopidogrel/files/genome.vcf', 'There is no such file'],
    ['/api/people/stent-clopidogrel/files/constructor', 'There is no such file'],
    ['/api/people/stent-clopidogrel/files/__proto__', 'There is no such file'],
    ['/api/people/..%2f..%2fpackage.json/report', 'There is no such person'],
    ['/api/nothing', 'There is no such address.'],
    [`/api/people/${'x'.repeat(2000)}/report`, 'There is no such address.'],
    ['/health/nothing', 'There is no such address.'],
  ])('%s is not there, and the answer says so in JSON', async (url, message) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json()]).toEqual([404, { code: 'ATTUNE_NOT_FOUND', message }])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s changes nothing anywhere', async (method) => {
    for (const url of ['/api/people', '/api/people/array-only/report', '/', '/knowledge-pack.json']) {
      const answer = await app.inject({ method, url, payload: { name: 'x' } })
      expect([url, answer.statusCode]).toEqual([url, 404])
    }
    expect(await people.count()).toBe(7)
  })

  test('a store that fails answers 500 with a code and without a word of what went wrong inside', async () => {
    const failing = async (): Promise<never> => {
      throw new Error('disk of Jane Doe is on fire')
    }
    const broken = await buildApp({
      people: { ...people, list: failing, report: failing },
      knowledge: [],
      page: join(folder, 'page'),
    })
    for (const url of ['/api/people', '/api/people/p1/report']) {
      const answer = await broken.inject(url)
      expect([answer.statusCode, answer.json()]).toEqual([
        500,
        { code: 'ATTUNE_INTERNAL', message: 'A fault in Attune itself' },
      ])
    }
    await broken.close()
  })
})

describe('the page', () => {
  test.each(['/', '/people/stent-clopidogrel', '/people/a/medicines?show=all', '/local/1'])(
    '%s is an address of the page',
    async (url) => {
      const answer = await get(url)
      expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, index, 'no-cache'])
      expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(200)
    },
  )

  test('a file with a hash in its name is kept by the browser for good; one that is not there is not the page', async () => {
    const script = await get('/assets/app-1a2b.js')
    expect([script.statusCode, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect(script.headers['content-type']).toMatch(/javascript/)
    const missing = await get('/assets/app-0000.js')
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
    const answer = await get(url)
    expect(answer.body).not.toContain('secret"')
    expect(answer.body).not.toBe('secret')
    if (answer.statusCode === 200) expect(answer.body).toBe(index)
  })

  test('an address that cannot be decoded is refused without being repeated', async () => {
    const answer = await get('/api/people/Jane%20Doe%E0%A4/report')
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { code: 'bad-request', message: 'The address cannot be read.' },
    ])
  })
})

describe('headers', () => {
  test('every answer forbids sniffing, referring, framing and scripts from elsewhere', async () => {
    for (const url of ['/', '/assets/app-1a2b.js', '/api/people', '/api/nothing', '/knowledge-pack.json']) {
      const { headers } = await get(url)
      expect([url, headers['x-content-type-options'], headers['referrer-policy']]).toEqual([
        url,
        'nosniff',
        'no-referrer',
      ])
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      const policy = String(headers['content-security-policy'])
      for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"])
        expect(`${url} ${policy}`).toContain(rule)
      expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|https?:)/)
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('a report carries the hashes of its own script and style and cannot be framed', async () => {
    const answer = await get('/api/people/stent-clopidogrel/files/report.html')
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(answer.body).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src (&#39;|')none/)
  })

  test('a name that is not this server’s own gets nothing: another site cannot point its name here', async () => {
    for (const url of ['/', '/api/people', '/api/people/stent-clopidogrel/report']) {
      const answer = await app.inject({ url, headers: { host: 'attacker.example:8080' } })
      expect([answer.statusCode, answer.json()]).toEqual([
        421,
        { code: 'wrong-host', message: 'This server does not answer under this name.' },
      ])
    }
    expect((await app.inject({ url: '/api/version', headers: { host: '127.0.0.1:8080' } })).statusCode).toBe(200)
  })
})

test('the log holds method, route and status of every request, and nothing about any person', async () => {
  logged.length = 0
  const names: string[] = []
  for (const id of ids) {
    const document = (await get(`/api/people/${id}/report`)).json<{ person: { name: string; mrn?: string } }>()
    names.push(document.person.name, ...(document.person.mrn === undefined ? [] : [document.person.mrn]))
    await get(`/api/people/${id}/files/letter.html`)
    await get(`/api/people/${id}/files/${id}.vcf`)
    await get(`/people/${id}/medicines`)
    await get(`/api/people/${id}x/report`)
    await get(`/api/people/${id}%E0%A4/report`)
    await app.inject({ method: 'POST', url: `/api/people/${id}`, payload: { name: document.person.name } })
    await app.inject({ url: `/assets/${id}.js`, headers: { referer: `http://localhost/people/${id}` } })
  }
  expect(names.length).toBeGreaterThan(ids.length)
  const log = logged.join('')
  expect(log).toContain('"route":"/api/people/:id/report"')
  expect(log).toContain('"statusCode":404')
  // Numbers of the machine could look like a short record number; words are looked for whole.
  const words = log.replaceAll(/"(time|pid|responseTime)":[\d.]+/g, '').split(/[^\w.-]+/)
  expect([...ids, ...names.flatMap((n) => n.split(' '))].filter((word) => words.includes(word))).toEqual([])
  expect(names.filter((name) => log.includes(name) && name.includes(' '))).toEqual([])
})
