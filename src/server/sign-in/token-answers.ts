import type { KoaContextWithOIDC } from 'oidc-provider'
import { registrationOf } from './client-metadata.ts'
import { concernsFhir } from './grantable-scopes.ts'
import { pagePolicy } from './page.ts'
import type { SignInRoom } from './parts.ts'
import type { LaunchedFor } from './provider-storage.ts'
import { auditEntry } from './sign-in-audit.ts'
import { scopesOf } from '../../trust/index.ts'

type Next = () => Promise<unknown>

/** Refreshing tokens for a stay beyond the visit needs a consent of its own, which SMART applications do not ask for by themselves. */
const askForConsent = (ctx: KoaContextWithOIDC): void => {
  const { scope, prompt } = ctx.query as { scope?: unknown; prompt?: unknown }
  if (prompt === undefined && typeof scope === 'string' && scopesOf(scope).includes('offline_access'))
    ctx.query = { ...ctx.query, prompt: 'consent' }
}

/** The SMART part of a token answer: who and what is open, and how the application should show itself. */
const launchAnswer = (room: SignInRoom, about: LaunchedFor): Readonly<Record<string, unknown>> => ({
  ...(about.patient === undefined ? {} : { patient: about.patient, need_patient_banner: about.fromEhr !== true }),
  ...(about.encounter === undefined
    ? {}
    : { encounter: about.encounter, fhirContext: [{ reference: `Encounter/${about.encounter}` }] }),
  smart_style_url: `${room.baseUrl}/oauth/smart-style.json`,
})

/** Wraps every answer of the authorization server: SMART's fields beside the token, headers of the house, one audit entry per token. */
export const tokenAnswers =
  (room: SignInRoom) =>
  async (context: object, next: Next): Promise<void> => {
    const ctx = context as KoaContextWithOIDC
    if (ctx.method === 'GET' && ctx.path === '/authorize') askForConsent(ctx)
    await next()
    ctx.set('x-content-type-options', 'nosniff')
    ctx.set('referrer-policy', 'no-referrer')
    if (ctx.type === 'text/html') ctx.set('content-security-policy', pagePolicy())
    if (ctx.path !== '/token') return
    const body = ctx.body as Readonly<Record<string, unknown>>
    const given = typeof body?.['access_token'] === 'string'
    const { client, entities, params } = ctx.oidc
    const token = entities.AccessToken ?? entities.ClientCredentials
    if (given && entities.AccessToken !== undefined && concernsFhir([...entities.AccessToken.scopes])) {
      const about = (await room.store.entries.find('LaunchedFor', entities.AccessToken.grantId, room.seconds()))
        ?.payload
      ctx.body = { ...launchAnswer(room, (about ?? {}) as LaunchedFor), ...body }
    }
    const account =
      entities.Account === undefined ? undefined : await room.store.accounts.byId(entities.Account.accountId)
    const grantType = typeof params?.['grant_type'] === 'string' ? params['grant_type'] : 'unknown'
    const entry = auditEntry(room, {
      action: 'execute',
      outcome: given ? 'success' : ctx.status >= 500 ? 'error' : 'failure',
      entity: `token/${grantType.slice(0, 40)}`,
      ...(account === undefined ? {} : { account }),
      client: client?.clientId ?? 'unknown',
      service: registrationOf(client).kind === 'service',
      ...(token?.scope === undefined ? {} : { query: token.scope }),
    })
    await room.audit.append(entry)
  }
