import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sha512 } from './sha512.ts'

const hexOf = (...pieces: readonly string[]): string => {
  const digest = sha512()
  for (const piece of pieces) digest.add(new TextEncoder().encode(piece))
  return Array.from(digest.digest(), (b) => b.toString(16).padStart(2, '0')).join('')
}

test('the examples of FIPS 180-4 come out', () => {
  expect(hexOf('abc')).toBe(
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  )
  expect(
    hexOf(
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    ),
  ).toBe(
    '8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909',
  )
  expect(hexOf()).toBe(
    'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
  )
})

test('every length around the block edges agrees with the engine, in one piece and in two', () => {
  for (let n = 0; n < 300; n++) {
    const text = 'The quick brown fox jumps over the lazy dog; '.repeat(8).slice(0, n)
    const cut = (n * 7) % (n + 1)
    const expected = createHash('sha512').update(text).digest('hex')
    expect(hexOf(text)).toBe(expected)
    expect(hexOf(text.slice(0, cut), text.slice(cut))).toBe(expected)
  }
})
