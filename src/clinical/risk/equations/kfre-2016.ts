import { z } from 'zod'

const terms = [
  'ageTenth',
  'male',
  'egfrFifth',
  'lnUrineAlbuminCreatinine',
  'diabetes',
  'hypertension',
  'albumin',
  'phosphate',
  'bicarbonate',
  'calcium',
] as const
type Term = (typeof terms)[number]

const variant = z.enum(['4', '6', '8'])
const region = z.enum(['northAmerica', 'other'])
export type KfreVariant = z.infer<typeof variant>
export type KfreRegion = z.infer<typeof region>

/** The terms of a variant are the names in its `beta`; `centre` holds the mean of each; `baselineSurvival` by variant, region and years. */
export const kfreTable = z.strictObject({
  centre: z.record(z.enum(terms), z.number()),
  beta: z.record(variant, z.partialRecord(z.enum(terms), z.number())),
  baselineSurvival: z.record(variant, z.record(region, z.record(z.enum(['2', '5']), z.number()))),
})
export type KfreTable = z.infer<typeof kfreTable>

/** eGFR in mL/min/1.73 m2, albumin to creatinine ratio in mg/g, albumin in g/dL, phosphate and calcium in mg/dL, bicarbonate in mmol/L. */
export type KfrePerson = {
  readonly age: number
  readonly male: boolean
  readonly egfr: number
  readonly urineAlbuminCreatinine: number
  readonly diabetes?: boolean
  readonly hypertension?: boolean
  readonly albumin?: number
  readonly phosphate?: number
  readonly bicarbonate?: number
  readonly calcium?: number
}

const yesNo = (x: boolean | undefined): number => (x === undefined ? Number.NaN : x ? 1 : 0)

/** The terms of the model as the table names them; NaN where the person's value is not known. */
const termOf: Readonly<Record<Term, (p: KfrePerson) => number>> = {
  ageTenth: (p) => p.age / 10,
  male: (p) => yesNo(p.male),
  egfrFifth: (p) => p.egfr / 5,
  lnUrineAlbuminCreatinine: (p) => Math.log(p.urineAlbuminCreatinine),
  diabetes: (p) => yesNo(p.diabetes),
  hypertension: (p) => yesNo(p.hypertension),
  albumin: (p) => p.albumin ?? Number.NaN,
  phosphate: (p) => p.phosphate ?? Number.NaN,
  bicarbonate: (p) => p.bicarbonate ?? Number.NaN,
  calcium: (p) => p.calcium ?? Number.NaN,
}

/**
 * Probability (0 to 1) of kidney failure (dialysis or transplant) within 2 or 5 years in chronic kidney disease G3 to G5; NaN where the variant needs a value that
 * is not known or the ratio is not above 0.
 * @source Tangri 2011 (doi 10.1001/jama.2011.451) and 2016 (doi 10.1001/jama.2015.18202)
 */
export const kfre2016 = (
  t: KfreTable,
  variant: KfreVariant,
  region: KfreRegion,
  years: 2 | 5,
  p: KfrePerson,
): number => {
  if (!(p.urineAlbuminCreatinine > 0)) return Number.NaN
  let lp = 0
  const beta = t.beta[variant]
  for (const name of terms) {
    const b = beta[name]
    if (b !== undefined) lp += b * (termOf[name](p) - t.centre[name])
  }
  return -Math.expm1(Math.exp(lp) * Math.log(t.baselineSurvival[variant][region][years]))
}
