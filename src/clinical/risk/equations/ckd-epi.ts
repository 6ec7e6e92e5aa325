import { z } from 'zod'

const bySex = z.strictObject({ female: z.number(), male: z.number() })

/** One marker of the equation: min(x/scale, 1)^below · max(x/scale, 1)^above. */
const marker = z.strictObject({ scale: bySex, below: bySex, above: z.number() })

/** factor · markers · ageBase ^ age · female factor. A marker that is not there is not in the equation. */
export const ckdEpiTable = z.strictObject({
  factor: z.number(),
  creatinine: marker.optional(),
  cystatinC: marker.optional(),
  ageBase: z.number(),
  female: z.number(),
})
export type CkdEpiTable = z.infer<typeof ckdEpiTable>

const powers = (m: z.infer<typeof marker>, sex: 'female' | 'male', value: number): number => {
  const x = value / m.scale[sex]
  return Math.min(x, 1) ** m.below[sex] * Math.max(x, 1) ** m.above
}

/**
 * Estimated filtration rate in mL/min/1.73 m2 of an adult, not rounded. Creatinine (IDMS) in mg/dL, cystatin C in mg/L; NaN where a marker of the equation is
 * not given or not above 0.
 * @source Inker 2021 (doi 10.1056/NEJMoa2102953), creatinine and creatinine-cystatin; Inker 2012 (doi 10.1056/NEJMoa1114248), cystatin
 */
export const ckdEpi = (
  t: CkdEpiTable,
  sex: 'female' | 'male',
  age: number,
  markers: { readonly creatinine?: number; readonly cystatinC?: number },
): number => {
  const { creatinine = Number.NaN, cystatinC = Number.NaN } = markers
  if ((t.creatinine && !(creatinine > 0)) || (t.cystatinC && !(cystatinC > 0))) return Number.NaN
  return (
    t.factor *
    (t.creatinine ? powers(t.creatinine, sex, creatinine) : 1) *
    (t.cystatinC ? powers(t.cystatinC, sex, cystatinC) : 1) *
    t.ageBase ** age *
    (sex === 'female' ? t.female : 1)
  )
}

/** The filtration category of a rate, on the rate rounded to a whole number, as it is reported. @source KDIGO 2024 CKD guideline, doi 10.1016/j.kint.2023.10.018 */
export const filtrationStage = (egfr: number): 'G1' | 'G2' | 'G3a' | 'G3b' | 'G4' | 'G5' => {
  const whole = Math.round(egfr)
  if (whole >= 90) return 'G1'
  if (whole >= 60) return 'G2'
  if (whole >= 45) return 'G3a'
  if (whole >= 30) return 'G3b'
  return whole >= 15 ? 'G4' : 'G5'
}
