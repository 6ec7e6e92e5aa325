import { readFileSync } from 'node:fs'
import { bad, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { type Client, type ClientAuth, secretHash } from '../store/index.ts'
import { isScope, makeSigningKeys, olderKeys, parseScope, scopesOf } from '../trust/index.ts'
import { printJson, printTable, tellProblems } from './present.ts'
import { random, type StoreOptions, withSignInStore } from './sign-in-store.ts'

type AddOptions = StoreOptions & {
  readonly redirect: readonly string[]
  readonly scope: string
  readonly auth: string
  readonly service: boolean
  readonly trusted: boolean
  readonly launchUrl?: string
  readonly jwksUri?: string
  readonly jwks?: string
  readonly id?: string
}

const tell = (problems: readonly Problem[]): number => {
  tellProblems(problems)
  return 2
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Plain http only on this machine; a scheme of its own, with a dot, is for applications installed on a device. */
const safeAddress = (uri: string, own: boolean): boolean => {
  const url = URL.parse(uri)
  if (url === null || uri.includes('#') || url.username !== '') return false
  if (url.protocol === 'https:') return true
  if (url.protocol === 'http:') return loopback.has(url.hostname)
  return own && /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:$/.test(url.protocol)
}

const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']

const keysOf = (file: string): Result<NonNullable<Client['jwks']>> => {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as { keys?: Record<string, unknown>[] }
    const keys = read.keys ?? []
    if (keys.length === 0)
      return bad([problem('client-jwks', file, 'There are no keys in it.', 'Give a JSON Web Key Set.')])
    return keys.some((k) => privateParts.some((p) => p in k))
      ? bad([
          problem(
            'client-jwks-private',
            file,
            'It holds a private key.',
            'Give the public half only, and make a new key pair if this file was sent anywhere.',
          ),
        ])
      : ok({ keys })
  } catch {
    return bad([problem('client-jwks', file, 'It cannot be read as JSON.', 'Give a JSON Web Key Set.')])
  }
}

const clientOf = (name: string, options: AddOptions): Result<Client> => {
  const { redirect, auth, service, trusted, launchUrl, jwksUri } = options
  const scopes = scopesOf(options.scope)
  const keys = options.jwks === undefined ? undefined : keysOf(options.jwks)
  const problems: Problem[] = keys === undefined || keys.ok ? [] : [...keys.problems]
  const say = (code: string, source: string, message: string, remedy: string): void =>
    void problems.push(problem(code, source, message, remedy))
  for (const scope of scopes.filter((s) => !isScope(s)))
    say(
      'client-scope',
      '--scope',
      `"${scope}" is no SMART scope.`,
      'Write letters in the order cruds, as patient/Observation.rs.',
    )
  for (const scope of scopes.filter(
    (s) => (parseScope(s)?.context === 'system') !== service && (service || parseScope(s) !== undefined),
  ))
    say(
      'client-scope',
      '--scope',
      `"${scope}" does not go with ${service ? 'a service' : 'an application'}.`,
      service ? 'Services have system/ scopes.' : 'Applications have patient/ and user/ scopes.',
    )
  for (const uri of redirect.filter((u) => !safeAddress(u, true)))
    say(
      'client-redirect',
      '--redirect',
      `"${uri}" is no address people can safely be sent to.`,
      'Use https, http on this machine only, or a scheme with a dot such as org.example.app:/callback.',
    )
  for (const uri of [launchUrl, jwksUri].filter((u) => u !== undefined && !safeAddress(u, false)))
    say(
      'client-address',
      '--launch-url, --jwks-uri',
      `"${uri}" is no safe address.`,
      'Use https, or http on this machine only.',
    )
  if (!service && redirect.length === 0)
    say('client-redirect', '--redirect', 'An application needs somewhere to send people back to.', 'Give --redirect.')
  if (!['public', 'secret', 'key'].includes(auth))
    say('client-auth', '--auth', `"${auth}" is no way to prove who asks.`, 'Use public, secret or key.')
  if (service && auth !== 'key')
    say('client-auth', '--auth', 'A service signs with a private key.', 'Use --auth key with --jwks or --jwks-uri.')
  if (auth === 'key' && jwksUri === undefined && keys === undefined)
    say('client-jwks', '--jwks', 'Its public keys are missing.', 'Give --jwks or --jwks-uri.')
  if (problems.length > 0) return bad(problems)
  return ok({
    // An id is written on command lines, where a hyphen in front would make it an option.
    id: options.id ?? `c-${random(12)}`,
    name,
    kind: service ? 'service' : 'app',
    auth: auth as ClientAuth,
    redirectUris: redirect,
    scopes,
    trusted: service || trusted,
    ...(launchUrl === undefined ? {} : { launchUrl }),
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(keys?.ok === true ? { jwks: keys.value } : {}),
  })
}

export const addClient = async (name: string, options: AddOptions): Promise<number> => {
  const asked = clientOf(name, options)
  if (!asked.ok) return tell(asked.problems)
  return withSignInStore(options, async ({ clients }, at) => {
    const secret = asked.value.auth === 'secret' ? random(32) : undefined
    const client = secret === undefined ? asked.value : { ...asked.value, secretHash: secretHash(secret) }
    if (!(await clients.add(client, at)))
      return tell([
        problem(
          'client-taken',
          '--id',
          `There is a client "${client.id}" already.`,
          'Remove it first, or leave --id out.',
        ),
      ])
    process.stdout.write(`client ${client.id}\n${secret === undefined ? '' : `secret ${secret}\n`}`)
    return 0
  })
}

export const listClients = (options: StoreOptions & { readonly json: boolean }): Promise<number> =>
  withSignInStore(options, async ({ clients }) => {
    const list = (await clients.list()).map(({ secretHash: _hash, ...told }) => told)
    if (options.json) printJson(list)
    else
      printTable(
        ['id', 'kind', 'auth', 'name', 'scopes'],
        list.map((c) => [c.id, c.kind, c.auth, c.name, c.scopes.join(' ')]),
      )
    return 0
  })

export const removeClient = (id: string, options: StoreOptions): Promise<number> =>
  withSignInStore(options, async ({ clients }) =>
    (await clients.remove(id))
      ? 0
      : tell([problem('client-unknown', 'id', `There is no client "${id}".`, 'attune client list shows them.')]),
  )

export const signingKeys = (options: StoreOptions & { readonly dropOld: boolean }): Promise<number> =>
  withSignInStore(options, async ({ secrets }, at) => {
    if (options.dropOld) {
      const old = olderKeys(await secrets.list('signingKey'))
      for (const { id } of old) await secrets.remove(id)
      for (const { id } of old) process.stdout.write(`dropped ${id}\n`)
      return 0
    }
    const made = await makeSigningKeys(at, (alg) => `${alg}-${random(6)}`)
    for (const key of made) await secrets.add('signingKey', key)
    for (const { id } of made) process.stdout.write(`made ${id}\n`)
    return 0
  })
