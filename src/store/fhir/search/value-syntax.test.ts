import { describe, expect, test } from 'vitest'
import { dateInterval } from '../../../fhir/index.ts'
import { dateCompares } from './match.ts'
import { parseDate, parseNumber, splitEscaped, splitPrefix, unescapeValue } from './value-syntax.ts'

/** Whether a value of a resource, given as dates or as the ends of a period, fits a search value. */
const fitsDate = (
  search: string,
  target: string | readonly [from: string | undefined, to: string | undefined],
): boolean => {
  const { comparator, rest } = splitPrefix(search)
  const range = parseDate(rest)
  if (range === undefined) throw new Error(`not a date: ${rest}`)
  const row =
    typeof target === 'string'
      ? dateInterval(target)
      : {
          from: target[0] === undefined ? -8.64e15 : (dateInterval(target[0])?.from ?? 0),
          to: target[1] === undefined ? 8.64e15 : (dateInterval(target[1])?.to ?? 0),
        }
  if (row === undefined) throw new Error('not a date')
  return dateCompares({ kind: 'date', comparator, ...range }, row)
}

const from21Jan = ['2013-01-21', undefined] as const
const from15Mar = ['2013-03-15', undefined] as const
const until21Jan = [undefined, '2013-01-21'] as const

describe('dates compare as the table of the R4 search page says', () => {
  test.each([
    ['eq2013-01-14', '2013-01-14T00:00:00Z', true],
    ['eq2013-01-14', '2013-01-14T10:00:00Z', true],
    ['eq2013-01-14', '2013-01-15T00:00:00Z', false],
    ['ne2013-01-14', '2013-01-15T00:00:00Z', true],
    ['ne2013-01-14', '2013-01-14T00:00:00Z', false],
    ['ne2013-01-14', '2013-01-14T10:00:00Z', false],
    ['lt2013-01-14T10:00', '2013-01-14', true],
    ['gt2013-01-14T10:00', '2013-01-14', true],
    ['ge2013-03-14', from21Jan, true],
    ['le2013-03-14', from21Jan, true],
    ['sa2013-03-14', from15Mar, true],
    ['sa2013-03-14', from21Jan, false],
    ['sa2013-03-14', until21Jan, false],
    ['eb2013-03-14', from15Mar, false],
    ['eb2013-03-14', from21Jan, false],
    ['eb2013-03-14', until21Jan, true],
    ['ap2013-03-14', '2013-03-14', true],
    ['ap2013-03-14', '2015-06-15', false],
  ] as const)('%s and %j: %s', (search, target, expected) => {
    expect(fitsDate(search, target)).toBe(expected)
  })
})

describe('numbers mean what their digits say', () => {
  test.each([
    ['100', 99.5, 100.5],
    ['100.00', 99.995, 100.005],
    ['5.4', 5.35, 5.45],
    ['2.0', 1.95, 2.05],
    ['1.00e2', 99.5, 100.5],
    ['-3', -3.5, -2.5],
  ])('%s is from %s up to, not including, %s', (text, low, high) => {
    expect(parseNumber(text)).toEqual({ value: Number(text), low, high })
  })

  test('one digit and an exponent is one significant figure, as the prose of R4 has it; the range printed beside it is of two', () => {
    expect(parseNumber('1e2')).toEqual({ value: 100, low: 50, high: 150 })
  })

  test.each(['', 'abc', '1e', '1e999', '--1', '1.', '0x10', 'NaN', 'Infinity', '1'.repeat(41)])(
    '%j is no number',
    (text) => {
      expect(parseNumber(text)).toBeUndefined()
    },
  )
})

describe('dates of a search', () => {
  test.each([
    '2013-13',
    '2013-02-30',
    '2013-01-14T10',
    '2013-01-14T24:00',
    '2013-01-14T10:00+15',
    '13-01-14',
    '2013-1-1',
    '0000',
    'today',
    '2013-01-14T10:00:00.1234567890Z',
  ])('%s is none', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })

  test('a plus that an address turned into a blank is a plus', () => {
    expect(parseDate('2013-01-14T10:00:00 01:00')).toEqual(parseDate('2013-01-14T09:00:00Z'))
  })
})

describe('escapes', () => {
  test('separators after a backslash do not separate', () => {
    expect(splitEscaped('a\\,b,c', ',')).toEqual(['a\\,b', 'c'])
    expect(splitEscaped('a\\\\,b', ',')).toEqual(['a\\\\', 'b'])
    expect(unescapeValue('a\\,b\\|c\\$d\\\\e\\f')).toBe('a,b|c$d\\e\\f')
  })
})
