import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type AskServer, type CdsClient, keySets, usedTokens, verifyClient, type VerifyParts } from './index.ts'

type Vectors = {
  readonly now: number
  readonly aud: string
  readonly iss: string
  readonly jku: string
  readonly jwks: JSONWebKeySet
  readonly vectors: readonly {
    readonly id: string
    readonly valid: boolean
    readonly why: string
    readonly token: string
    readonly after?: string
  }[]
}

const path = new URL('../../../conformance/vectors/interop/cds-hooks.jwt.json', import.meta.url)
const given = JSON.parse(readFileSync(path, 'utf8')) as Vectors

/** An EHR whose keys stand at its own address; every question asked of the network is noted. */
const partsOf = (client: Partial<CdsClient> = {}) => {
  const asked: string[] = []
  const ask: AskServer = async (url) => {
    asked.push(url)
    return { ok: true, status: 200, text: JSON.stringify(given.jwks) }
  }
  const parts: VerifyParts = {
    clients: [{ iss: given.iss, name: 'EHR', jku: [given.jku], ...client }],
    keySets: keySets(ask),
    used: usedTokens(),
  }
  return { parts, asked }
}

const verify = (token: string, parts: VerifyParts, now = given.now) => verifyClient(token, given.aud, now, parts)

describe('the reference tokens', () => {
  test.each(given.vectors)('$id: $why', async (v) => {
    const { parts } = partsOf({ keys: given.jwks })
    const before = given.vectors.find((o) => o.id === v.after)
    if (before !== undefined) expect(await verify(before.token, parts)).toMatchObject({ ok: true })
    expect((await verify(v.token, parts)).ok).toBe(v.valid)
  })

  test('a foreign issuer or key address is refused before any question is asked', async () => {
    const { parts, asked } = partsOf()
    for (const id of ['wrong-iss', 'evil-jku', 'hs256-pubkey', 'no-kid', 'garbage'])
      await verify(given.vectors.find((v) => v.id === id)?.token ?? '', parts)
    expect(asked).toEqual([])
    expect((await verify(given.vectors[0]?.token ?? '', parts)).ok).toBe(true)
    expect(asked).toEqual([given.jku])
  })
})

const { privateKey, publicKey } = await generateKeyPair('ES384')
const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES384' }] }
const now = 1_800_000_000

const sign = (claims: Readonly<Record<string, unknown>> = {}, header: Readonly<Record<string, unknown>> = {}) =>
  new SignJWT({ iss: given.iss, aud: given.aud, iat: now, exp: now + 300, jti: 'j1', ...claims })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'k', ...header })
    .sign(privateKey)

const unsigned = (alg: string): string => {
  const part = (o: unknown) => Buffer.from(JSON.stringify(o)).toString('base64url')
  const claims = { iss: given.iss, aud: given.aud, iat: now, exp: now + 300, jti: 'n' }
  return `${part({ alg, typ: 'JWT', kid: 'k' })}.${part(claims)}.`
}

describe('tokens of our own', () => {
  test.each([
    ['a plain one', {}, {}, now, 'let in'],
    ['the address among several', { aud: ['https://other.example', given.aud] }, {}, now, 'let in'],
    ['a clock 59 s ahead', { iat: now + 59, exp: now + 300 }, {}, now, 'let in'],
    ['a clock 61 s ahead', { iat: now + 61, exp: now + 300 }, {}, now, 'not-yet'],
    ['59 s after its end', {}, {}, now + 359, 'let in'],
    ['61 s after its end', {}, {}, now + 361, 'expired'],
    ['a life of 301 s', { exp: now + 301 }, {}, now, 'too-long'],
    ['without jti', { jti: undefined }, {}, now, 'claims'],
    ['without iat', { iat: undefined }, {}, now, 'claims'],
    ['a jti that is no text', { jti: 7 }, {}, now, 'claims'],
    ['not valid before later', { nbf: now + 200 }, {}, now, 'not-yet'],
    ['the base address only', { aud: 'https://cds.example.org/cds-services' }, {}, now, 'audience'],
    ['a slash more', { aud: `${given.aud}/` }, {}, now, 'audience'],
    ['another type', {}, { typ: 'at+jwt' }, now, 'type'],
    ['without type', {}, { typ: undefined }, now, 'type'],
    ['a key that is not there', {}, { kid: 'other' }, now, 'key-unknown'],
  ] as const)('%s', async (_, claims, header, at, expected) => {
    const { parts } = partsOf({ keys, jku: [] })
    const verdict = await verify(await sign(claims, header), parts, at)
    expect(verdict.ok ? 'let in' : verdict.because).toBe(expected)
  })

  test.each(['none', 'None', 'nOnE', 'HS256', 'HS384', ''])('alg %j is refused', async (alg) => {
    expect(await verify(unsigned(alg), partsOf({ keys }).parts, now)).toEqual({ ok: false, because: 'algorithm' })
  })

  test('a changed payload breaks the signature', async () => {
    const [head, , tail] = (await sign()).split('.')
    const body = Buffer.from(
      JSON.stringify({ iss: given.iss, aud: given.aud, iat: now, exp: now + 300, jti: 'x' }),
    ).toString('base64url')
    expect(await verify(`${head}.${body}.${tail}`, partsOf({ keys }).parts, now)).toEqual({
      ok: false,
      because: 'signature',
    })
  })

  test('a refused token does not use up its jti', async () => {
    const { parts } = partsOf({ keys })
    const [head, body] = (await sign()).split('.')
    expect((await verify(`${head}.${body}.AAAA`, parts, now)).ok).toBe(false)
    expect((await verify(await sign(), parts, now)).ok).toBe(true)
    expect(await verify(await sign(), parts, now)).toEqual({ ok: false, because: 'replay' })
  })

  test('two clients may use the same jti', async () => {
    const { parts } = partsOf({ keys })
    const both = { ...parts, clients: [...parts.clients, { iss: 'https://b.example', name: 'B', keys }] }
    expect((await verify(await sign(), both, now)).ok).toBe(true)
    expect((await verify(await sign({ iss: 'https://b.example' }), both, now)).ok).toBe(true)
  })

  test('no token at all', async () => {
    expect(await verifyClient(undefined, given.aud, now, partsOf().parts)).toEqual({ ok: false, because: 'no-token' })
  })
})

describe('key sets', () => {
  test('are asked for once in ten minutes, and for a new key id at most every half minute', async () => {
    let asked = 0
    const sets = keySets(async () => {
      asked++
      return { ok: true, status: 200, text: JSON.stringify(keys) }
    })
    await Promise.all([sets.at('u', 'k', 0), sets.at('u', 'k', 0), sets.at('u', 'k', 0)])
    expect(asked).toBe(1)
    await sets.at('u', 'k', 599)
    await sets.at('u', 'rotated', 20)
    expect(asked).toBe(1)
    await sets.at('u', 'rotated', 31)
    expect(asked).toBe(2)
    await sets.at('u', 'k', 700)
    expect(asked).toBe(3)
  })

  test('what cannot be read is no key set, and the old one stays', async () => {
    const answers = [JSON.stringify(keys), '<html>', '{"keys":7}']
    const sets = keySets(async () => ({ ok: true, status: 200, text: answers.shift() ?? '' }))
    expect(await sets.at('u', 'k', 0)).toEqual(keys)
    expect(await sets.at('u', 'k', 1000)).toEqual(keys)
    expect(await sets.at('v', 'k', 0)).toBeUndefined()
  })
})

test('more live tokens than are kept: nothing further is let in until some expire', () => {
  const used = usedTokens(2)
  expect([used.use('a', 100, 0), used.use('b', 200, 0), used.use('c', 200, 0)]).toEqual(['first', 'first', 'full'])
  expect([used.use('c', 200, 150), used.use('b', 200, 150)]).toEqual(['first', 'again'])
})
