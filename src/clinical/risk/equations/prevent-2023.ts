/**
 * Terms of the PREVENT equations, in the order of a term vector and of a row of coefficients.
 * @source 10.1161/CIRCULATIONAHA.123.067626, supplemental tables S12A to S12J
 */
export const preventTerms = [
  'const',
  'age10',
  'age10_sq',
  'nonhdl',
  'hdl03',
  'sbp_lt110',
  'sbp_ge110',
  'dm',
  'smoking',
  'bmi_lt30',
  'bmi_ge30',
  'egfr_lt60',
  'egfr_ge60',
  'bptx',
  'statin',
  'bptx_sbp_ge110',
  'statin_nonhdl',
  'age_nonhdl',
  'age_hdl',
  'age_sbp_ge110',
  'age_dm',
  'age_smoking',
  'age_bmi_ge30',
  'age_egfr_lt60',
  'sdi_4_6',
  'sdi_7_10',
  'missing_sdi',
  'ln_uacr',
  'missing_uacr',
  'hba1c_dm',
  'hba1c_nodm',
  'missing_hba1c',
] as const

export const preventWidth = preventTerms.length

/** mmol/L of cholesterol in one mg/dL, as the equations' authors round it. */
const mmolPerMg = 0.02586

/**
 * Writes one person's terms into `into` (length `preventWidth`). `age` in years, cholesterol in mg/dL, `systolic` in mmHg, `bmi` in kg/m2, `egfr` in
 * mL/min/1.73 m2, yes-or-no as 1 or 0. NaN for `hba1c` (%), `uacr` (mg/g) or `sdi` (decile 1 to 10) that is not known; NaN for lipids and `bmi` is allowed where
 * the outcome does not use them: their terms are then 0.
 */
export const fillPreventTerms = (
  into: Float64Array,
  age: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  systolic: number,
  diabetes: number,
  smoking: number,
  bmi: number,
  egfr: number,
  bloodPressureMedicine: number,
  statin: number,
  hba1c: number,
  uacr: number,
  sdi: number,
): void => {
  const age10 = (age - 55) / 10
  const lipids = totalCholesterol === totalCholesterol && hdlCholesterol === hdlCholesterol
  const nonHdl = lipids ? (totalCholesterol - hdlCholesterol) * mmolPerMg - 3.5 : 0
  const hdl = lipids ? (hdlCholesterol * mmolPerMg - 1.3) / 0.3 : 0
  const upperSystolic = ((systolic > 110 ? systolic : 110) - 130) / 20
  const upperBmi = bmi > 30 ? (bmi - 30) / 5 : 0
  const lowerEgfr = egfr < 60 ? (egfr - 60) / -15 : 0
  into[0] = 1
  into[1] = age10
  into[2] = age10 * age10
  into[3] = nonHdl
  into[4] = hdl
  into[5] = systolic < 110 ? (systolic - 110) / 20 : 0
  into[6] = upperSystolic
  into[7] = diabetes
  into[8] = smoking
  into[9] = bmi === bmi ? ((bmi < 30 ? bmi : 30) - 25) / 5 : 0
  into[10] = upperBmi
  into[11] = lowerEgfr
  into[12] = ((egfr > 60 ? egfr : 60) - 90) / -15
  into[13] = bloodPressureMedicine
  into[14] = statin
  into[15] = bloodPressureMedicine * upperSystolic
  into[16] = statin * nonHdl
  into[17] = age10 * nonHdl
  into[18] = age10 * hdl
  into[19] = age10 * upperSystolic
  into[20] = age10 * diabetes
  into[21] = age10 * smoking
  into[22] = age10 * upperBmi
  into[23] = age10 * lowerEgfr
  into[24] = sdi >= 4 && sdi <= 6 ? 1 : 0
  into[25] = sdi >= 7 ? 1 : 0
  into[26] = sdi === sdi ? 0 : 1
  const uacrKnown = uacr === uacr
  into[27] = uacrKnown ? Math.log(uacr > 0.1 ? uacr : 0.1) : 0
  into[28] = uacrKnown ? 0 : 1
  const hba1cKnown = hba1c === hba1c
  into[29] = hba1cKnown ? (hba1c - 5.3) * diabetes : 0
  into[30] = hba1cKnown ? (hba1c - 5.3) * (1 - diabetes) : 0
  into[31] = hba1cKnown ? 0 : 1
}

/** The risk (0 to 1) of a term vector under the row of coefficients that begins at `from`. */
export const prevent2023 = (rows: Float64Array, from: number, terms: Float64Array): number => {
  let lp = 0
  for (let i = 0; i < preventWidth; i++) lp += (rows[from + i] as number) * (terms[i] as number)
  return 1 / (1 + Math.exp(-lp))
}
