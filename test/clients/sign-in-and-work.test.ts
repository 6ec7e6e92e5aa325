import { ClientStorage, MedplumClient, MemoryStorage } from '@medplum/core'
import type { Bundle, Observation, Patient } from '@medplum/fhirtypes'
import smart from 'fhirclient'
import { Client as FhirKitClient } from 'fhir-kit-client'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadAll, shippedKnowledge } from '../../src/knowledge/folder.ts'
import { type AttuneServer, openServer, plainConfig } from '../../src/server/index.ts'
import { browser, publicApp, walk } from '../../src/server/sign-in/sign-in.test-support.ts'
import type { Instant } from '../../src/shared/instant.ts'
import { type Database, openDatabase, signInStore } from '../../src/store/index.ts'
import { freePort } from './listening.test-support.ts'

const redirectUri = 'http://127.0.0.1:9/callback'
const scope = 'openid fhirUser user/*.cruds'
const at = '2026-11-22T00:00:00Z'

let database: Database
let server: AttuneServer
let folder = ''
let baseUrl = ''
let fhir = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attune-clients-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Attune</title>')
  const port = await freePort()
  baseUrl = `http://127.0.0.1:${port}`
  fhir = `${baseUrl}/fhir`
  database = await openDatabase({ file: ':memory:' }, { durability: 'demonstration' })
  server = await openServer({
    database,
    knowledge: loadAll(),
    knowledgeFolders: [shippedKnowledge],
    guides: [],
    page: folder,
    baseUrl,
    demo: true,
    config: plainConfig,
    now: () => new Date().toISOString() as Instant,
    newId: randomUUID,
    onLoopback: true,
  })
  await signInStore(database, 'home').clients.add(
    { ...publicApp, id: 'working-app', redirectUris: [redirectUri], scopes: scope.split(' ') },
    at,
  )
  await server.app.listen({ port, host: '127.0.0.1' })
}, 120_000)

afterAll(async () => {
  await server.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Signs the demonstration's clinician in by openid-client, as an application with a page of its own does. */
const token = async (): Promise<string> => {
  const config = await oidc.discovery(new URL(`${baseUrl}/oauth`), 'working-app', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  })
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()]
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    aud: fhir,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const back = await walk(browser(baseUrl), url.href, 'demo-clinician')
  const tokens = await oidc.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState, expectedNonce })
  expect(tokens.claims()).toMatchObject({ sub: 'demo-clinician' })
  return tokens.access_token
}

const weight = (kg: number): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Body weight' },
  subject: { reference: 'Patient/stent-clopidogrel' },
  effectiveDateTime: '2026-11-20',
  valueQuantity: { value: kg, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
})
const weightsOf = (kg: number) => ({ patient: 'stent-clopidogrel', code: '29463-7', 'value-quantity': `${kg}||kg` })

describe('real clients sign in at the whole server, read, search and write', () => {
  test('openid-client', async () => {
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/fhir+json' }
    const read = (await (await fetch(`${fhir}/Patient/stent-clopidogrel`, { headers })).json()) as Patient
    expect(read.birthDate).toBe('1964-05-09')
    const made = await fetch(`${fhir}/Observation`, { method: 'POST', headers, body: JSON.stringify(weight(71.1)) })
    expect(made.status).toBe(201)
    const query = new URLSearchParams(weightsOf(71.1)).toString()
    const found = (await (await fetch(`${fhir}/Observation?${query}`, { headers })).json()) as Bundle
    expect(found.total).toBe(1)
  })

  test("Medplum's client exchanges the code itself", async () => {
    const storage = new ClientStorage(new MemoryStorage())
    const client = new MedplumClient({
      baseUrl: `${baseUrl}/`,
      storage,
      fhirUrlPath: 'fhir',
      tokenUrl: 'oauth/token',
      clientId: 'working-app',
      cacheTime: 0,
      fetch,
    })
    // Its own PKCE needs a browser's window; the exchange does not.
    const verifier = oidc.randomPKCECodeVerifier()
    storage.setString('codeVerifier', verifier)
    const query = new URLSearchParams({
      client_id: 'working-app',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      aud: fhir,
      state: 's',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const back = await walk(browser(baseUrl), `${baseUrl}/oauth/authorize?${query.toString()}`, 'demo-clinician')
    await client.processCode(back.searchParams.get('code') ?? '', { clientId: 'working-app', redirectUri })
    expect((await client.readResource('Patient', 'stent-clopidogrel')).birthDate).toBe('1964-05-09')
    const made = await client.createResource(weight(72.2))
    expect(made.meta?.versionId).toBe('1')
    const found = await client.searchResources('Observation', weightsOf(72.2))
    expect(found.map((o) => o.id)).toEqual([made.id])
  })

  test('fhir-kit-client finds the authorization server by itself', async () => {
    const client = new FhirKitClient({ baseUrl: fhir })
    const { authorizeUrl, tokenUrl } = await client.smartAuthMetadata()
    expect([authorizeUrl?.href, tokenUrl?.href]).toEqual([`${baseUrl}/oauth/authorize`, `${baseUrl}/oauth/token`])
    client.bearerToken = await token()
    const read = (await client.read({ resourceType: 'Patient', id: 'stent-clopidogrel' })) as unknown as Patient
    expect(read.birthDate).toBe('1964-05-09')
    const made = (await client.create({
      resourceType: 'Observation',
      body: weight(73.3) as never,
    })) as unknown as Observation
    const found = (await client.search({
      resourceType: 'Observation',
      searchParams: weightsOf(73.3),
      options: { postSearch: true },
    })) as unknown as Bundle
    expect(found.entry?.map((e) => e.resource?.id)).toEqual([made.id])
  })

  test('fhirclient, from the page of an application', async () => {
    const kept = new Map<string, unknown>()
    const storage = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: unknown) => kept.set(key, value),
      unset: async (key: string) => kept.delete(key),
    }
    const app = createServer((request, response) => {
      const api = smart(request, response, storage)
      const failed = (cause: Error): void => void response.writeHead(500).end(cause.stack)
      if (request.url?.startsWith('/launch'))
        return void api
          .authorize({ clientId: 'page-app', scope: `${scope} launch/patient`, redirectUri: '/ready' })
          .catch(failed)
      return void api
        .ready()
        .then(async (client) => {
          const patient = (await client.patient.read()) as Patient
          const made = (await client.create(weight(74.4) as never)) as Observation
          const query = new URLSearchParams(weightsOf(74.4)).toString()
          const found = (await client.request(`Observation?${query}`)) as Bundle
          response.end(
            JSON.stringify({ born: patient.birthDate, made: made.id, found: found.entry?.map((e) => e.resource?.id) }),
          )
        })
        .catch(failed)
    })
    await new Promise<void>((done) => void app.listen(0, '127.0.0.1', done))
    const page = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
    await signInStore(database, 'home').clients.add(
      {
        ...publicApp,
        id: 'page-app',
        redirectUris: [`${page}/ready`],
        scopes: [...scope.split(' '), 'launch/patient'],
      },
      at,
    )
    const begun = await fetch(`${page}/launch?iss=${encodeURIComponent(fhir)}`, { redirect: 'manual' })
    const back = await walk(browser(baseUrl), begun.headers.get('location') ?? '', 'demo-clinician', {
      patient: 'stent-clopidogrel',
    })
    const done = await fetch(back, { redirect: 'manual' })
    const text = await done.text()
    app.close()
    expect([done.status, text]).toEqual([200, expect.stringContaining('"born"')])
    const { born, made, found } = JSON.parse(text) as { born: string; made: string; found: string[] }
    expect([born, found]).toEqual(['1964-05-09', [made]])
  })
})
