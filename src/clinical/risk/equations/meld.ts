const between = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high)

/** Bilirubin, creatinine in mg/dL, sodium in mmol/L, albumin in g/dL. `dialysis`: twice or more, or 24 hours of haemodialysis, within the last seven days. */
export type MeldPerson = {
  readonly female: boolean
  readonly bilirubin: number
  readonly inr: number
  readonly creatinine: number
  readonly sodium: number
  readonly albumin: number
  readonly dialysis: boolean
}

/**
 * MELD 3.0 before rounding and before its limits of 6 and 40, for people of 12 years and older; laboratory values are taken into the published limits.
 * @source Kim 2021, doi 10.1053/j.gastro.2021.08.050
 */
export const meld3Raw = (p: MeldPerson): number => {
  const bilirubin = Math.log(Math.max(p.bilirubin, 1))
  const inr = Math.log(Math.max(p.inr, 1))
  const creatinine = Math.log(p.dialysis ? 3 : between(1, p.creatinine, 3))
  const sodium = 137 - between(125, p.sodium, 137)
  const albumin = 3.5 - between(1.5, p.albumin, 3.5)
  return (
    (p.female ? 1.33 : 0) +
    4.56 * bilirubin +
    0.82 * sodium -
    0.24 * sodium * bilirubin +
    9.09 * inr +
    11.14 * creatinine +
    1.85 * albumin -
    1.83 * albumin * creatinine +
    6
  )
}

/** A MELD as it is reported: the nearest whole number from 6 to 40. */
export const reportedMeld = (raw: number): number => between(6, Math.round(raw), 40)

/**
 * MELD-Na of the United States allocation from 2016 to 2023, as reported (whole, 6 to 40): the score without sodium, rounded to one decimal of its tenth, and
 * above 11 corrected by sodium.
 * @source OPTN policy 9 of January 2016; Kim 2008, doi 10.1056/NEJMoa0801209
 */
export const meldNa2016 = (p: Omit<MeldPerson, 'female' | 'albumin'>): number => {
  const creatinine = p.dialysis ? 4 : between(1, p.creatinine, 4)
  const tenth =
    0.957 * Math.log(creatinine) +
    0.378 * Math.log(Math.max(p.bilirubin, 1)) +
    1.12 * Math.log(Math.max(p.inr, 1)) +
    0.643
  const initial = Math.round(tenth * 10)
  const sodium = 137 - between(125, p.sodium, 137)
  return reportedMeld(initial > 11 ? initial + 1.32 * sodium - 0.033 * initial * sodium : initial)
}
