/** Urea nitrogen in mg/dL, respiratory rate per minute, blood pressure in mm[Hg], age in years. */
export type Curb65 = {
  readonly confusion: boolean
  readonly ureaNitrogen: number
  readonly respiratoryRate: number
  readonly systolic: number
  readonly diastolic: number
  readonly age: number
}

/** Points from 0 to 5. @source Lim 2003, doi 10.1136/thorax.58.5.377 (unverified) */
export const curb65 = (p: Curb65): number =>
  [p.confusion, p.ureaNitrogen > 19, p.respiratoryRate >= 30, p.systolic < 90 || p.diastolic <= 60, p.age >= 65].filter(
    Boolean,
  ).length
