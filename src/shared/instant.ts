declare const instant: unique symbol

/** An ISO 8601 date-time with zone, such as `2026-11-22T09:00:00Z`. Time is always passed in, never read from a clock by clinical code. */
export type Instant = string & { readonly [instant]: true }

/** A calendar date with the precision it was given: `1964`, `1964-05` or `1964-05-09`. */
export type PartialDate = string

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/
const dateForm = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/

const dayExists = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}

/** The text as an Instant, or undefined when it is not one: 31 February is none. A plain date is midnight UTC. */
export const parseInstant = (text: string): Instant | undefined => {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
  return instantForm.test(full) && dayExists(full) && !Number.isNaN(Date.parse(full)) ? (full as Instant) : undefined
}

/**
 * Completed years from a date to an instant; undefined when the date cannot be read or lies after it.
 * A date of year or year-month precision counts as its first day.
 * @example ageInYears('1964-05-09', '2026-05-08T00:00:00Z' as Instant) // 61
 */
export const ageInYears = (birth: PartialDate, at: Instant): number | undefined => {
  const b = dateForm.exec(birth)
  const a = dateForm.exec(at)
  if (!b || !a) return undefined
  const [by, bm, bd] = [Number(b[1]), Number(b[2] ?? 1), Number(b[3] ?? 1)]
  const [ay, am, ad] = [Number(a[1]), Number(a[2] ?? 1), Number(a[3] ?? 1)]
  const age = ay - by - (am < bm || (am === bm && ad < bd) ? 1 : 0)
  return age < 0 ? undefined : age
}

/** Whole days from one date to another, negative when the second is earlier; undefined when one has no day. */
export const daysBetween = (from: PartialDate, to: PartialDate): number | undefined => {
  const a = Date.parse(from.slice(0, 10))
  const b = Date.parse(to.slice(0, 10))
  if (from.length < 10 || to.length < 10 || Number.isNaN(a) || Number.isNaN(b)) return undefined
  return Math.round((b - a) / 86_400_000)
}
