import { z } from 'zod'

const n = z.number()
const main = z.strictObject({
  age: n,
  smoker: n,
  systolic: n,
  diabetes: n,
  total: n,
  hdl: n,
  ageSmoker: n,
  ageSystolic: n,
  ageTotal: n,
  ageHdl: n,
  ageDiabetes: n,
  survival: n,
})
const olderPeople = main.extend({ meanLp: n })
const inDiabetes = main.extend({
  ageAtDiagnosis: n,
  hba1c: n,
  lnEgfr: n,
  lnEgfrSquared: n,
  ageHba1c: n,
  ageLnEgfr: n,
})
const scale = z.tuple([n, n])
const scales = z.record(
  z.enum(['low', 'moderate', 'high', 'very-high']),
  z.strictObject({ female: scale, male: scale }),
)
const expectation = z.strictObject({
  constant: n,
  age: n,
  female: n,
  total: n,
  hdl: n,
  systolic: n,
  diabetes: n,
  smoker: n,
  ageTotal: n,
  ageHdl: n,
  ageSystolic: n,
  ageDiabetes: n,
  ageSmoker: n,
})
const addOn = z.strictObject({
  expectedEgfr: expectation,
  expectedLog8Acr: expectation.extend({ below60: n, from60to90: n, over90: n }),
  below70: z.strictObject({ below60: n, from60to90: n, ageBelow60: n, ageFrom60to90: n, acr: n }),
  from70: z.strictObject({
    below60: n,
    from60to90: n,
    over90: n,
    ageBelow60: n,
    ageFrom60to90: n,
    ageOver90: n,
    acr: n,
  }),
})
const tables = z.strictObject({
  score2: z.strictObject({ female: main, male: main }),
  olderPeople: z.strictObject({ female: olderPeople, male: olderPeople }),
  diabetes: z.strictObject({ female: inDiabetes, male: inDiabetes }),
  scales: z.strictObject({ score2: scales, olderPeople: scales, asiaPacific: scales }),
  kidneyAddOn: addOn,
})

export type Score2Tables = z.infer<typeof tables>
export type ScoreRegion = keyof Score2Tables['scales']['score2']

/** The coefficients of the SCORE2 family. Throws a ZodError when they are not. */
export const score2Tables = (coefficients: unknown): Score2Tables => tables.parse(coefficients)

/** mmol/L of cholesterol in one mg/dL. */
export const cholesterolMmol = (mgPerDl: number): number => mgPerDl * 0.02586

/** HbA1c in mmol/mol (IFCC) of one in percent (NGSP). @source master equation, 10.1373/clinchem.2003.024802 */
export const hba1cMmolPerMol = (percent: number): number => (percent - 2.152) / 0.09148
