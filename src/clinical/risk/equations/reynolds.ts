/** Coefficients of a Reynolds risk score. Women: age as it is, HbA1c in diabetes; men: the logarithm of age, no diabetes. */
export type ReynoldsRow = {
  readonly age: number
  readonly lnAge: number
  readonly lnSystolic: number
  readonly lnTotal: number
  readonly lnHdl: number
  readonly lnCrp: number
  readonly smoker: number
  readonly parent: number
  readonly hba1cInDiabetes: number
  readonly mean: number
  readonly survival: number
}

/**
 * Ten-year risk (0 to 1) of a first heart attack, stroke, coronary revascularisation or cardiovascular death. `systolic` in mmHg, cholesterol in
 * mg/dL, `crp` in mg/L, `hba1c` in % or 0 without diabetes, yes-or-no as 1 or 0.
 * @source 10.1001/jama.297.6.611 (women), 10.1161/CIRCULATIONAHA.108.814251 (men)
 */
export const reynolds = (
  c: ReynoldsRow,
  age: number,
  systolic: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  crp: number,
  smoker: number,
  parent: number,
  hba1c: number,
): number => {
  const sum =
    c.age * age +
    c.lnAge * Math.log(age) +
    c.lnSystolic * Math.log(systolic) +
    c.lnTotal * Math.log(totalCholesterol) +
    c.lnHdl * Math.log(hdlCholesterol) +
    c.lnCrp * Math.log(crp) +
    c.smoker * smoker +
    c.parent * parent +
    c.hba1cInDiabetes * hba1c
  return 1 - c.survival ** Math.exp(sum - c.mean)
}
