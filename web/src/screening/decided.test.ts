import { describe, expect, test } from 'vitest'
import { compileScreening, screeningCalendar } from '../../../src/clinical/screening/index.ts'
import type { Decision, ScreeningItem } from '../../../src/clinical/screening/model.ts'
import { loadAll } from '../../../src/knowledge/folder.ts'
import { emptyView } from '../../../src/record/index.ts'
import type { Instant } from '../../../src/shared/instant.ts'
import { overdueEarly } from '../../../test/sample-early.ts'
import { calendarGroups, nextUp } from './calendar-groups.ts'
import { decidedCalendar } from './decided.ts'
import { decisionsKey, readDecisions } from './screening-decisions.ts'

const early = await overdueEarly()
const tables = compileScreening(loadAll())
const view = { ...emptyView('p'), birthDate: '1968-05-02', sex: 'female' as const, silentOn: [] }
const planned = (decisions: readonly Decision[]) =>
  screeningCalendar({ view, given: { decisions } }, tables, '2026-11-22T09:00:00Z' as Instant)
const states = (items: readonly ScreeningItem[]) => Object.fromEntries(items.map((i) => [i.track, i.state]))

describe('a decision noted on the page', () => {
  test.each([
    ['the person declines one test', [{ track: 'mammography', what: 'declined', date: '2026-11-22' }]],
    ['life expectancy is limited', [{ track: 'all', what: 'limited-life-expectancy' }]],
  ] as const)('stops what the planner itself would stop: %s', (_, decisions) => {
    expect(states(decidedCalendar(planned([]), decisions).items)).toEqual(states(planned(decisions).items))
  })
  test('never hides a result that needs follow-up', () => {
    const all: readonly Decision[] = [
      { track: 'all', what: 'limited-life-expectancy' },
      { track: 'colorectal-cancer', what: 'declined' },
    ]
    expect(states(decidedCalendar(early.screening, all).items)['colorectal-cancer']).toBe('follow-up')
  })
  test('leaves the calendar as it is when there is none', () => {
    expect(decidedCalendar(early.screening, [])).toBe(early.screening)
  })
  test('is asked again when the rules change, and is kept for one person only', () => {
    const key = decisionsKey({ id: 'a', document: { early } })
    expect(decisionsKey({ id: 'b', document: { early } })).not.toBe(key)
    const newer = { ...early, screening: { ...early.screening, releases: ['attune-screening 2031-01'] } }
    expect(decisionsKey({ id: 'a', document: { early: newer } })).not.toBe(key)
  })
  test('that cannot be read is none', () => {
    expect(readDecisions('{')).toEqual([])
    expect(readDecisions('[{"track":"x","what":"else"},{"track":"x","what":"declined"}]')).toEqual([
      { track: 'x', what: 'declined' },
    ])
  })
})

describe('the groups of the page', () => {
  const groups = calendarGroups(early.screening, early.recommendations)
  test('hold every line once, what needs a next step first', () => {
    expect(groups[0]?.state).toBe('follow-up')
    expect(groups.flatMap((g) => g.items.map((i) => i.track)).toSorted()).toEqual(
      early.screening.items.map((i) => i.track).toSorted(),
    )
  })
  test('put what has to be ordered before what the visit itself settles', () => {
    const due = groups.find((g) => g.state === 'due')?.items.map((i) => i.track) ?? []
    expect(due.indexOf('lung-cancer')).toBeLessThan(due.indexOf('alcohol'))
  })
  test('next is the earliest day that is planned or to come', () => {
    expect(nextUp(early.screening)?.track).toBe('hepatitis-c')
  })
})
