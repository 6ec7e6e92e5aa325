/** Calibration of one risk region and sex: intercept and slope on the complementary log-log scale. */
export type ScoreScale = readonly [intercept: number, slope: number]

/** Coefficients of SCORE2 of one sex. */
export type Score2Row = {
  readonly age: number
  readonly smoker: number
  readonly systolic: number
  readonly diabetes: number
  readonly total: number
  readonly hdl: number
  readonly ageSmoker: number
  readonly ageSystolic: number
  readonly ageTotal: number
  readonly ageHdl: number
  readonly ageDiabetes: number
  readonly survival: number
}

/** The uncalibrated risk brought to the level of a region. */
export const calibrated = (survival: number, lp: number, scale: ScoreScale): number =>
  1 - Math.exp(-Math.exp(scale[0] + scale[1] * (Math.log(-Math.log(survival)) + lp)))

/**
 * Ten-year risk (0 to 1) of a first fatal or non-fatal cardiovascular event, ages 40 to 69. Cholesterol in mmol/L, `systolic` in mmHg, yes-or-no as 1 or 0.
 * The term for diabetes calibrates the model; it is not for people with diabetes.
 * @source 10.1093/eurheartj/ehab309, supplementary methods table 2
 */
export const score2 = (
  c: Score2Row,
  scale: ScoreScale,
  age: number,
  smoker: number,
  systolic: number,
  diabetes: number,
  totalCholesterol: number,
  hdlCholesterol: number,
): number => {
  const a = (age - 60) / 5
  const lp =
    c.age * a +
    (c.smoker + c.ageSmoker * a) * smoker +
    (c.systolic + c.ageSystolic * a) * ((systolic - 120) / 20) +
    (c.diabetes + c.ageDiabetes * a) * diabetes +
    (c.total + c.ageTotal * a) * (totalCholesterol - 6) +
    (c.hdl + c.ageHdl * a) * ((hdlCholesterol - 1.3) / 0.5)
  return calibrated(c.survival, lp, scale)
}
