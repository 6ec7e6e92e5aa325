import type { Observation, PatientView } from '../../../record/index.ts'
import { wordsOf } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import { windowOf } from '../schedule/days.ts'

/**
 * Smoking as far as it is recorded. `packYears`: packs of 20 a day times years, as recorded on `packYearsOn`. `quit`: the last day on which it may still have been smoked; for a
 * smoker of an old record `smokedOn` is the day on which smoking was recorded.
 */
export type Smoking = {
  readonly status: 'current' | 'former' | 'never' | 'unknown'
  readonly said?: string
  readonly packYears?: number
  readonly packYearsOn?: string
  readonly quit?: string
  readonly smokedOn?: string
  readonly basis: readonly DatumRef[]
}

/** LOINC: 8664-5 pack-years, 8663-7 packs a day, 74010-0 day of quitting; years smoked are known by words alone. unverified */
const codes = { packYears: '8664-5', packsPerDay: '8663-7', quit: '74010-0' } as const

const numberIn = (o: Observation): number | undefined => {
  if ('unit' in o.value) return o.value.value
  const found = /^\s*(\d+(?:\.\d+)?)/.exec(o.value.text)
  return found === null ? undefined : Number(found[1])
}

const named = (o: Observation, ...words: readonly string[]): boolean => {
  const own = wordsOf(o.what.display)
  return words.every((w) => own.includes(w))
}

const newest = (
  view: PatientView,
  day: string,
  loinc: string | undefined,
  ...words: readonly string[]
): Observation | undefined =>
  view.observations.findLast(
    (o) =>
      (o.date ?? '') <= `${day}~` &&
      ((loinc !== undefined && o.loinc === loinc) || (words.length > 0 && named(o, ...words))),
  )

const positive = (n: number | undefined): number | undefined => (n !== undefined && n >= 0 ? n : undefined)

/** What the record says about smoking on a day. A negative figure is no figure; who is said never to have smoked and has pack-years or a day of quitting is not known. */
export const smokingOf = (view: PatientView, day: string): Smoking => {
  const said = view.social?.smoking
  const total =
    newest(view, day, codes.packYears, 'pack', 'years') ?? newest(view, day, codes.packYears, 'pack', 'year')
  const packs = newest(view, day, codes.packsPerDay, 'packs', 'day')
  const years = newest(view, day, undefined, 'years', 'smoked')
  const perDay = packs === undefined ? undefined : positive(numberIn(packs))
  const length = years === undefined ? undefined : positive(numberIn(years))
  const packYears =
    (total === undefined ? undefined : positive(numberIn(total))) ??
    (perDay === undefined || length === undefined ? undefined : perDay * length)
  const quitSaid = newest(view, day, codes.quit, 'quit', 'date')
  const text = quitSaid !== undefined && 'text' in quitSaid.value ? quitSaid.value.text : ''
  const quit = windowOf(/\d{4}(-\d{2}){0,2}/.exec(text)?.[0] ?? '')?.to
  const contradicts = said?.status === 'never' && ((packYears ?? 0) > 0 || quit !== undefined)
  const status = contradicts
    ? ('unknown' as const)
    : said?.status === undefined || said.status === 'unknown'
      ? quit !== undefined
        ? ('former' as const)
        : (packYears ?? 0) > 0
          ? ('unknown' as const)
          : (said?.status ?? ('unknown' as const))
      : said.status
  const smokedOn = status === 'current' && said?.date !== undefined ? windowOf(said.date)?.from : undefined
  const refs = [said?.ref, total?.ref, ...(total === undefined ? [packs?.ref, years?.ref] : []), quitSaid?.ref]
  return {
    status,
    ...(said === undefined ? {} : { said: said.said }),
    ...(status === 'never' ? { packYears: 0 } : packYears === undefined || contradicts ? {} : { packYears }),
    ...(total?.date === undefined && packs?.date === undefined
      ? {}
      : { packYearsOn: total?.date ?? packs?.date ?? '' }),
    ...(status === 'former' && quit !== undefined ? { quit } : {}),
    ...(smokedOn === undefined ? {} : { smokedOn }),
    basis: refs.filter((r) => r !== undefined),
  }
}
