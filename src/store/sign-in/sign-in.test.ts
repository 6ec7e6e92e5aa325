import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { type Client, signInStore } from './index.ts'

const at = '2026-11-22T09:00:00Z'
const mira = {
  id: 'a1',
  login: ' Mira ',
  name: 'Dr Mira',
  role: 'clinician',
  reference: 'Practitioner/1',
  password: 'hash',
  demo: false,
} as const
const app: Client = {
  id: 'app',
  name: 'App',
  kind: 'app',
  auth: 'public',
  redirectUris: ['https://app.example/cb'],
  scopes: ['openid', 'patient/*.rs'],
  trusted: false,
}

describeOnBoth('what signing in keeps', (open) => {
  const store = async (tenant = 'home') => signInStore(await open(), tenant)

  test('an account is found by its login however it is written, once per tenant', async () => {
    const database = await open()
    const { accounts } = signInStore(database, 'home')
    expect(await accounts.add(mira, at)).toBe(true)
    expect(await accounts.add({ ...mira, id: 'a2', login: 'MIRA' }, at)).toBe(false)
    expect(await accounts.byLogin('mIrA')).toMatchObject({
      id: 'a1',
      role: 'clinician',
      reference: 'Practitioner/1',
      disabled: false,
    })
    expect(await signInStore(database, 'other').accounts.byLogin('mira')).toBeUndefined()
    expect(await signInStore(database, 'other').accounts.list()).toEqual([])
  })

  test('disabling an account, or giving it another password, ends its tokens and sessions', async () => {
    for (const end of ['disable', 'setPassword'] as const) {
      const { accounts, entries, sessions } = await store()
      await accounts.add(mira, at)
      await entries.save('AccessToken', 'token', { accountId: 'a1', aud: 'x' }, 1000)
      await sessions.add(
        'cookie',
        { account: 'a1', actor: { id: 'a1', name: 'M', role: 'clinician', purpose: 'TREAT' } },
        10,
      )
      expect([await entries.bearer('token', 1), await sessions.use('cookie', 11)].every((x) => x !== undefined)).toBe(
        true,
      )
      expect(await accounts[end]('a1', 'new')).toBe(true)
      expect([end, await entries.bearer('token', 1), await sessions.use('cookie', 11)]).toEqual([
        end,
        undefined,
        undefined,
      ])
    }
  })

  test('an unknown account is neither disabled nor given a password', async () => {
    const { accounts } = await store()
    expect([await accounts.disable('nobody'), await accounts.setPassword('nobody', 'x')]).toEqual([false, false])
  })

  test('a bearer token tells whose it is, until it expires or its account may not sign in', async () => {
    const { accounts, entries } = await store()
    await accounts.add(mira, at)
    await entries.save('AccessToken', 'token', { accountId: 'a1', scope: 'user/*.rs' }, 1000)
    await entries.save('ClientCredentials', 'service', { clientId: 'warehouse' }, 1000)
    expect(await entries.bearer('token', 999)).toEqual({
      payload: { accountId: 'a1', scope: 'user/*.rs' },
      account: { name: 'Dr Mira', role: 'clinician', reference: 'Practitioner/1', demo: false },
    })
    expect(await entries.bearer('service', 999)).toEqual({ payload: { clientId: 'warehouse' } })
    expect(await entries.bearer('token', 1000)).toBeUndefined()
    expect(await entries.bearer('other', 999)).toBeUndefined()
    await entries.save('AccessToken', 'of nobody', { accountId: 'gone' }, 1000)
    expect(await entries.bearer('of nobody', 999)).toBeUndefined()
  })

  test('no id of an entry is in the table', async () => {
    const database = await open()
    const { entries } = signInStore(database, 'home')
    await entries.save('RefreshToken', 'a-very-secret-token', { jti: 'a-very-secret-token', grantId: 'g' }, 1000)
    expect(JSON.stringify(await database.read.selectFrom('oidc_entry').selectAll().execute())).not.toContain(
      'a-very-secret',
    )
    expect((await entries.find('RefreshToken', 'a-very-secret-token', 1))?.payload.grantId).toBe('g')
  })

  test('of many who use a code at once one hears that it was the first', async () => {
    const { entries } = await store()
    await entries.save('AuthorizationCode', 'code', { grantId: 'g' }, 1000)
    const heard = await Promise.all(
      Array.from({ length: 8 }, (_, i) => entries.consume('AuthorizationCode', 'code', i)),
    )
    expect(heard.filter(Boolean)).toHaveLength(1)
    expect(await entries.consume('AuthorizationCode', 'unknown', 1)).toBe(false)
  })

  test('a grant takes its tokens along, a session the tokens bound to it', async () => {
    const { entries } = await store()
    await entries.save('AccessToken', 't1', { grantId: 'g1', endsWith: 's1' }, 1000)
    await entries.save('AccessToken', 't2', { grantId: 'g2' }, 1000)
    await entries.save('Session', 'cookie', { uid: 's1' }, 1000)
    expect((await entries.findSession('s1', 1))?.payload.uid).toBe('s1')
    await entries.endSession('s1')
    expect([await entries.find('AccessToken', 't1', 1), await entries.findSession('s1', 1)]).toEqual([
      undefined,
      undefined,
    ])
    expect(await entries.find('AccessToken', 't2', 1)).toBeDefined()
    await entries.removeGrant('AccessToken', 'g2')
    expect(await entries.find('AccessToken', 't2', 1)).toBeUndefined()
  })

  test('what has expired is swept away, the rest stays', async () => {
    const database = await open()
    const { entries } = signInStore(database, 'home')
    await entries.save('AccessToken', 'old', {}, 10)
    await entries.save('AccessToken', 'young', {}, 20)
    await entries.removeExpired(10)
    expect((await database.read.selectFrom('oidc_entry').selectAll().execute()).length).toBe(1)
  })

  test('a ticket is taken once, of its kind, before it expires', async () => {
    const { tickets } = await store()
    await tickets.put('launch', 'id', { patient: 'p1' }, 100)
    expect(await tickets.take('attempt', 'id', 1)).toBeUndefined()
    expect(await tickets.peek('launch', 'id', 1)).toEqual({ patient: 'p1' })
    const taken = await Promise.all([1, 2, 3].map(() => tickets.take('launch', 'id', 1)))
    expect(taken.filter((t) => t !== undefined)).toEqual([{ patient: 'p1' }])
    await tickets.put('launch', 'late', {}, 100)
    expect(await tickets.take('launch', 'late', 100)).toBeUndefined()
  })

  test('sessions that are over give the sign-in behind them, unless another session has the same', async () => {
    const { sessions } = await store()
    const actor = { id: 'a', name: 'A', role: 'clinician', purpose: 'TREAT' } as const
    const session = { account: 'a', actor }
    await sessions.add('1', { ...session, upstream: 'alone' }, 0)
    await sessions.add('2', { ...session, upstream: 'shared' }, 0)
    await sessions.add('3', { ...session, upstream: 'shared' }, 1000)
    await sessions.add('4', session, 0)
    expect(await sessions.removeExpired(1800)).toEqual(['alone'])
    expect(await sessions.removeExpired(1800)).toEqual([])
    expect(await sessions.removeExpired(2800)).toEqual(['shared'])
  })

  test('of wrong passwords at once each counts', async () => {
    const { accounts } = await store()
    await accounts.add({ id: 'x', login: 'x', name: 'X', role: 'clinician', demo: false }, '2026-11-22T00:00:00Z')
    const counts = await Promise.all(Array.from({ length: 8 }, () => accounts.addFailure('x')))
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('a session idles out after half an hour and ends after twelve hours', async () => {
    const { sessions } = await store()
    const actor = { id: 'a', name: 'A', role: 'clinician', purpose: 'TREAT' } as const
    const launch = { fhirServer: 'https://ehr.example/fhir', patient: 'x', local: 'p1' }
    await sessions.add('id', { account: 'a', actor, launch, sealed: 's', upstream: 'u' }, 0)
    expect(await sessions.use('id', 1799)).toMatchObject({ actor, launch, sealed: 's', upstream: 'u' })
    expect(await sessions.use('id', 1799 + 1799)).toBeDefined()
    expect(await sessions.use('id', 1799 + 1799 + 1800)).toBeUndefined()
    await sessions.add('long', { account: 'a', actor }, 0)
    for (let t = 1700; t < 43_200; t += 1700) expect(await sessions.use('long', t)).toBeDefined()
    expect(await sessions.use('long', 43_200)).toBeUndefined()
    await sessions.add('gone', { account: 'a', actor }, 0)
    await sessions.remove('gone')
    expect(await sessions.use('gone', 1)).toBeUndefined()
  })

  test('a client comes back as registered; removing it ends its tokens alone', async () => {
    const { clients, entries } = await store()
    expect(await clients.add({ ...app, secretHash: 'h' }, at)).toBe(true)
    expect(await clients.add(app, at)).toBe(false)
    expect(await clients.byId('app')).toEqual({ ...app, secretHash: 'h' })
    await entries.save('AccessToken', 'mine', { clientId: 'app' }, 1000)
    await entries.save('AccessToken', 'theirs', { clientId: 'app-2' }, 1000)
    expect([await clients.remove('app'), await clients.remove('app')]).toEqual([true, false])
    expect([await entries.find('AccessToken', 'mine', 1), await clients.list()]).toEqual([undefined, []])
    expect(await entries.find('AccessToken', 'theirs', 1)).toBeDefined()
  })

  test('two servers that start at once have the same secrets', async () => {
    const { secrets } = await store()
    let made = 0
    const make = async () => [{ id: 'first', content: `made ${++made}`, created: at }]
    const both = await Promise.all([secrets.listOrMake('cookieKey', make), secrets.listOrMake('cookieKey', make)])
    expect(both[0]).toEqual(both[1])
    await secrets.add('cookieKey', { id: 'second', content: 'newer', created: '2026-12-01T00:00:00Z' })
    expect((await secrets.list('cookieKey')).map((s) => s.id)).toEqual(['second', 'first'])
    expect([await secrets.remove('first'), await secrets.remove('first')]).toEqual([true, false])
  })
})
