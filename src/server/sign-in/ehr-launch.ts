import type { FastifyInstance, FastifyReply } from 'fastify'
import * as oidc from 'openid-client'
import type { Actor } from '../../trust/index.ts'
import type { Ehr, SignInRoom } from './parts.ts'
import { auditEntry } from './sign-in-audit.ts'
import { begins, openSession, refuse, startAttempt, takeAttempt } from './sign-in-attempt.ts'

type SmartConfiguration = { issuer?: string; authorization_endpoint?: string; token_endpoint?: string }

const onThisMachine = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(url)?.hostname ?? '')

/** A record elsewhere may not send the server to addresses of this machine, nor people to what is not https. */
const safePlace = (url: unknown, ehr: Ehr): url is string => {
  const place = typeof url === 'string' ? URL.parse(url) : null
  if (place === null) return false
  return onThisMachine(place.href) ? onThisMachine(ehr.iss) : place.protocol === 'https:'
}

/** A description of how to sign in is small. */
const mostCharacters = 100_000

const shortText = async (answer: Response): Promise<string> => {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > mostCharacters) throw new Error('The description is too long.')
  }
  return text
}

const timeout = 5000

/** How the record says people are sent to it; asked for once per launch, only ever from addresses in the configuration. */
const configurationOf = async (room: SignInRoom, ehr: Ehr): Promise<oidc.Configuration | undefined> => {
  const fetcher = room.fetch ?? globalThis.fetch
  const answer = await fetcher(`${ehr.iss.replace(/\/$/, '')}/.well-known/smart-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  })
  const { issuer, authorization_endpoint, token_endpoint } = JSON.parse(await shortText(answer)) as SmartConfiguration
  if (!safePlace(authorization_endpoint, ehr) || !safePlace(token_endpoint, ehr)) return undefined
  const configuration = new oidc.Configuration(
    { issuer: issuer ?? ehr.iss, authorization_endpoint, token_endpoint },
    ehr.clientId,
    ehr.clientSecret,
    ehr.clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(ehr.clientSecret),
  )
  configuration.timeout = timeout / 1000
  if (room.fetch !== undefined) configuration[oidc.customFetch] = room.fetch as oidc.CustomFetch
  if (!token_endpoint.startsWith('https:')) oidc.allowInsecureRequests(configuration)
  return configuration
}

const fhirIdForm = /^[A-Za-z0-9.-]{1,64}$/

/**
 * Attune opened from inside another health record: `/launch?iss=…&launch=…`. A record that is not in the configuration is refused before
 * anything is fetched. Its tokens stay on the server, sealed under the session; its patient is the only one the session can see.
 */
export const ehrLaunchRoutes = (app: FastifyInstance, room: SignInRoom): void => {
  const ehrs = room.config?.ehrs ?? []
  const redirect = `${room.baseUrl}/launch/callback`

  app.get<{ Querystring: { iss?: string; launch?: string } }>('/launch', begins, async (request, reply) => {
    const { iss, launch } = request.query
    const ehr = ehrs.find((e) => e.iss === iss)
    if (ehr === undefined || typeof launch !== 'string' || launch === '')
      return refuse(reply, 'This health record is not one that may open Attune here.')
    const configuration = await configurationOf(room, ehr).catch(() => undefined)
    if (configuration === undefined) return refuse(reply, 'The health record does not say how to sign in to it.')
    return startAttempt(
      room,
      reply,
      configuration,
      { kind: 'ehr', iss: ehr.iss, returnTo: '/' },
      { redirect_uri: redirect, scope: 'launch openid fhirUser patient/*.rs', aud: ehr.iss, launch },
    )
  })

  app.get('/launch/callback', async (request, reply) => {
    const attempt = await takeAttempt(room, request)
    const ehr = ehrs.find((e) => e.iss === attempt?.iss)
    if (attempt?.kind !== 'ehr' || ehr === undefined)
      return refuse(reply, 'This launch took too long, or was begun in another browser.')
    const configuration = await configurationOf(room, ehr).catch(() => undefined)
    const tokens =
      configuration &&
      (await oidc
        .authorizationCodeGrant(configuration, new URL(request.url, room.baseUrl), {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        })
        .catch(() => undefined))
    const claims = tokens?.claims()
    const patient = tokens?.['patient']
    const failed = async (why: string): Promise<FastifyReply> => {
      const entity = `launch from ${ehr.iss}`
      await room.audit.append(auditEntry(room, { action: 'signIn', outcome: 'failure', entity, client: ehr.clientId }))
      return refuse(reply, why)
    }
    if (tokens === undefined || claims === undefined || typeof patient !== 'string' || !fhirIdForm.test(patient))
      return failed('The health record did not say who you are and for whom it opened Attune.')
    const fhirUser = claims['fhirUser']
    // What is shown here is for clinicians: a patient or a relative whom the record sends has an account of their own.
    if (typeof fhirUser === 'string' && /(^|\/)(Patient|RelatedPerson|Person)\/[^/]+$/.test(fhirUser))
      return failed('The health record opened Attune for somebody who is not one of its clinicians.')
    const name = claims['name']
    const actor: Actor = {
      id: `${ehr.iss}#${claims.sub}`,
      name: typeof name === 'string' ? name : claims.sub,
      role: 'clinician',
      client: ehr.clientId,
      purpose: 'TREAT',
      ...(typeof fhirUser === 'string' ? { reference: fhirUser } : {}),
    }
    const local = ehr.sameIds === true ? await room.patients.one(patient) : undefined
    await room.audit.append(
      auditEntry(room, {
        action: 'signIn',
        outcome: 'success',
        entity: `launch from ${ehr.iss}`,
        actor,
        patients: local === undefined ? [] : [local.id],
      }),
    )
    const launch = { fhirServer: ehr.iss, patient, ...(local === undefined ? {} : { local: local.id }) }
    const secrets = {
      access: tokens.access_token,
      refresh: tokens.refresh_token,
      scope: tokens.scope,
      expires: room.seconds() + (tokens.expires_in ?? 0),
    }
    return openSession(
      room,
      reply,
      { actor, account: actor.id, launch, secrets },
      local === undefined ? '/' : `/people/${local.id}`,
    )
  })
}
