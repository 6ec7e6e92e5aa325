import type { DayWindow, ScreeningRule } from '../model.ts'
import type { Answer } from '../model.ts'
import type { Known } from '../person/known.ts'
import { evaluate, turningDays } from '../predicate.ts'
import { addDays, always, birthday, earlier, later, never } from './days.ts'

/** How a rule stands to somebody on a day, its ages apart. `excluded`: the rule says itself that it is not for them. */
export type Standing = {
  readonly rule: ScreeningRule
  readonly is: Answer['is'] | 'excluded'
  readonly answer: Answer
}

type LostTo = 'overlay' | 'more-intensive' | 'newer'

/** A stretch of days, both included, on which the same rules hold. `leader`: the one that counts. */
export type Segment = DayWindow & {
  readonly leader?: ScreeningRule
  readonly answer?: Answer
  readonly overruled: readonly { readonly rule: ScreeningRule; readonly why: LostTo }[]
  readonly standings: readonly Standing[]
}

/** Whether a rule is in force on the day of the assessment. */
export const inForce = (rule: ScreeningRule, today: string): boolean =>
  rule.valid.from <= today && (rule.valid.until === undefined || today < rule.valid.until)

/** The age at which a rule starts for this person; relatives can make it earlier. */
export const startAge = (rule: ScreeningRule, known: Known): number => {
  const from = rule.ages?.from ?? 0
  const own = rule.startBeforeYoungest
  if (own === undefined) return from
  const ages = known
    .relatives(own.disease)
    .affected.flatMap((a) =>
      a.degree !== undefined && a.degree <= own.degree && a.age !== undefined ? [a.age[0]] : [],
    )
  return Math.max(0, Math.min(from, ...ages.map((a) => Math.floor(a) - own.years)))
}

/** The days of a rule's ages for somebody born on a day. */
export const ageSpan = (rule: ScreeningRule, known: Known, birth: string): DayWindow => {
  const from = startAge(rule, known)
  const to = rule.ages?.to
  return {
    from: from === 0 ? later(birth, always) : birthday(birth, from),
    to: to === undefined ? never : addDays(birthday(birth, to + 1), -1),
  }
}

const standingOf = (rule: ScreeningRule, known: Known, day: string): Standing => {
  const who = evaluate(rule.who, known, day)
  if (who.is === 'cannot') return { rule, is: 'cannot', answer: who }
  const not = rule.notFor === undefined ? undefined : evaluate(rule.notFor, known, day)
  if (not?.is === 'yes') return { rule, is: 'excluded', answer: not }
  return { rule, is: who.is, answer: who }
}

const months = (rule: ScreeningRule): number =>
  Math.min(...rule.options.flat().map((p) => p.everyMonths?.[0] ?? Number.POSITIVE_INFINITY))

const rank = { overlay: 0, base: 1, beside: 2 } as const

/** Overlays go first; among them the shorter interval, so that the stricter of two schedules holds; then the newer. */
const before = (a: ScreeningRule, b: ScreeningRule): number =>
  rank[a.role] - rank[b.role] ||
  (a.role === 'overlay' ? (months(a) < months(b) ? -1 : months(a) > months(b) ? 1 : 0) : 0) ||
  b.year - a.year ||
  (a.id < b.id ? -1 : 1)

const lostTo = (winner: ScreeningRule, loser: ScreeningRule): LostTo =>
  winner.role === 'overlay' && loser.role === 'base'
    ? 'overlay'
    : winner.role === 'overlay' && months(winner) < months(loser)
      ? 'more-intensive'
      : 'newer'

/**
 * The life of somebody born on a day as one track of rules cuts it: for each stretch who leads, who was overruled and how every rule stands.
 * Stretches without any rule are left out.
 */
export const segmentsOf = (rules: readonly ScreeningRule[], known: Known, birth: string): readonly Segment[] => {
  const competing = rules.filter((r) => r.role !== 'beside' && inForce(r, known.today))
  const spans = competing.map((rule) => ({ rule, span: ageSpan(rule, known, birth) }))
  const turns = competing.flatMap((r) => [...turningDays(r.who, known), ...turningDays(r.notFor, known)])
  const cuts = [...new Set([...spans.flatMap(({ span }) => [span.from, addDays(span.to, 1)]), ...turns])]
    .filter((d) => d < never)
    .sort()
  const found: Segment[] = []
  for (const [i, from] of cuts.entries()) {
    const next = cuts[i + 1]
    const to = next === undefined ? never : addDays(next, -1)
    const here = spans.filter(({ span }) => span.from <= from && span.to >= from)
    if (here.length === 0) continue
    const day = from <= known.today && known.today <= to ? known.today : from
    const standings = here.map(({ rule }) => standingOf(rule, known, day))
    const holding = standings.filter((s) => s.is === 'yes').sort((a, b) => before(a.rule, b.rule))
    const [lead, ...rest] = holding
    found.push({
      from,
      to,
      standings,
      overruled: lead === undefined ? [] : rest.map((r) => ({ rule: r.rule, why: lostTo(lead.rule, r.rule) })),
      ...(lead === undefined ? {} : { leader: lead.rule, answer: lead.answer }),
    })
  }
  return found
}

/** The stretch in which a day lies. */
export const segmentOn = (segments: readonly Segment[], day: string): Segment | undefined =>
  segments.find((s) => s.from <= day && day <= s.to)

/** The first day of the unbroken run of stretches with a leader of this stance that ends in `at`. */
export const runStart = (segments: readonly Segment[], at: Segment): string => {
  let from = at.from
  for (let i = segments.indexOf(at) - 1; i >= 0; i--) {
    const s = segments[i]
    if (s?.leader === undefined || s.leader.stance !== at.leader?.stance || addDays(s.to, 1) !== from) break
    from = s.from
  }
  return from
}

/** The last day of the unbroken run of recommended stretches from `at` on. */
export const runEnd = (segments: readonly Segment[], at: Segment): string => {
  let to = at.to
  for (let i = segments.indexOf(at) + 1; i < segments.length; i++) {
    const s = segments[i]
    if (s?.leader === undefined || s.leader.stance !== at.leader?.stance || addDays(to, 1) !== s.from) break
    to = s.to
  }
  return earlier(to, never)
}
