import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jwkOf, makeSigningKeys } from '../../trust/index.ts'
import {
  authorizeAt,
  browser,
  exchangeAt,
  publicApp,
  redirectUri,
  verifier,
  serveSignIn,
  storeOf,
  type Served,
  walk,
} from './sign-in.test-support.ts'

let served: Served

beforeAll(async () => {
  served = await serveSignIn()
  await storeOf(served).clients.add(publicApp, '2026-11-22T00:00:00Z')
})
afterAll(() => served.close())

const authorize = (changes: Record<string, string | undefined> = {}): string => authorizeAt(served.baseUrl, changes)
const exchange = (code: string, changes: Record<string, string> = {}) => exchangeAt(served.baseUrl, code, changes)

const codeFor = async (account = 'demo-clinician', patient = 'p2'): Promise<string> =>
  (await walk(browser(served.baseUrl), authorize(), account, { patient })).searchParams.get('code') ?? ''

const status = async (token: string) =>
  (await fetch(`${served.baseUrl}/fhir/Patient/any`, { headers: { authorization: `Bearer ${token}` } })).status

describe('asking for a code', () => {
  test.each([
    ['another redirect', { redirect_uri: 'https://evil.example/callback' }],
    ['a redirect with something added', { redirect_uri: `${redirectUri}/../evil` }],
    ['a redirect with a query added', { redirect_uri: `${redirectUri}?next=x` }],
    ['no redirect', { redirect_uri: undefined }],
    ['an unknown client', { client_id: 'nobody' }],
  ])('with %s is told on a page here, never by a redirect', async (_what, changes) => {
    const { response, left } = await browser(served.baseUrl).open(authorize(changes))
    expect([response.status, left]).toEqual([400, undefined])
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await response.text()).toContain('This sign-in cannot go on')
  })

  test.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with plain PKCE', { code_challenge: verifier, code_challenge_method: 'plain' }, 'invalid_request'],
    ['with PKCE of no stated method', { code_challenge_method: undefined }, 'invalid_request'],
    ['for another server', { aud: 'https://evil.example/fhir' }, 'invalid_request'],
    ['for no server', { aud: undefined }, 'invalid_request'],
    ['for another resource', { resource: 'https://evil.example/fhir' }, 'invalid_target'],
    ['with nothing but malformed scopes', { scope: 'patient/Observation.sr' }, 'invalid_scope'],
    ['with nothing but scopes beyond the registration', { scope: 'patient/*.cruds system/*.rs' }, 'invalid_scope'],
    ['for a token straight away', { response_type: 'token' }, 'unsupported_response_type'],
  ])('%s is refused', async (_what, changes, error) => {
    const { left } = await browser(served.baseUrl).open(authorize(changes))
    expect([
      left?.origin,
      left?.searchParams.get('error') ?? new URLSearchParams(left?.hash.slice(1)).get('error'),
    ]).toEqual(['https://app.example.org', error])
  })

  test('malformed and excessive scopes among good ones are left out', async () => {
    const scope = 'openid launch/patient patient/Observation.rs patient/Condition.sr patient/*.cruds system/*.rs'
    const back = await walk(browser(served.baseUrl), authorize({ scope }), 'demo-clinician', { patient: 'p2' })
    const answer = await exchange(back.searchParams.get('code') ?? '')
    expect(((await answer.json()) as { scope: string }).scope).toBe('openid launch/patient patient/Observation.rs')
  })

  test('whatever the Host header says, addresses are those of the configuration', async () => {
    const answer = await served.app.inject({
      url: '/oauth/.well-known/openid-configuration',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('evil')
    expect(answer.json<{ token_endpoint: string }>().token_endpoint).toBe(`${served.baseUrl}/oauth/token`)
  })
})

describe('redeeming a code', () => {
  test('a second time ends the tokens of the first', async () => {
    const code = await codeFor()
    const { access_token: token } = (await (await exchange(code)).json()) as { access_token: string }
    expect(await status(token)).toBe(200)
    const again = await exchange(code)
    expect([again.status, ((await again.json()) as { error: string }).error]).toEqual([400, 'invalid_grant'])
    expect(await status(token)).toBe(401)
  })

  test('twice at once gives one token at most', async () => {
    const code = await codeFor()
    const answers = await Promise.all([exchange(code), exchange(code), exchange(code)])
    expect(answers.filter((a) => a.status === 200).length).toBeLessThanOrEqual(1)
  })

  test.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['another redirect', { redirect_uri: 'https://evil.example/callback' }],
    ['a code that was never given', { code: 'x'.repeat(43) }],
  ])('with %s gives nothing', async (_what, changes) => {
    const answer = await exchange(await codeFor(), changes)
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, 'invalid_grant'])
  })

  test('by another client gives nothing', async () => {
    await storeOf(served).clients.add({ ...publicApp, id: 'other-app' }, '2026-11-22T00:00:00Z')
    expect((await exchange(await codeFor(), { client_id: 'other-app' })).status).toBe(400)
  })

  test('tokens lie in the database as hashes only', async () => {
    const answer = await exchange(await codeFor())
    const { access_token: token } = (await answer.json()) as { access_token: string }
    const rows = await served.database.read.selectFrom('oidc_entry').selectAll().execute()
    expect(rows.some((r) => r.kind === 'AccessToken')).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('a token is over after ten minutes', async () => {
    const { access_token: token } = (await (await exchange(await codeFor())).json()) as { access_token: string }
    served.later(601)
    expect(await status(token)).toBe(401)
    served.later(-601)
  })

  test('disabling the account ends its tokens at once', async () => {
    const { access_token: token } = (await (await exchange(await codeFor('demo-tumour-board'))).json()) as {
      access_token: string
    }
    expect(await status(token)).toBe(200)
    await storeOf(served).accounts.disable('demo-tumour-board')
    expect(await status(token)).toBe(401)
  })
})

describe('signing keys', () => {
  test('after a change the newest signs and the old ones are still published', async () => {
    const { secrets } = storeOf(served)
    const made = await makeSigningKeys('2099-01-01T00:00:00Z', (alg) => `newer-${alg}`)
    for (const one of made) await secrets.add('signingKey', one)
    const restarted = await serveSignIn({ database: served.database })
    const keys = ((await (await fetch(`${restarted.baseUrl}/oauth/jwks`)).json()) as { keys: { kid: string }[] }).keys
    const newest = jwkOf(made.find((m) => jwkOf(m).alg === 'RS256') ?? expect.unreachable()).kid
    expect(keys.length).toBe(4)
    const asked = authorizeAt(restarted.baseUrl)
    const back = await walk(browser(restarted.baseUrl), asked, 'demo-clinician', { patient: 'p2' })
    const answer = await exchangeAt(restarted.baseUrl, back.searchParams.get('code') ?? '')
    const { id_token: idToken } = (await answer.json()) as { id_token: string }
    expect(JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({
      alg: 'RS256',
      kid: newest,
    })
    await restarted.close()
  })
})
