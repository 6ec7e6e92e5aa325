import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson, readJsonBody } from './read-json.ts'
import { repeatedName } from './repeated-name.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('reading a body', () => {
  test.each([
    ['{"resourceType": "Patient",}', 'line 1, column 28: expected here: a name in double quotes'],
    ['{\n  "resourceType": "Patient"\n  "id": "1"\n}', 'line 3, column 3: expected here: , or }'],
    ['<Patient xmlns="http://hl7.org/fhir"/>', 'It looks like XML'],
    ['{"a": 1, "b": {"c": 1, "c": 2}}', "Line 1, column 24: the name 'c' stands twice"],
    ['{"a": 1, "\\u0061": 2}', "the name 'a' stands twice"],
    ['{"meta": {"__proto__": {"admin": true}}}', '__proto__'],
    ['{"meta": {"\\u005f_proto_\\u005f": {}}}', '__proto__'],
    ['', 'The body is empty'],
  ])('%s', (text, told) => {
    expect(() => readJsonBody(bytes(text))).toThrow(told)
  })
  test('bytes that are no UTF-8, a zip archive and gzip without its header are told apart', () => {
    expect(() => readJsonBody(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('not UTF-8')
    expect(() => readJsonBody(Uint8Array.of(0x50, 0x4b, 3, 4, 20))).toThrow('zip archive')
    expect(() => readJsonBody(Uint8Array.of(0x1f, 0x8b, 8))).toThrow('Content-Encoding')
  })
  test('nesting over the limit is refused before anything recursive runs', () => {
    expect(() => readJson(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)).toThrow('64 levels')
    expect(readJson('[[1]]', 2)).toEqual([[1]])
  })
  test('a byte order mark is no fault', () => {
    expect(readJsonBody(bytes('\uFEFF{"a":1}'))).toEqual({ a: 1 })
  })
  test('any JSON without a name given twice is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6 }).filter((v) => !JSON.stringify(v).includes('__proto__')),
        (value) => {
          const text = JSON.stringify(value, null, 1)
          expect(readJson(text)).toEqual(JSON.parse(text))
        },
      ),
    )
  })
  test('a name that is put in twice is found wherever it stands', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }), fc.nat(), (object, n) => {
        const names = Object.keys(object)
        const name = names[n % names.length] as string
        const text = `{"outer":[${JSON.stringify(object).replace(/\}$/, () => `,${JSON.stringify(name)}:0}`)}]}`
        expect(repeatedName(text)?.name).toBe(name)
      }),
    )
  })
  test('a hundred thousand names in one object cost no square of them', () => {
    const text = `{${Array.from({ length: 100_000 }, (_, n) => `"n${n}":0`).join(',')}}`
    const from = performance.now()
    expect(repeatedName(text)).toBeUndefined()
    expect(performance.now() - from).toBeLessThan(2000)
  })
})
