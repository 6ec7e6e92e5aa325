import { type CryptoKey, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { readFileSync } from 'node:fs'
import { ok, problem, type Result, bad } from '../../shared/problem.ts'

/** The client that the kit plays: its private key, as a JWK with kid and alg, and who it says it is. */
export type KitClient = { readonly key: JWK; readonly iss: string; readonly jku?: string }

/** Reads a private JWK, or a JWK Set with one. */
export const readClientKey = (path: string, iss: string, jku: string | undefined): Result<KitClient> => {
  const fault = (message: string) =>
    bad<KitClient>([
      problem(
        'cds-hooks.client-key',
        path,
        message,
        'Give a private key as a JWK with kty, kid and alg (ES384 or RS384).',
      ),
    ])
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as JWK & { readonly keys?: readonly JWK[] }
    const key = read.keys?.[0] ?? read
    if (key.d === undefined || key.kid === undefined) return fault('The file holds no private key with a kid.')
    return ok({ key, iss, ...(jku === undefined ? {} : { jku }) })
  } catch {
    return fault('The key cannot be read.')
  }
}

/** What is changed in a token to see it refused. */
export type TokenFault = 'none' | 'expired' | 'audience' | 'foreign-key' | 'unsigned' | 'symmetric'

export type Tokens = { readonly make: (audience: string, fault?: TokenFault, jti?: string) => Promise<string> }

const part = (o: unknown): string => Buffer.from(JSON.stringify(o)).toString('base64url')

/** Makes tokens, right and wrong ones. `now` in ms since 1970. */
export const clientTokens = (client: KitClient, now: () => number, newId: () => string): Tokens => ({
  make: async (audience, fault = 'none', jti = newId()) => {
    const alg = client.key.alg ?? (client.key.kty === 'RSA' ? 'RS384' : 'ES384')
    const at = Math.floor(now() / 1000)
    const exp = fault === 'expired' ? at - 600 : at + 240
    const claims = {
      iss: client.iss,
      aud: fault === 'audience' ? `${audience}-of-another` : audience,
      iat: exp - 240,
      exp,
      jti,
    }
    const header = {
      alg,
      typ: 'JWT',
      kid: client.key.kid ?? '',
      ...(client.jku === undefined ? {} : { jku: client.jku }),
    }
    if (fault === 'unsigned') return `${part({ ...header, alg: 'none' })}.${part(claims)}.`
    if (fault === 'symmetric') {
      const secret = new TextEncoder().encode(JSON.stringify(publicPart(client.key)).padEnd(48, ' '))
      return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret)
    }
    const key =
      fault === 'foreign-key'
        ? (await generateKeyPair(alg)).privateKey
        : ((await importJWK(client.key, alg)) as CryptoKey)
    return new SignJWT(claims).setProtectedHeader(header).sign(key)
  },
})

/** What of a key may be known to everybody. */
export const publicPart = (key: JWK): JWK => {
  const { d: _, p: __, q: ___, dp: ____, dq: _____, qi: ______, ...open } = key
  return open
}
