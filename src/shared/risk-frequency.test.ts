import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOf, denominatorOf, frequencyText, percentRangeText, percentText } from './risk-frequency.ts'

const probability = fc.double({ min: 0, max: 1, noNaN: true })

describe('risks in numbers that people read', () => {
  test('one denominator for all that stands side by side', () => {
    expect([
      denominatorOf([0.08, 0.2]),
      denominatorOf([0.08, 0.004]),
      denominatorOf([0, 0.5]),
      denominatorOf([]),
    ]).toEqual([100, 1000, 100, 100])
  })
  test('what is rare is never told as nobody, what is nearly sure never as everybody', () => {
    fc.assert(
      fc.property(probability, fc.constantFrom(100 as const, 1000 as const), (p, of) => {
        const text = frequencyText(p, of)
        if (p > 0 && p < 1) {
          expect(text.startsWith('0 of')).toBe(false)
          expect(text).not.toBe(`${of.toLocaleString('en')} of ${of.toLocaleString('en')}`)
        }
        expect(Math.abs(countOf(p, of) / of - p)).toBeLessThanOrEqual(0.5 / of + 1e-12)
      }),
    )
  })
  test('at most two significant digits', () => {
    expect([0.0844, 0.1468, 0.995, 0.0004, 0, 1, 0.09949, 0.0996].map(percentText)).toEqual([
      '8.4 %',
      '15 %',
      '> 99 %',
      '< 0.1 %',
      '0 %',
      '100 %',
      '9.9 %',
      '10 %',
    ])
  })
  test('a band, and one figure where there is no band to speak of', () => {
    expect([percentRangeText([0.05, 0.11]), percentRangeText([0.1001, 0.1002])]).toEqual(['5 to 11 %', '10 %'])
  })
})
