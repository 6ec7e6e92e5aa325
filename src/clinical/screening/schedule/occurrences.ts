import type { DayWindow, Done, Option, OptionDue, ScreeningRule } from '../model.ts'
import { addDays, later, never } from './days.ts'
import { firstDue, optionDue } from './due.ts'
import type { Segment } from './segments.ts'

/** The segments of a life for somebody born as early, and as late, as the record allows. */
export type Both = { readonly early: readonly Segment[]; readonly late: readonly Segment[] }

/** The next act: its window, the stretch that asks for it, and since when (`start`) the rules ask at all. */
export type Next = { readonly window: DayWindow; readonly segment: Segment; readonly start: string }

/** When the track is due next from a day on. Where only one end of what is not known leaves it due, that end counts. */
export const nextOf = (both: Both, done: readonly Done[], from: string): Next | undefined => {
  const early = firstDue(both.early, done, 'early', from)
  const late = firstDue(both.late, done, 'late', from)
  const any = late ?? early
  if (any === undefined) return undefined
  const [a, b] = [early?.day ?? any.day, late?.day ?? any.day]
  return { window: a <= b ? { from: a, to: b } : { from: b, to: a }, segment: any.segment, start: any.start }
}

const lastOf = (option: Option, done: readonly Done[]): string | undefined => {
  const days = option.map((p) => done.findLast((d) => d.test === p.test)?.date)
  return days.some((d) => d === undefined) ? undefined : days.filter((d) => d !== undefined).sort()[0]
}

/** The way that was used last, else the first the source names. */
const preferredOption = (rule: ScreeningRule, done: readonly Done[]): Option | undefined => {
  let best: { readonly option: Option; readonly last: string } | undefined
  for (const option of rule.options) {
    const last = lastOf(option, done)
    if (last !== undefined && (best === undefined || last > best.last)) best = { option, last }
  }
  return best?.option ?? rule.options[0]
}

/** Every way of a rule with its own next window, not before `start`. */
export const optionsDue = (rule: ScreeningRule, done: readonly Done[], start: string): readonly OptionDue[] =>
  rule.options.map((parts) => {
    const [from, to] = [optionDue(parts, done, 'early'), optionDue(parts, done, 'late')]
    const last = lastOf(parts, done)
    return {
      parts,
      ...(from >= never ? {} : { due: { from: later(start, from), to: later(start, to) } }),
      ...(last === undefined ? {} : { last }),
    }
  })

/** What follows the next act up to the horizon, if each is done when it is due by the way that is preferred. */
export const followingOf = (
  both: Both,
  done: readonly Done[],
  first: Next,
  today: string,
  horizon: string,
): readonly DayWindow[] => {
  const windows: DayWindow[] = []
  let acts = done
  let next: Next | undefined = first
  while (next !== undefined && windows.length < 60) {
    const when: DayWindow = { from: later(today, next.window.from), to: later(today, next.window.to) }
    const rule = next.segment.leader
    const option = rule === undefined ? undefined : preferredOption(rule, acts)
    if (option === undefined) break
    const like = done.at(-1)
    acts = [
      ...acts,
      ...option.map(
        (p): Done => ({
          test: p.test,
          when,
          date: when.to,
          result: 'normal',
          ref: like?.ref ?? { kind: 'absent', what: 'assumed' },
        }),
      ),
    ]
    next = nextOf(both, acts, addDays(when.from, 1))
    if (next === undefined || next.window.from > horizon) break
    windows.push(next.window)
  }
  return windows
}
