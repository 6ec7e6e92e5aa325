import { expect, test } from 'vitest'
import { uuidSource, uuidV7 } from './uuid.ts'

test('the example of RFC 9562, appendix A.6', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('later ids sort after earlier ones, whatever chance adds', () => {
  const ids = [1, 2, 2 ** 32 - 1, 2 ** 32, 1_795_000_000_000].map((ms, i) =>
    uuidV7(ms, new Uint8Array(10).fill(250 - i)),
  )
  expect(ids.toSorted()).toEqual(ids)
})

test('a source gives every id random bytes of its own', () => {
  let drawn = 0
  const next = uuidSource(
    () => 5,
    (bytes) => {
      for (let i = 0; i < bytes.length; i += 10) new DataView(bytes.buffer).setUint32(i + 6, ++drawn)
    },
  )
  expect(new Set(Array.from({ length: 1000 }, next)).size).toBe(1000)
})
