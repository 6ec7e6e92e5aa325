/** Findings of the Wells score for pulmonary embolism; heart rate per minute. */
export type WellsPe = {
  readonly signsOfThrombosis: boolean
  readonly noLikelierDiagnosis: boolean
  readonly heartRate: number
  /** Immobile for three days or more, or operated on within four weeks. */
  readonly immobileOrOperated: boolean
  readonly priorEmbolismOrThrombosis: boolean
  readonly haemoptysis: boolean
  readonly cancer: boolean
}

/** Points from 0 to 12.5; above 4 embolism is likely. @source Wells 2000, doi 10.1055/s-0037-1613830 (unverified) */
export const wellsPe = (p: WellsPe): number =>
  (p.signsOfThrombosis ? 3 : 0) +
  (p.noLikelierDiagnosis ? 3 : 0) +
  (p.heartRate > 100 ? 1.5 : 0) +
  (p.immobileOrOperated ? 1.5 : 0) +
  (p.priorEmbolismOrThrombosis ? 1.5 : 0) +
  (p.haemoptysis ? 1 : 0) +
  (p.cancer ? 1 : 0)
