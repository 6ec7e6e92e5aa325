import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, browser, pageOf, publicApp, type Served, serveSignIn, storeOf } from './sign-in.test-support.ts'
import { localPath } from './sign-in-attempt.ts'

let served: Served

beforeAll(async () => {
  served = await serveSignIn()
  await storeOf(served).clients.add(publicApp, '2026-11-22T00:00:00Z')
})
afterAll(() => served.close())

const signIn = async (account: string, returnTo = '/people', user: Browser = browser(served.baseUrl)) => {
  const { at } = await user.open(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`)
  const end = await user.follow(await user.post(`${pageOf(at)}/demo`, { account }))
  return { user, end }
}

const session = async (user: Browser) => (await (await user.send('/auth/session')).json()) as Record<string, unknown>
const sessionIds = (user: Browser) =>
  [...user.jar.entries()].filter(([k]) => k.startsWith('attune_session')).map(([, c]) => c.value)

describe('the web application’s own sign-in', () => {
  test('ends where it began, with a session that says who is there', async () => {
    const { user, end } = await signIn('demo-clinician', '/people/p2?tab=genome#top')
    expect(end.at).toBe(`${served.baseUrl}/people/p2?tab=genome#top`)
    expect(await session(user)).toEqual({ signedIn: true, demo: true, name: 'Dr Mira Sandoval', role: 'clinician' })
  })

  test('a patient’s session names their own record', async () => {
    const { user } = await signIn('demo-patient')
    expect(await session(user)).toMatchObject({ role: 'patient', patient: 'stent-clopidogrel' })
  })

  test('without a session nobody is signed in', async () => {
    expect(await session(browser(served.baseUrl))).toEqual({ signedIn: false, demo: true })
    expect((await browser(served.baseUrl).send('/fhir/Patient/x')).status).toBe(401)
  })

  test('the cookie opens the API as the role allows, no token reaches the browser', async () => {
    const { user } = await signIn('demo-analyst')
    const answer = (await (await user.send('/fhir/Patient/x')).json()) as {
      actor: object
      grants: { types: string[] }[]
    }
    expect(answer.actor).toMatchObject({ id: 'demo-analyst', role: 'analyst' })
    expect(answer.grants.some((g) => g.types.includes('Patient'))).toBe(false)
    // What remains of the steps of signing in is bound to their own addresses.
    const names = [...new Set([...user.jar.keys()].map((k) => k.split('|')[0]))].filter(
      (n) => !n?.startsWith('attune_step'),
    )
    expect(names.sort((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'attune_op',
      'attune_op.sig',
      'attune_session',
    ])
  })

  test('cookies are for this server’s pages alone', async () => {
    const user = browser(served.baseUrl)
    const { at } = await user.open('/auth/login')
    const answer = await user.post(`${pageOf(at)}/demo`, { account: 'demo-clinician' })
    const set: string[] = [...answer.headers.getSetCookie()]
    let next = answer
    while (next.headers.get('location') !== null) {
      next = await user.send(next.headers.get('location') ?? '')
      set.push(...next.headers.getSetCookie())
    }
    const given = set.filter((line) => !/=;/.test(line))
    expect(given.length).toBeGreaterThan(2)
    for (const line of given) expect(line).toMatch(/httponly/i)
    for (const line of given) expect(line).toMatch(/samesite=lax/i)
  })

  test('signing out ends the session here and at the sign-in server', async () => {
    const { user } = await signIn('demo-clinician')
    const [id = ''] = sessionIds(user)
    expect((await user.post('/auth/logout', {})).status).toBe(200)
    expect(await session(user)).toMatchObject({ signedIn: false })
    const old = await fetch(`${served.baseUrl}/fhir/Patient/x`, { headers: { cookie: `attune_session=${id}` } })
    expect(old.status).toBe(401)
    const again = await user.open('/auth/login')
    expect(await again.response.text()).toContain('<h1>Sign in</h1>')
    expect(served.audited.at(-1)).toMatchObject({ action: 'signOut', actor: { id: 'demo-clinician' } })
  })

  test('a session that idled away takes the sign-in behind it along, so that the next one asks who is there', async () => {
    const { user } = await signIn('demo-clinician')
    const asked = await user.send('/auth/login')
    expect(new URL(asked.headers.get('location') ?? '').searchParams.get('max_age')).toBe('1800')
    served.later(31 * 60)
    expect((await user.post('/auth/logout', {})).status).toBe(200)
    served.later(-31 * 60)
    expect(await (await user.open('/auth/login')).response.text()).toContain('<h1>Sign in</h1>')
  })

  test('a session ends after half an hour of nothing, and after twelve hours whatever happens', async () => {
    const { user } = await signIn('demo-clinician')
    for (let i = 0; i < 25; i++) {
      served.later(29 * 60)
      const signedIn = i < 24
      expect([i, (await session(user))['signedIn']]).toEqual([i, signedIn])
    }
    served.later(-25 * 29 * 60)
    const other = await signIn('demo-clinician')
    served.later(31 * 60)
    expect((await session(other.user))['signedIn']).toBe(false)
    served.later(-31 * 60)
  })
})

describe('attacks on it', () => {
  test('fixation: whatever session a browser comes with, it leaves with a new one', async () => {
    const user = browser(served.baseUrl)
    user.jar.set('attune_session|/', { value: 'known-to-the-attacker', path: '/' })
    await signIn('demo-clinician', '/', user)
    const [id = ''] = sessionIds(user)
    expect(id).toMatch(/^[\w-]{43}$/)
    const attacker = await fetch(`${served.baseUrl}/fhir/Patient/x`, {
      headers: { cookie: 'attune_session=known-to-the-attacker' },
    })
    expect(attacker.status).toBe(401)
  })

  test('forgery: a page of another place cannot change anything with the cookie', async () => {
    const { user } = await signIn('demo-clinician')
    const post = (headers: Record<string, string>) => user.send('/fhir/Patient/x', { method: 'POST', headers })
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await post({ origin: served.baseUrl })).status).toBe(200)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: served.baseUrl },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ])
      expect([headers, (await post(headers as Record<string, string>)).status]).toEqual([headers, 401])
    expect(
      (await user.send('/auth/logout', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403)
    expect((await session(user))['signedIn']).toBe(true)
  })

  test('a wrong bearer token is not made good by a cookie', async () => {
    const { user } = await signIn('demo-clinician')
    const answer = await user.send('/fhir/Patient/x', { headers: { authorization: `Bearer ${'x'.repeat(43)}` } })
    expect(answer.status).toBe(401)
  })

  test('login forgery: an answer begun in another browser is not taken', async () => {
    const attacker = browser(served.baseUrl)
    const { at } = await attacker.open('/auth/login')
    let step = await attacker.post(`${pageOf(at)}/demo`, { account: 'demo-clinician' })
    while (!(step.headers.get('location') ?? '').includes('/auth/callback'))
      step = await attacker.send(step.headers.get('location') ?? '')
    const callback = step.headers.get('location') ?? ''
    const victim = browser(served.baseUrl)
    expect((await victim.send(callback)).status).toBe(400)
    expect((await session(victim))['signedIn']).toBe(false)
    expect((await attacker.send(callback.replace(/state=[^&]*/, 'state=other'))).status).toBe(400)
  })

  test('an answer is taken once', async () => {
    const user = browser(served.baseUrl)
    const { at } = await user.open('/auth/login')
    let step = await user.post(`${pageOf(at)}/demo`, { account: 'demo-clinician' })
    while (!(step.headers.get('location') ?? '').includes('/auth/callback'))
      step = await user.send(step.headers.get('location') ?? '')
    const callback = step.headers.get('location') ?? ''
    expect((await user.send(callback)).status).toBe(303)
    expect((await user.send(callback)).status).toBe(400)
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example',
    '/%0d%0aset-cookie:x',
    'javascript:alert(1)',
    '/a/..//evil.example',
    'people',
    '',
    undefined,
    ['/a', '/b'],
  ])('open redirect: %j leads nowhere else', (wanted) => {
    const path = localPath(wanted)
    const url = new URL(path, served.baseUrl)
    expect(url.origin).toBe(served.baseUrl)
    expect(path).toMatch(/^\/(?![/\\])/)
    expect(path).not.toMatch(/[\r\n\t]/)
  })

  test('a launch is made by those alone who may see the patient, from our own page', async () => {
    const body = JSON.stringify({ client: publicApp.id, patient: 'p2' })
    const launch = (user: Browser, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
      user.send('/api/launches', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
    const { user } = await signIn('demo-clinician')
    expect((await launch(user)).status).toBe(201)
    expect((await launch(user, { 'sec-fetch-site': 'cross-site' })).status).toBe(401)
    for (const account of ['demo-patient', 'demo-analyst', 'demo-administrator']) {
      const answer = await launch((await signIn(account)).user)
      expect([account, answer.status >= 400]).toEqual([account, true])
    }
    const malformed = await user.send('/api/launches', {
      method: 'POST',
      body: '{"client":1}',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    })
    expect(malformed.status).toBe(400)
  })
})

describe('discovery', () => {
  test('says where and how, the same in every place', async () => {
    const get = async (path: string) =>
      (await (await fetch(`${served.baseUrl}${path}`)).json()) as Record<string, unknown>
    const smart = await get('/fhir/.well-known/smart-configuration')
    expect(smart).toEqual(await get('/.well-known/smart-configuration'))
    expect(smart).toMatchObject({
      issuer: `${served.baseUrl}/oauth`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    })
    const openid = await get('/.well-known/openid-configuration/oauth')
    for (const name of [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'introspection_endpoint',
      'revocation_endpoint',
      'userinfo_endpoint',
    ])
      expect([name, openid[name]]).toEqual([name, smart[name]])
    expect(await get('/.well-known/oauth-protected-resource')).toMatchObject({
      resource: `${served.baseUrl}/fhir`,
      authorization_servers: [`${served.baseUrl}/oauth`],
    })
    const keys = (await get('/oauth/jwks'))['keys'] as { kty: string; d?: string }[]
    expect(keys.map((k) => k.kty).sort()).toEqual(['EC', 'RSA'])
    expect(JSON.stringify(keys)).not.toMatch(/"(d|p|q|dp|dq|qi)":/)
  })
})
