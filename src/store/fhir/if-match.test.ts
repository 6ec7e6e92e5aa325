import { describe, expect, test } from 'vitest'
import { ifMatchOf, isMatched } from './if-match.ts'
import type { StoredVersion } from './stored-version.ts'

const version = (n: number, deleted: 0 | 1 = 0) => ({ version: n, deleted }) as StoredVersion

describe('If-Match', () => {
  test.each([
    ['W/"3"', '3'],
    ['"3"', '3'],
    ['W/"2", "3"', '2,3'],
    [' * ', '*'],
  ])('%s', (header, wanted) => {
    expect(ifMatchOf(header, 'http.If-Match')).toBe(wanted)
  })
  test.each(['3', 'W/3', 'W/""', '"3", 4', ''])('%s cannot be read and is refused, not passed over', (header) => {
    expect(() => ifMatchOf(header, 'http.If-Match')).toThrow('If-Match is a version tag')
  })
  test('holds for one of the versions named, and for none of what is not there', () => {
    expect(isMatched('2,3', version(3))).toBe(true)
    expect(isMatched('2', version(3))).toBe(false)
    expect(isMatched('*', version(3))).toBe(true)
    for (const wanted of ['*', '3'])
      for (const gone of [undefined, version(3, 1)]) expect(isMatched(wanted, gone)).toBe(false)
  })
})
