import { describe, expect, test } from 'vitest'
import { hashPassword, passwordFault, passwordFits } from './password.ts'

describe('passwords', () => {
  test('a hash fits its password alone, carries its factors, and differs each time', async () => {
    const [a, b] = [await hashPassword('correct horse battery'), await hashPassword('correct horse battery')]
    expect(a).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
    expect(a).not.toBe(b)
    expect(await passwordFits('correct horse battery', a)).toBe(true)
    expect(await passwordFits('correct horse batterY', a)).toBe(false)
  })

  test('a hash made by scrypt itself is understood', async () => {
    // RFC 7914, section 12: P "pleaseletmein", S "SodiumChloride", N 16384, r 8, p 1; the first 32 bytes.
    const salt = Buffer.from('SodiumChloride').toString('base64url')
    const key = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex').toString(
      'base64url',
    )
    expect(await passwordFits('pleaseletmein', `scrypt$14$8$1$${salt}$${key}`)).toBe(true)
  })

  test('nobody’s password takes as long as somebody’s, and never fits', async () => {
    const stored = await hashPassword('correct horse battery')
    const time = async (hash: string | undefined) => {
      const start = performance.now()
      expect(await passwordFits('wrong horse battery', hash)).toBe(false)
      return performance.now() - start
    }
    await time(stored)
    const known = Math.min(await time(stored), await time(stored), await time(stored))
    const unknown = Math.min(await time(undefined), await time(undefined), await time(undefined))
    expect(unknown / known).toBeGreaterThan(1 / 3)
    expect(unknown / known).toBeLessThan(3)
  })

  test('short and repetitive passwords are turned down with a reason', () => {
    expect(passwordFault('short')).toMatch(/12 characters/)
    expect(passwordFault('aaaaaaaaaaaaaa')).toMatch(/repeats/)
    expect(passwordFault('x'.repeat(1001))).toMatch(/1,000/)
    expect(passwordFault('correct horse battery')).toBeUndefined()
  })
})
