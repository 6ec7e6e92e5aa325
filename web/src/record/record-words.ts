import { plainTitle } from '../person/lookup.ts'
import type { ReferenceRange } from '../../../src/record/patient-view.ts'
import type { PartialDate } from '../../../src/shared/instant.ts'
import type { Measured } from '../../../src/shared/quantity.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A date with the precision it was recorded with. @example dayText('1985-01-28') // '28 Jan 1985' */
export const dayText = (date: PartialDate): string => {
  const [year, month, day] = date.slice(0, 10).split('-')
  return [day && String(Number(day)), month && months[Number(month) - 1], year].filter(Boolean).join(' ')
}

const superscript = (n: string): string => n.replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)] ?? d)

/** A UCUM unit as people write it. @example unitText('10*3/uL') // '10³/µL' */
export const unitText = (ucum: string): string =>
  ucum
    .replace(/mm\[Hg\]/g, 'mmHg')
    .replace(/10\*(\d+)/g, (_, n: string) => `10${superscript(n)}`)
    .replace(/\bm2\b/g, 'm²')
    .replace(/\{1\.73_m2\}|1\.73_?m2/g, '1.73 m²')
    .replace(/\bu(?=[A-Za-z])/g, 'µ')
    .replace(/\[degF\]/g, '°F')
    .replace(/\bCel\b/g, '°C')
    .replace(/\[i?IU\]/gi, 'IU')
    .replace(/\{[^}]*\}/g, '')
    .replace(/^1$/, '')
    .replace(/^\/|\/$/g, '')
    .trim()

/** Four significant digits at most: what is stored beyond is told by the resource itself. Whole numbers stay whole. */
export const numberText = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)))

export const valueText = (value: Measured | { readonly text: string }): string =>
  'text' in value
    ? plainTitle(value.text)
    : [numberText(value.value), unitText(value.unit)].filter((t) => t !== '').join(' ')

/** The laboratory's limits. @example rangeText({ low: 0.6, high: 1.2 }) // '0.6–1.2' */
export const rangeText = ({ low, high, text, for: whom }: ReferenceRange): string => {
  const limits =
    low !== undefined && high !== undefined
      ? `${numberText(low)}–${numberText(high)}`
      : low !== undefined
        ? `${numberText(low)} or more`
        : high !== undefined
          ? `${numberText(high)} or less`
          : (text ?? '')
  return whom === undefined || limits === '' ? limits : `${limits} (${whom})`
}

export type FlagMeaning = 'high' | 'low' | 'normal' | 'critical' | 'abnormal'

const meanings: readonly (readonly [RegExp, FlagMeaning])[] = [
  [/^(hh|hu|ll|lu|aa)\b|critical|panic/i, 'critical'],
  [/^h\b|^>|\bhigh\b|above/i, 'high'],
  [/^l\b|^<|\blow\b|below/i, 'low'],
  [/^n\b|^normal|^within/i, 'normal'],
  [/^a\b|abnormal|^not (within|normal)|outside/i, 'abnormal'],
]

/** What the laboratory's flag amounts to; undefined for one that is not told apart. */
export const flagMeaning = (flag: string): FlagMeaning | undefined => meanings.find(([form]) => form.test(flag))?.[1]
