/** Coefficients on natural logarithms; `agedAtMost`: ages above it count as it in the term of age and smoking. */
const coefficients = {
  male: {
    age: 52.00961,
    cholesterol: 20.014077,
    hdl: -0.905964,
    systolic: 1.305784,
    treated: 0.241549,
    smoking: 12.096316,
    ageCholesterol: -4.605038,
    ageSmoking: -2.84367,
    ageSquared: -2.93323,
    constant: -172.300168,
    survival: 0.9402,
    agedAtMost: 70,
  },
  female: {
    age: 31.764001,
    cholesterol: 22.465206,
    hdl: -1.187731,
    systolic: 2.552905,
    treated: 0.420251,
    smoking: 13.07543,
    ageCholesterol: -5.060998,
    ageSmoking: -2.996945,
    ageSquared: 0,
    constant: -146.5933061,
    survival: 0.98767,
    agedAtMost: 78,
  },
} as const

/**
 * Probability (0 to 1) of a heart attack or coronary death within ten years. Cholesterol in mg/dL, blood pressure in mm[Hg].
 * @source Third report of the NCEP Adult Treatment Panel, 2002; coefficients as public implementations carry them (unverified)
 */
export const framinghamHardChd2002 = (p: {
  readonly sex: 'female' | 'male'
  readonly age: number
  readonly totalCholesterol: number
  readonly hdlCholesterol: number
  readonly systolic: number
  readonly treated: boolean
  readonly smoking: boolean
}): number => {
  const c = coefficients[p.sex]
  const age = Math.log(p.age)
  const cholesterol = Math.log(p.totalCholesterol)
  const lp =
    c.age * age +
    c.cholesterol * cholesterol +
    c.hdl * Math.log(p.hdlCholesterol) +
    c.systolic * Math.log(p.systolic) +
    (p.treated ? c.treated : 0) +
    (p.smoking ? c.smoking + c.ageSmoking * Math.log(Math.min(p.age, c.agedAtMost)) : 0) +
    c.ageCholesterol * age * cholesterol +
    c.ageSquared * age * age +
    c.constant
  return -Math.expm1(Math.exp(lp) * Math.log(c.survival))
}
