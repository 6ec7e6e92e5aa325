import type { Coded, Observation, PatientView } from '../../record/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { PartialDate } from '../../shared/instant.ts'
import type { Done, Given, TestRow } from './model.ts'
import { isRecognised } from './person/recognise.ts'
import { type Result, resultOf, resultOfReport } from './result.ts'
import { windowOf } from './schedule/days.ts'

/** An act that does not count as done: without a date that can be read, or not completed. */
type Uncounted = {
  readonly test: string
  readonly because: 'no-date' | 'not-completed'
  readonly date?: PartialDate
  readonly ref: DatumRef
}

/**
 * What was done, newest last, and what is planned. `wordless`: procedures and reports that stand in the record by a code alone of a system that is not
 * held here, so that nobody can say what they were.
 */
export type Acts = {
  readonly done: readonly Done[]
  readonly uncounted: readonly Uncounted[]
  readonly wordless: readonly DatumRef[]
  readonly planned: readonly { readonly test: string; readonly date?: PartialDate; readonly ref: DatumRef }[]
}

/** Names of entries about an examination that are not the examination: what was ordered, refused, or when it was last done. */
const notTheAct =
  /\b(declin|refus|overdue|due\b|remind|recommend|educat|referr|consult|consent|schedul|order|request|cancel|prep\b|preparation|kit\b|decision|invit|contraindic|deferred|postponed|not (done|performed))|\b(counsel|discuss)(?!.*screen)/i

/** Observations that tell of an examination on another day than their own. */
const toldOf = /\b(last|ever|had|history|date|when|previous|prior|most recent)\b/i

const loinc = (o: Observation): readonly Coded[] =>
  o.loinc === undefined ? [o.what] : [o.what, { system: 'http://loinc.org', code: o.loinc, display: '' }]

const dayOf = (date: PartialDate): string => date.slice(0, 10)

/** Cytology and HPV test of the same day are a co-test. */
const coTests = (done: readonly Done[]): readonly Done[] =>
  done
    .filter((d) => d.test === 'cervical-cytology' && d.date.length >= 10)
    .flatMap((d): readonly Done[] => {
      const other = done.find((h) => h.test === 'hpv-test' && dayOf(h.date) === dayOf(d.date))
      if (other === undefined) return []
      const results = [d.result, other.result]
      const result = results.includes('abnormal') ? 'abnormal' : results.includes('not-known') ? 'not-known' : 'normal'
      return [{ ...d, test: 'co-test', result }]
    })

/** The same act is often there as procedure and as result: the one that says how it came out stands for both. */
const oncePerDay = (done: readonly Done[]): readonly Done[] => {
  const best = new Map<string, Done>()
  const weight = { abnormal: 2, normal: 1, 'not-known': 0 } as const
  for (const d of done) {
    const key = `${d.test} ${dayOf(d.date)}`
    const before = best.get(key)
    if (before === undefined || weight[d.result] > weight[before.result]) best.set(key, d)
  }
  return [...best.values()]
}

const spoken = /[a-z]{3,}/i

const isWordless = (what: Coded, codes: readonly Coded[]): boolean =>
  codes.length > 0 && ![what.display, ...codes.map((c) => c.display)].some((text) => spoken.test(text))

/** The day an observation tells of where it tells of another one than its own; undefined where it does not say. */
const dayTold = (o: Observation): PartialDate | undefined =>
  'text' in o.value ? /^\d{4}(-\d{2}){0,2}/.exec(o.value.text.trim())?.[0] : undefined

/**
 * What the record shows as done by `today`: procedures, results, vaccinations and visits by code or by words. A date of a year or month alone widens
 * the window; what has no date, a date that cannot be read, or was not completed does not count as done and is told apart.
 */
export const actsOf = (view: PatientView, given: Given, rows: readonly TestRow[], today: string): Acts => {
  const done: Done[] = []
  const uncounted: Uncounted[] = []
  const planned: { test: string; date?: PartialDate; ref: DatumRef }[] = (given.planned ?? []).map((p) => ({ ...p }))
  const add = (row: TestRow, date: PartialDate | undefined, ref: DatumRef, { result, said }: Result): void => {
    const window = date === undefined ? undefined : windowOf(date)
    if (window !== undefined && window.from > today) return
    const { test } = row
    if (date === undefined || window === undefined) uncounted.push({ test, because: 'no-date', ref })
    else if (result === 'void') uncounted.push({ test, because: 'not-completed', date: date.slice(0, 10), ref })
    else
      done.push({
        test,
        date: date.slice(0, 10),
        ref,
        result,
        ...(said === undefined ? {} : { said }),
        when: { from: window.from, to: window.to > today ? today : window.to },
      })
  }
  const unread = { result: 'not-known' } as const
  const isAct = (what: Coded, codes: readonly Coded[], row: TestRow): boolean =>
    !notTheAct.test(what.display) && isRecognised(what, codes, row)
  for (const row of rows) {
    for (const p of view.procedures) {
      if (!isAct(p.what, p.codes, row)) continue
      if (p.planned) {
        if (p.date === undefined || dayOf(p.date) >= today)
          planned.push({ test: row.test, ref: p.ref, ...(p.date === undefined ? {} : { date: p.date }) })
      } else add(row, p.date, p.ref, unread)
    }
    for (const o of view.observations) {
      if (!isAct(o.what, loinc(o), row)) continue
      if (toldOf.test(o.what.display)) add(row, dayTold(o), o.ref, unread)
      else add(row, o.date, o.ref, resultOf(o, row))
    }
    for (const r of view.reports ?? []) if (isAct(r.what, r.codes, row)) add(row, r.date, r.ref, resultOfReport(r))
    for (const o of view.orders ?? [])
      if (isRecognised(o.what, o.codes, row))
        planned.push({ test: row.test, ref: o.ref, ...(o.date === undefined ? {} : { date: o.date }) })
    for (const i of view.immunisations ?? []) if (isAct(i.what, i.codes, row)) add(row, i.date, i.ref, unread)
    for (const e of view.encounters ?? [])
      if (e.state === 'past' && isAct(e.what, [], row)) add(row, e.from, e.ref, unread)
  }
  const all = oncePerDay(done)
  const acts = [...view.procedures.filter((p) => p.planned !== true), ...(view.reports ?? [])]
  const known = (what: Coded, codes: readonly Coded[]): boolean => rows.some((row) => isRecognised(what, codes, row))
  return {
    done: [...all, ...coTests(all)].sort((a, b) =>
      a.when.to < b.when.to ? -1 : a.when.to > b.when.to ? 1 : a.test < b.test ? -1 : 1,
    ),
    uncounted,
    wordless: acts.filter((p) => isWordless(p.what, p.codes) && !known(p.what, p.codes)).map((p) => p.ref),
    planned,
  }
}

/**
 * The last abnormal result of these tests, or of what follows on them, that nothing has settled: no normal result of its kind since, and no examination that
 * clears it, unless that was abnormal itself and asks for another.
 */
export const openResult = (acts: Acts, tests: ReadonlySet<string>, rows: readonly TestRow[]): Done | undefined => {
  const rowOf = new Map(rows.map((r) => [r.test, r]))
  const next = (test: string): readonly string[] => rowOf.get(test)?.clearedBy ?? []
  const leadsOn = (test: string): boolean => next(test).length > 0
  const asked = new Set([...tests, ...[...tests].flatMap(next).filter(leadsOn)])
  const settles = (abnormal: Done, d: Done): boolean =>
    d !== abnormal &&
    d.when.from >= abnormal.when.to &&
    (next(abnormal.test).includes(d.test)
      ? !(d.result === 'abnormal' && leadsOn(d.test))
      : d.test === abnormal.test &&
        d.result === 'normal' &&
        d.when.from > abnormal.when.to &&
        rowOf.get(d.test)?.onlyClearedBy !== true)
  return acts.done.findLast(
    (d) => asked.has(d.test) && d.result === 'abnormal' && !acts.done.some((later) => settles(d, later)),
  )
}
