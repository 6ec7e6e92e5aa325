import type { DatumRef, Need } from '../../shared/assessment.ts'
import type { Evidence } from '../../shared/evidence.ts'
import type { Reason } from '../../shared/recommendation.ts'
import { type Acts, openResult } from './done.ts'
import { type Draft, led, type Track } from './draft.ts'
import type { ItemState, RuleCited, ScreeningItem, ScreeningRule } from './model.ts'
import type { Known } from './person/known.ts'
import { personalTiming } from './personal.ts'
import { evaluate, need, reason } from './predicate.ts'
import { addMonths } from './schedule/days.ts'
import type { Both } from './schedule/occurrences.ts'
import { inForce, type Segment, segmentOn, segmentsOf } from './schedule/segments.ts'
import type { ScreeningTables } from './tables.ts'
import { unled, withoutBirth } from './unled.ts'

/** Months that the calendar lists ahead. */
export const horizonMonths = 120

export const citedOf = (r: ScreeningRule): RuleCited => ({
  id: r.id,
  source: r.source,
  year: r.year,
  grade: r.grade,
  role: r.role,
  ...(r.ages === undefined ? {} : { ages: r.ages }),
  ...(r.late ? { late: true as const } : {}),
  ...(r.unverified ? { unverified: true as const } : {}),
})

const rungs = { A: 'strong', B: 'moderate', C: 'weak', D: 'moderate', I: 'none', none: 'unrated' } as const

const evidenceOf = (r: ScreeningRule, release: string): Evidence => ({
  source: `${r.source} ${r.year}`,
  grade: r.grade === 'none' ? 'not graded' : r.grade,
  rung: rungs[r.grade],
  citations: r.citations,
  release,
})

const basisOf = (reasons: readonly Reason[]): readonly DatumRef[] => reasons.flatMap((r) => r.basis ?? [])

const sameNeeds = (needs: readonly Need[]): readonly Need[] => {
  const seen = new Map(needs.map((n) => [`${n.code} ${n.about} ${n.test}`, n]))
  return [...seen.values()]
}

const sameReasons = (reasons: readonly Reason[]): readonly Reason[] => {
  const seen = new Map(reasons.map((r) => [`${r.code} ${JSON.stringify(r.with)}`, r]))
  return [...seen.values()]
}

/** The disease is known already, at whatever age: its results are those of treatment, not of screening. */
const followedElsewhere = (t: Track): boolean =>
  t.rules.some((r) => r.notFor !== undefined && evaluate(r.notFor, t.known, t.today).is === 'yes')

const draftOf = (t: Track): Draft => {
  if (t.known.birth === undefined) return withoutBirth(t)
  const segment = segmentOn(t.both.late, t.today)
  const draft = segment?.leader === undefined ? unled(t, segment) : led(t, segment, segment.leader)
  const settled: readonly ItemState[] = ['followed-otherwise', 'stopped', 'not-recommended', 'not-enough-evidence']
  const gone = draft.state === 'not-applicable' && draft.because.some((r) => r.code.startsWith('organ-'))
  const elsewhere = segment?.leader === undefined && followedElsewhere(t)
  const open =
    settled.includes(draft.state) || gone || elsewhere ? undefined : openResult(t.acts, t.tests, t.tables.tests)
  if (open === undefined) return draft
  const { due: _due, dueSince: _since, overdueSince: _overdue, following: _following, ...rest } = draft
  return {
    ...rest,
    state: 'follow-up',
    last: open,
    because: [reason('last-abnormal', { test: open.test, date: open.date, result: open.said ?? '' }, [open.ref])],
    needs: [],
  }
}

const overruledReasons = (segment: Segment | undefined): readonly Reason[] =>
  segment?.leader === undefined
    ? []
    : segment.overruled.map((o) =>
        reason('overruled-by', {
          rule: `${segment.leader?.source ?? ''} ${segment.leader?.year ?? ''}`,
          why: `${o.rule.source} ${o.rule.year} (${o.why})`,
        }),
      )

/** The line of the calendar for one track of rules. */
export const planTrack = (
  track: string,
  known: Known,
  acts: Acts,
  tables: ScreeningTables,
  release: string,
): ScreeningItem | undefined => {
  const rules = tables.rules.filter((r) => r.track === track && inForce(r, known.today))
  const competing = rules.filter((r) => r.role !== 'beside')
  const [first] = competing
  if (first === undefined) return undefined
  const { birth, today } = known
  const both: Both =
    birth === undefined
      ? { early: [], late: [] }
      : { early: segmentsOf(rules, known, birth.from), late: segmentsOf(rules, known, birth.to) }
  const tests = new Set<string>(
    competing.filter((r) => r.stance !== 'against').flatMap((r) => r.options.flat().map((p) => p.test)),
  )
  const horizon = addMonths(today, horizonMonths)
  const t: Track = { rules, known, acts, tables, tests, both, today, horizon }
  const draft = draftOf(t)
  const segment = segmentOn(both.late, today)
  const unsure = birth !== undefined && segmentOn(both.early, today)?.leader?.id !== segment?.leader?.id
  const leads = draft.leader !== undefined && draft.leader === segment?.leader
  const wouldChangeIf = (segment?.standings ?? [])
    .filter((s) => s.is === 'unknown' && s.rule !== draft.leader)
    .map((s) => ({ rule: citedOf(s.rule), needs: s.answer.needs }))
  const curve = known.given.curves?.find((c) => c.track === track)
  const applies = !['not-applicable', 'followed-otherwise'].includes(draft.state)
  const personal = applies ? personalTiming(rules, known, curve) : undefined
  const because = sameReasons([
    ...draft.because,
    ...(leads ? overruledReasons(segment) : []),
    ...(personal === undefined
      ? []
      : [
          reason('equivalent-age', {
            own: personal.ownStart === undefined ? 'no age' : String(Math.round(personal.ownStart)),
            guideline: String(personal.guidelineStart),
            low: String(personal.bounds[0]),
            high: String(personal.bounds[1]),
          }),
        ]),
  ])
  const { leader, because: _because, needs, state, options, following, ...dates } = draft
  return {
    topic: (leader ?? first).topic,
    track,
    state,
    ...(leader === undefined ? {} : { rule: citedOf(leader) }),
    ...(leader?.measure === undefined ? {} : { measure: leader.measure }),
    options: options ?? [],
    ...dates,
    following: following ?? [],
    because,
    overruled: leads ? (segment?.overruled ?? []).map((o) => ({ rule: citedOf(o.rule), why: o.why })) : [],
    wouldChangeIf,
    needs: sameNeeds([...needs, ...(unsure ? [need('birth-date', 'birth-date')] : [])]),
    ...(personal === undefined ? {} : { personal }),
    evidence: leader === undefined ? [] : [evidenceOf(leader, release)],
    basis: basisOf(because),
  }
}
