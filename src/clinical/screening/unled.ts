import type { Reason } from '../../shared/recommendation.ts'
import { type Draft, ruleReason, scheduled, stopBy, type Track } from './draft.ts'
import type { Answer } from './model.ts'
import { evaluate, need, reason } from './predicate.ts'
import { ageOn } from './schedule/days.ts'
import { nextOf } from './schedule/occurrences.ts'
import { type Segment, type Standing, startAge } from './schedule/segments.ts'

const ageReason = (t: Track): Reason => {
  const spans = t.rules.filter((r) => r.role !== 'beside' && r.ages !== undefined)
  const from = Math.min(...spans.map((r) => startAge(r, t.known)))
  const to = Math.max(...spans.map((r) => r.ages?.to ?? Number.POSITIVE_INFINITY))
  const ages = Number.isFinite(to) ? `${from} to ${to} years` : `${from} years and older`
  const { birth } = t.known
  return reason('screening-age', { age: birth === undefined ? '' : String(ageOn(birth.to, t.today)), ages })
}

const whoAnswers = (t: Track): readonly Answer[] =>
  t.rules.filter((r) => r.role !== 'beside').map((r) => evaluate(r.who, t.known, t.today))

const unknownDraft = (unknown: readonly Standing[]): Draft | undefined => {
  const [first] = unknown
  return first === undefined
    ? undefined
    : {
        state: 'not-known',
        leader: first.rule,
        because: [ruleReason(first.rule), ...first.answer.because],
        needs: unknown.flatMap((u) => u.answer.needs),
      }
}

const laterDraft = (t: Track): Draft | undefined => {
  const next = nextOf(t.both, t.acts.done, t.today)
  const leader = next?.segment.leader
  if (leader === undefined) return undefined
  const stop = stopBy(t, leader)
  if (stop.length > 0) return { state: 'stopped', leader, because: stop, needs: [] }
  const age = String(startAge(leader, t.known))
  const because = [ruleReason(leader), reason('screening-starts', { age }), ...(next?.segment.answer?.because ?? [])]
  return scheduled(t, leader, because)
}

const endedDraft = (t: Track): Draft | undefined => {
  const past = t.both.late.findLast((s) => s.to < t.today && s.leader?.stance === 'recommended')?.leader
  if (past === undefined) return undefined
  const end = past.ages?.to === undefined ? ageReason(t) : reason('screening-ends', { age: String(past.ages.to) })
  return { state: 'stopped', leader: past, because: [end, ruleReason(past)], needs: [] }
}

/** Nobody leads today: why not, and whether somebody will. An overlay of which nothing is known hides neither a later start nor an end by age. */
export const unled = (t: Track, segment: Segment | undefined): Draft => {
  const standings = segment?.standings ?? []
  const [excluded] = standings.filter((s) => s.is === 'excluded')
  if (excluded !== undefined)
    return { state: 'followed-otherwise', leader: excluded.rule, because: excluded.answer.because, needs: [] }
  const who = whoAnswers(t)
  const [first] = who
  if (first !== undefined && who.every((a) => a.is === 'cannot'))
    return { state: 'not-applicable', because: first.because, needs: [] }
  const unknown = standings.filter((s) => s.is === 'unknown')
  const found =
    unknownDraft(unknown.filter((s) => s.rule.role === 'base')) ??
    laterDraft(t) ??
    (standings.every((s) => s.is === 'unknown') ? endedDraft(t) : undefined) ??
    unknownDraft(unknown)
  if (found !== undefined) return found
  const no = (standings.length > 0 ? standings.map((s) => s.answer) : who).filter(
    (a) => a.is === 'no' || a.is === 'cannot',
  )
  const because = no.flatMap((a) => a.because)
  return { state: 'not-applicable', because: because.length === 0 ? [ageReason(t)] : because, needs: [] }
}

/** Without a date of birth nothing is due, and only what the body rules out is ruled out. */
export const withoutBirth = (t: Track): Draft => {
  const answers = whoAnswers(t)
  const [first] = answers
  return first !== undefined && answers.every((a) => a.is === 'cannot' || a.is === 'no')
    ? { state: 'not-applicable', because: first.because, needs: [] }
    : { state: 'not-known', because: [], needs: [need('birth-date', 'birth-date')] }
}
