import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hash } from 'node:crypto'
import {
  browser,
  publicApp,
  redirectUri,
  type Served,
  serveSignIn,
  storeOf,
  walk,
} from '../../src/server/sign-in/sign-in.test-support.ts'

let served: Served
let fhir = ''

beforeAll(async () => {
  served = await serveSignIn()
  fhir = `${served.baseUrl}/fhir`
  await storeOf(served).clients.add(publicApp, '2026-11-22T00:00:00Z')
  await storeOf(served).clients.add(
    {
      ...publicApp,
      id: 'confidential',
      auth: 'secret',
      scopes: [...publicApp.scopes, 'patient/*.cruds'],
      secretHash: hash('sha256', 'a secret of at least 128 bits', 'base64url'),
    },
    '2026-11-22T00:00:00Z',
  )
})
afterAll(() => served.close())

const discover = (clientId: string, auth: oidc.ClientAuth = oidc.None()): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(`${served.baseUrl}/oauth`), clientId, undefined, auth, {
    execute: [oidc.allowInsecureRequests],
  })

const signIn = async (
  config: oidc.Configuration,
  scope: string,
  account = 'demo-clinician',
  choose: Parameters<typeof walk>[3] = { patient: 'stent-clopidogrel' },
  more: Record<string, string> = {},
) => {
  const verifier = oidc.randomPKCECodeVerifier()
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    aud: fhir,
    state,
    ...(scope.includes('openid') ? { nonce } : {}),
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
  const back = await walk(browser(served.baseUrl), url.href, account, choose)
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: state,
    ...(scope.includes('openid') ? { expectedNonce: nonce } : {}),
  }
  return { back, tokens: () => oidc.authorizationCodeGrant(config, back, checks) }
}

const ask = async (token: string) => {
  const answer = await fetch(`${fhir}/Patient/any`, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, body: (await answer.json()) as { actor: { id: string }; grants: unknown[] } }
}

describe('openid-client against the authorization server', () => {
  test('code flow with PKCE: identity, patient in context, and what was granted', async () => {
    const config = await discover(publicApp.id)
    expect(config.serverMetadata().supportsPKCE()).toBe(true)
    const { tokens } = await signIn(config, 'openid fhirUser launch/patient patient/Observation.rs offline_access')
    const got = await tokens()
    expect(got.claims()).toMatchObject({ sub: 'demo-clinician', fhirUser: `${fhir}/Practitioner/demo-clinician` })
    expect(got).toMatchObject({
      patient: 'stent-clopidogrel',
      need_patient_banner: true,
      scope: 'openid fhirUser launch/patient patient/Observation.rs offline_access',
      expires_in: 600,
    })
    const { body } = await ask(got.access_token)
    expect(body.grants).toEqual([
      { types: ['Observation'], rights: 'rs', patients: ['stent-clopidogrel'], criteria: [] },
    ])
    const info = await oidc.fetchUserInfo(config, got.access_token, 'demo-clinician')
    expect(info).toEqual({ sub: 'demo-clinician', fhirUser: `${fhir}/Practitioner/demo-clinician` })
  })

  test('identity tokens are signed by a published key', async () => {
    const config = await discover(publicApp.id)
    oidc.enableNonRepudiationChecks(config)
    const { tokens } = await signIn(config, 'openid launch/patient patient/Patient.r')
    expect((await tokens()).claims()?.sub).toBe('demo-clinician')
  })

  test('a refresh token is good once; used again it ends everything that came from the consent', async () => {
    const config = await discover(publicApp.id)
    const first = await (await signIn(config, 'openid launch/patient patient/Observation.rs offline_access')).tokens()
    const second = await oidc.refreshTokenGrant(config, first.refresh_token ?? '')
    expect(second).toMatchObject({ patient: 'stent-clopidogrel', scope: first.scope })
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await ask(second.access_token)).status).toBe(200)
    await expect(oidc.refreshTokenGrant(config, first.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    expect((await ask(first.access_token)).status).toBe(401)
    expect((await ask(second.access_token)).status).toBe(401)
  })

  test('refreshing may ask for less, never for more', async () => {
    const config = await discover('confidential', oidc.ClientSecretBasic('a secret of at least 128 bits'))
    const first = await (
      await signIn(config, 'openid launch/patient patient/Observation.rs patient/Condition.rs offline_access')
    ).tokens()
    const less = await oidc.refreshTokenGrant(config, first.refresh_token ?? '', { scope: 'patient/Observation.rs' })
    expect(less.scope).toBe('patient/Observation.rs')
    await expect(
      oidc.refreshTokenGrant(config, less.refresh_token ?? '', { scope: 'patient/*.cruds' }),
    ).rejects.toMatchObject({ error: 'invalid_scope' })
  })

  test('without a scope for staying there is no refresh token', async () => {
    const got = await (
      await signIn(await discover(publicApp.id), 'openid launch/patient patient/Observation.rs')
    ).tokens()
    expect(got.refresh_token).toBeUndefined()
  })

  test('a revoked token is over at once', async () => {
    const config = await discover(publicApp.id)
    const got = await (await signIn(config, 'openid launch/patient patient/Observation.rs online_access')).tokens()
    expect((await ask(got.access_token)).status).toBe(200)
    await oidc.tokenRevocation(config, got.access_token)
    expect((await ask(got.access_token)).status).toBe(401)
  })

  test('introspection tells patient, user and scopes, and nothing of a dead token', async () => {
    const config = await discover('confidential', oidc.ClientSecretBasic('a secret of at least 128 bits'))
    const got = await (await signIn(config, 'openid fhirUser launch/patient patient/Observation.rs')).tokens()
    expect(await oidc.tokenIntrospection(config, got.access_token)).toMatchObject({
      active: true,
      client_id: 'confidential',
      patient: 'stent-clopidogrel',
      fhirUser: `${fhir}/Practitioner/demo-clinician`,
      scope: 'openid fhirUser launch/patient patient/Observation.rs',
    })
    await oidc.tokenRevocation(config, got.access_token)
    expect(await oidc.tokenIntrospection(config, got.access_token)).toEqual({ active: false })
  })

  test('a scope taken away on the consent page is not granted', async () => {
    const config = await discover(publicApp.id)
    const { tokens } = await signIn(
      config,
      'openid launch/patient patient/Observation.rs patient/Condition.rs',
      'demo-clinician',
      { patient: 'p2', without: 'patient/Condition.rs' },
    )
    const got = await tokens()
    expect([got.scope, got['patient']]).toEqual(['openid launch/patient patient/Observation.rs', 'p2'])
  })

  test('granular scopes pass through whole', async () => {
    const scope =
      'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory'
    const got = await (await signIn(await discover(publicApp.id), `launch/patient ${scope}`)).tokens()
    expect(got.scope).toBe(`launch/patient ${scope}`)
    expect((await ask(got.access_token)).body.grants).toEqual([
      {
        types: ['Observation'],
        rights: 'rs',
        patients: ['stent-clopidogrel'],
        criteria: ['category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory'],
      },
    ])
  })

  test('a patient gets their own record without being asked whose', async () => {
    const config = await discover(publicApp.id)
    const { tokens } = await signIn(config, 'openid launch/patient patient/*.rs', 'demo-patient', { patient: 'p2' })
    expect((await tokens())['patient']).toBe('stent-clopidogrel')
  })

  test('who refuses sends the application away with nothing', async () => {
    const { back } = await signIn(
      await discover(publicApp.id),
      'openid launch/patient patient/*.rs',
      'demo-clinician',
      {
        patient: 'p2',
        answer: 'deny',
      },
    )
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('code')).toBeNull()
  })

  test('a confidential client with a wrong secret gets nothing', async () => {
    const right = await discover('confidential', oidc.ClientSecretBasic('a secret of at least 128 bits'))
    const { back, tokens } = await signIn(right, 'openid launch/patient patient/Observation.rs')
    const wrong = await discover(
      'confidential',
      oidc.ClientSecretBasic(hash('sha256', 'a secret of at least 128 bits', 'base64url')),
    )
    await expect(
      oidc.authorizationCodeGrant(wrong, back, {
        pkceCodeVerifier: 'x'.repeat(43),
        expectedState: back.searchParams.get('state') ?? '',
      }),
    ).rejects.toMatchObject({ status: 401 })
    expect((await tokens()).access_token).toMatch(/^[\w-]{43}$/)
  })

  test('every token is in the audit, granted or not', async () => {
    const entries = served.audited.filter((e) => e.entity.startsWith('token/'))
    expect(
      entries.some(
        (e) => e.outcome === 'success' && e.actor.id === 'demo-clinician' && e.actor.client === publicApp.id,
      ),
    ).toBe(true)
    expect(entries.some((e) => e.outcome === 'failure' && e.entity === 'token/refresh_token')).toBe(true)
    expect(served.audited.some((e) => e.action === 'signIn' && e.outcome === 'success')).toBe(true)
  })
})
