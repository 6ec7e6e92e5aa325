import {
  type Decision,
  type ItemState,
  itemStates,
  type ScreeningCalendar,
  type ScreeningItem,
} from '../../../src/clinical/screening/model.ts'
import type { Reason } from '../../../src/shared/recommendation.ts'

/** States in which somebody can decide against what a rule recommends. */
const decidable: ReadonlySet<ItemState> = new Set(['overdue', 'due', 'planned', 'offer', 'discuss', 'later', 'done'])

export const canDecide = (item: ScreeningItem): boolean => item.rule !== undefined && decidable.has(item.state)

const told = (d: Decision): Reason =>
  d.what === 'declined'
    ? { code: 'declined', with: { date: d.date ?? '' } }
    : { code: 'life-limited', with: { what: 'limited life expectancy' } }

/** The decision that stops a line, by the planner’s own rule: its track, or every track whose benefit is late. */
export const decisionFor = (item: ScreeningItem, decisions: readonly Decision[]): Decision | undefined =>
  decisions.find((d) => d.track === item.track || (d.track === 'all' && item.rule?.late === true))

const stopped = (item: ScreeningItem, decision: Decision): ScreeningItem => {
  const { due: _due, dueSince: _since, overdueSince: _overdue, ends: _ends, ...rest } = item
  return {
    ...rest,
    state: 'stopped',
    options: [],
    following: [],
    needs: [],
    because: [told(decision), ...item.because.filter((r) => r.code.startsWith('screening-rule'))],
  }
}

/** The calendar with what was decided about its lines, as the planner makes it: a line that is decided against asks for nothing more. */
export const decidedCalendar = (calendar: ScreeningCalendar, decisions: readonly Decision[]): ScreeningCalendar => {
  if (decisions.length === 0) return calendar
  const items = calendar.items.map((item) => {
    const decision = canDecide(item) ? decisionFor(item, decisions) : undefined
    return decision === undefined ? item : stopped(item, decision)
  })
  return { ...calendar, items: items.toSorted((a, b) => itemStates.indexOf(a.state) - itemStates.indexOf(b.state)) }
}
