import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { AskServer } from '../../trust/cds-client/index.ts'
import { at, draft, orderCall, serve } from './example-people.test-support.ts'
import type { CdsHooksParts } from './index.ts'

const ehr = 'https://ehr.example.org'
const fhir = `${ehr}/fhir`
const cds = 'https://cds.example.org'
const { privateKey, publicKey } = await generateKeyPair('ES384')
const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES384' }] }
const now = Date.parse(at) / 1000

let tokens = 0
const token = (path: string) =>
  new SignJWT({ iss: ehr, aud: `${cds}${path}`, iat: now, exp: now + 300, jti: `t${tokens++}` })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'k' })
    .sign(privateKey)

/** An EHR that is a client here and whose FHIR server may be asked; `answers` are by address. */
const withEhr = (answers: Readonly<Record<string, unknown>> = {}, fhirServers: readonly string[] = [fhir]) => {
  const asked: { readonly url: string; readonly authorization: string | undefined }[] = []
  const ask: AskServer = async (url, headers) => {
    asked.push({ url, authorization: headers['authorization'] })
    const found = Object.entries(answers).find(([start]) => url.startsWith(start))
    return found === undefined
      ? { ok: true, status: 404, text: '{"resourceType":"OperationOutcome"}' }
      : { ok: true, status: 200, text: JSON.stringify(found[1]) }
  }
  const more: Partial<CdsHooksParts> = {
    baseUrl: cds,
    loopback: false,
    ask,
    config: { clients: [{ iss: ehr, name: 'EHR', keys, fhirServers }] },
  }
  return { more, asked }
}

const mrn = { system: 'urn:mrn', value: '0042' }
const identified = [{ ...mrn, person: 'stent-clopidogrel' }]
const patient = { resourceType: 'Patient', id: '77', identifier: [mrn], birthDate: '1964-05-09', gender: 'female' }
const empty = { resourceType: 'Bundle', type: 'searchset' }
const order = draft('103', 'clopidogrel', '32968', '77')
const authorization = {
  access_token: 'secret',
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'user/*.rs',
  subject: 's',
}

type Ask = { readonly url?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: object }

const callOf = async (served: Awaited<ReturnType<typeof serve>>, { url, headers, body }: Ask = {}) => {
  const path = url ?? '/cds-services/attune-pgx'
  const response = await served.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(path)}`, ...headers },
    payload: JSON.stringify(
      body ?? orderCall('order-sign', [order], { prefetch: { patient, medications: empty } }, '77'),
    ),
  })
  return {
    status: response.statusCode,
    body: response.json<{ cards?: readonly { summary: string }[]; resourceType?: string }>(),
  }
}

const avoid = 'Avoid clopidogrel; choose prasugrel or ticagrelor'
const said = (answer: Awaited<ReturnType<typeof callOf>>) => [
  answer.status,
  ...(answer.body.cards ?? []).map((c) => c.summary),
]

describe('who may call', () => {
  test('only with a token made for this very address, and once', async () => {
    const served = await serve(withEhr().more, undefined, identified)
    const used = `Bearer ${await token('/cds-services/attune-pgx')}`
    expect(said(await callOf(served, { headers: { authorization: used } }))).toEqual([200, avoid])
    for (const [authorization, because] of [
      [used, 'replay'],
      ['', 'no-token'],
      ['Bearer abc.def', 'no-jwt'],
      [`Bearer ${await token('/cds-services/other')}`, 'audience'],
    ] as const) {
      const refused = await callOf(served, { headers: { authorization } })
      expect([refused.status, refused.body.resourceType]).toEqual([401, 'OperationOutcome'])
      expect(served.told.at(-1)).toEqual({ event: 'client-refused', because })
    }
    expect(served.audit.map((a) => a.outcome)).toEqual(['success', 'failure', 'failure', 'failure', 'failure'])
    expect(served.audit[0]?.actor).toMatchObject({ id: ehr, client: ehr, role: 'service' })
    await served.close()
  })

  test('a server that is not on loopback is never open, and one with clients is not either', async () => {
    for (const more of [
      { loopback: false },
      { config: { openCdsHooks: true, clients: [{ iss: ehr, name: 'EHR', keys }] } },
    ]) {
      const served = await serve({ config: { openCdsHooks: true }, ...more })
      expect((await callOf(served, { headers: { authorization: '' } })).status).toBe(401)
      await served.close()
    }
  })

  test('the demonstration server on loopback without openCdsHooks refuses too', async () => {
    const served = await serve({ config: {} })
    expect((await callOf(served)).status).toBe(401)
    await served.close()
  })
})

describe('who the patient is here', () => {
  const ask = async (body: object, ids = identified) => {
    const served = await serve(withEhr().more, ['stent-clopidogrel', 'two-candidates'], ids)
    const answer = await callOf(served, { body })
    await served.close()
    return { answer: said(answer), told: served.told, people: served.audit.flatMap((a) => a.patients) }
  }
  const call = (p: object | null, more: object = {}) =>
    orderCall('order-sign', [order], { fhirServer: fhir, prefetch: { patient: p, medications: empty }, ...more }, '77')

  test('found by an identifier with its system', async () => {
    expect(await ask(call(patient))).toMatchObject({ answer: [200, avoid], people: ['stent-clopidogrel'] })
  })
  test.each([
    ['the same value in another system', { ...patient, identifier: [{ system: 'urn:other', value: '0042' }] }],
    ['an identifier without system', { ...patient, identifier: [{ value: '0042' }] }],
    ['the same name and birth date', { ...patient, identifier: [], name: [{ family: 'Marsh', given: ['Joan'] }] }],
    ['somebody else’s Patient', { ...patient, id: '78' }],
    ['nothing', null],
  ])('not found by %s: genes are not spoken of', async (_, p) => {
    expect(await ask(call(p))).toMatchObject({ answer: [200], people: [] })
  })
  const otherwise = 'Genetic results were not used: another birth date or sex is stored under this patient’s identifier'
  test.each([
    ['another birth date', { ...patient, birthDate: '1964-05-10' }],
    ['another sex', { ...patient, gender: 'male' }],
  ])('%s: genes are not spoken of, and that is told', async (_, p) => {
    expect(await ask(call(p))).toMatchObject({ answer: [200, otherwise], people: [] })
  })
  test('an identifier that two people bear is nobody’s, and that is told', async () => {
    const both = [...identified, { ...mrn, person: 'two-candidates' }]
    expect(await ask(call(patient), both)).toMatchObject({
      answer: [200, 'Genetic results were not used: several people are stored under this patient’s identifiers'],
      people: [],
    })
  })
  test.each([
    ['is no longer in use', { use: 'old' }],
    ['a household shares', { type: { coding: [{ code: 'MB' }] } }],
  ])('an identifier that %s names nobody', async (_, more) => {
    expect(await ask(call({ ...patient, identifier: [{ ...mrn, ...more }] }))).toMatchObject({ answer: [200] })
  })
  test('a client that names no FHIR server may mean its own ids: the same id alone is not the same person', async () => {
    const own = (more: object) =>
      orderCall('order-sign', [draft('103', 'clopidogrel')], {
        prefetch: { patient: { resourceType: 'Patient', id: 'stent-clopidogrel', ...more }, medications: empty },
      })
    const joan = { birthDate: '1964-05-09', name: [{ family: 'Marsh' }] }
    expect(await ask(own({}))).toMatchObject({ answer: [200], people: [] })
    expect(await ask(own({ birthDate: '1964-05-09' }))).toMatchObject({ answer: [200], people: [] })
    expect(await ask(own(joan))).toMatchObject({ answer: [200, avoid], people: ['stent-clopidogrel'] })
  })
  test('an id of another server is not ours, though we have the same', async () => {
    const body = orderCall('order-sign', [draft('103', 'clopidogrel')], {
      fhirServer: fhir,
      prefetch: { patient: null, medications: empty },
    })
    expect(await ask(body)).toMatchObject({ answer: [200], people: [] })
  })
})

describe('what was not prefetched', () => {
  const answers = { [`${fhir}/Patient/77`]: patient, [`${fhir}/`]: empty }
  const bare = (more: object = {}) =>
    orderCall('order-sign', [order], { fhirServer: fhir, fhirAuthorization: authorization, ...more }, '77')

  test('is fetched from the caller’s server with the token of the call', async () => {
    const { more, asked } = withEhr(answers)
    const served = await serve(more, undefined, identified)
    expect(said(await callOf(served, { body: bare() }))).toEqual([200, avoid])
    expect(asked.map((a) => new URL(a.url).pathname).sort()).toEqual(
      ['AllergyIntolerance', 'Condition', 'MedicationRequest', 'MedicationStatement', 'Observation', 'Patient/77'].map(
        (p) => `/fhir/${p}`,
      ),
    )
    expect(new Set(asked.map((a) => a.authorization))).toEqual(new Set(['Bearer secret']))
    expect(JSON.stringify([served.told, served.audit])).not.toContain('secret')
    await served.close()
  })

  test.each([
    ['a server that is not on the list', { fhirServer: 'https://evil.example/fhir' }],
    ['the same host under another path', { fhirServer: `${ehr}/other` }],
    ['the listed server without https', { fhirServer: 'http://ehr.example.org/fhir' }],
    ['the listed server with a password', { fhirServer: 'https://a:b@ehr.example.org/fhir' }],
    ['the address of a cloud’s own data', { fhirServer: 'http://169.254.169.254/latest' }],
  ])('%s is never asked: 412', async (_, server) => {
    const { more, asked } = withEhr(answers)
    const served = await serve(more, undefined, identified)
    expect([(await callOf(served, { body: bare(server) })).status, asked]).toEqual([412, []])
    await served.close()
  })

  test('null means that there is nothing, and an OperationOutcome that asking is of no use: neither is fetched', async () => {
    const { more, asked } = withEhr(answers)
    const served = await serve(more, undefined, identified)
    const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] }
    const prefetch = {
      patient,
      medications: null,
      statements: failed,
      allergies: failed,
      conditions: null,
      measurements: null,
    }
    expect(said(await callOf(served, { body: bare({ prefetch }) }))).toEqual([200, avoid])
    expect(asked).toEqual([])
    await served.close()
  })

  test('without a person here, medicines that the client could not get are not taken for none: 412', async () => {
    const served = await serve(withEhr().more, undefined, [])
    const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] }
    const answer = await callOf(served, { body: bare({ prefetch: { patient, medications: failed } }) })
    expect(answer.status).toBe(412)
    await served.close()
  })

  test('a next page on another server is not followed', async () => {
    const page = { ...empty, link: [{ relation: 'next', url: 'https://evil.example/steal' }] }
    const { more, asked } = withEhr({ ...answers, [`${fhir}/MedicationRequest`]: page })
    const served = await serve(more, undefined, identified)
    expect((await callOf(served, { body: bare({ prefetch: { conditions: page } }) })).status).toBe(200)
    expect(asked.filter((a) => !a.url.startsWith(`${fhir}/`))).toEqual([])
    await served.close()
  })

  test('what is about another patient is dropped and told', async () => {
    const strangers = {
      resourceType: 'Bundle',
      entry: [{ resource: { ...draft('5', 'fluoxetine', undefined, '78'), status: 'active' } }],
    }
    const served = await serve(withEhr().more, undefined, identified)
    await callOf(served, {
      body: bare({ fhirAuthorization: undefined, prefetch: { patient, medications: strangers } }),
    })
    expect(served.told).toContainEqual({ event: 'foreign-resources', count: 1 })
    await served.close()
  })

  test('a resource with a fault is left out, and the order is judged all the same', async () => {
    const broken = {
      resourceType: 'Bundle',
      entry: [
        { resource: { resourceType: 'MedicationRequest', id: '6', status: 7, subject: { reference: 'Patient/77' } } },
      ],
    }
    const served = await serve(withEhr().more, undefined, identified)
    const answer = await callOf(served, { body: bare({ prefetch: { patient, medications: broken } }) })
    expect(said(answer)).toEqual([200, avoid])
    expect(served.told).toContainEqual({ event: 'unread-resources', count: 1 })
    await served.close()
  })
})

describe('the public sandbox', () => {
  /** As its page sends them: an Authorization of its own key address, an odd Accept, a user and selections of its own making. */
  test('its call of order-select with its own token is answered', async () => {
    const iss = 'https://sandbox.cds-hooks.org'
    const jku = `${iss}/.well-known/jwks.json`
    const asked: string[] = []
    const served = await serve({
      baseUrl: cds,
      loopback: false,
      ask: async (url) => {
        asked.push(url)
        return { ok: true, status: 200, text: JSON.stringify(keys) }
      },
      config: { clients: [{ iss, name: 'Sandbox', jku: [jku] }] },
    })
    const path = '/cds-services/attune-pgx'
    const jwt = await new SignJWT({ iss, sub: '48163c5e', aud: `${cds}${path}`, iat: now, exp: now + 300, jti: 'b1' })
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'k', jku })
      .sign(privateKey)
    const body = {
      hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
      hook: 'order-select',
      fhirServer: `${cds}/fhir`,
      context: {
        patientId: 'stent-clopidogrel',
        userId: 'Practitioner/COREPRACTITIONER1',
        selections: ['MedicationRequest/request-123'],
        draftOrders: {
          resourceType: 'Bundle',
          entry: [
            {
              resource: {
                resourceType: 'MedicationRequest',
                id: 'request-123',
                status: 'draft',
                intent: 'order',
                subject: { reference: 'Patient/stent-clopidogrel' },
                medicationCodeableConcept: {
                  text: 'Clopidogrel 75 MG Oral Tablet',
                  coding: [
                    {
                      display: 'Clopidogrel 75 MG Oral Tablet',
                      system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
                      code: '309362',
                    },
                  ],
                },
              },
            },
          ],
        },
      },
    }
    const answer = await callOf(served, {
      url: path,
      headers: { authorization: `Bearer ${jwt}`, accept: 'application/json+fhir' },
      body,
    })
    expect(said(answer)).toEqual([200, avoid])
    expect(asked).toEqual([jku])
    await served.close()
  })
})
