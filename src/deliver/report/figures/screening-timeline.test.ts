import { expect, test } from 'vitest'
import { overdueEarly } from '../../../../test/sample-early.ts'
import { svgText } from './svg.ts'
import {
  screeningTimeline,
  timelineMarks,
  type TimelineRow,
  timelineSummary,
  timelineYears,
} from './screening-timeline.ts'

const { screening } = await overdueEarly()
const rows: readonly TimelineRow[] = screening.items
  .map((item) => ({ track: item.track, label: item.topic, marks: timelineMarks(item, screening) }))
  .filter((r) => r.marks.length > 0)
const marksOf = (track: string) => rows.find((r) => r.track === track)?.marks ?? []

test('what is overdue stands on today, and what follows it at the interval of its rule', () => {
  expect(marksOf('mammography').map((m) => [m.kind, m.window.from])).toEqual([
    ['overdue', '2026-11-22'],
    ['after', '2028-11-22'],
    ['after', '2030-11-22'],
    ['after', '2032-11-22'],
    ['after', '2034-11-22'],
    ['after', '2036-11-22'],
  ])
})

test('what is ordered stands on its day', () => {
  expect(marksOf('hepatitis-c').map((m) => [m.kind, m.window.from])).toEqual([['planned', '2026-12-15']])
})

test('what does not apply, is not recommended or not known has no mark', () => {
  const silent = screening.items.filter((i) =>
    ['not-applicable', 'not-recommended', 'not-enough-evidence', 'not-known'].includes(i.state),
  )
  expect(silent.length).toBeGreaterThan(5)
  expect(silent.flatMap((i) => timelineMarks(i, screening))).toEqual([])
})

test('years hold every act once, none beyond the horizon, and years without any stay', () => {
  const years = timelineYears(rows, '2026-11-22', screening.horizon)
  expect(years.map((y) => y.year)).toEqual([2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, 2036])
  expect(years.reduce((n, y) => n + y.acts.length, 0)).toBe(rows.reduce((n, r) => n + r.marks.length, 0))
  expect(years.flatMap((y) => y.acts).every((a) => a.window.from <= screening.horizon)).toBe(true)
  expect(timelineYears([], '2026-11-22', screening.horizon).every((y) => y.acts.length === 0)).toBe(true)
})

test('the figure says in words what it shows, and escapes what it is given', () => {
  const words = timelineSummary(rows, '2026-11-22', screening.horizon)
  expect(words).toMatch(/^Screening from 2026 to 2036: \d+ tests or measures, \d+ due now, \d+ acts in all\.$/)
  const drawn = svgText(screeningTimeline([{ track: 'x', label: '<b>', marks: [] }], '2026-11-22', screening.horizon))
  expect(drawn).toContain('&lt;b&gt;')
  expect(drawn).not.toMatch(/NaN|undefined/)
})
