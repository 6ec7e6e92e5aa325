import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from 'jose'
import { type Access, type Actor, accessOf, type Role, roles, scopesOf } from '../../trust/index.ts'
import type { IdentityProvider, SignInRoom } from './parts.ts'

type Claims = Readonly<Record<string, unknown>>

const claimAt = (claims: Claims, path: string): unknown =>
  Object.hasOwn(claims, path)
    ? claims[path]
    : path
        .split('.')
        .reduce<unknown>(
          (value, key) =>
            typeof value === 'object' && value !== null && Object.hasOwn(value, key)
              ? (value as Claims)[key]
              : undefined,
          claims,
        )

const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

/** The most able role wins where the claim names several, in the order of `roles`. */
const roleFrom = (claims: Claims, provider: IdentityProvider): Role | undefined => {
  const named = texts(claimAt(claims, provider.claims.role)).flatMap((v) =>
    Object.hasOwn(provider.roles, v) ? [provider.roles[v]] : [],
  )
  return roles.find((r) => named.includes(r))
}

/** Who the claims of the house's identity provider speak of. Undefined: no role of ours, or another tenant's. */
export const actorFromClaims = (claims: Claims, provider: IdentityProvider, tenant: string): Actor | undefined => {
  const role = roleFrom(claims, provider)
  const subject = claims['sub']
  if (role === undefined || typeof subject !== 'string') return undefined
  if (provider.claims.tenant !== undefined && claimAt(claims, provider.claims.tenant) !== tenant) return undefined
  const patient = provider.claims.patient === undefined ? undefined : claimAt(claims, provider.claims.patient)
  const name = claimAt(claims, provider.claims.name ?? 'name')
  const fhirUser = claims['fhirUser']
  const reference =
    role === 'patient' && typeof patient === 'string'
      ? `Patient/${patient.replace(/^Patient\//, '')}`
      : typeof fhirUser === 'string'
        ? fhirUser.split('/').slice(-2).join('/')
        : undefined
  return {
    id: `${provider.issuer}#${subject}`,
    name: typeof name === 'string' ? name : subject,
    role,
    purpose: role === 'patient' ? 'PATRQT' : 'TREAT',
    ...(reference === undefined ? {} : { reference }),
  }
}

const accessFromClaims = (claims: JWTPayload, provider: IdentityProvider, tenant: string): Access | undefined => {
  const actor = actorFromClaims(claims, provider, tenant)
  if (actor === undefined) return undefined
  const client = claims['client_id'] ?? claims['azp']
  const scope = claims['scope'] ?? claims['scp']
  const patient = claims['patient']
  return accessOf({
    tenant,
    actor: typeof client === 'string' ? { ...actor, client } : actor,
    scopes: typeof scope === 'string' ? scopesOf(scope) : texts(scope),
    ...(typeof patient === 'string' ? { launchPatient: patient } : {}),
  })
}

const asymmetric = ['ES384', 'ES256', 'RS384', 'RS256', 'PS256', 'PS384', 'EdDSA']

/**
 * Verifies access tokens of the one configured identity provider: issuer and audience exact, asymmetric signature, keys from the address its
 * own metadata names, cached. Nothing in a token leads to a fetch.
 */
export const externalTokens = (room: SignInRoom, provider: IdentityProvider) => {
  const fetcher = room.fetch ?? globalThis.fetch
  const get = (url: string): Promise<Response> => fetcher(url, { redirect: 'error', signal: AbortSignal.timeout(5000) })
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  const keySet = async () => {
    if (keys !== undefined) return keys
    const answer = await get(`${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    const { issuer, jwks_uri: uri } = (await answer.json()) as { issuer?: string; jwks_uri?: string }
    if (issuer !== provider.issuer || uri === undefined) throw new Error('the identity provider names another issuer')
    keys = createRemoteJWKSet(new URL(uri), { timeoutDuration: 5000, cacheMaxAge: 600_000, [customFetch]: fetcher })
    return keys
  }
  return async (token: string): Promise<Access | undefined> => {
    try {
      const { payload } = await jwtVerify(token, await keySet(), {
        issuer: provider.issuer,
        audience: provider.audience,
        algorithms: [...(provider.algorithms ?? asymmetric)].filter((a) => asymmetric.includes(a)),
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 30,
        currentDate: new Date(room.seconds() * 1000),
      })
      return accessFromClaims(payload, provider, room.tenant)
    } catch {
      return undefined
    }
  }
}
