import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import * as oidc from 'openid-client'
import type { LaunchContext } from '../../store/index.ts'
import type { Actor } from '../../trust/index.ts'
import { attemptCookie, cookieOf, cookieText, sessionCookie } from './cookies.ts'
import { messagePage, pagePolicy } from './page.ts'
import type { SignInRoom } from './parts.ts'
import { seal } from './sealed-text.ts'

/** A sign-in under way, bound to the browser by a cookie. `iss`: where it was sent. */
export type Attempt = {
  readonly kind: 'web' | 'ehr'
  readonly iss: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
}

const attemptSeconds = 10 * 60

/** Beginning a sign-in leaves a row behind before anybody is known, so an address may do it only so often. */
export const begins = { config: { rateLimit: { max: 120, timeWindow: 60_000 } } }

/** A path of this server, or the first page. Whatever a browser could take for another host is not one. */
export const localPath = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[!-[\]-~]*$/.test(wanted)) return '/'
  const url = URL.parse(wanted, 'http://here.invalid')
  return url === null || url.origin !== 'http://here.invalid' || url.pathname.startsWith('//')
    ? '/'
    : `${url.pathname}${url.search}${url.hash}`
}

export const randomId = (): string => randomBytes(32).toString('base64url')

/** A refusal as a page: the reader is a person whose browser was sent here. */
export const refuse = (reply: FastifyReply, sentence: string): FastifyReply =>
  reply
    .status(400)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', pagePolicy())
    .send(messagePage('Signing in did not work', [sentence, 'Start again from the first page.']))

export const startAttempt = async (
  room: SignInRoom,
  reply: FastifyReply,
  configuration: oidc.Configuration,
  begun: Pick<Attempt, 'kind' | 'iss' | 'returnTo'>,
  parameters: Readonly<Record<string, string>>,
): Promise<FastifyReply> => {
  const id = randomId()
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  await room.store.tickets.put(
    'attempt',
    id,
    { ...begun, state, nonce, verifier } satisfies Attempt,
    room.seconds() + attemptSeconds,
  )
  const url = oidc.buildAuthorizationUrl(configuration, {
    ...parameters,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return reply
    .header('set-cookie', cookieText(attemptCookie(room.secure), id, room.secure, attemptSeconds))
    .header('cache-control', 'no-store')
    .redirect(url.href, 303)
}

export const takeAttempt = async (room: SignInRoom, request: FastifyRequest): Promise<Attempt | undefined> => {
  const id = cookieOf(request, attemptCookie(room.secure))
  return id === undefined ? undefined : room.store.tickets.take<Attempt>('attempt', id, room.seconds())
}

type Opened = {
  readonly actor: Actor
  readonly account: string
  readonly launch?: LaunchContext
  readonly secrets?: unknown
  readonly upstream?: string
}

/** Starts a session under a new id, whatever cookie the browser came with. */
export const openSession = async (
  room: SignInRoom,
  reply: FastifyReply,
  opened: Opened,
  returnTo: string,
): Promise<FastifyReply> => {
  const id = randomId()
  const { actor, account, launch, secrets, upstream } = opened
  await room.store.sessions.add(
    id,
    {
      actor,
      account,
      ...(launch === undefined ? {} : { launch }),
      ...(secrets === undefined ? {} : { sealed: seal(JSON.stringify(secrets), id) }),
      ...(upstream === undefined ? {} : { upstream }),
    },
    room.seconds(),
  )
  return reply
    .header('set-cookie', [
      cookieText(sessionCookie(room.secure), id, room.secure),
      cookieText(attemptCookie(room.secure), '', room.secure, 0),
    ])
    .header('cache-control', 'no-store')
    .redirect(returnTo, 303)
}
