import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorizeAt, browser, serveSignIn, storeOf, type Served } from './sign-in.test-support.ts'

let served: Served
let key: CryptoKey
const service = 'backend'

beforeAll(async () => {
  served = await serveSignIn()
  const pair = await generateKeyPair('ES384', { extractable: true })
  key = pair.privateKey
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES384', use: 'sig' }
  await storeOf(served).clients.add(
    {
      id: service,
      name: 'Warehouse',
      kind: 'service',
      auth: 'key',
      redirectUris: [],
      scopes: ['system/Observation.rs', 'system/Patient.rs'],
      trusted: true,
      jwks: { keys: [jwk] },
    },
    '2026-11-22T00:00:00Z',
  )
})
afterAll(() => served.close())

describe('a backend service', () => {
  const assertion = (changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: service,
      sub: service,
      aud: `${served.baseUrl}/oauth/token`,
      iat: now,
      exp: now + 240,
      jti: randomUUID(),
      ...changes,
    }
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES384', kid: 'k1', typ: 'JWT', ...header }).sign(key)
  }
  const token = (jwt: string, scope = 'system/Observation.rs') =>
    fetch(`${served.baseUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt,
      }),
    })

  test('signs its request and gets five minutes of what it is registered for', async () => {
    const answer = await token(await assertion())
    const body = (await answer.json()) as {
      access_token: string
      expires_in: number
      scope: string
      refresh_token?: string
    }
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'system/Observation.rs' })
    expect(body.refresh_token).toBeUndefined()
    const who = await fetch(`${served.baseUrl}/fhir/Patient/any`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    expect(await who.json()).toMatchObject({
      actor: { id: service, role: 'service', client: service },
      grants: [{ types: ['Observation'], rights: 'rs', patients: 'all' }],
    })
  })

  test('more than it is registered for is left out, and nothing else refused', async () => {
    const some = await token(await assertion(), 'system/Observation.rs system/*.cruds user/*.rs')
    expect(((await some.json()) as { scope: string }).scope).toBe('system/Observation.rs')
    const none = await token(await assertion(), 'system/*.cruds')
    expect([none.status, ((await none.json()) as { error: string }).error]).toEqual([400, 'invalid_scope'])
  })

  test('an assertion is good once', async () => {
    const jwt = await assertion()
    expect((await token(jwt)).status).toBe(200)
    const again = await token(jwt)
    expect([again.status, ((await again.json()) as { error: string }).error]).toEqual([401, 'invalid_client'])
  })

  const now = () => Math.floor(Date.now() / 1000)
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  test.each<[string, () => Promise<string>]>([
    ['for more than five minutes', () => assertion({ exp: now() + 3600 })],
    ['that has expired', () => assertion({ iat: now() - 600, exp: now() - 300 })],
    ['without a jti', () => assertion({ jti: undefined })],
    ['without an end', () => assertion({ exp: undefined })],
    ['for another server', () => assertion({ aud: 'https://evil.example/token' })],
    ['of another subject', () => assertion({ sub: 'somebody' })],
    ['of an unknown client', () => assertion({ iss: 'nobody', sub: 'nobody' })],
    [
      'with a header it must understand',
      () =>
        assertion({}, { crit: ['x'], x: 1 }).catch(
          async () =>
            `${encoded({ alg: 'ES384', kid: 'k1', crit: ['x'], x: 1 })}.${(await assertion()).split('.').slice(1).join('.')}`,
        ),
    ],
    [
      'without a signature (alg none)',
      async () => `${encoded({ alg: 'none', kid: 'k1' })}.${(await assertion()).split('.')[1]}.`,
    ],
    [
      'signed with the public key as a shared secret (HS256)',
      async () => `${encoded({ alg: 'HS256', kid: 'k1' })}.${(await assertion()).split('.').slice(1).join('.')}`,
    ],
    ['with a broken signature', async () => `${(await assertion()).slice(0, -8)}AAAAAAAA`],
    [
      'signed by somebody else',
      async () => {
        const { privateKey } = await generateKeyPair('ES384')
        return new SignJWT({
          iss: service,
          sub: service,
          aud: `${served.baseUrl}/oauth/token`,
          exp: now() + 60,
          jti: randomUUID(),
        })
          .setProtectedHeader({ alg: 'ES384', kid: 'k1' })
          .sign(privateKey)
      },
    ],
  ])('with an assertion %s gets nothing', async (_what, make) => {
    const answer = await token(await make())
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([401, 'invalid_client'])
  })

  test('cannot sign in as a person would', async () => {
    const { response, left } = await browser(served.baseUrl).open(authorizeAt(served.baseUrl, { client_id: service }))
    expect([response.status, left?.searchParams.get('code')]).toEqual([400, undefined])
  })
})
