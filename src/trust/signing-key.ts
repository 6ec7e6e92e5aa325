import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** What identity tokens are signed with: RS256 because every client reads it, ES384 because SMART asks for it. */
const algorithms = ['ES384', 'RS256'] as const

/** A private key as it is kept: `content` is a JWK, `created` an instant. */
export type KeptKey = { readonly id: string; readonly content: string; readonly created: string }

/** One new key of each algorithm; `idOf` names them. */
export const makeSigningKeys = (created: string, idOf: (algorithm: string) => string): Promise<readonly KeptKey[]> =>
  Promise.all(
    algorithms.map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true })
      const jwk = { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomBytes(12).toString('base64url') }
      return { id: idOf(alg), content: JSON.stringify(jwk), created }
    }),
  )

export const jwkOf = ({ content }: KeptKey): JWK => JSON.parse(content) as JWK

/** All but the newest of each algorithm, of a list that is newest first. */
export const olderKeys = (keys: readonly KeptKey[]): readonly KeptKey[] =>
  keys.filter((key, n) => keys.slice(0, n).some((newer) => jwkOf(newer).alg === jwkOf(key).alg))
