import type { Coded, Observation, PatientView, Report } from '../../record/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { PartialDate } from '../../shared/instant.ts'
import type { Done, Given, TestRow } from './model.ts'
import { isRecognised } from './person/recognise.ts'
import { windowOf } from './schedule/days.ts'

/** What was done, newest last, and what is planned. */
export type Acts = {
  readonly done: readonly Done[]
  readonly planned: readonly { readonly test: string; readonly date?: PartialDate; readonly ref: DatumRef }[]
}

const abnormalCodes = ['A', 'AA', 'H', 'HH', 'POS', 'DET', 'R']
const normalCodes = ['N', 'NEG', 'ND', 'NR', 'S']

const noResult =
  /\b(not (done|tested|performed|available|adequate|evaluable)|no result|inadequate|unsatisfactory|insufficient|pending|cancelled|invalid|indeterminate)\b/i
const denied = /\b(no|not|non|without|negative for)\b[- ]?[^.;,]*/gi
const normalWords = /\b(negative|undetected|normal|benign|nilm|bi-?rads\s*[12]|lung-?rads\s*[12])\b/i
const abnormalWords =
  /\b(positive|detected|reactive|abnormal|malignan|suspicious|carcinoma|adenoma|asc-?us|asc-?h|lsil|hsil|bi-?rads\s*[03456]|lung-?rads\s*[034])/i

/** What denies is taken away first, so that "no abnormality detected" is normal and "HPV 16 positive, other types not detected" is not. */
const inWords = (text: string): Done['result'] => {
  if (noResult.test(text)) return 'not-known'
  if (/\bnot normal\b/i.test(text)) return 'abnormal'
  const left = text.replace(denied, '')
  if (abnormalWords.test(left)) return 'abnormal'
  return normalWords.test(left) || left !== text ? 'normal' : 'not-known'
}

const resultOf = (o: Observation, row: TestRow): Pick<Done, 'result' | 'said'> => {
  const codes = (o.interpretation ?? []).map((i) => (i.code ?? i.display).toUpperCase())
  const value = o.value
  const said = 'text' in value ? value.text : `${Math.round(value.value * 100) / 100} ${value.unit}`
  const limit = row.abnormalFrom?.find((l) => l.loinc === o.loinc && 'unit' in value && l.unit === value.unit)
  if (limit !== undefined && 'unit' in value)
    return { result: value.value >= limit.atLeast ? 'abnormal' : 'normal', said }
  if (codes.some((c) => abnormalCodes.includes(c))) return { result: 'abnormal', said }
  if (codes.some((c) => normalCodes.includes(c))) return { result: 'normal', said }
  return { result: 'text' in value ? inWords(value.text) : 'not-known', said }
}

/** A conclusion speaks in words; a preliminary one does not count yet. */
const resultOfReport = (r: Report): Pick<Done, 'result' | 'said'> => {
  const said = [r.conclusion ?? '', ...(r.conclusions ?? []).map((c) => c.display)].filter((t) => t !== '').join('; ')
  return said === '' || r.preliminary ? { result: 'not-known' } : { result: inWords(said), said }
}

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

/**
 * What the record shows as done by `today`: procedures, results, vaccinations and visits by code or by words. A date of a year or month alone widens
 * the window; what has no date, or a date that cannot be read, does not count as done.
 */
export const actsOf = (view: PatientView, given: Given, rows: readonly TestRow[], today: string): Acts => {
  const done: Done[] = []
  const planned: { test: string; date?: PartialDate; ref: DatumRef }[] = (given.planned ?? []).map((p) => ({ ...p }))
  const add = (
    row: TestRow,
    date: PartialDate | undefined,
    ref: DatumRef,
    result: Pick<Done, 'result' | 'said'>,
  ): void => {
    const window = date === undefined ? undefined : windowOf(date)
    if (date === undefined || window === undefined || window.from > today) return
    done.push({
      test: row.test,
      date: date.slice(0, 10),
      ref,
      ...result,
      when: { from: window.from, to: window.to > today ? today : window.to },
    })
  }
  const unread = { result: 'not-known' } as const
  for (const row of rows) {
    for (const p of view.procedures) {
      if (!isRecognised(p.what, p.codes, row)) continue
      if (p.planned) {
        if (p.date === undefined || dayOf(p.date) >= today)
          planned.push({ test: row.test, ref: p.ref, ...(p.date === undefined ? {} : { date: p.date }) })
      } else add(row, p.date, p.ref, unread)
    }
    for (const o of view.observations)
      if (isRecognised(o.what, loinc(o), row)) add(row, o.date, o.ref, resultOf(o, row))
    for (const r of view.reports ?? [])
      if (isRecognised(r.what, r.codes, row)) add(row, r.date, r.ref, resultOfReport(r))
    for (const o of view.orders ?? [])
      if (isRecognised(o.what, o.codes, row))
        planned.push({ test: row.test, ref: o.ref, ...(o.date === undefined ? {} : { date: o.date }) })
    for (const i of view.immunisations ?? []) if (isRecognised(i.what, i.codes, row)) add(row, i.date, i.ref, unread)
    for (const e of view.encounters ?? [])
      if (e.state === 'past' && isRecognised(e.what, [], row)) add(row, e.from, e.ref, unread)
  }
  const all = oncePerDay(done)
  return {
    done: [...all, ...coTests(all)].sort((a, b) =>
      a.when.to < b.when.to ? -1 : a.when.to > b.when.to ? 1 : a.test < b.test ? -1 : 1,
    ),
    planned,
  }
}

/** An abnormal result that nothing after it has settled, by a test of its kind or by what clears it. */
export const openResult = (acts: Acts, tests: ReadonlySet<string>, rows: readonly TestRow[]): Done | undefined => {
  const abnormal = acts.done.findLast((d) => tests.has(d.test) && d.result === 'abnormal')
  if (abnormal === undefined) return undefined
  const clearing = new Set(rows.find((r) => r.test === abnormal.test)?.clearedBy ?? [])
  const settled = acts.done.some(
    (d) =>
      d.when.from >= abnormal.when.to &&
      d !== abnormal &&
      ((d.test === abnormal.test && d.result === 'normal' && d.when.from > abnormal.when.to) || clearing.has(d.test)),
  )
  return settled ? undefined : abnormal
}
