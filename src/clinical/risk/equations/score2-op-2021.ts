import { calibrated, type Score2Row, type ScoreScale } from './score2-2021.ts'

/** Coefficients of SCORE2-OP of one sex; terms are not scaled. */
export type Score2OpRow = Score2Row & { readonly meanLp: number }

/**
 * Ten-year risk (0 to 1) of a first fatal or non-fatal cardiovascular event, ages 70 to 89. Units as in `score2`.
 * @source 10.1093/eurheartj/ehab312, supplementary methods table 2
 */
export const score2Op = (
  c: Score2OpRow,
  scale: ScoreScale,
  age: number,
  smoker: number,
  systolic: number,
  diabetes: number,
  totalCholesterol: number,
  hdlCholesterol: number,
): number => {
  const a = age - 73
  const lp =
    c.age * a +
    (c.smoker + c.ageSmoker * a) * smoker +
    (c.systolic + c.ageSystolic * a) * (systolic - 150) +
    (c.diabetes + c.ageDiabetes * a) * diabetes +
    (c.total + c.ageTotal * a) * (totalCholesterol - 6) +
    (c.hdl + c.ageHdl * a) * (hdlCholesterol - 1.4)
  return calibrated(c.survival, lp - c.meanLp, scale)
}
