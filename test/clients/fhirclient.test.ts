import type { CapabilityStatement } from '@medplum/fhirtypes'
import smart from 'fhirclient'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../../src/fhir/index.ts'
import { fhirRoutes } from '../../src/server/fhir/fhir-routes.ts'
import type { Instant } from '../../src/shared/instant.ts'
import {
  browser,
  type MountFhir,
  publicApp,
  type Served,
  serveSignIn,
  storeOf,
  walk,
} from '../../src/server/sign-in/sign-in.test-support.ts'
import { openRepository } from '../../src/store/fhir/index.ts'
import { jobFiles, jobQueue } from '../../src/store/jobs/index.ts'
import { type Access, accessOf } from '../../src/trust/index.ts'

const now = () => '2026-11-22T09:00:00Z' as Instant
const pageKey = new Uint8Array(32).fill(3)
let ids = 0
const newId = () => `made-${++ids}`

const capability = (): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-22',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['json'],
})

const mountFhir: MountFhir = async (app, { database, baseUrl, authenticate }) => {
  const definitions = loadFhirDefinitions()
  const base = `${baseUrl}/fhir`
  const shared = { definitions, baseUrl: base, now, newId, pageKey }
  const openRecord = (access: Access) => openRepository({ database, access, ...shared })
  const everybody = accessOf({
    tenant: 'home',
    actor: { id: 'seed', name: 'Seed', role: 'clinician', purpose: 'TREAT' },
  })
  const record = openRecord(everybody)
  for (const id of ['stent-clopidogrel', 'p2']) {
    await record.updateResource({ resourceType: 'Patient', id, name: [{ family: id }] })
    await record.updateResource({
      resourceType: 'Observation',
      id: `weight-${id}`,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      subject: { reference: `Patient/${id}` },
    })
  }
  const jobs = jobQueue(database, { now, newId })
  const parts = { ...shared, openRecord, authenticate, jobs, files: jobFiles(database), capability }
  await app.register(async (scope) => fhirRoutes(scope, { ...parts, audit: { append: async () => {} } }), {
    prefix: '/fhir',
  })
}

/** A SMART application as fhirclient's users write it: a launch page and a page that is ready. What it read is its answer. */
const application = async (scope: string): Promise<{ server: Server; url: string }> => {
  const kept = new Map<string, unknown>()
  const storage = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: unknown) => kept.set(key, value),
    unset: async (key: string) => kept.delete(key),
  }
  const server = createServer((request, response) => {
    const api = smart(request, response, storage)
    if (request.url?.startsWith('/launch'))
      return void api
        .authorize({ clientId: 'smart-app', scope, redirectUri: '/app' })
        .catch((e: Error) => response.writeHead(500).end(e.message))
    return void api
      .ready()
      .then(async (client) => {
        const patient = await client.patient.read()
        const weights = await client.request(`Observation?patient=${client.patient.id}`)
        const others = await client.request('Observation?patient=p2')
        const hidden = await client
          .request('Patient/p2')
          .catch((e: { statusCode?: number; status?: number }) => e.statusCode ?? e.status)
        const user = client.getFhirUser()
        const refreshed = (await client.refresh()).tokenResponse
        response.end(
          JSON.stringify({ patient, weights, others, hidden, user, context: client.state.tokenResponse, refreshed }),
        )
      })
      .catch((e: Error) => response.writeHead(500).end(e.stack))
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

type Read = {
  patient: { id: string }
  weights: { total?: number; entry: { resource: { id: string } }[] }
  others: { entry?: unknown[] }
  hidden: number
  user: string
  context: { patient: string; need_patient_banner: boolean; encounter?: string }
  refreshed: { access_token: string; patient: string }
}

describe('fhirclient against the whole server', () => {
  let served: Served
  let app: Awaited<ReturnType<typeof application>>

  beforeAll(async () => {
    served = await serveSignIn({ fhir: mountFhir })
    app = await application(
      'openid fhirUser launch launch/patient patient/Patient.r patient/Observation.rs offline_access',
    )
    await storeOf(served).clients.add(
      { ...publicApp, id: 'smart-app', redirectUris: [`${app.url}/app`], launchUrl: `${app.url}/launch` },
      '2026-11-22T00:00:00Z',
    )
  }, 60_000)
  afterAll(async () => {
    app.server.close()
    await served.close()
  })

  /** From the application's launch page through sign-in and consent back to what it could read. */
  const run = async (launch: URL, user = browser(served.baseUrl)): Promise<Read> => {
    const begun = await fetch(launch, { redirect: 'manual' })
    const authorize = begun.headers.get('location')
    if (authorize === null) throw new Error(await begun.text())
    const back = await walk(user, authorize, 'demo-clinician', { patient: 'stent-clopidogrel' })
    const first = await fetch(back, { redirect: 'manual' })
    const text = await first.text()
    if (first.status !== 200) throw new Error(text)
    return JSON.parse(text) as Read
  }

  test('standalone: the application reads its patient, and there is nobody else', async () => {
    const launch = new URL('/launch', app.url)
    launch.searchParams.set('iss', `${served.baseUrl}/fhir`)
    const read = await run(launch)
    expect(read.patient.id).toBe('stent-clopidogrel')
    expect(read.weights.entry.map((e) => e.resource.id)).toEqual(['weight-stent-clopidogrel'])
    expect(read.others.entry ?? []).toEqual([])
    expect(read.hidden).toBe(404)
    expect(read.user).toBe('Practitioner/demo-clinician')
    expect(read.context).toMatchObject({ patient: 'stent-clopidogrel', need_patient_banner: true })
    expect(read.refreshed.patient).toBe('stent-clopidogrel')
  })

  test('opened from our own page: the patient comes along, and the launch is good once', async () => {
    const user = browser(served.baseUrl)
    const signedIn = await user.open('/auth/login')
    await user.follow(await user.post(`${new URL(signedIn.at).pathname}/demo`, { account: 'demo-clinician' }))
    const made = await user.send('/api/launches', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ client: 'smart-app', patient: 'stent-clopidogrel', encounter: 'e1' }),
    })
    expect(made.status).toBe(201)
    const { url } = (await made.json()) as { url: string }
    const read = await run(new URL(url), user)
    expect(read.context).toMatchObject({ patient: 'stent-clopidogrel', encounter: 'e1', need_patient_banner: false })
    const again = await fetch(url, { redirect: 'manual' })
    const back = await walk(user, again.headers.get('location') ?? '', 'demo-clinician')
    expect(back.searchParams.get('error')).toBe('invalid_request')
  })

  test('a launch made for one person is of no use to another', async () => {
    const user = browser(served.baseUrl)
    const signedIn = await user.open('/auth/login')
    await user.follow(await user.post(`${new URL(signedIn.at).pathname}/demo`, { account: 'demo-clinician' }))
    const made = await user.send('/api/launches', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ client: 'smart-app', patient: 'stent-clopidogrel' }),
    })
    const { url } = (await made.json()) as { url: string }
    const begun = await fetch(url, { redirect: 'manual' })
    const back = await walk(browser(served.baseUrl), begun.headers.get('location') ?? '', 'demo-tumour-board')
    expect(back.searchParams.get('error')).toBe('invalid_request')
  })
})
