import { calibrated, type Score2Row, type ScoreScale } from './score2-2021.ts'

/** Coefficients of SCORE2-Diabetes of one sex. */
export type Score2DiabetesRow = Score2Row & {
  readonly ageAtDiagnosis: number
  readonly hba1c: number
  readonly lnEgfr: number
  readonly lnEgfrSquared: number
  readonly ageHba1c: number
  readonly ageLnEgfr: number
}

/**
 * Ten-year risk (0 to 1) of a first cardiovascular event in type 2 diabetes, ages 40 to 69. `hba1c` in mmol/mol, `egfr` in mL/min/1.73 m2, the rest as in `score2`.
 * @source 10.1093/eurheartj/ehad260, supplementary methods table 4
 */
export const score2Diabetes = (
  c: Score2DiabetesRow,
  scale: ScoreScale,
  age: number,
  smoker: number,
  systolic: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  ageAtDiagnosis: number,
  hba1c: number,
  egfr: number,
): number => {
  const a = (age - 60) / 5
  const kidney = (Math.log(egfr) - 4.5) / 0.15
  const lp =
    c.age * a +
    (c.smoker + c.ageSmoker * a) * smoker +
    (c.systolic + c.ageSystolic * a) * ((systolic - 120) / 20) +
    c.diabetes +
    c.ageDiabetes * a +
    (c.total + c.ageTotal * a) * (totalCholesterol - 6) +
    (c.hdl + c.ageHdl * a) * ((hdlCholesterol - 1.3) / 0.5) +
    c.ageAtDiagnosis * ((ageAtDiagnosis - 50) / 5) +
    (c.hba1c + c.ageHba1c * a) * ((hba1c - 31) / 9.34) +
    (c.lnEgfr + c.lnEgfrSquared * kidney + c.ageLnEgfr * a) * kidney
  return calibrated(c.survival, lp, scale)
}
