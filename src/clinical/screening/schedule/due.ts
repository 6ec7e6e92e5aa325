import type { Done, Option, Part, ScreeningRule } from '../model.ts'
import { addMonths, always, earlier, later, never } from './days.ts'
import { runStart, type Segment } from './segments.ts'

/** Which end of every uncertainty is taken: born, done and due as early, or as late, as the record allows. */
export type Side = 'early' | 'late'

const lastDay = (test: string, done: readonly Done[], side: Side): string | undefined => {
  let last: string | undefined
  for (const d of done) {
    if (d.test !== test) continue
    const day = side === 'early' ? d.when.from : d.when.to
    if (last === undefined || day > last) last = day
  }
  return last
}

const partDue = (part: Part, done: readonly Done[], side: Side): string => {
  const last = lastDay(part.test, done, side)
  if (last === undefined) return always
  if (part.everyMonths === undefined) return never
  return addMonths(last, part.everyMonths[side === 'early' ? 0 : 1])
}

/** When an option is due again by what was done: at once when a part of it never was, never when nothing further is asked. */
export const optionDue = (option: Option, done: readonly Done[], side: Side): string =>
  option.map((p) => partDue(p, done, side)).reduce(earlier, never)

/** When a rule is due: not before the option that covers longest runs out. What covers more thereby covers the shorter tests too. */
const ruleDue = (rule: ScreeningRule, done: readonly Done[], side: Side): string =>
  rule.options.map((o) => optionDue(o, done, side)).reduce(later, always)

/**
 * The day on which the track is, or since which it has been, due, within the stretches of recommended rules; undefined when never. `start`: from when on
 * the rules ask for it at all.
 */
export const firstDue = (
  segments: readonly Segment[],
  done: readonly Done[],
  side: Side,
  today: string,
): { readonly day: string; readonly start: string; readonly segment: Segment } | undefined => {
  for (const segment of segments) {
    const rule = segment.leader
    if (segment.to < today || rule === undefined || rule.stance !== 'recommended' || rule.options.length === 0) continue
    const start = segment.from <= today ? runStart(segments, segment) : segment.from
    const day = later(start, ruleDue(rule, done, side))
    if (day <= segment.to && day < never) return { day, start, segment }
  }
  return undefined
}
