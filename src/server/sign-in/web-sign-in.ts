import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as oidc from 'openid-client'
import type { Provider } from 'oidc-provider'
import { idleSeconds } from '../../store/index.ts'
import type { Actor } from '../../trust/index.ts'
import { sessionOfRequest } from './authenticate.ts'
import { webClient } from './client-metadata.ts'
import { cookieOf, cookieText, sessionCookie } from './cookies.ts'
import { embedded } from './embedded-client.ts'
import { actorFromClaims } from './external-tokens.ts'
import type { SignInRoom } from './parts.ts'
import { isSameOrigin } from './same-origin.ts'
import { begins, localPath, openSession, refuse, startAttempt, takeAttempt } from './sign-in-attempt.ts'
import { auditEntry } from './sign-in-audit.ts'

/** The web application's own sign-in: the browser holds a session cookie, tokens never reach it. */
export const webSignInRoutes = (app: FastifyInstance, room: SignInRoom, provider: Provider): void => {
  const redirect = webClient(room.baseUrl).redirectUris[0] ?? ''
  const external = room.config?.identityProvider
  let known: Promise<oidc.Configuration> | undefined
  const discover = async (): Promise<oidc.Configuration> => {
    if (external === undefined) return embedded(app, room)
    const fetcher = room.fetch
    return oidc.discovery(
      new URL(external.issuer),
      external.clientId,
      external.clientSecret,
      undefined,
      fetcher === undefined ? undefined : { [oidc.customFetch]: fetcher as oidc.CustomFetch },
    )
  }
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= discover().catch((cause: unknown) => {
      known = undefined
      throw cause
    })
    return known
  }

  const actorOf = async (claims: oidc.IDToken): Promise<Actor | undefined> => {
    if (external !== undefined) {
      // What a service may do is bounded by its scopes alone, and a session has none.
      const actor = actorFromClaims(claims, external, room.tenant)
      return actor?.role === 'service' ? undefined : actor
    }
    const account = await room.store.accounts.byId(claims.sub)
    if (account === undefined || account.disabled) return undefined
    return {
      id: account.id,
      name: account.name,
      role: account.role,
      purpose: account.role === 'patient' ? 'PATRQT' : 'TREAT',
      ...(account.reference === undefined ? {} : { reference: account.reference }),
    }
  }

  /** The browser's session at the embedded server, so that signing out ends it as well. */
  const upstreamOf = async (request: FastifyRequest): Promise<string | undefined> => {
    const id = cookieOf(request, provider.cookieName('session'))
    const session = id === undefined ? undefined : await provider.Session.find(id)
    return session?.uid
  }

  app.get<{ Querystring: { returnTo?: string } }>('/auth/login', begins, async (request, reply) =>
    startAttempt(
      room,
      reply,
      await configuration(),
      { kind: 'web', iss: external?.issuer ?? room.issuer, returnTo: localPath(request.query.returnTo) },
      {
        redirect_uri: redirect,
        scope: 'openid profile fhirUser',
        // Whoever left for so long that the session is over proves anew who they are.
        ...(external === undefined ? { max_age: String(idleSeconds) } : {}),
      },
    ),
  )

  app.get('/auth/callback', async (request, reply) => {
    const attempt = await takeAttempt(room, request)
    if (attempt?.kind !== 'web') return refuse(reply, 'This sign-in took too long, or was begun in another browser.')
    const tokens = await oidc
      .authorizationCodeGrant(await configuration(), new URL(request.url, room.baseUrl), {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      })
      .catch(() => undefined)
    const claims = tokens?.claims()
    const actor = claims && (await actorOf(claims))
    if (actor === undefined) {
      const entity = external === undefined ? 'session' : 'identity provider'
      await room.audit.append(auditEntry(room, { action: 'signIn', outcome: 'failure', entity }))
      return refuse(reply, 'Nobody could be signed in.')
    }
    if (external !== undefined)
      await room.audit.append(
        auditEntry(room, { action: 'signIn', outcome: 'success', entity: 'identity provider', actor }),
      )
    const upstream = external === undefined ? await upstreamOf(request) : undefined
    return openSession(
      room,
      reply,
      { actor, account: actor.id, ...(upstream === undefined ? {} : { upstream }) },
      attempt.returnTo,
    )
  })

  app.post('/auth/logout', async (request, reply) => {
    if (!isSameOrigin(request, room.baseUrl))
      return reply.status(403).send({ code: 'foreign-page', message: 'Only our own page can sign out.' })
    const id = cookieOf(request, sessionCookie(room.secure))
    const session = await sessionOfRequest(room)(request)
    // Also of a session that idled away: else the next sign-in would ask nobody who they are.
    const upstreams = new Set([session?.upstream, external === undefined ? await upstreamOf(request) : undefined])
    for (const upstream of upstreams) if (upstream !== undefined) await room.store.entries.endSession(upstream)
    if (session !== undefined && id !== undefined) {
      await room.store.sessions.remove(id)
      await room.audit.append(
        auditEntry(room, { action: 'signOut', outcome: 'success', entity: 'session', actor: session.actor }),
      )
    }
    return reply
      .header('set-cookie', cookieText(sessionCookie(room.secure), '', room.secure, 0))
      .header('cache-control', 'no-store')
      .send({ signedIn: false })
  })

  app.get('/auth/session', async (request, reply) => {
    const session = await sessionOfRequest(room)(request)
    reply.header('cache-control', 'no-store')
    if (session === undefined) return { signedIn: false, demo: room.demo }
    const own = /^Patient\/(.+)$/.exec(session.actor.reference ?? '')?.[1]
    const patient = session.launch?.local ?? (session.actor.role === 'patient' ? own : undefined)
    return {
      signedIn: true,
      demo: room.demo,
      name: session.actor.name,
      role: session.actor.role,
      ...(patient === undefined ? {} : { patient }),
      ...(session.launch === undefined ? {} : { launchedFrom: session.launch.fhirServer }),
    }
  })
}
