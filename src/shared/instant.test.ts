import { expect, test } from 'vitest'
import { parseInstant } from './instant.ts'

test.each([
  ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00Z'],
  ['2026-11-22T09:00+02:00', '2026-11-22T09:00+02:00'],
  ['2026-11-22', '2026-11-22T00:00:00Z'],
  ['2028-02-29', '2028-02-29T00:00:00Z'],
])('%s is the instant %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant)
})

test.each([
  '',
  'noon',
  '2026-11',
  '2026-02-29',
  '2026-02-31T10:00:00Z',
  '2026-13-01',
  '2026-11-22T25:00:00Z',
  '2026-11-22T09:00:00',
])('"%s" is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})
