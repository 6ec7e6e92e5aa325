import type { Observation, Report } from '../../record/index.ts'
import type { Done, TestRow } from './model.ts'

/** How an act came out. `void`: it was not completed, so that it counts as not done. */
export type Result = { readonly result: Done['result'] | 'void'; readonly said?: string }

const abnormalCodes = ['A', 'AA', 'H', 'HH', 'POS', 'DET', 'R']
const normalCodes = ['N', 'NEG', 'ND', 'NR', 'S']

const notCompleted =
  /\b(not (done|tested|performed|completed|evaluable|adequate)|no result|inadequate|unsatisfactory|insufficient|incomplete|poor (bowel )?prep\w*|pending|cancelled|declined|refused|invalid|indeterminate)\b|^\s*(no|none|false|never|n\/a)\W*$/i

/** Categories that speak for the whole examination; of several the worst counts. @source ACR BI-RADS (1 and 2) and Lung-RADS (1 and 2): nothing beyond the next round */
const category =
  /\b(?:bi|lung)[-\s]?rads\b(?![^.;\n]{0,12}(?:density|edition|version))[^0-9.;\n]{0,25}([0-6])(?:[abcsx]+\b|\b)/gi

/** What was asked for, and what was before, is no finding of this examination. */
const aims =
  /\b(?:screen(?:ing)? for|indications?|reason for (?:the )?(?:exam|study|visit)|history of|comparison)\b\s*:?[^.;:\n]*/gi

/** A denial reaches to what it denies, never past `but`, a stop or a verb that closes it. */
const denial =
  /\b(?:no|not|non|none|without|negative for|absence of|free of)\b[-\s]?(?:(?!\b(?:but|however|although|except|though|with)\b)[^.;,:\n])*?(?:\b(?:detected|reactive|seen|identified|found|present|positive|demonstrated)\b|(?=[.;,:\n]|$|\b(?:but|however|although|except|though|with)\b))/gi

const normalWords = /\b(negative|undetected|undetectable|non-?reactive|normal|unremarkable|benign|nilm)\b/i
const abnormalWords =
  /\b(positive|detected|reactive|abnormal|malignan|suspicious|carcinoma|cancer|adenoma|polyp|mass(es)?\b|nodul|lesion|tumou?r|neoplas|dysplas|aneurysm|osteopor|osteopen|invasive|asc-?us|asc-?h|agc\b|lsil|hsil)/i
const deniable = /\b(evidence|disease|finding|growth|bleeding|blood|change|abnormalit)/i

/** Categories first; then what is left of the words when aims and denials are taken away. A denial alone is normal only where it denies something that would be abnormal. */
export const inWords = (text: string): Result['result'] => {
  const categories = [...text.matchAll(category)].map((m) => m[1] ?? '')
  if (categories.length > 0) return categories.every((c) => c === '1' || c === '2') ? 'normal' : 'abnormal'
  if (/\bnot normal\b/i.test(text)) return 'abnormal'
  const denied: string[] = []
  const left = text.replace(aims, ' ').replace(denial, (d) => {
    denied.push(d)
    return ' '
  })
  if (abnormalWords.test(left)) return 'abnormal'
  if (notCompleted.test(text)) return 'void'
  const clear = denied.some((d) => abnormalWords.test(d) || deniable.test(d))
  return clear || normalWords.test(left) ? 'normal' : 'not-known'
}

/** A preliminary result may still change: it reassures nobody. */
const final = (r: Result, preliminary: true | undefined): Result =>
  preliminary && r.result === 'normal' ? { ...r, result: 'not-known' } : r

export const resultOf = (o: Observation, row: TestRow): Result => {
  const codes = (o.interpretation ?? []).map((i) => (i.code ?? i.display).toUpperCase())
  const value = o.value
  const said = 'text' in value ? value.text : `${Math.round(value.value * 100) / 100} ${value.unit}`
  const limit = row.abnormalFrom?.find((l) => l.loinc === o.loinc && 'unit' in value && l.unit === value.unit)
  if (limit !== undefined && 'unit' in value)
    return final({ result: value.value >= limit.atLeast ? 'abnormal' : 'normal', said }, o.preliminary)
  if (codes.some((c) => abnormalCodes.includes(c))) return { result: 'abnormal', said }
  if (codes.some((c) => normalCodes.includes(c))) return final({ result: 'normal', said }, o.preliminary)
  return final({ result: 'text' in value ? inWords(value.text) : 'not-known', said }, o.preliminary)
}

/** A conclusion speaks in words. */
export const resultOfReport = (r: Report): Result => {
  const said = [r.conclusion ?? '', ...(r.conclusions ?? []).map((c) => c.display)].filter((t) => t !== '').join('; ')
  return said === '' ? { result: 'not-known' } : final({ result: inWords(said), said }, r.preliminary)
}
