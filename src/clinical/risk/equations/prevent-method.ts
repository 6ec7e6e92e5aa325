import { z } from 'zod'
import { absoluteRisk, isFemale, type Method, numberIfKnown, numberOf, onlyFor, oneIf } from './method.ts'
import { fillPreventTerms, prevent2023, preventTerms, preventWidth } from './prevent-2023.ts'

export const preventVariants = ['base', 'hba1c', 'uacr', 'sdi', 'full'] as const
export type PreventVariant = (typeof preventVariants)[number]

export const preventOutcomes = ['total-cvd', 'ascvd', 'heart-failure', 'coronary-heart-disease', 'stroke'] as const
export type PreventOutcome = (typeof preventOutcomes)[number]

const row = z
  .record(z.enum(preventTerms), z.number().optional())
  .refine((r) => r.const !== undefined, 'a row without constant')
const bySex = z.strictObject({
  female: z.record(z.enum(preventOutcomes), row),
  male: z.record(z.enum(preventOutcomes), row),
})
const tables = z.record(z.templateLiteral([z.enum(preventVariants), '_', z.enum(['10', '30'])]), bySex)

/** Coefficients of one variant and horizon: a row for each outcome, first of females, then of males. */
export type PreventRows = Readonly<Record<`${PreventVariant}_${10 | 30}`, Float64Array>>

/** Where the row of an outcome and sex begins in the rows of a variant. */
export const preventRowAt = (outcome: PreventOutcome, female: boolean): number =>
  ((female ? 0 : preventOutcomes.length) + preventOutcomes.indexOf(outcome)) * preventWidth

/** The table's coefficients as dense rows; a term that a variant lacks is 0. Throws a ZodError when they are not PREVENT's. */
export const preventRows = (coefficients: unknown): PreventRows => {
  const read = tables.parse(coefficients)
  const rows: Partial<Record<string, Float64Array>> = {}
  for (const [name, sexes] of Object.entries(read)) {
    const dense = new Float64Array(2 * preventOutcomes.length * preventWidth)
    for (const outcome of preventOutcomes)
      for (const female of [true, false]) {
        const given = (female ? sexes.female : sexes.male)[outcome]
        preventTerms.forEach((term, i) => {
          dense[preventRowAt(outcome, female) + i] = given[term] ?? 0
        })
      }
    rows[name] = dense
  }
  return rows as PreventRows
}

/**
 * Which tables are used: none of HbA1c, UACR and deprivation known, the base ones; one known, its own; more, the full ones.
 * @source preventr 0.12.0, which follows the authors' calculator
 */
export const preventVariant = (hba1c: boolean, uacr: boolean, sdi: boolean): PreventVariant => {
  const known = Number(hba1c) + Number(uacr) + Number(sdi)
  if (known === 0) return 'base'
  if (known > 1) return 'full'
  return hba1c ? 'hba1c' : uacr ? 'uacr' : 'sdi'
}

export const preventMethod: Method = {
  id: 'prevent-2023',
  compile: (coefficients, model) => {
    onlyFor(model, preventOutcomes, [10, 30])
    const rows = preventRows(coefficients)
    const terms = new Float64Array(preventWidth)
    return (inputs, wanted) => {
      const hba1c = numberIfKnown(inputs, 'hba1c')
      const uacr = numberIfKnown(inputs, 'urineAlbuminCreatinine')
      const sdi = numberIfKnown(inputs, 'socialDeprivationDecile')
      const variant = preventVariant(hba1c !== undefined, uacr !== undefined, sdi !== undefined)
      const female = isFemale(inputs)
      fillPreventTerms(
        terms,
        numberOf(inputs, 'age'),
        numberOf(inputs, 'totalCholesterol'),
        numberOf(inputs, 'hdlCholesterol'),
        numberOf(inputs, 'systolic'),
        oneIf(inputs, 'diabetes'),
        oneIf(inputs, 'smokingNow'),
        numberOf(inputs, 'bmi'),
        numberOf(inputs, 'egfr'),
        oneIf(inputs, 'onBloodPressureMedicine'),
        oneIf(inputs, 'onStatin'),
        hba1c ?? Number.NaN,
        uacr ?? Number.NaN,
        sdi ?? Number.NaN,
      )
      const risks = wanted.map((w) =>
        absoluteRisk(
          w,
          prevent2023(
            rows[`${variant}_${w.years === 30 ? 30 : 10}`],
            preventRowAt(w.outcome as PreventOutcome, female),
            terms,
          ),
        ),
      )
      return { ok: true, risks, scores: [], variant, remarks: [] }
    }
  },
}
