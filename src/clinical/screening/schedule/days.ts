import type { PartialDate } from '../../../shared/instant.ts'
import type { DayWindow } from '../model.ts'

/** After every day that is ever asked for. */
export const never = '9999-12-31'
/** Before every day of a life. */
export const always = '0001-01-01'

const pad = (n: number, width = 2): string => String(n).padStart(width, '0')

const lastOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const partsOf = (day: string): readonly [number, number, number] => {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number)
  return [y, m, d]
}

/** A day of the calendar so many months on; a day that the month does not have becomes its last. @example addMonths('2024-02-29', 12) // '2025-02-28' */
export const addMonths = (day: string, months: number): string => {
  if (day >= never) return never
  const [y, m, d] = partsOf(day)
  const total = y * 12 + (m - 1) + Math.round(months)
  const year = Math.floor(total / 12)
  const month = (total % 12) + 1
  return year > 9998 ? never : `${pad(year, 4)}-${pad(month)}-${pad(Math.min(d, lastOf(year, month)))}`
}

/** So many days on. */
export const addDays = (day: string, days: number): string => {
  if (day >= never) return never
  const [y, m, d] = partsOf(day)
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10)
}

/** The first day of an age; who was born on 29 February reaches it on 1 March where there is no such day. @example birthday('1984-02-29', 41) // '2025-03-01' */
export const birthday = (birth: string, age: number): string => {
  const [y, m, d] = partsOf(birth)
  const year = y + age
  return d > lastOf(year, m) ? `${pad(year, 4)}-${pad(m + 1)}-01` : `${pad(year, 4)}-${pad(m)}-${pad(d)}`
}

const isDate = /^\d{4}(-\d{2}){0,2}$/

/** All days a date of whatever precision may mean; undefined where it cannot be read. @example windowOf('2021-02') // { from: '2021-02-01', to: '2021-02-28' } */
export const windowOf = (date: PartialDate): DayWindow | undefined => {
  const day = date.slice(0, 10)
  if (!isDate.test(day)) return undefined
  const [y, m, d] = day.split('-').map(Number)
  if (y === undefined || y < 1) return undefined
  if (m === undefined) return { from: `${day}-01-01`, to: `${day}-12-31` }
  if (m < 1 || m > 12) return undefined
  if (d === undefined) return { from: `${day}-01`, to: `${day}-${pad(lastOf(y, m))}` }
  return d < 1 || d > lastOf(y, m) ? undefined : { from: day, to: day }
}

/** Completed years on a day. */
export const ageOn = (birth: string, day: string): number => {
  const [by, bm, bd] = partsOf(birth)
  const [y, m, d] = partsOf(day)
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
}

export const later = (a: string, b: string): string => (a > b ? a : b)
export const earlier = (a: string, b: string): string => (a < b ? a : b)
