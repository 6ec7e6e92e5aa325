import { loadAll } from '../../knowledge/folder.ts'
import { emptyView, type Observation, type PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { screeningCalendar } from './calendar.ts'
import type { Given, ScreeningItem } from './model.ts'
import { compileScreening } from './tables.ts'

export const tables = compileScreening(loadAll())

/** A person of whom the record has lists that are empty, so that nothing is recorded rather than unknown. */
export const person = (more: Partial<PatientView> = {}): PatientView => ({
  ...emptyView('p'),
  birthDate: '1966-05-09',
  sex: 'female',
  silentOn: [],
  ...more,
})

const ref = (resource: string) => ({ kind: 'fhir' as const, resource, path: 'code' })

export const condition = (display: string, icd10?: string): PatientView['conditions'][number] => ({
  what: { display },
  codes: icd10 === undefined ? [] : [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: icd10, display: '' }],
  active: true,
  ref: ref('Condition/c'),
})

export const procedure = (
  display: string,
  date?: string,
  more: Partial<PatientView['procedures'][number]> = {},
): PatientView['procedures'][number] => ({
  what: { display },
  codes: [],
  ...(date === undefined ? {} : { date }),
  ref: ref('Procedure/p'),
  ...more,
})

export const observation = (
  loinc: string,
  value: Observation['value'],
  date: string,
  more: Partial<Observation> = {},
): Observation => ({ what: { display: loinc }, loinc, value, date, ref: ref('Observation/o'), ...more })

export const instant = (day: string): Instant => `${day}T09:00:00Z` as Instant

export const calendarAt = (view: PatientView, day: string, given: Given = {}) =>
  screeningCalendar({ view, given }, tables, instant(day))

/** One line of the calendar. */
export const itemOn = (view: PatientView, track: string, day: string, given: Given = {}): ScreeningItem => {
  const item = calendarAt(view, day, given).items.find((i) => i.track === track)
  if (item === undefined) throw new Error(`no line for ${track}`)
  return item
}
