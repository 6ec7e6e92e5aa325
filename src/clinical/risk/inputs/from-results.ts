import type { Observation, PatientView } from '../../../record/index.ts'
import { daysBetween, type Instant } from '../../../shared/instant.ts'
import type { FilledInput } from '../model.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { type Judged, judgeFigure, ordinaryElsewhere } from './stated-unit.ts'

/** Dated results of a record by LOINC code, oldest first. */
export type ResultsByCode = ReadonlyMap<string, readonly Observation[]>

export const resultsByCode = (view: PatientView, at: Instant): ResultsByCode => {
  const found = new Map<string, Observation[]>()
  for (const o of view.observations) {
    if (o.loinc === undefined || o.date === undefined || o.preliminary) continue
    const age = daysBetween(o.date, at)
    if (age === undefined || age < 0) continue
    const list = found.get(o.loinc)
    if (list === undefined) found.set(o.loinc, [o])
    else list.push(o)
  }
  return found
}

export type Figure = {
  readonly observation: Observation
  readonly value: number
  readonly unit?: string
  readonly days: number
}

/** The figure of a result as it was recorded: text that is a bare number stands without a unit, other text is none. "1,200" may be either number, and is none. */
const figureOf = (o: Observation, at: Instant): Figure | undefined => {
  const days = daysBetween(o.date ?? '', at)
  if (days === undefined) return undefined
  const recorded = o.asRecorded ?? o.value
  if ('unit' in recorded) return { observation: o, value: recorded.value, unit: recorded.unit, days }
  const text = recorded.text.trim()
  return /^-?\d+([.,]\d+)?$/.test(text) && !/,\d{3}$/.test(text)
    ? { observation: o, value: Number(text.replace(',', '.')), days }
    : undefined
}

/** All figures of an input, newest first; of the same day the one recorded last. */
export const figuresOf = (entry: CatalogueEntry, results: ResultsByCode, at: Instant): readonly Figure[] =>
  (entry.loinc ?? [])
    .flatMap((code) => results.get(code) ?? [])
    .flatMap((o) => figureOf(o, at) ?? [])
    .reverse()
    .sort((a, b) => a.days - b.days)

export const filled = (entry: CatalogueEntry, figure: Figure, judged: Judged): FilledInput => {
  const { id } = entry
  const { observation, value, unit, days } = figure
  const basis = [observation.ref]
  if (judged.state !== 'known')
    return {
      id,
      state: judged.state,
      value,
      ...(unit === undefined ? {} : { unit }),
      ...('likelyUnit' in judged && judged.likelyUnit !== undefined ? { likelyUnit: judged.likelyUnit } : {}),
      basis,
    }
  const date = observation.date ?? ''
  if (entry.within !== undefined && days > entry.within)
    return { id, state: 'tooOld', value: judged.value, date, basis }
  return {
    id,
    state: 'known',
    value: judged.value,
    ...(entry.unit === undefined ? {} : { unit: entry.unit }),
    date,
    ...(unit === undefined || unit === entry.unit ? {} : { asRecorded: { value, unit } }),
    from: 'record',
    basis,
  }
}

/** As `judgeFigure`, but nobody says in which unit a bare figure of a record stands: ordinary in more than one, it is asked about. */
export const judgeRecorded = (entry: CatalogueEntry, { value, unit }: Figure): Judged => {
  const judged = judgeFigure(entry, value, unit)
  return unit === undefined && judged.state === 'known' && ordinaryElsewhere(entry, value)
    ? { state: 'suspect' }
    : judged
}

/** The newest figure of an input: known, too old, doubtful or impossible. Without any figure it is missing. */
export const fromResults = (entry: CatalogueEntry, results: ResultsByCode, at: Instant): FilledInput => {
  const [newest] = figuresOf(entry, results, at)
  return newest === undefined ? { id: entry.id, state: 'missing' } : filled(entry, newest, judgeRecorded(entry, newest))
}
