/** Terms of QRISK3 beside age, in the order of a term vector. White ethnicity and never having smoked are the reference. */
export const qrisk3Terms = [
  'bmi1',
  'bmi2',
  'ratio',
  'systolic',
  'systolicVariability',
  'townsend',
  'smoking-former',
  'smoking-light',
  'smoking-moderate',
  'smoking-heavy',
  'ethnicity-indian',
  'ethnicity-pakistani',
  'ethnicity-bangladeshi',
  'ethnicity-other-asian',
  'ethnicity-black-caribbean',
  'ethnicity-black-african',
  'ethnicity-chinese',
  'ethnicity-other',
  'atrialFibrillation',
  'onAtypicalAntipsychotic',
  'onCorticosteroids',
  'erectileDysfunction',
  'migraine',
  'rheumatoidArthritis',
  'chronicKidneyDisease3to5',
  'severeMentalIllness',
  'lupus',
  'onBloodPressureMedicine',
  'diabetesType1',
  'diabetesType2',
  'familyCoronaryBefore60',
] as const

export type Qrisk3Term = (typeof qrisk3Terms)[number]

export const qrisk3Width = qrisk3Terms.length
const firstSmoking = 6
const firstEthnicity = 10
const firstFlag = 18

/** Terms that are yes or no, in the order of the bits of `flags`. */
export const qrisk3Flags = qrisk3Terms.slice(firstFlag)

/**
 * Coefficients of one sex. `agePowers`: of age in decades. `centres` of both, then of the first six terms. `rows`: main effect, effect times the first and times the second
 * centred power of age, one row after the other.
 */
export type Qrisk3Sex = {
  readonly survival: number
  readonly agePowers: readonly [number, number]
  readonly ageCentres: readonly [number, number]
  readonly ageEffects: readonly [number, number]
  readonly centres: readonly number[]
  readonly rows: Float64Array
}

/**
 * Writes one person's terms into `into` (length `qrisk3Width`), centred. `bmi` in kg/m2 within 20 to 40, `ratio` of total to HDL cholesterol, `systolic` and its standard
 * deviation in mmHg, `smoking` 0 never, 1 former, 2 light, 3 moderate, 4 heavy, `ethnicity` 0 White or not stated, then in the order of the terms; bit i of
 * `flags`: `qrisk3Flags[i]`.
 */
export const fillQrisk3Terms = (
  into: Float64Array,
  c: Qrisk3Sex,
  bmi: number,
  ratio: number,
  systolic: number,
  systolicVariability: number,
  townsend: number,
  smoking: number,
  ethnicity: number,
  flags: number,
): void => {
  const centre = c.centres as readonly [number, number, number, number, number, number]
  const decade = bmi / 10
  const inverse = 1 / (decade * decade)
  into[0] = inverse - centre[0]
  into[1] = inverse * Math.log(decade) - centre[1]
  into[2] = ratio - centre[2]
  into[3] = systolic - centre[3]
  into[4] = systolicVariability - centre[4]
  into[5] = townsend - centre[5]
  for (let i = firstSmoking; i < firstFlag; i++) into[i] = 0
  if (smoking > 0) into[firstSmoking - 1 + smoking] = 1
  if (ethnicity > 0) into[firstEthnicity - 1 + ethnicity] = 1
  for (let i = firstFlag; i < qrisk3Width; i++) into[i] = (flags >> (i - firstFlag)) & 1
}

/**
 * Ten-year risk (0 to 1) of coronary disease, ischaemic stroke or TIA. `age` in completed years, 25 to 84. ClinRisk's disclaimer goes with every score.
 * @source 10.1136/bmj.j2099; figures as ClinRisk's reference implementation of QRISK3-2017 has them
 */
export const qrisk3 = (c: Qrisk3Sex, age: number, terms: Float64Array): number => {
  const decade = age / 10
  const first = decade ** c.agePowers[0] - c.ageCentres[0]
  const second = decade ** c.agePowers[1] - c.ageCentres[1]
  const { rows } = c
  let plain = 0
  let byFirst = 0
  let bySecond = 0
  for (let i = 0; i < qrisk3Width; i++) {
    const term = terms[i] as number
    plain += (rows[i] as number) * term
    byFirst += (rows[qrisk3Width + i] as number) * term
    bySecond += (rows[2 * qrisk3Width + i] as number) * term
  }
  const sum = plain + first * (c.ageEffects[0] + byFirst) + second * (c.ageEffects[1] + bySecond)
  return 1 - c.survival ** Math.exp(sum)
}
