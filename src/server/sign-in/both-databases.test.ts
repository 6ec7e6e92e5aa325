import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { authorizeAt, browser, exchangeAt, publicApp, serveSignIn, storeOf, walk } from './sign-in.test-support.ts'

describeOnBoth('signing in', (open) => {
  test('from the first page to a token, its refreshing, its misuse and its end', async () => {
    const served = await serveSignIn({ database: await open() })
    const { baseUrl } = served
    await storeOf(served).clients.add(publicApp, '2026-11-22T00:00:00Z')
    const asked = authorizeAt(baseUrl, { scope: 'openid launch/patient patient/Observation.rs offline_access' })
    const back = await walk(browser(baseUrl), asked, 'demo-clinician', { patient: 'p2' })
    type Tokens = { access_token: string; refresh_token: string; patient: string }
    const first = (await (await exchangeAt(baseUrl, back.searchParams.get('code') ?? '')).json()) as Tokens
    expect(first.patient).toBe('p2')
    const refresh = (token: string) =>
      fetch(`${baseUrl}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: publicApp.id }),
      })
    const status = async (token: string) =>
      (await fetch(`${baseUrl}/fhir/Patient/p2`, { headers: { authorization: `Bearer ${token}` } })).status
    const second = (await (await refresh(first.refresh_token)).json()) as Tokens
    expect([second.patient, await status(second.access_token)]).toEqual(['p2', 200])
    expect((await refresh(first.refresh_token)).status).toBe(400)
    expect([await status(first.access_token), await status(second.access_token)]).toEqual([401, 401])
    await served.close()
  })
})
