import { Command } from 'commander'
import { exportJWK, generateKeyPair } from 'jose'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { checkPassword } from '../server/sign-in/check-password.ts'
import type { SignInRoom } from '../server/sign-in/parts.ts'
import { openDatabase, secretHash, signInStore } from '../store/index.ts'
import { accountsVerbs } from './accounts-verbs.ts'
import { capturedOutput } from './captured-output.fixture.ts'

const folder = temporaryFolder('each test')
const wrote = capturedOutput()

const attune = async (...args: readonly string[]): Promise<number> => {
  let code = -1
  const program = new Command().exitOverride()
  accountsVerbs(program, async (work) => {
    code = await work
  })
  wrote.out = ''
  wrote.err = ''
  await program.parseAsync([...args, '--data', folder.path], { from: 'user' })
  return code
}

const kept = async <T>(work: (store: ReturnType<typeof signInStore>) => Promise<T>): Promise<T> => {
  const database = await openDatabase({ file: join(folder.path, 'attune.sqlite') })
  try {
    return await work(signInStore(database, 'home'))
  } finally {
    await database.close()
  }
}

describe('attune account', () => {
  test('keeps the accounts of each tenant apart', async () => {
    const add = ['account', 'add', 'nora', '--name', 'Nora', '--role', 'analyst', '--tenant', 'north'] as const
    expect(await attune(...add)).toBe(0)
    expect(await attune('account', 'list')).toBe(0)
    expect(wrote.out).not.toContain('nora')
    expect(await attune('account', 'list', '--tenant', 'north')).toBe(0)
    expect(wrote.out).toContain('nora')
  })

  test('a made-up password is told once, and lets its account in', async () => {
    expect(
      await attune(
        'account',
        'add',
        'Mira',
        '--name',
        'Dr Mira',
        '--role',
        'clinician',
        '--reference',
        'Practitioner/1',
      ),
    ).toBe(0)
    const password = /^password (\S+)$/m.exec(wrote.out)?.[1] ?? ''
    expect(password.length).toBeGreaterThan(20)
    await kept(async (store) => {
      const room = { store, seconds: () => 0, demo: false } as SignInRoom
      expect(await checkPassword(room, 'mira', password)).toMatchObject({
        ok: true,
        account: { name: 'Dr Mira', role: 'clinician' },
      })
    })
    expect(await attune('account', 'list')).toBe(0)
    expect(wrote.out).toMatch(/mira\s+clinician\s+Dr Mira\s+Practitioner\/1\s+active/)
    expect(await attune('account', 'list', '--json')).toBe(0)
    expect(wrote.out).not.toMatch(/scrypt|password/)
    expect(await attune('account', 'disable', 'MIRA')).toBe(0)
    expect(await attune('account', 'list')).toBe(0)
    expect(wrote.out).toContain('disabled')
    expect(await attune('account', 'password', 'mira')).toBe(0)
    expect(wrote.out).not.toContain(password)
  })

  test('every fault of a request is told at once, and nothing is kept', async () => {
    expect(await attune('account', 'add', 'x', '--name', ' ', '--role', 'king', '--reference', '../x')).toBe(2)
    expect(wrote.err.match(/\[[\w-]+\]/g)).toEqual(['[account-name]', '[account-role]', '[account-reference]'])
    expect(await attune('account', 'add', 'x', '--name', 'X', '--role', 'patient')).toBe(2)
    expect(wrote.err).toContain('[account-reference]')
    expect(await attune('account', 'list', '--json')).toBe(0)
    expect(JSON.parse(wrote.out)).toEqual([])
    expect(await attune('account', 'disable', 'nobody')).toBe(2)
  })
})

describe('attune client', () => {
  test('an application with a secret: the secret is told once and kept as a hash', async () => {
    const scope = 'openid launch/patient patient/*.rs'
    const url = 'https://app.example.org'
    expect(await attune('client', 'add', 'App', '--redirect', `${url}/cb`, '--auth', 'secret', '--scope', scope)).toBe(
      0,
    )
    const [, id = '', secret = ''] = /^client (\S+)\nsecret (\S+)\n$/.exec(wrote.out) ?? []
    const client = await kept((store) => store.clients.byId(id))
    expect(client).toMatchObject({
      name: 'App',
      auth: 'secret',
      scopes: scope.split(' '),
      secretHash: secretHash(secret),
    })
    expect(await attune('client', 'list', '--json')).toBe(0)
    expect(wrote.out).not.toMatch(/secretHash/)
    expect(id).toMatch(/^c-/)
    expect(await attune('client', 'remove', id)).toBe(0)
    expect(await attune('client', 'remove', id)).toBe(2)
  })

  test('a service is registered with public keys alone', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true })
    const file = join(folder.path, 'keys.json')
    writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), kid: '1' }] }))
    const add = () =>
      attune('client', 'add', 'Warehouse', '--service', '--auth', 'key', '--jwks', file, '--scope', 'system/*.rs')
    expect(await add()).toBe(2)
    expect(wrote.err).toContain('[client-jwks-private]')
    writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1' }] }))
    expect(await add()).toBe(0)
  })

  test.each([
    ['a scope that is none', ['--redirect', 'https://a.example/', '--scope', 'patient/Observation.sr'], 'client-scope'],
    [
      'a system scope for an application',
      ['--redirect', 'https://a.example/', '--scope', 'system/*.rs'],
      'client-scope',
    ],
    ['a redirect over plain http', ['--redirect', 'http://a.example/', '--scope', 'openid'], 'client-redirect'],
    ['a redirect to a script', ['--redirect', 'javascript:alert(1)', '--scope', 'openid'], 'client-redirect'],
    ['a redirect with a fragment', ['--redirect', 'https://a.example/#x', '--scope', 'openid'], 'client-redirect'],
    ['no redirect', ['--scope', 'openid'], 'client-redirect'],
    ['a service with a secret', ['--service', '--auth', 'secret', '--scope', 'system/*.rs'], 'client-auth'],
    [
      'keys from an unsafe place',
      ['--redirect', 'https://a.example/', '--auth', 'key', '--jwks-uri', 'http://a.example/', '--scope', 'openid'],
      'client-address',
    ],
  ])('%s is refused', async (_what, options, code) => {
    expect(await attune('client', 'add', 'A', ...options)).toBe(2)
    expect(wrote.err).toContain(`[${code}]`)
  })

  test('new signing keys stand before the old ones, until those are dropped', async () => {
    expect(await attune('client', 'keys')).toBe(0)
    const [first] = await kept((store) => store.secrets.list('signingKey'))
    expect(await attune('client', 'keys')).toBe(0)
    expect((await kept((store) => store.secrets.list('signingKey'))).length).toBe(4)
    expect(await attune('client', 'keys', '--drop-old')).toBe(0)
    const left = await kept((store) => store.secrets.list('signingKey'))
    expect([left.length, left.some((k) => k.id === first?.id)]).toEqual([2, false])
  })
})
