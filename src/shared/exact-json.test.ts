import { describe, expect, test } from 'vitest'
import { copyJson, parseJson, writeJson } from './exact-json.ts'

describe('numbers in JSON', () => {
  test.each(['1.00', '0.0', '-0', '1e3', '1.5E-10', '123456789012345678.25', '0.1', '12', '-3.140', '100'])(
    '%s is written as it was read',
    (number) => {
      for (const text of [`{"a":${number}}`, `[${number}]`, `{"b":[1,{"a":${number}}]}`, `{"a":${number},"b":2.50}`]) {
        expect(writeJson(parseJson(text))).toBe(text)
        expect(writeJson(copyJson(parseJson(text)))).toBe(text)
      }
    },
  )
  test('blanks around a number do not hide it', () => {
    expect(writeJson(parseJson('{ "a" :\n 1.00 \n, "b": [ 2.0 ] }'))).toBe('{"a":1.00,"b":[2.0]}')
  })
  test('the value is the same number as ever', () => {
    expect(parseJson('{"a":1.00,"b":[1e3]}')).toEqual({ a: 1, b: [1000] })
  })
  test('a number that was changed since is written as it is now', () => {
    const value = parseJson('{"a":1.00,"b":2.00}') as { a: number }
    value.a = 5
    expect(writeJson(value)).toBe('{"a":5,"b":2.00}')
  })
  test('texts that look like numbers, and repeated names, do no harm', () => {
    const text = '{"a":"x, 1.00 ,","b":": 2.0}"}'
    expect(writeJson(parseJson(text))).toBe(text)
    expect(writeJson(parseJson('{"a":1.00,"a":"x"}'))).toBe('{"a":"x"}')
  })
  test('can be laid out in lines', () => {
    expect(writeJson(parseJson('{"a":1.00}'), 2)).toBe('{\n  "a": 1.00\n}')
  })
})
