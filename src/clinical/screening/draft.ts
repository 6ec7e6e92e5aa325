import type { Need } from '../../shared/assessment.ts'
import type { Reason } from '../../shared/recommendation.ts'
import type { Acts } from './done.ts'
import type { Decision, Done, ItemState, ScreeningItem, ScreeningRule } from './model.ts'
import type { Known } from './person/known.ts'
import { evaluate, need, reason } from './predicate.ts'
import { later, never, windowOf } from './schedule/days.ts'
import { type Both, followingOf, nextOf, optionsDue } from './schedule/occurrences.ts'
import { runEnd, type Segment } from './schedule/segments.ts'
import type { ScreeningTables } from './tables.ts'

/** Who says it, and how strongly. */
export const ruleReason = (r: ScreeningRule): Reason => {
  const code =
    r.stance === 'against'
      ? 'against-screening'
      : r.stance === 'insufficient'
        ? 'evidence-missing'
        : r.grade === 'none'
          ? 'screening-rule-ungraded'
          : 'screening-rule'
  return reason(code, {
    source: r.source,
    year: String(r.year),
    grade: r.grade,
    ...(r.unverified ? { unverified: 'yes' } : {}),
  })
}

/** A line of the calendar as far as the rules decide it. */
export type Draft = {
  readonly state: ItemState
  readonly leader?: ScreeningRule
  readonly because: readonly Reason[]
  readonly needs: readonly Need[]
} & Partial<
  Pick<ScreeningItem, 'options' | 'due' | 'dueSince' | 'overdueSince' | 'planned' | 'last' | 'following' | 'ends'>
>

/** One track as it is worked on. */
export type Track = {
  readonly rules: readonly ScreeningRule[]
  readonly known: Known
  readonly acts: Acts
  readonly tables: ScreeningTables
  readonly tests: ReadonlySet<string>
  readonly both: Both
  readonly today: string
  readonly horizon: string
}

/** Why a rule that holds is not followed: a decision, or a life too short for the benefit. */
export const stopBy = (t: Track, leader: ScreeningRule): readonly Reason[] => {
  const mine = (d: Decision): boolean => d.track === leader.track || (d.track === 'all' && leader.late === true)
  const decided = t.known.given.decisions?.find(mine)
  if (decided?.what === 'declined') return [reason('declined', { date: decided.date ?? '' })]
  if (decided !== undefined) return [reason('life-limited', { what: 'limited life expectancy' })]
  if (leader.late !== true) return []
  const limited = t.known.factNamed('limited-life-expectancy')
  return limited.is === 'yes' ? [reason('life-limited', { what: limited.what ?? '' }, limited.basis)] : []
}

/** Why nothing counts as done though the record may hold it: no date, not completed, or an entry that is a code without words. */
const uncountedReasons = (t: Track, own: ReadonlySet<string>, last: Done | undefined): readonly Reason[] => {
  const apart = t.acts.uncounted.filter((u) => own.has(u.test) && (u.date ?? '') >= (last?.date ?? ''))
  return apart.map((u) =>
    u.because === 'no-date'
      ? reason('recorded-without-date', { test: u.test }, [u.ref])
      : reason('not-completed', { test: u.test, date: u.date ?? '' }, [u.ref]),
  )
}

const lastReasons = (
  t: Track,
  own: ReadonlySet<string>,
  last: Done | undefined,
): { readonly because: readonly Reason[]; readonly needs: readonly Need[] } => {
  const apart = uncountedReasons(t, own, last)
  if (last === undefined) {
    const wordless = t.acts.wordless.length
    const none =
      apart.length > 0
        ? apart
        : wordless > 0
          ? [reason('acts-not-recognised', { count: String(wordless) }, t.acts.wordless)]
          : [reason('never-recorded')]
    return { because: none, needs: [need('last-date', 'last-date')] }
  }
  const because = [reason('last-done', { test: last.test, date: last.date }, [last.ref]), ...apart]
  const settles = t.tables.tests.find((r) => r.test === last.test)?.clearedBy ?? []
  return last.result === 'not-known' && (settles.length > 0 || last.test === 'colonoscopy')
    ? {
        because: [...because, reason('result-not-read', { test: last.test, date: last.date })],
        needs: [need('result', last.test, last.date)],
      }
    : { because, needs: [] }
}

const assumptions = (t: Track, leader: ScreeningRule): readonly Reason[] =>
  leader.notFor === undefined
    ? []
    : evaluate(leader.notFor, t.known, t.today)
        .because.filter((r) => r.code === 'record-silent')
        .slice(0, 1)

/** A recommended test: when it is due by what was done. */
export const scheduled = (t: Track, leader: ScreeningRule, because: readonly Reason[]): Draft => {
  const done = t.acts.done
  const next = nextOf(t.both, done, t.today)
  const asked = next?.segment.leader ?? leader
  const own = new Set(asked.options.flat().map((p) => p.test as string))
  const last = done.findLast((d) => own.has(d.test) && (d.test !== 'co-test' || own.has('co-test')))
  const said = lastReasons(t, own, last)
  const common = {
    leader: asked,
    because: [...because, ...assumptions(t, leader), ...said.because],
    needs: said.needs,
    ...(last === undefined ? {} : { last }),
  }
  if (next === undefined) {
    const open = asked.options.flat().every((p) => p.everyMonths === undefined && p.once !== true)
    const because = [...common.because, ...(open ? [reason('interval-individual')] : [])]
    return { ...common, because, state: 'done', options: optionsDue(asked, done, t.today) }
  }
  const { segment, window } = next
  // Without any record nobody was late before the rule was made.
  const made = last === undefined ? (windowOf(asked.valid.from)?.from ?? window.from) : window.from
  const ends = runEnd(t.both.late, segment)
  const planned = t.acts.planned.find((p) => own.has(p.test))
  const now = window.from <= t.today
  const state: ItemState = !now
    ? 'later'
    : planned !== undefined
      ? 'planned'
      : last !== undefined && window.to < t.today && window.to > next.start
        ? 'overdue'
        : 'due'
  return {
    ...common,
    state,
    due: window,
    ...(now ? { dueSince: later(window.from, made) } : {}),
    ...(state === 'overdue' ? { overdueSince: window.to } : {}),
    ...(planned === undefined
      ? {}
      : {
          planned: { ref: planned.ref, ...(planned.date === undefined ? {} : { date: planned.date }) },
          because: [
            ...common.because,
            reason(
              'planned-for',
              { test: planned.test, at: planned.date === undefined ? '' : ` for ${planned.date}` },
              [planned.ref],
            ),
          ],
        }),
    options: optionsDue(asked, done, next.start),
    following: followingOf(t.both, done, next, t.today, t.horizon),
    ...(ends >= never ? {} : { ends }),
  }
}

/** What the rule that leads today comes to. */
export const led = (t: Track, segment: Segment, leader: ScreeningRule): Draft => {
  const because = [ruleReason(leader), ...(segment.answer?.because ?? [])]
  if (leader.stance === 'against') return { state: 'not-recommended', leader, because, needs: [] }
  if (leader.stance === 'insufficient') return { state: 'not-enough-evidence', leader, because, needs: [] }
  const stop = stopBy(t, leader)
  if (stop.length > 0) return { state: 'stopped', leader, because: [...stop, ruleReason(leader)], needs: [] }
  const own = new Set(leader.options.flat().map((p) => p.test as string))
  const last = t.acts.done.findLast((d) => own.has(d.test))
  const ends = runEnd(t.both.late, segment)
  const common = { leader, ...(last === undefined ? {} : { last }), ...(ends >= never ? {} : { ends }) }
  if (leader.stance === 'individual') {
    const once = leader.options.some((o) =>
      o.every((p) => p.once === true && t.acts.done.some((d) => d.test === p.test)),
    )
    return {
      ...common,
      state: once ? 'done' : 'discuss',
      because: [...because, ...(last === undefined ? [] : lastReasons(t, own, last).because)],
      needs: [],
      options: optionsDue(leader, t.acts.done, segment.from),
    }
  }
  return leader.options.length === 0 ? { ...common, state: 'offer', because, needs: [] } : scheduled(t, leader, because)
}
