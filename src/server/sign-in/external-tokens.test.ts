import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serveSignIn } from './sign-in.test-support.ts'

const issuer = 'https://idp.example.org/realms/house'
const audience = 'attune'
let served: Served
let key: CryptoKey
let jwk: JWK
const fetched: string[] = []

/** An identity provider without a network: its metadata and its keys. */
const fetcher: typeof globalThis.fetch = async (input) => {
  const url = String(input instanceof Request ? input.url : input)
  fetched.push(url)
  if (url === `${issuer}/.well-known/openid-configuration`)
    return Response.json({ issuer, jwks_uri: `${issuer}/certs` })
  if (url === `${issuer}/certs`) return Response.json({ keys: [jwk] })
  return new Response('', { status: 404 })
}

beforeAll(async () => {
  const pair = await generateKeyPair('RS256')
  key = pair.privateKey
  jwk = { ...(await exportJWK(pair.publicKey)), kid: 'idp-1', alg: 'RS256', use: 'sig' }
  served = await serveSignIn({
    demo: false,
    fetch: fetcher,
    config: {
      identityProvider: {
        issuer,
        audience,
        clientId: 'attune',
        claims: { role: 'realm_access.roles', tenant: 'house', patient: 'patient_id' },
        roles: { physician: 'clinician', person: 'patient' },
      },
    },
  })
})
afterAll(() => served.close())

const token = (
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  signer: CryptoKey = key,
): Promise<string> => {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    iss: issuer,
    aud: audience,
    sub: 'u-7',
    name: 'Dr Jo',
    exp: now + 300,
    iat: now,
    house: 'home',
    realm_access: { roles: ['physician'] },
    scope: 'user/Observation.rs',
    azp: 'portal',
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'idp-1', ...header })
    .sign(signer)
}

const ask = async (bearer: string) => {
  const answer = await fetch(`${served.baseUrl}/fhir/Patient/x`, { headers: { authorization: `Bearer ${bearer}` } })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('tokens of the house’s identity provider', () => {
  test('are met with role and scope like our own', async () => {
    const { status, body } = await ask(await token())
    expect(status).toBe(200)
    expect(body).toMatchObject({
      actor: { id: `${issuer}#u-7`, name: 'Dr Jo', role: 'clinician', client: 'portal' },
      grants: [{ types: ['Observation'], rights: 'rs', patients: 'all' }],
    })
  })

  test('a patient’s token reaches their own record', async () => {
    const jwt = await token({
      realm_access: { roles: ['person'] },
      patient_id: 'p2',
      scope: 'patient/*.rs',
      patient: 'p2',
    })
    const grants = (await ask(jwt)).body['grants'] as { patients: unknown }[]
    expect(grants.length).toBeGreaterThan(0)
    expect(grants.every((g) => JSON.stringify(g.patients) === '["p2"]')).toBe(true)
  })

  test('a token without SMART scopes reaches nothing', async () => {
    expect((await ask(await token({ scope: 'openid profile' }))).body['grants']).toEqual([])
  })

  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  test.each<[string, () => Promise<string>]>([
    ['of another issuer', () => token({ iss: 'https://evil.example' })],
    ['for another audience', () => token({ aud: 'other' })],
    ['that has expired', () => token({ exp: 1 })],
    ['without an end', () => token({ exp: undefined })],
    ['without a subject', () => token({ sub: undefined })],
    ['of another house', () => token({ house: 'elsewhere' })],
    ['without a role of ours', () => token({ realm_access: { roles: ['cleaner', '__proto__', 'constructor'] } })],
    ['with alg none', async () => `${encoded({ alg: 'none', kid: 'idp-1' })}.${(await token()).split('.')[1]}.`],
    [
      'with the public key as a shared secret',
      async () => `${encoded({ alg: 'HS256', kid: 'idp-1' })}.${(await token()).split('.').slice(1).join('.')}`,
    ],
    ['signed by another key', async () => token({}, {}, (await generateKeyPair('RS256')).privateKey)],
    [
      'with a key it brings itself',
      async () => token({}, { jku: 'https://evil.example/keys', jwk }, (await generateKeyPair('RS256')).privateKey),
    ],
    ['that is not one', async () => 'a.b.c.d.e.f.g.h.i.j.k.l'],
  ])('a token %s is nobody’s', async (_what, make) => {
    expect((await ask(await make())).status).toBe(401)
  })

  test('nothing in a token leads to a fetch', () => {
    expect([...new Set(fetched)].sort()).toEqual([`${issuer}/.well-known/openid-configuration`, `${issuer}/certs`])
  })
})
