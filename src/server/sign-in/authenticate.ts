import type { FastifyRequest } from 'fastify'
import type { WebSession } from '../../store/index.ts'
import { type Access, type Actor, accessOf, scopesOf } from '../../trust/index.ts'
import type { Authenticate } from '../request-access.ts'
import { cookieOf, sessionCookie } from './cookies.ts'
import { externalTokens } from './external-tokens.ts'
import type { SignInRoom } from './parts.ts'
import { isSameOrigin } from './same-origin.ts'

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Tokens of ours are opaque: letters, digits, `_` and `-`. A JWT has dots. */
const ourToken = /^[\w-]{20,128}$/

const accessOfToken = async (room: SignInRoom, token: string): Promise<Access | undefined> => {
  const found = await room.store.entries.bearer(token, room.seconds())
  if (found === undefined || found.payload['aud'] !== room.fhirBase) return undefined
  const { clientId, scope, accountId, extra } = found.payload as {
    clientId?: string
    scope?: string
    accountId?: string
    extra?: { patient?: string }
  }
  const client = clientId ?? 'unknown'
  const scopes = scopesOf(scope ?? '')
  if (found.account === undefined) {
    const actor: Actor = { id: client, name: client, role: 'service', client, purpose: 'TREAT' }
    return accessOf({ tenant: room.tenant, actor, scopes })
  }
  const { name, role, reference, demo } = found.account
  if (demo && !room.demo) return undefined
  const actor: Actor = {
    id: accountId ?? 'unknown',
    name,
    role,
    client,
    purpose: role === 'patient' ? 'PATRQT' : 'TREAT',
    ...(reference === undefined ? {} : { reference }),
  }
  return accessOf({
    tenant: room.tenant,
    actor,
    scopes,
    ...(extra?.patient === undefined ? {} : { launchPatient: extra.patient }),
  })
}

/** What a session of the web application may do: its role, or, opened from another record, that record's patient alone. */
export const accessOfSession = (tenant: string, session: WebSession): Access => {
  const { actor, launch } = session
  if (launch === undefined) return accessOf({ tenant, actor })
  return accessOf({
    tenant,
    actor,
    scopes: ['patient/*.cruds'],
    ...(launch.local === undefined ? {} : { launchPatient: launch.local }),
  })
}

/** The session of the web application behind a request, while its account may still sign in. */
export const sessionOfRequest = (room: SignInRoom) => {
  const name = sessionCookie(room.secure)
  return async (request: FastifyRequest): Promise<WebSession | undefined> => {
    const id = cookieOf(request, name)
    return id === undefined ? undefined : room.store.sessions.use(id, room.seconds())
  }
}

/**
 * Who asks: a bearer token of ours, a token of the configured identity provider, or the cookie of the web application. A request that carries
 * a bearer token is never judged by its cookie. With a cookie, whatever changes something must come from our own page.
 */
export const authenticator = (room: SignInRoom): Authenticate => {
  const sessionOf = sessionOfRequest(room)
  const provider = room.config?.identityProvider
  const foreign = provider && externalTokens(room, provider)
  return async (request) => {
    const header = request.headers.authorization
    if (header !== undefined) {
      const [, token] = /^Bearer ([\w.~+/=-]{20,16384})$/i.exec(header) ?? []
      if (token === undefined) return undefined
      return ourToken.test(token) ? accessOfToken(room, token) : foreign?.(token)
    }
    if (!safe.has(request.method) && !isSameOrigin(request, room.baseUrl)) return undefined
    const session = await sessionOf(request)
    return session && accessOfSession(room.tenant, session)
  }
}
