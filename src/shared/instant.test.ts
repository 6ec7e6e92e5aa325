import { describe, expect, test } from 'vitest'
import { ageInYears, daysBetween, type Instant, parseInstant } from './instant.ts'

describe('dates and instants', () => {
  test.each([
    ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00Z'],
    ['2026-11-22', '2026-11-22T00:00:00Z'],
    ['2026-11-22T09:00:00+01:00', '2026-11-22T09:00:00+01:00'],
    ['2026-13-01T00:00:00Z', undefined],
    ['22.11.2026', undefined],
    ['', undefined],
  ])('%s is read as %s', (text, expected) => expect(parseInstant(text)).toBe(expected))

  test.each([
    ['1964-05-09', '2026-05-09T00:00:00Z', 62],
    ['1964-05-09', '2026-05-08T23:00:00Z', 61],
    ['2000-02-29', '2026-02-28T00:00:00Z', 25],
    ['1964', '2026-01-01T00:00:00Z', 62],
    ['2030-01-01', '2026-01-01T00:00:00Z', undefined],
    ['unknown', '2026-01-01T00:00:00Z', undefined],
  ])('born %s is at %s aged %s', (birth, at, age) => expect(ageInYears(birth, at as Instant)).toBe(age))

  test('days are counted only between dates that have a day', () => {
    expect(daysBetween('2026-01-31', '2026-03-01')).toBe(29)
    expect(daysBetween('2026-03-01', '2026-01-31')).toBe(-29)
    expect(daysBetween('2026-01', '2026-03-01')).toBeUndefined()
  })
})
