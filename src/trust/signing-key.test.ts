import { expect, test } from 'vitest'
import { jwkOf, makeSigningKeys, olderKeys } from './signing-key.ts'

test('each set has one key of each algorithm; of several sets the first counts', async () => {
  const old = await makeSigningKeys('2026-01-01T00:00:00Z', (alg) => `old-${alg}`)
  const young = await makeSigningKeys('2026-02-01T00:00:00Z', (alg) => `young-${alg}`)
  expect(young.map((k) => [jwkOf(k).alg, jwkOf(k).use, typeof jwkOf(k).d])).toEqual([
    ['ES384', 'sig', 'string'],
    ['RS256', 'sig', 'string'],
  ])
  expect(olderKeys([...young, ...old]).map((k) => k.id)).toEqual(['old-ES384', 'old-RS256'])
  expect(olderKeys(old)).toEqual([])
})
