import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stepFloors, stepOf } from './count-steps.ts'
import { entropyCoded, entropyDecoded } from './entropy-code.ts'
import { joinNumbers, splitNumbers } from './number-column.ts'

describe('the codes of an archive', () => {
  test('numbers of 32 bits come back from symbols and bits', () => {
    const number = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 2 ** 20 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
    fc.assert(
      fc.property(fc.array(number), (values) => {
        const column = splitNumbers(Uint32Array.from(values), values.length)
        expect(Array.from(joinNumbers(column))).toEqual(values)
      }),
      { examples: [[[2 ** 32 - 1, 0, 2 ** 31, 15, 16, 17]]] },
    )
  })

  test('bytes come back from the entropy code, however their shares are spread', () => {
    const byte = fc.oneof(fc.constant(7), fc.nat({ max: 3 }), fc.nat({ max: 255 }))
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 3000 }), (values) => {
        const bytes = Uint8Array.from(values)
        expect(entropyDecoded(entropyCoded(bytes), bytes.length)).toEqual(bytes)
      }),
    )
    const all = Uint8Array.from({ length: 2560 }, (_, i) => i)
    expect(entropyDecoded(entropyCoded(all), all.length)).toEqual(all)
    const one = new Uint8Array(50_000)
    one[700] = 3
    expect(entropyDecoded(entropyCoded(one), one.length)).toEqual(one)
  })

  test('the entropy code needs hardly more than the information there is', () => {
    const skewed = Uint8Array.from({ length: 100_000 }, (_, i) => ((i * 7919) % 100 < 90 ? 0 : i % 3))
    const share = (s: number): number => skewed.filter((b) => b === s).length / skewed.length
    const bits = [0, 1, 2].reduce((n, s) => n - share(s) * Math.log2(share(s)), 0)
    expect(entropyCoded(skewed).length * 8).toBeLessThan(bits * skewed.length * 1.005 + 200)
  })

  test('damaged or cut code gives nothing or as many bytes, and no exception', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.nat({ max: 255 }),
        fc.nat({ max: 400 }),
        (bytes, at, value, size) => {
          const code = entropyCoded(bytes)
          code[at % code.length] = value
          const decoded = entropyDecoded(code, size)
          expect(decoded === undefined || decoded.length === size).toBe(true)
          expect(entropyDecoded(code.subarray(0, at % code.length), bytes.length)).toBeUndefined()
        },
      ),
    )
  })

  test('steps of counts are told one by one below 16 and by fourths of a doubling above', () => {
    expect([0, 15, 16, 19, 20, 31, 32, 39, 40, 63, 64, 100].map((n) => stepFloors[stepOf(n)])).toEqual([
      0, 15, 16, 16, 20, 28, 32, 32, 40, 56, 64, 96,
    ])
    expect(stepFloors[stepOf(2 ** 31 - 1)]).toBe(7 * 2 ** 28)
  })
})
