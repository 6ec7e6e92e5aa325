/** ms since 1970, half open: `[from, to)`. */
export type Interval = { readonly from: number; readonly to: number }

/** The first and last moment a date can have: what an open end of a Period stands for. */
export const openFrom = -8.64e15
export const openTo = 8.64e15

const form =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/

const utc = (year: number, month: number, ...rest: readonly number[]): number => {
  const [day = 1, hour = 0, minute = 0, second = 0, ms = 0] = rest
  const at = new Date(0)
  at.setUTCFullYear(year, month, day)
  at.setUTCHours(hour, minute, second, ms)
  return at.getTime()
}

const minute = 60_000

const offset = (zone: string | undefined): number => {
  if (zone === undefined || zone === 'Z') return 0
  const size = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return (zone.startsWith('-') ? -size : size) * minute
}

/**
 * What a date, dateTime or instant covers by its precision: a year, a month, a day, a minute, a second or a millisecond. Without a zone it is
 * taken as UTC. Undefined when it is not a date or the day does not exist.
 * @example dateInterval('2026-02')?.to // 1772323200000
 */
export const dateInterval = (text: string): Interval | undefined => {
  const found = form.exec(text)
  if (found === null) return undefined
  const number = (i: number): number => Number(found[i])
  const year = number(1)
  if (found[2] === undefined) return { from: utc(year, 0), to: utc(year + 1, 0) }
  const month = number(2) - 1
  if (month < 0 || month > 11) return undefined
  if (found[3] === undefined) return { from: utc(year, month), to: utc(year, month + 1) }
  const day = number(3)
  const midnight = utc(year, month, day)
  if (day < 1 || new Date(midnight).getUTCDate() !== day) return undefined
  if (found[4] === undefined) return { from: midnight, to: midnight + 1_440 * minute }
  const [hours, minutes, seconds] = [
    number(4),
    found[5] === undefined ? 0 : number(5),
    found[6] === undefined ? 0 : number(6),
  ]
  if (hours > 24 || minutes > 59 || seconds > 60) return undefined
  const start = midnight - offset(found[8]) + (hours * 60 + minutes) * minute + seconds * 1_000
  if (found[5] === undefined) return { from: start, to: start + 60 * minute }
  if (found[6] === undefined) return { from: start, to: start + minute }
  const fraction = found[7]
  if (fraction === undefined) return { from: start, to: start + 1_000 }
  const from = start + Number(fraction.slice(0, 3).padEnd(3, '0'))
  return { from, to: from + 10 ** Math.max(0, 3 - fraction.length) }
}

type Fields = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const periodInterval = (period: Fields): Interval | undefined => {
  const start = textOf(period['start'])
  const end = textOf(period['end'])
  if (start === undefined && end === undefined) return undefined
  const from = start === undefined ? openFrom : dateInterval(start)?.from
  const to = end === undefined ? openTo : dateInterval(end)?.to
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** From the earliest to the latest of the events and the bounds; what happens in between is not looked at. */
const timingInterval = (timing: Fields): Interval | undefined => {
  const events = Array.isArray(timing['event']) ? timing['event'] : []
  const bounds = (timing['repeat'] as Fields | undefined)?.['boundsPeriod']
  const all = [
    ...events.map((e) => (typeof e === 'string' ? dateInterval(e) : undefined)),
    bounds === undefined || bounds === null ? undefined : periodInterval(bounds as Fields),
  ].filter((i) => i !== undefined)
  const [first] = all
  return first && all.reduce((a, b) => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }), first)
}

/** The interval of a value by its datatype; undefined where it says nothing of when. */
export const intervalOf = (value: unknown, type: string): Interval | undefined => {
  if (typeof value === 'string') return type === 'string' || type === 'code' ? undefined : dateInterval(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (type === 'Period') return periodInterval(value as Fields)
  if (type === 'Timing') return timingInterval(value as Fields)
  return undefined
}
