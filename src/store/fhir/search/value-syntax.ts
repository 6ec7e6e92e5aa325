import { dateInterval, type Interval } from '../../../fhir/index.ts'
import { type Comparator, comparators, type Span } from './match.ts'

/** Splits at each separator that no backslash stands before; escapes stay as they are. */
export const splitEscaped = (text: string, separator: ',' | '$' | '|'): readonly string[] => {
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === separator) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

/** `\,` `\$` `\|` and `\\` stand for the character itself. */
export const unescapeValue = (text: string): string => text.replaceAll(/\\([,$|\\])/g, '$1')

/** `ge5` → `ge` and `5`; no prefix is `eq`. */
export const splitPrefix = (text: string): { readonly comparator: Comparator; readonly rest: string } => {
  const comparator = comparators.find((c) => text.startsWith(c))
  return comparator === undefined ? { comparator: 'eq', rest: text } : { comparator, rest: text.slice(2) }
}

const searchDate =
  /^\d{4}(?:-\d\d(?:-\d\d(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+ -]\d\d:\d\d)?)?)?)?$/

/** What the text covers at its precision; a blank before the zone is a `+` that was not encoded. Undefined: not a date of the calendar. */
export const parseDate = (text: string): Interval | undefined =>
  searchDate.test(text) && !text.startsWith('0000') ? dateInterval(text.replace(' ', '+')) : undefined

const numberPattern = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * The number and half a unit of its last written digit to either side (R4, "number"). The bounds are the doubles nearest to the decimal
 * bounds, so that 5.35 lies within 5.4. Undefined: not a decimal or not finite.
 */
export const parseNumber = (text: string): Span | undefined => {
  const found = numberPattern.exec(text)
  if (found === null) return undefined
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = found
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -10n : 10n)
  const scale = Number(exponent) - decimals.length - 1
  const span = {
    value: Number(`${digits}e${scale}`),
    low: Number(`${digits - 5n}e${scale}`),
    high: Number(`${digits + 5n}e${scale}`),
  }
  return Object.values(span).every(Number.isFinite) ? span : undefined
}

/** A tenth to either side, and never less than the written precision (R4 recommends 10 %). */
export const nearNumber = (span: Span): Span => ({
  value: span.value,
  low: Math.min(span.low, span.value - Math.abs(span.value) / 10),
  high: Math.max(span.high, span.value + Math.abs(span.value) / 10),
})

/** A tenth of the time between then and `now` to either side (R4 recommends 10 % of the gap). */
export const nearDate = ({ from, to }: Interval, now: number): Interval => {
  const gap = now < from ? from - now : now > to ? now - to : 0
  return { from: from - Math.floor(gap / 10), to: to + Math.floor(gap / 10) }
}
