import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * Work factors of new hashes: 2^15 blocks of 8, three times over; 32 MB and some 0.2 s each. They stand in every hash, so they can be raised without
 * losing old ones.
 * @source https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const cost = { log2N: 15, r: 8, p: 3 }
const keyLength = 32

const derive = (password: string, salt: Buffer, { log2N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** log2N
    scrypt(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** Passwords that are worth hashing: 12 to 1,000 characters, and not one character repeated. Otherwise the sentence that says why not. */
export const passwordFault = (password: string): string | undefined => {
  if (password.length < 12) return 'A password needs at least 12 characters.'
  if (password.length > 1000) return 'A password may have at most 1,000 characters.'
  return new Set(password).size < 4 ? 'This password repeats itself.' : undefined
}

/** `scrypt$15$8$3$salt$key`, salt and key in base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

const nobody = ['scrypt', cost.log2N, cost.r, cost.p, 'AAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(43)].join('$')

/** Takes as long without a stored hash as with one, so that time does not tell whether an account exists. */
export const passwordFits = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, log2N, r, p, salt = '', key = ''] = (stored ?? nobody).split('$')
  const derived = await derive(password.slice(0, 1000), Buffer.from(salt, 'base64url'), {
    log2N: Number(log2N),
    r: Number(r),
    p: Number(p),
  })
  const expected = Buffer.from(key, 'base64url')
  return derived.length === expected.length && timingSafeEqual(derived, expected) && stored !== undefined
}
