import { entryOf } from './entry-of.ts'
import { givenOnly } from './given-only.ts'
import type { QuantityJson } from './r4.ts'
import { text } from './resources.ts'

/** An age in years, as far as it is known; `words` where it was not given as a number. */
export type AgeRange = { readonly low?: number; readonly high?: number; readonly words?: string }

/** Years in one UCUM unit of time; a Julian year of 365.25 days, as UCUM defines `a`. */
const years: Readonly<Record<string, number>> = { a: 1, mo: 1 / 12, wk: 7 / 365.25, d: 1 / 365.25 }

const written: Readonly<Record<string, string>> = { year: 'a', month: 'mo', week: 'wk', day: 'd' }

const inYears = (q: QuantityJson | undefined): number | undefined => {
  const unit = q?.code ?? entryOf(written, (q?.unit ?? '').toLowerCase().replace(/s$/, '')) ?? q?.unit ?? ''
  const factor = entryOf(years, unit)
  return q?.value === undefined || factor === undefined ? undefined : Math.round(q.value * factor * 1000) / 1000
}

type Said = {
  readonly age: QuantityJson | undefined
  readonly range: { readonly low?: QuantityJson | undefined; readonly high?: QuantityJson | undefined } | undefined
  readonly words: string | undefined
}

/** `< 50` has no lower end, `> 70` no upper one. Words are read only where they are one number of years, or two. */
export const ageRangeOf = ({ age, range, words }: Said): AgeRange | undefined => {
  const at = inYears(age)
  if (at !== undefined) {
    const below = age?.comparator === '<' || age?.comparator === '<='
    const above = age?.comparator === '>' || age?.comparator === '>='
    return { ...(below ? {} : { low: at }), ...(above ? {} : { high: at }) }
  }
  const ends = givenOnly({ low: inYears(range?.low), high: inYears(range?.high) })
  if (Object.keys(ends).length > 0) return ends
  const said = text(words?.trim())
  const number = /^(?:age |at )?(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?\s*(?:years?|y|yrs?)?(?: old)?$/i.exec(
    said ?? '',
  )
  if (number !== null) return { low: Number(number[1]), high: Number(number[2] ?? number[1]) }
  return said === undefined ? undefined : { words: said }
}
