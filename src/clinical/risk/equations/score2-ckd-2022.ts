/** What the add-on expects of a person's kidneys: main effects, and slopes on age per 5 years over 60. */
type Expectation = {
  readonly constant: number
  readonly age: number
  readonly female: number
  readonly total: number
  readonly hdl: number
  readonly systolic: number
  readonly diabetes: number
  readonly smoker: number
  readonly ageTotal: number
  readonly ageHdl: number
  readonly ageSystolic: number
  readonly ageDiabetes: number
  readonly ageSmoker: number
}

/** Coefficients of the add-on. `below70` and `from70`: log ratios per 15 mL/min/1.73 m2 less eGFR than expected, in three stretches, with slopes on age. */
export type CkdAddOn = {
  readonly expectedEgfr: Expectation
  readonly expectedLog8Acr: Expectation & {
    readonly below60: number
    readonly from60to90: number
    readonly over90: number
  }
  readonly below70: {
    readonly below60: number
    readonly from60to90: number
    readonly ageBelow60: number
    readonly ageFrom60to90: number
    readonly acr: number
  }
  readonly from70: {
    readonly below60: number
    readonly from60to90: number
    readonly over90: number
    readonly ageBelow60: number
    readonly ageFrom60to90: number
    readonly ageOver90: number
    readonly acr: number
  }
}

const expected = (
  c: Expectation,
  a: number,
  female: number,
  total: number,
  hdl: number,
  systolic: number,
  diabetes: number,
  smoker: number,
): number =>
  c.constant +
  c.female * female +
  (c.age +
    c.ageTotal * total +
    c.ageHdl * hdl +
    c.ageSystolic * systolic +
    c.ageDiabetes * diabetes +
    c.ageSmoker * smoker) *
    a +
  c.total * total +
  c.hdl * hdl +
  c.systolic * systolic +
  c.diabetes * diabetes +
  c.smoker * smoker

const below60 = (egfr: number): number => Math.min(egfr, 60) / -15
const from60to90 = (egfr: number): number => Math.min(Math.max(egfr - 60, 0), 30) / -15
const over90 = (egfr: number): number => Math.max(egfr - 90, 0) / -15

/**
 * A risk of SCORE2 (under 70) or SCORE2-OP (from 70) changed by how far eGFR (mL/min/1.73 m2) and, unless NaN, the urine albumin-creatinine ratio
 * (mg/g) are from what is expected of such a person. Cholesterol in mmol/L, `systolic` in mmHg, yes-or-no as 1 or 0.
 * @source 10.1093/eurjpc/zwac176
 */
export const score2Ckd = (
  c: CkdAddOn,
  risk: number,
  age: number,
  female: number,
  smoker: number,
  systolic: number,
  diabetes: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  egfr: number,
  acr: number,
): number => {
  const a = (age - 60) / 5
  const t = totalCholesterol - 6
  const h = (hdlCholesterol - 1.3) / 0.5
  const s = (systolic - 120) / 20
  const usual = expected(c.expectedEgfr, a, female, t, h, s, diabetes, smoker)
  const low = below60(egfr) - below60(usual)
  const middle = from60to90(egfr) - from60to90(usual)
  const old = age - 73
  const kidney =
    age < 70
      ? (c.below70.below60 + c.below70.ageBelow60 * a) * low +
        (c.below70.from60to90 + c.below70.ageFrom60to90 * a) * middle
      : (c.from70.below60 + c.from70.ageBelow60 * old) * low +
        (c.from70.from60to90 + c.from70.ageFrom60to90 * old) * middle +
        (c.from70.over90 + c.from70.ageOver90 * old) * (over90(egfr) - over90(usual))
  const withEgfr = 1 - (1 - risk) ** Math.exp(kidney)
  if (Number.isNaN(acr)) return withEgfr
  const e = c.expectedLog8Acr
  const usualAcr =
    expected(e, a, female, t, h, s, diabetes, smoker) +
    e.below60 * (Math.min(egfr - 60, 0) / -15) +
    e.from60to90 * from60to90(egfr) +
    e.over90 * over90(egfr)
  const slope = age < 70 ? c.below70.acr : c.from70.acr
  return 1 - (1 - withEgfr) ** Math.exp(slope * (Math.log(acr) / Math.log(8) - usualAcr))
}
