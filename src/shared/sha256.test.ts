import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { base64OfHex, sha256Of } from './sha256.ts'

test('the vectors of FIPS 180 come out', () => {
  expect(sha256Of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(sha256Of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256Of('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
  expect(sha256Of('a'.repeat(1_000_000))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
})

test('every length around the block edges, and text beyond ASCII, agrees with the engine', () => {
  for (let n = 50; n < 140; n++) {
    const text = 'é漢'.repeat(n).slice(0, n)
    expect(sha256Of(text)).toBe(createHash('sha256').update(text).digest('hex'))
    expect(base64OfHex(sha256Of(text))).toBe(createHash('sha256').update(text).digest('base64'))
  }
})
