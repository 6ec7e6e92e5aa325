/** Coefficients of one group of the pooled cohort equations; a term that the group lacks is 0. */
export type PceGroup = {
  readonly lnAge: number
  readonly lnAgeSquared: number
  readonly lnTotal: number
  readonly lnAgeLnTotal: number
  readonly lnHdl: number
  readonly lnAgeLnHdl: number
  readonly lnTreatedSystolic: number
  readonly lnAgeLnTreatedSystolic: number
  readonly lnUntreatedSystolic: number
  readonly lnAgeLnUntreatedSystolic: number
  readonly smoker: number
  readonly lnAgeSmoker: number
  readonly diabetes: number
  readonly mean: number
  readonly survival: number
}

/**
 * Ten-year risk (0 to 1) of a first hard atherosclerotic event: death of coronary disease, heart attack, stroke. `age` in years, cholesterol in mg/dL,
 * `systolic` in mmHg, yes-or-no as 1 or 0.
 * @source 10.1161/01.cir.0000437741.48606.98, table A
 */
export const pce2013 = (
  c: PceGroup,
  age: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  systolic: number,
  treated: number,
  smoker: number,
  diabetes: number,
): number => {
  const lnAge = Math.log(age)
  const lnTotal = Math.log(totalCholesterol)
  const lnHdl = Math.log(hdlCholesterol)
  const lnSystolic = Math.log(systolic)
  const pressure =
    treated === 1
      ? (c.lnTreatedSystolic + c.lnAgeLnTreatedSystolic * lnAge) * lnSystolic
      : (c.lnUntreatedSystolic + c.lnAgeLnUntreatedSystolic * lnAge) * lnSystolic
  const sum =
    (c.lnAge + c.lnAgeSquared * lnAge) * lnAge +
    (c.lnTotal + c.lnAgeLnTotal * lnAge) * lnTotal +
    (c.lnHdl + c.lnAgeLnHdl * lnAge) * lnHdl +
    pressure +
    (c.smoker + c.lnAgeSmoker * lnAge) * smoker +
    c.diabetes * diabetes
  return 1 - c.survival ** Math.exp(sum - c.mean)
}
