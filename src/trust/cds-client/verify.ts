import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import type { CdsClient, ClientRefusal, ClientVerdict } from './client.ts'
import type { KeySets } from './key-sets.ts'
import type { UsedTokens } from './used-tokens.ts'

/** Signatures that only the holder of a private key can make. ES384 and RS384 are the ones that the specification recommends. */
export const algorithms: readonly string[] = [
  'ES384',
  'RS384',
  'ES256',
  'ES512',
  'RS256',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
  'Ed25519',
]

/** Clocks may differ by this much; a token lives no longer than this. In seconds. */
const skew = 60
const longestLife = 300
const longestToken = 8192

export type VerifyParts = {
  readonly clients: readonly CdsClient[]
  readonly keySets: KeySets
  readonly used: UsedTokens
}

const no = (because: ClientRefusal): ClientVerdict => ({ ok: false, because })

type Claimed = { readonly alg: string; readonly kid: string; readonly jku?: string; readonly iss: string }

/** What the token says of itself, before anything of it is believed. */
const claimed = (token: string): Claimed | ClientRefusal => {
  try {
    const header = decodeProtectedHeader(token)
    if (header.alg === undefined || !algorithms.includes(header.alg)) return 'algorithm'
    if (header.typ?.toUpperCase() !== 'JWT') return 'type'
    if (typeof header.kid !== 'string' || header.kid === '') return 'no-kid'
    const { iss } = decodeJwt(token)
    if (typeof iss !== 'string') return 'issuer'
    const jku: unknown = header.jku
    if (jku !== undefined && typeof jku !== 'string') return 'key-address'
    return { alg: header.alg, kid: header.kid, iss, ...(jku === undefined ? {} : { jku }) }
  } catch {
    return 'no-jwt'
  }
}

const keysOf = async (
  client: CdsClient,
  said: Claimed,
  sets: KeySets,
  now: number,
): Promise<JSONWebKeySet | ClientRefusal> => {
  const allowed = client.jku ?? []
  if (said.jku !== undefined && !allowed.includes(said.jku)) return 'key-address'
  if (client.keys?.keys.some((k) => k.kid === said.kid)) return client.keys
  const [only] = allowed
  const address = said.jku ?? (allowed.length === 1 ? only : undefined)
  if (address === undefined) return 'key-unknown'
  return (await sets.at(address, said.kid, now)) ?? 'keys-unreachable'
}

const refusalOf = (error: unknown): ClientRefusal => {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience'
    return error.claim === 'nbf' ? 'not-yet' : 'claims'
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'key-unknown'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature'
  return 'no-jwt'
}

/**
 * Whether a bearer token lets its sender call `audience`, the exact address of the endpoint. Issuer and key address are held against the
 * allow-list before any key is fetched. `now` in seconds since 1970.
 */
export const verifyClient = async (
  token: string | undefined,
  audience: string,
  now: number,
  parts: VerifyParts,
): Promise<ClientVerdict> => {
  if (token === undefined) return no('no-token')
  const said = token.length > longestToken ? 'no-jwt' : claimed(token)
  if (typeof said === 'string') return no(said)
  const client = parts.clients.find((c) => c.iss === said.iss)
  if (client === undefined) return no('issuer')
  const keys = await keysOf(client, said, parts.keySets, now)
  if (typeof keys === 'string') return no(keys)
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: [...algorithms],
      issuer: client.iss,
      audience,
      clockTolerance: skew,
      currentDate: new Date(now * 1000),
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
    })
    const { exp = 0, iat = 0, jti } = payload
    if (typeof jti !== 'string' || jti === '' || jti.length > 256) return no('claims')
    if (iat > now + skew) return no('not-yet')
    if (exp - iat > longestLife) return no('too-long')
    const used = parts.used.use(JSON.stringify([client.iss, jti]), exp + skew, now)
    return used === 'first' ? { ok: true, client } : no(used === 'again' ? 'replay' : 'busy')
  } catch (error) {
    return no(refusalOf(error))
  }
}
