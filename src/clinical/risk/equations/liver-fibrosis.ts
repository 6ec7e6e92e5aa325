import { z } from 'zod'

/** Transaminases in U/L, platelets in 10^9/L. @source Sterling 2006, doi 10.1002/hep.21178 */
export const fib4 = (age: number, ast: number, alt: number, platelets: number): number =>
  (age * ast) / (platelets * Math.sqrt(alt))

export const nafldTable = z.strictObject({
  intercept: z.number(),
  age: z.number(),
  bmi: z.number(),
  glucoseIntolerance: z.number(),
  astAltRatio: z.number(),
  platelets: z.number(),
  albumin: z.number(),
})
export type NafldTable = z.infer<typeof nafldTable>

export type NafldPerson = {
  readonly age: number
  readonly bmi: number
  /** Impaired fasting glucose or diabetes. */
  readonly glucoseIntolerance: boolean
  readonly ast: number
  readonly alt: number
  readonly platelets: number
  readonly albumin: number
}

/** Body mass index in kg/m2, transaminases in U/L, platelets in 10^9/L, albumin in g/dL. @source Angulo 2007, doi 10.1002/hep.21496 */
export const nafldFibrosis2007 = (t: NafldTable, p: NafldPerson): number =>
  t.intercept +
  t.age * p.age +
  t.bmi * p.bmi +
  (p.glucoseIntolerance ? t.glucoseIntolerance : 0) +
  t.astAltRatio * (p.ast / p.alt) +
  t.platelets * p.platelets +
  t.albumin * p.albumin
