import { describe, expect, test } from 'vitest'
import { dateInterval, intervalOf, openFrom, openTo } from './date-interval.ts'

const span = (text: string): readonly string[] | undefined => {
  const found = dateInterval(text)
  return found && [new Date(found.from).toISOString(), new Date(found.to).toISOString()]
}

describe('the interval of a date', () => {
  test.each([
    ['2013', '2013-01-01T00:00:00.000Z', '2014-01-01T00:00:00.000Z'],
    ['2013-01', '2013-01-01T00:00:00.000Z', '2013-02-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2013-03-14T23:30Z', '2013-03-14T23:30:00.000Z', '2013-03-14T23:31:00.000Z'],
    ['2013-03-14T23:30:10-05:00', '2013-03-15T04:30:10.000Z', '2013-03-15T04:30:11.000Z'],
    ['2013-03-14T23:30:10.5+05:30', '2013-03-14T18:00:10.500Z', '2013-03-14T18:00:10.600Z'],
    ['2013-03-14T23:30:10.123456Z', '2013-03-14T23:30:10.123Z', '2013-03-14T23:30:10.124Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z', '0001-01-02T00:00:00.000Z'],
  ])('%s is as long as it is precise', (text, from, to) => {
    expect(span(text)).toEqual([from, to])
  })

  test.each(['2023-02-29', '2013-13', '2013-00', '13-01-01', '2013-1-1', '2013-01-01T25:00:00Z', 'yesterday', ''])(
    '"%s" is none',
    (text) => {
      expect(span(text)).toBeUndefined()
    },
  )
})

describe('when something was', () => {
  test('a Period without an end is open, and one without either says nothing', () => {
    expect(intervalOf({ start: '2020' }, 'Period')).toEqual({ from: Date.UTC(2020, 0), to: openTo })
    expect(intervalOf({ end: '2020-05' }, 'Period')).toEqual({ from: openFrom, to: Date.UTC(2020, 5) })
    expect(intervalOf({}, 'Period')).toBeUndefined()
  })

  test('a Timing goes from the earliest to the latest of its events and bounds', () => {
    const timing = {
      event: ['2013-03-02', '2013-02-01'],
      repeat: { boundsPeriod: { start: '2013-02-10', end: '2013-03-24' } },
    }
    expect(intervalOf(timing, 'Timing')).toEqual({ from: Date.UTC(2013, 1, 1), to: Date.UTC(2013, 2, 25) })
    expect(intervalOf({ code: { text: 'daily' } }, 'Timing')).toBeUndefined()
  })
})
