/** The six findings of the revised cardiac risk index; creatinine before the operation in mg/dL. */
export type Rcri = {
  readonly highRiskSurgery: boolean
  readonly ischaemicHeartDisease: boolean
  readonly heartFailure: boolean
  readonly cerebrovascularDisease: boolean
  readonly insulin: boolean
  readonly creatinine: number
}

/** Points from 0 to 6. @source Lee 1999, doi 10.1161/01.CIR.100.10.1043 (unverified) */
export const rcri = (p: Rcri): number =>
  [
    p.highRiskSurgery,
    p.ischaemicHeartDisease,
    p.heartFailure,
    p.cerebrovascularDisease,
    p.insulin,
    p.creatinine > 2,
  ].filter(Boolean).length
