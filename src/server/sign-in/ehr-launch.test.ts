import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unseal } from './sealed-text.ts'
import { browser, publicApp, type Served, serveSignIn, storeOf, walk } from './sign-in.test-support.ts'

let record: Served
let attune: Served
const fetched: string[] = []

const counting: typeof globalThis.fetch = (input, init) => {
  fetched.push(String(input instanceof Request ? input.url : input))
  return fetch(input, init)
}

beforeAll(async () => {
  // One Attune plays the health record, another is opened from inside it.
  record = await serveSignIn()
  const ehrs = [{ iss: `${record.baseUrl}/fhir`, clientId: 'attune', sameIds: true }]
  attune = await serveSignIn({ demo: false, config: { ehrs }, fetch: counting })
  await storeOf(record).clients.add(
    {
      ...publicApp,
      id: 'attune',
      redirectUris: [`${attune.baseUrl}/launch/callback`],
      launchUrl: `${attune.baseUrl}/launch`,
    },
    '2026-11-22T00:00:00Z',
  )
})
afterAll(async () => {
  await attune.close()
  await record.close()
})

const openedFromRecord = async () => {
  const there = browser(record.baseUrl)
  const signedIn = await there.open('/auth/login')
  await there.follow(await there.post(`${new URL(signedIn.at).pathname}/demo`, { account: 'demo-clinician' }))
  const made = await there.send('/api/launches', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ client: 'attune', patient: 'p2' }),
  })
  const { url } = (await made.json()) as { url: string }
  const here = browser(attune.baseUrl)
  const begun = await here.open(url)
  const back = await walk(there, begun.left?.href ?? '', 'demo-clinician')
  return { here, end: await here.follow(await here.send(back.href)), back }
}

describe('Attune opened from inside another record', () => {
  test('knows who came and for whom, and shows that patient alone', async () => {
    const { here, end } = await openedFromRecord()
    expect(new URL(end.at).pathname).toBe('/people/p2')
    const session = await (await here.send('/auth/session')).json()
    expect(session).toMatchObject({
      signedIn: true,
      role: 'clinician',
      patient: 'p2',
      launchedFrom: `${record.baseUrl}/fhir`,
    })
    const seen = (await (await here.send('/fhir/Patient/p2')).json()) as {
      grants: { patients: unknown }[]
      actor: { id: string }
    }
    expect(seen.grants.every((g) => JSON.stringify(g.patients) === '["p2"]')).toBe(true)
    expect(seen.actor.id).toBe(`${record.baseUrl}/fhir#demo-clinician`)
  })

  test('keeps the record’s tokens where neither browser nor database can read them', async () => {
    const { here } = await openedFromRecord()
    const rows = await attune.database.read.selectFrom('web_session').selectAll().execute()
    const [id = ''] = [...here.jar.values()].map((c) => c.value)
    const opened = rows.flatMap((r) => unseal(r.sealed ?? '', id) ?? [])
    expect(opened.length).toBe(1)
    const { access } = JSON.parse(opened[0] ?? '{}') as { access: string }
    expect(access).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(rows)).not.toContain(access)
    expect(rows.flatMap((r) => unseal(r.sealed ?? '', 'another session') ?? [])).toEqual([])
    expect([...here.jar.keys()].map((k) => k.split('|')[0])).toEqual(['attune_session'])
  })

  test('leaves a sign-in in the audit', async () => {
    expect(
      attune.audited.some((e) => e.action === 'signIn' && e.entity.startsWith('launch from') && e.patients[0] === 'p2'),
    ).toBe(true)
  })

  test('is for its clinicians: a patient whom the record sends gets no session', async () => {
    const launch = { client: 'attune', patient: 'stent-clopidogrel', account: 'demo-patient' }
    await storeOf(record).tickets.put('launch', 'of-a-patient', launch, 2 ** 40)
    const there = browser(record.baseUrl)
    const here = browser(attune.baseUrl)
    const begun = await here.open(`/launch?iss=${encodeURIComponent(`${record.baseUrl}/fhir`)}&launch=of-a-patient`)
    const back = await walk(there, begun.left?.href ?? '', 'demo-patient')
    const end = await here.follow(await here.send(back.href))
    expect(end.response.status).toBe(400)
    expect(await end.response.text()).toContain('not one of its clinicians')
    expect(await (await here.send('/auth/session')).json()).toMatchObject({ signedIn: false })
    expect(attune.audited.at(-1)).toMatchObject({ action: 'signIn', outcome: 'failure' })
  })

  test.each([
    ['an address of this machine', 'https://ehr.example.org/a', 'http://127.0.0.1:9/token'],
    ['plain http', 'https://ehr.example.org/a', 'http://ehr.example.org/token'],
    ['no text', 'https://ehr.example.org/a', 7],
    ['something without end', 'https://ehr.example.org/a', `https://x/${'x'.repeat(200_000)}`],
  ])('a record that names %s as where to sign in is refused', async (_, authorization_endpoint, token_endpoint) => {
    const iss = 'https://ehr.example.org/fhir'
    const hostile = await serveSignIn({
      demo: false,
      config: { ehrs: [{ iss, clientId: 'attune' }] },
      fetch: async () => new Response(JSON.stringify({ issuer: iss, authorization_endpoint, token_endpoint })),
    })
    const answer = await browser(hostile.baseUrl).send(`/launch?iss=${encodeURIComponent(iss)}&launch=x`)
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
    await hostile.close()
  })

  test('an answer of the record is taken once, and in the browser it was begun in', async () => {
    const { here, back } = await openedFromRecord()
    expect((await here.send(back.href)).status).toBe(400)
    expect((await browser(attune.baseUrl).send(back.href)).status).toBe(400)
  })

  test.each([
    ['a record that is not in the configuration', 'https://evil.example/fhir'],
    ['the metadata address of a cloud machine', 'http://169.254.169.254/latest'],
    ['one that only begins like a known record', ''],
    ['a file', 'file:///etc/passwd'],
  ])('%s is refused before anything is fetched', async (_what, iss) => {
    const before = fetched.length
    const wanted = iss === '' ? `${record.baseUrl}/fhir.evil.example` : iss
    const answer = await browser(attune.baseUrl).send(`/launch?iss=${encodeURIComponent(wanted)}&launch=x`)
    expect([answer.status, fetched.length]).toEqual([400, before])
    expect(await answer.text()).not.toContain('evil')
  })
})
