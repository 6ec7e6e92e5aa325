import { z } from 'zod'

const terms = [
  'intercept',
  'age',
  'albumin',
  'creatinine',
  'glucose',
  'lnCrp',
  'lymphocytes',
  'meanCellVolume',
  'redCellWidth',
  'alkalinePhosphatase',
  'whiteCells',
] as const

/** Coefficients of the linear predictor xb; ten-year cumulative hazard is hazard × exp(xb) / shape; and the constants that turn it into an age. */
export const phenoAgeTable = z.strictObject({
  xb: z.record(z.enum(terms), z.number()),
  hazard: z.number(),
  shape: z.number(),
  age: z.strictObject({ intercept: z.number(), hazard: z.number(), slope: z.number() }),
})
export type PhenoAgeTable = z.infer<typeof phenoAgeTable>

/** Albumin g/L, creatinine µmol/L, glucose mmol/L, C-reactive protein mg/dL, lymphocytes %, mean cell volume fL, red cell width %, alkaline phosphatase U/L, white cells 10^9/L, age in years. */
export type PhenoAgePerson = {
  readonly age: number
  readonly albumin: number
  readonly creatinine: number
  readonly glucose: number
  readonly crp: number
  readonly lymphocytes: number
  readonly meanCellVolume: number
  readonly redCellWidth: number
  readonly alkalinePhosphatase: number
  readonly whiteCells: number
}

/**
 * Ten-year mortality (0 to 1) and the age at which it would be average. The logarithm of survival is used as it is, never taken back from the mortality, so that a
 * mortality near 1 keeps its age. C-reactive protein must be above 0 (a result below detection is the detection limit); NaN otherwise.
 * @source Levine 2018, doi 10.18632/aging.101414
 */
export const phenoAge2018 = (
  t: PhenoAgeTable,
  p: PhenoAgePerson,
): { readonly mortality10y: number; readonly age: number } => {
  const x = t.xb
  const xb =
    x.intercept +
    x.albumin * p.albumin +
    x.creatinine * p.creatinine +
    x.glucose * p.glucose +
    x.lnCrp * (p.crp > 0 ? Math.log(p.crp) : Number.NaN) +
    x.lymphocytes * p.lymphocytes +
    x.meanCellVolume * p.meanCellVolume +
    x.redCellWidth * p.redCellWidth +
    x.alkalinePhosphatase * p.alkalinePhosphatase +
    x.whiteCells * p.whiteCells +
    x.age * p.age
  const lnSurvival = (-t.hazard * Math.exp(xb)) / t.shape
  return {
    mortality10y: -Math.expm1(lnSurvival),
    age: t.age.intercept + Math.log(t.age.hazard * lnSurvival) / t.age.slope,
  }
}
