import { z } from 'zod'

/** Coefficients of PLCOm2012 on the log odds; `cigarettes` multiplies the centred inverse of a tenth of the cigarettes per day. */
export const plcom2012Table = z.strictObject({
  intercept: z.number(),
  age: z.number(),
  education: z.number(),
  bmi: z.number(),
  copd: z.number(),
  priorCancer: z.number(),
  familyLungCancer: z.number(),
  smokingNow: z.number(),
  cigarettes: z.number(),
  yearsSmoked: z.number(),
  yearsSinceQuitting: z.number(),
  race: z.record(z.string(), z.number()),
  centre: z.strictObject({
    age: z.number(),
    education: z.number(),
    bmi: z.number(),
    inverseCigarettes: z.number(),
    yearsSmoked: z.number(),
    yearsSinceQuitting: z.number(),
  }),
})
export type Plcom2012Table = z.infer<typeof plcom2012Table>

/** One person who has ever smoked. Education 1 (no high school) to 6 (postgraduate); body mass index in kg/m2; cigarettes per day above 0. */
export type Plcom2012Person = {
  readonly age: number
  readonly education: number
  readonly bmi: number
  readonly copd: boolean
  readonly priorCancer: boolean
  readonly familyLungCancer: boolean
  readonly smokingNow: boolean
  readonly cigarettesPerDay: number
  readonly yearsSmoked: number
  /** Not read for a person who smokes now. */
  readonly yearsSinceQuitting: number
  readonly race: string
}

/**
 * Probability (0 to 1) of lung cancer within six years in a person who has ever smoked; NaN for a race that the model has no term for.
 * @source Tammemägi 2013, doi 10.1056/NEJMoa1211776
 */
export const plcom2012 = (t: Plcom2012Table, p: Plcom2012Person): number => {
  const logOdds =
    t.intercept +
    t.age * (p.age - t.centre.age) +
    t.education * (p.education - t.centre.education) +
    t.bmi * (p.bmi - t.centre.bmi) +
    (p.copd ? t.copd : 0) +
    (p.priorCancer ? t.priorCancer : 0) +
    (p.familyLungCancer ? t.familyLungCancer : 0) +
    (p.smokingNow ? t.smokingNow : 0) +
    t.cigarettes * (10 / p.cigarettesPerDay - t.centre.inverseCigarettes) +
    t.yearsSmoked * (p.yearsSmoked - t.centre.yearsSmoked) +
    t.yearsSinceQuitting * ((p.smokingNow ? 0 : p.yearsSinceQuitting) - t.centre.yearsSinceQuitting) +
    (t.race[p.race] ?? Number.NaN)
  return 1 / (1 + Math.exp(-logOdds))
}
