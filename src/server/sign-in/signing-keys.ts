import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import { jwkOf, makeSigningKeys } from '../../trust/index.ts'
import type { SignInRoom } from './parts.ts'

/** Keys that sign identity tokens, newest first: the first of each algorithm signs, all are published, so old tokens can still be checked. */
export const signingKeys = async ({ store, now }: SignInRoom): Promise<readonly JWK[]> => {
  const kept = await store.secrets.listOrMake('signingKey', () => makeSigningKeys(now(), (alg) => `first-${alg}`))
  return kept.map(jwkOf)
}

/** Keys that sign the cookies of the sign-in server, newest first. */
export const cookieKeys = async ({ store, now }: SignInRoom): Promise<string[]> => {
  const kept = await store.secrets.listOrMake('cookieKey', async () => [
    { id: 'first-cookies', content: randomBytes(32).toString('base64url'), created: now() },
  ])
  return kept.map((s) => s.content)
}
