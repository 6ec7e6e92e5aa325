import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstJsonFault } from './json-fault.ts'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the place of a JSON fault', () => {
  test.each([
    ['{"a": 1,}', 8, 'a name in double quotes'],
    ['{"a" 1}', 5, ':'],
    ['[1 2]', 3, ', or ]'],
    ['{"a": [1, 2}', 11, ', or ]'],
    ['{"a": 1', 7, 'more text: a } is missing'],
    ['{"a": tru}', 6, 'a JSON value'],
    ['{} x', 3, 'the end of the file'],
    ['["a\nb"]', 1, 'a JSON value'],
  ])('%s', (text, offset, expected) => {
    expect(firstJsonFault(text)).toEqual({ offset, expected })
  })
  test('agrees with JSON.parse on what is JSON, whole or damaged', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '\\', '0', 'x', '\u0001'),
        (json, at, put) => {
          const i = at % (json.length + 1)
          for (const text of [json, json.slice(0, i) + put + json.slice(i), json.slice(0, i) + put + json.slice(i + 1)])
            expect(firstJsonFault(text) === undefined).toBe(parses(text))
        },
      ),
      { numRuns: 1000 },
    )
  })
})
