/**
 * JSON whose numbers keep the digits they were written with: in FHIR `1.00` says more than `1`. @source FHIR R4, datatypes, decimal: the
 * precision is significant and must be preserved.
 */

/** By the object or list that holds a number: its text, where a program would write it differently. */
const digits = new WeakMap<object, Map<string, string>>()

/** May match within a text as well; never misses a number that ends in 0 after its point, has an exponent, more digits than a double, or is -0. */
const unusual = /[[:,\s]-?(?:\d+\.\d*0|\d[\d.]*[eE][-+]?\d+|\d[\d.]{14,}|0(?<=-0))\s*[,}\]]/

type Context = { readonly source?: string }
type Rawly = { readonly rawJSON: (text: string) => unknown }

const remember = (holder: object, name: string, text: string): void => {
  const known = digits.get(holder) ?? new Map<string, string>()
  digits.set(holder, known.set(name, text))
}

/** As JSON.parse, but `writeJson` gives the numbers back as they were written. */
export const parseJson = (text: string): unknown => {
  if (!unusual.test(text)) return JSON.parse(text)
  const look = function (this: object, name: string, value: unknown, { source = '' }: Context): unknown {
    if (typeof value === 'number' && String(value) !== source) remember(this, name, source)
    return value
  }
  return JSON.parse(text, look as (this: unknown, name: string, value: unknown) => unknown)
}

const holdsDigits = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (digits.has(value)) return true
  if (Array.isArray(value)) return value.some(holdsDigits)
  for (const name in value) if (holdsDigits((value as Record<string, unknown>)[name])) return true
  return false
}

const exactly = function (this: object, name: string, value: unknown): unknown {
  if (typeof value !== 'number') return value
  const text = digits.get(this)?.get(name)
  // What was changed since is written as it is now.
  return text !== undefined && Number(text) === value ? (JSON as unknown as Rawly).rawJSON(text) : value
}

/** As JSON.stringify. */
export const writeJson = (value: unknown, space?: number): string =>
  JSON.stringify(value, holdsDigits(value) ? exactly : undefined, space)

/** Gives a changed copy of an object the digits of its numbers. */
export const keepDigits = (from: object, to: object): void => {
  const known = digits.get(from)
  if (known !== undefined) digits.set(to, new Map(known))
}

/** A deep copy of a JSON value. */
export const copyJson = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value)
    ? value.map(copyJson)
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyJson(inner)]))
  keepDigits(value, copy)
  return copy as T
}
