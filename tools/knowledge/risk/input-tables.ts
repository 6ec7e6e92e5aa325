// Texts of inputs.tsv, input-codes.tsv, countries.tsv and leading-models.tsv.
import { inputKinds } from '../../../src/clinical/risk/equations/input-names.ts'
import { countryRows } from './country-rows.ts'
import { inputCodeRows } from './input-code-rows.ts'
import { type InputRow, inputRows } from './input-rows.ts'
import { leadingRows } from './leading-rows.ts'

const tsv = (head: string, rows: readonly (readonly (string | undefined)[])[]): string =>
  `${[head.split(' '), ...rows].map((r) => r.map((c) => c ?? '').join('\t')).join('\n')}\n`

const figure = (n: number | undefined): string => (n === undefined ? '' : String(n))

/** Measured on the way to an input, not read by any model. */
const besides = ['weight', 'height'] as const

const inputsText = (): string => {
  const kinds: Readonly<Record<string, 'number' | 'yesNo' | 'code' | readonly string[]>> = inputKinds
  const names = [...Object.keys(kinds), ...besides]
  const missing = names.filter((n) => inputRows[n] === undefined)
  const unknown = Object.keys(inputRows).filter((n) => !names.includes(n))
  if (missing.length > 0 || unknown.length > 0)
    throw new Error(`inputs without a row: ${missing.join(' ')}; rows without an input: ${unknown.join(' ')}`)
  return tsv(
    'input title kind unit choices possible plausible also_in loinc within reference filling source unverified',
    names.map((name) => {
      const kind = kinds[name] ?? 'number'
      const r = inputRows[name] as InputRow
      return [
        name,
        r.title,
        kind === 'number' || kind === 'yesNo' ? kind : 'choice',
        r.unit,
        typeof kind === 'string' ? r.counts : kind.join(';'),
        r.possible,
        r.plausible,
        r.alsoIn,
        r.loinc,
        figure(r.within),
        r.reference,
        r.filling,
        r.source,
        r.verified === true ? '' : '1',
      ]
    }),
  )
}

export const inputTables: readonly { readonly file: string; readonly what: string; readonly text: () => string }[] = [
  {
    file: 'inputs.tsv',
    what: 'every input: unit, possible and plausible range, other units (factor and offset), LOINC, window in days, reference value, how the record fills it; unverified=1: our own limits, codes not looked up in LOINC',
    text: inputsText,
  },
  {
    file: 'input-codes.tsv',
    what: 'ICD-10 and ATC prefixes and words of conditions, procedures, medicines and relatives that answer an input; past = counts though resolved',
    text: () =>
      tsv(
        'input says of icd10 atc words not_words past relatives before source unverified',
        inputCodeRows.map((r) => [
          r.input,
          r.says ?? 'yes',
          r.of,
          r.icd10,
          r.atc,
          r.words,
          r.notWords,
          r.past ? '1' : '',
          r.relatives,
          figure(r.before),
          'ICD-10 and ATC categories, words of our own',
          '1',
        ]),
      ),
  },
  {
    file: 'countries.tsv',
    what: 'countries by code and name with their European risk region',
    text: () => tsv('code also score_region', countryRows),
  },
  {
    file: 'leading-models.tsv',
    what: 'which model leads for an outcome in a country, in order of preference; no countries: everywhere',
    text: () =>
      tsv(
        'outcome countries models reason source unverified',
        leadingRows.map((r) => [
          r.outcome,
          r.countries.join(';'),
          r.models.join(';'),
          r.reason,
          r.source,
          r.verified === true ? '' : '1',
        ]),
      ),
  },
]
