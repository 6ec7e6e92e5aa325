import { z } from 'zod'

/** Coefficients of the Liverpool Lung Project incidence model on the log hazard. */
export const llpiTable = z.strictObject({
  baselineSurvival: z.number(),
  age: z.number(),
  male: z.number(),
  yearsSmoked: z.number(),
  copd: z.number(),
  priorCancer: z.number(),
  familyEarlyOnset: z.number(),
  familyLateOnset: z.number(),
  mean: z.number(),
})
export type LlpiTable = z.infer<typeof llpiTable>

/** `family`: age at diagnosis of a first-degree relative's lung cancer, `early` 60 years or younger; the earlier counts where there are both. */
export type LlpiPerson = {
  readonly age: number
  readonly male: boolean
  readonly yearsSmoked: number
  readonly copd: boolean
  readonly priorCancer: boolean
  readonly family: 'none' | 'early' | 'late'
}

/** Probability (0 to 1) of lung cancer within 8.7 years. @source Marcus 2015, doi 10.1158/1940-6207.CAPR-14-0438 */
export const llpi2015 = (t: LlpiTable, p: LlpiPerson): number => {
  const log =
    t.age * p.age +
    (p.male ? t.male : 0) +
    t.yearsSmoked * p.yearsSmoked +
    (p.copd ? t.copd : 0) +
    (p.priorCancer ? t.priorCancer : 0) +
    (p.family === 'early' ? t.familyEarlyOnset : p.family === 'late' ? t.familyLateOnset : 0) -
    t.mean
  return -Math.expm1(Math.exp(log) * Math.log(t.baselineSurvival))
}
