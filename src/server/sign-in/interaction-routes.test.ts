import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../trust/index.ts'
import {
  authorizeAt,
  browser,
  exchangeAt,
  pageOf,
  publicApp,
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

describe('the sign-in page', () => {
  const atSignIn = async () => {
    const user = browser(served.baseUrl)
    const { at } = await user.open(authorize())
    return { user, path: pageOf(at) }
  }

  test('says the same of an unknown name and a wrong password', async () => {
    const { accounts } = storeOf(served)
    await accounts.add(
      {
        id: 'u1',
        login: 'Mira',
        name: 'Mira',
        role: 'clinician',
        password: await hashPassword('correct horse battery'),
        demo: false,
      },
      '2026-11-22T00:00:00Z',
    )
    const texts = await Promise.all(
      [
        { login: 'mira', password: 'wrong horse battery' },
        { login: 'nobody-at-all', password: 'wrong horse battery' },
        { login: 'demo-clinician', password: 'wrong horse battery' },
      ].map(async (fields) => {
        const { user, path } = await atSignIn()
        const answer = await user.post(`${path}/password`, fields)
        return [answer.status, (await answer.text()).replaceAll(path, '')]
      }),
    )
    expect(texts[1]).toEqual(texts[0])
    expect(texts[2]).toEqual(texts[0])
    expect(texts[0]?.[0]).toBe(401)
    const { user, path } = await atSignIn()
    const right = await user.follow(
      await user.post(`${path}/password`, { login: 'MIRA', password: 'correct horse battery' }),
    )
    expect(await right.response.text()).toContain('You are signed in as Mira')
  })

  test('after too many tries even the right password waits', async () => {
    const { accounts } = storeOf(served)
    const password = 'correct horse battery'
    await accounts.add(
      { id: 'u2', login: 'lena', name: 'Lena', role: 'clinician', password: await hashPassword(password), demo: false },
      '2026-11-22T00:00:00Z',
    )
    for (let i = 0; i < 9; i++) await accounts.addFailure('u2')
    const tryIt = async (attempt: string) => {
      const { user, path } = await atSignIn()
      return (await user.post(`${path}/password`, { login: 'lena', password: attempt })).status
    }
    expect(await tryIt('wrong horse battery')).toBe(401)
    expect(await tryIt(password)).toBe(401)
    served.later(120)
    expect(await tryIt(password)).toBe(303)
    served.later(-120)
  })

  test('takes nothing from a page of another place', async () => {
    const { user, path } = await atSignIn()
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const answer = await user.post(`${path}/demo`, { account: 'demo-clinician' }, headers)
      expect([headers, answer.status]).toEqual([headers, 400])
    }
    const foreign = await user.send(`${path}/demo`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ account: 'demo-clinician' }),
    })
    expect(foreign.status).toBe(400)
  })

  test('of one browser is of no use to another', async () => {
    const { path } = await atSignIn()
    const thief = browser(served.baseUrl)
    expect((await thief.send(path)).status).toBe(400)
    expect((await thief.post(`${path}/demo`, { account: 'demo-clinician' })).status).toBe(400)
  })

  test('runs no script, frames in no page, and is kept by no cache', async () => {
    const { response } = await browser(served.baseUrl).open(authorize())
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).not.toMatch(/script-src|unsafe/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).toMatch(/form-action 'self' https:\/\/app\.example\.org/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('writes nothing that came in as markup', async () => {
    await storeOf(served).clients.add(
      { ...publicApp, id: 'odd', name: '<script>alert(1)</script>' },
      '2026-11-22T00:00:00Z',
    )
    const user = browser(served.baseUrl)
    const { at } = await user.open(authorize({ client_id: 'odd' }))
    const consent = await user.follow(await user.post(`${pageOf(at)}/demo`, { account: 'demo-clinician' }))
    const page = await (
      await user.send(`${pageOf(consent.at)}?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`)
    ).text()
    expect(page).not.toMatch(/<script|<img/)
    expect(page).toContain('&lt;script&gt;')
  })

  test('gives demonstration accounts to nobody but a demonstration', async () => {
    const real = await serveSignIn({ demo: false, database: served.database })
    await storeOf(real).clients.add(publicApp, '2026-11-22T00:00:00Z')
    const user = browser(real.baseUrl)
    const { at, response } = await user.open(authorizeAt(real.baseUrl))
    expect(await response.text()).not.toContain('Demonstration')
    expect((await user.post(`${pageOf(at)}/demo`, { account: 'demo-clinician' })).status).not.toBe(303)
    await real.close()
  })
})

describe('choosing a patient', () => {
  test('a patient who posts another patient’s id gets their own', async () => {
    const back = await walk(browser(served.baseUrl), authorize(), 'demo-patient', { patient: 'p2' })
    const answer = (await (await exchangeAt(served.baseUrl, back.searchParams.get('code') ?? '')).json()) as {
      patient: string
    }
    expect(answer.patient).toBe('stent-clopidogrel')
  })

  test('a patient that is not there cannot be chosen', async () => {
    const user = browser(served.baseUrl)
    const { at } = await user.open(authorize())
    const consent = await user.follow(await user.post(`${pageOf(at)}/demo`, { account: 'demo-clinician' }))
    const answer = await user.post(`${pageOf(consent.at)}/consent`, {
      answer: 'allow',
      patient: '../p2',
      scope: 'patient/Observation.rs',
    })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('Choose one patient')
  })

  test('who may see no patients opens no application for one', async () => {
    for (const account of ['demo-analyst', 'demo-administrator']) {
      const back = await walk(browser(served.baseUrl), authorize(), account)
      expect([account, back.searchParams.get('error')]).toEqual([account, 'access_denied'])
    }
  })
})
