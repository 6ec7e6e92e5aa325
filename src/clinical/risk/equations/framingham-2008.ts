/** Coefficients of one sex. The lipid form has `lnTotal` and `lnHdl`, the form without laboratory `lnBmi`; the others are 0. */
export type FraminghamRow = {
  readonly lnAge: number
  readonly lnTotal: number
  readonly lnHdl: number
  readonly lnBmi: number
  readonly lnUntreatedSystolic: number
  readonly lnTreatedSystolic: number
  readonly smoker: number
  readonly diabetes: number
  readonly mean: number
  readonly survival: number
}

const burden = (
  c: FraminghamRow,
  totalCholesterol: number,
  hdlCholesterol: number,
  bmi: number,
  systolic: number,
  treated: number,
  smoker: number,
  diabetes: number,
): number =>
  (c.lnBmi === 0
    ? c.lnTotal * Math.log(totalCholesterol) + c.lnHdl * Math.log(hdlCholesterol)
    : c.lnBmi * Math.log(bmi)) +
  (treated === 1 ? c.lnTreatedSystolic : c.lnUntreatedSystolic) * Math.log(systolic) +
  c.smoker * smoker +
  c.diabetes * diabetes

/**
 * Ten-year risk (0 to 1) of any first cardiovascular event. Cholesterol in mg/dL, `bmi` in kg/m2, `systolic` in mmHg, yes-or-no as 1 or 0; what the
 * row does not use may be anything.
 * @source 10.1161/CIRCULATIONAHA.107.699579, tables 2 and 4
 */
export const framingham2008 = (
  c: FraminghamRow,
  age: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  bmi: number,
  systolic: number,
  treated: number,
  smoker: number,
  diabetes: number,
): number => {
  const rest = burden(c, totalCholesterol, hdlCholesterol, bmi, systolic, treated, smoker, diabetes)
  return 1 - c.survival ** Math.exp(c.lnAge * Math.log(age) + rest - c.mean)
}

/**
 * Heart age in years: how old a person of the same sex would be who has the same risk with a systolic pressure of 125 mmHg untreated, total cholesterol
 * 180 and HDL 45 mg/dL (or a BMI of 22.5), who does not smoke and has no diabetes. Not capped.
 * @source 10.1161/CIRCULATIONAHA.107.699579
 */
export const framinghamHeartAge2008 = (
  c: FraminghamRow,
  age: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  bmi: number,
  systolic: number,
  treated: number,
  smoker: number,
  diabetes: number,
): number => {
  const own = burden(c, totalCholesterol, hdlCholesterol, bmi, systolic, treated, smoker, diabetes)
  const optimal = burden(c, 180, 45, 22.5, 125, 0, 0, 0)
  return Math.exp(Math.log(age) + (own - optimal) / c.lnAge)
}
