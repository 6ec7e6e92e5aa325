import Fastify, { type FastifyInstance } from 'fastify'
import type { Instant } from '../../shared/instant.ts'
import { type Client, type Database, migrate, openDatabase, signInStore } from '../../store/index.ts'
import type { Authenticate } from '../request-access.ts'
import type { Access, AuditEntry } from '../../trust/index.ts'
import { type SignIn, type SignInConfig, signInParts } from './index.ts'

const people = [
  { id: 'stent-clopidogrel', name: 'Stent, Clopidogrel', detail: '1958-03-02' },
  { id: 'p2', name: 'Other, Person', detail: '1970-01-01' },
]

export type Served = {
  readonly app: FastifyInstance
  readonly baseUrl: string
  readonly database: Database
  readonly signIn: SignIn
  readonly audited: AuditEntry[]
  /** Moves the server's clock. */
  readonly later: (seconds: number) => void
  readonly close: () => Promise<void>
}

const told = (access: Access) => ({
  resourceType: 'Patient',
  id: 'stent-clopidogrel',
  actor: access.actor,
  grants: access.grants.map((g) => ({ ...g, rights: [...g.rights].join('') })),
})

/** Puts a FHIR server beside signing in, in place of the one route that tells who asks. */
export type MountFhir = (
  app: FastifyInstance,
  parts: { readonly database: Database; readonly baseUrl: string; readonly authenticate: Authenticate },
) => Promise<void>

/** A server on a real socket with signing in and one protected route that tells what the caller was found to be. */
export const serveSignIn = async (
  options: {
    demo?: boolean
    config?: SignInConfig
    database?: Database
    fetch?: typeof globalThis.fetch
    fhir?: MountFhir
  } = {},
): Promise<Served> => {
  const database = options.database ?? (await openDatabase({ file: ':memory:' }, { durability: 'demonstration' }))
  await migrate(database, '2026-11-22T00:00:00Z')
  const app = Fastify({ logger: false })
  const audited: AuditEntry[] = []
  let shift = 0
  let ids = 0
  // The port is needed before routes are made: a free one is found by listening with another server for a moment.
  const probe = Fastify()
  const address = await probe.listen({ port: 0, host: '127.0.0.1' })
  await probe.close()
  const baseUrl = address
  const signIn = await signInParts({
    database,
    baseUrl,
    demo: options.demo ?? true,
    now: () => new Date(Date.now() + shift * 1000).toISOString() as Instant,
    newId: () => `id-${++ids}`,
    audit: { append: async (entry) => void audited.push(entry) },
    patients: {
      find: async (text) => people.filter((p) => p.name.toLowerCase().includes(text.toLowerCase())),
      one: async (id) => people.find((p) => p.id === id),
    },
    ...(options.config === undefined ? {} : { config: options.config }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  })
  await signIn.routes(app)
  if (options.fhir !== undefined) await options.fhir(app, { database, baseUrl, authenticate: signIn.authenticate })
  else
    app.route({
      method: ['GET', 'POST'],
      url: '/fhir/Patient/:id',
      handler: async (request, reply) => {
        const access = await signIn.authenticate(request)
        return access === undefined ? reply.status(401).send({ resourceType: 'OperationOutcome' }) : told(access)
      },
    })
  await app.listen({ port: Number(new URL(baseUrl).port), host: '127.0.0.1' })
  return {
    app,
    baseUrl,
    database,
    signIn,
    audited,
    later: (seconds) => {
      shift += seconds
    },
    close: async () => {
      await app.close()
      if (options.database === undefined) await database.close()
    },
  }
}

export const storeOf = (served: Served) => signInStore(served.database, 'home')

/** As much of a browser as signing in needs: cookies by path, redirects followed by hand, forms posted from the page they are on. */
export const browser = (baseUrl: string) => {
  const jar = new Map<string, { value: string; path: string }>()
  const cookies = (path: string): string =>
    [...jar.entries()]
      .filter(([, c]) => path.startsWith(c.path))
      .map(([key, c]) => `${key.split('|')[0]}=${c.value}`)
      .join('; ')
  const keep = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const at = pair.indexOf('=')
      const path = attributes.find((a) => /^path=/i.test(a))?.slice(5) ?? '/'
      const gone = attributes.some((a) => /^max-age=0$/i.test(a) || /^expires=Thu, 01 Jan 1970/i.test(a))
      const key = `${pair.slice(0, at)}|${path}`
      if (gone) jar.delete(key)
      else jar.set(key, { value: pair.slice(at + 1), path })
    }
  }
  const send = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const place = new URL(url, baseUrl)
    const response = await fetch(place, {
      ...init,
      redirect: 'manual',
      headers: { cookie: cookies(place.pathname), ...(init.headers as Record<string, string> | undefined) },
    })
    keep(response)
    return response
  }
  /** Follows redirects on this server; stops at a page, or before leaving for another place, whose address it gives. */
  const follow = async (first: Response): Promise<{ response: Response; left?: URL; at: string }> => {
    let response = first
    let at = first.url
    for (let i = 0; i < 12; i++) {
      const location = response.headers.get('location')
      if (location === null) return { response, at }
      const next = new URL(location, baseUrl)
      if (next.origin !== new URL(baseUrl).origin) return { response, left: next, at }
      at = next.href
      response = await send(next.href)
    }
    throw new Error('too many redirects')
  }
  const post = (path: string, fields: Record<string, string> | string[][], headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    })
  return { jar, send, follow, post, open: async (url: string) => follow(await send(url)) }
}

export type Browser = ReturnType<typeof browser>

/** The page's own path, to which its forms post. */
export const pageOf = (at: string): string => new URL(at).pathname

export const redirectUri = 'https://app.example.org/callback'

/** A public application as most SMART applications are. */
export const publicApp: Client = {
  id: 'growth-chart',
  name: 'Growth Chart',
  kind: 'app',
  auth: 'public',
  redirectUris: [redirectUri],
  scopes: [
    'openid',
    'profile',
    'fhirUser',
    'launch',
    'launch/patient',
    'launch/encounter',
    'offline_access',
    'online_access',
    'patient/*.rs',
    'user/*.rs',
  ],
  trusted: false,
  launchUrl: 'https://app.example.org/launch',
}

/** Signs in as one of the demonstration's people and agrees to everything; gives where the browser was sent to. */
export const walk = async (
  user: Browser,
  authorize: string,
  account: string,
  choose: { patient?: string; without?: string; answer?: string } = {},
): Promise<URL> => {
  let step = await user.open(authorize)
  for (let i = 0; i < 4; i++) {
    if (step.left !== undefined) return step.left
    const html = await step.response.text()
    const path = pageOf(step.at)
    if (html.includes('/demo"')) step = await user.follow(await user.post(`${path}/demo`, { account }))
    else if (html.includes('/consent"')) {
      const scopes = [...html.matchAll(/name="scope" value="([^"]*)"/g)].map((m) =>
        (m[1] ?? '').replaceAll('&amp;', '&'),
      )
      const fields = scopes.filter((s) => s !== choose.without).map((s) => ['scope', s])
      const patient = choose.patient === undefined ? [] : [['patient', choose.patient]]
      step = await user.follow(
        await user.post(`${path}/consent`, [...fields, ...patient, ['answer', choose.answer ?? 'allow']]),
      )
    } else throw new Error(`an unexpected page: ${step.response.status} ${html.slice(-400)}`)
  }
  throw new Error('signing in did not come to an end')
}

// RFC 7636, appendix B.
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

/** An authorization request that is right, but for the changes. */
export const authorizeAt = (baseUrl: string, changes: Record<string, string | undefined> = {}): string => {
  const url = new URL(`${baseUrl}/oauth/authorize`)
  const parameters = {
    client_id: publicApp.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid launch/patient patient/Observation.rs',
    state: 'state-1',
    aud: `${baseUrl}/fhir`,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/** Redeems a code of `authorizeAt`. */
export const exchangeAt = (baseUrl: string, code: string, changes: Record<string, string> = {}): Promise<Response> =>
  fetch(`${baseUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: publicApp.id,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
      ...changes,
    }),
  })
