import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { plainScopes, scopesOf } from '../../trust/index.ts'
import { secretHash } from '../../store/index.ts'
import { registrationOf } from './client-metadata.ts'
import { concernsFhir, grantableScopes } from './grantable-scopes.ts'
import { messagePage } from './page.ts'
import type { SignInRoom } from './parts.ts'
import { type LaunchedFor, providerStorage } from './provider-storage.ts'
import { cookieKeys, signingKeys } from './signing-keys.ts'
import { tokenAnswers } from './token-answers.ts'

/** Seconds: people's access tokens, services' access tokens, codes, refresh tokens, and everything that came from one consent. */
export const lifetimes = {
  AccessToken: 600,
  ClientCredentials: 300,
  AuthorizationCode: 60,
  IdToken: 600,
  RefreshToken: 14 * 86_400,
  Grant: 90 * 86_400,
  Interaction: 15 * 60,
  Session: 12 * 3600,
} as const

/** An assertion of a client may be valid for at most so many seconds. */
const longestAssertion = 300

const askedScopes = (ctx: KoaContextWithOIDC): readonly string[] => {
  const { params, entities } = ctx.oidc
  const texts = [params?.['scope'], entities.AuthorizationCode?.scope, entities.RefreshToken?.scope]
  return scopesOf(texts.filter((t) => typeof t === 'string').join(' '))
}

const sameBase = (value: unknown, base: string): boolean =>
  value === base || value === `${base}/` || (Array.isArray(value) && value.length === 1 && sameBase(value[0], base))

const configurationOf = async (room: SignInRoom): Promise<Configuration> => {
  const { store, fhirBase, seconds } = room
  const keys = await signingKeys(room)
  return {
    adapter: providerStorage(room),
    jwks: { keys: [...keys] },
    cookies: {
      keys: await cookieKeys(room),
      names: { session: 'attune_op', interaction: 'attune_step', resume: 'attune_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      introspection: '/introspect',
      revocation: '/revoke',
      jwks: '/jwks',
      end_session: '/end',
    },
    scopes: [...plainScopes],
    discovery: { userinfo_endpoint: `${room.issuer}/userinfo` },
    claims: { openid: ['sub'], profile: ['name'], fhirUser: ['fhirUser'] },
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS384', 'ES384'],
      idTokenSigningAlgValues: ['RS256', 'ES384'],
    },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    acceptQueryParamAccessTokens: false,
    clockTolerance: 30,
    extraParams: {
      launch: () => {},
      aud: (ctx, value) => {
        const needed = ctx.query['resource'] === undefined && concernsFhir(askedScopes(ctx))
        if (value === undefined ? needed : !sameBase(value, fhirBase))
          throw new errors.InvalidRequest(`aud must be ${fhirBase}`)
      },
    },
    extraClientMetadata: { properties: ['attune_registration'] },
    clientBasedCORS: (_ctx, origin, client) =>
      origin !== 'null' && (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        // Whoever holds a token may ask about it if it is theirs; services may check what applications hand them.
        allowedPolicy: (_ctx, client, token) =>
          token.clientId === client.clientId || registrationOf(client).kind === 'service',
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) => oneOf ?? (concernsFhir(askedScopes(ctx)) ? fhirBase : undefined),
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, resource, client) => {
          if (!sameBase(resource, fhirBase)) throw new errors.InvalidTarget()
          const asked = askedScopes(ctx)
          const scope = grantableScopes(asked, registrationOf(client))
          if (asked.length > 0 && scope.length === 0)
            throw new errors.InvalidScope('none of the requested scopes may be granted', asked.join(' '))
          return {
            scope: scope.join(' '),
            audience: fhirBase,
            accessTokenFormat: 'opaque',
          }
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/oauth/sign-in/${interaction.uid}` },
    findAccount: async (_ctx, id) => {
      const account = await store.accounts.byId(id)
      if (account === undefined || account.disabled || (account.demo && !room.demo)) return undefined
      return {
        accountId: account.id,
        claims: () => ({
          sub: account.id,
          name: account.name,
          ...(account.reference === undefined ? {} : { fhirUser: `${fhirBase}/${account.reference}` }),
        }),
      }
    },
    // A consent is for one launch: nothing that was granted for another patient or another day is taken up again.
    loadExistingGrant: async (ctx) => {
      const id = ctx.oidc.result?.consent?.grantId
      return id === undefined ? undefined : ctx.oidc.provider.Grant.find(id)
    },
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') &&
      (source.scopes.has('offline_access') || source.scopes.has('online_access')),
    rotateRefreshToken: true,
    ttl: {
      ...lifetimes,
      RefreshToken: (ctx, token, client) => {
        const rotated = ctx?.oidc.entities.RotatedRefreshToken
        if (rotated !== undefined && client.clientAuthMethod === 'none') return Math.max(1, rotated.remainingTTL)
        return token.scopes.has('offline_access') ? lifetimes.RefreshToken : lifetimes.Session
      },
    },
    extraTokenClaims: async (_ctx, token) => {
      if (token.kind !== 'AccessToken' || token.aud === undefined) return undefined
      const about = (await store.entries.find('LaunchedFor', token.grantId, seconds()))?.payload as
        | LaunchedFor
        | undefined
      const account = await store.accounts.byId(token.accountId)
      return {
        ...(about?.patient === undefined ? {} : { patient: about.patient }),
        ...(about?.encounter === undefined ? {} : { encounter: about.encounter }),
        ...(account?.reference === undefined ? {} : { fhirUser: `${fhirBase}/${account.reference}` }),
      }
    },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header) => {
      const { exp, iat, sub, iss } = claims as { exp?: number; iat?: number; sub?: string; iss?: string }
      const at = seconds()
      if (sub !== iss) throw new errors.InvalidClientAuth('sub must be the client_id')
      if (exp === undefined || exp > at + longestAssertion + 30 || (iat !== undefined && exp - iat > longestAssertion))
        throw new errors.InvalidClientAuth('the assertion is valid for more than five minutes')
      if ((header as { crit?: unknown }).crit !== undefined)
        throw new errors.InvalidClientAuth('crit is not understood')
    },
    fetch: (url, options) =>
      (room.fetch ?? globalThis.fetch)(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(5000) }),
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = messagePage('This sign-in cannot go on', [
        out.error_description ?? out.error,
        'Go back to the application and start again.',
      ])
    },
  }
}

/**
 * The authorization server: authorization code with PKCE (S256 alone) for people, client credentials with a signed assertion for services,
 * opaque access tokens, refresh tokens that are good once. Constructing it makes the signing keys on the first start.
 */
export const signInProvider = async (room: SignInRoom): Promise<Provider> => {
  const provider = new Provider(room.issuer, await configurationOf(room))
  // Headers are set from the configured address before a request arrives here.
  provider.proxy = true
  const client = provider.Client.prototype as unknown as {
    clientSecret?: string
    compareClientSecret: (actual: string) => boolean
  }
  const compareHashes = client.compareClientSecret
  client.compareClientSecret = function compareClientSecret(actual) {
    return compareHashes.call(this, secretHash(actual))
  }
  provider.use(tokenAnswers(room))
  provider.on('server_error', (_ctx, error) => {
    process.emitWarning(`sign-in: ${error.name}`, 'AttuneWarning')
  })
  return provider
}
