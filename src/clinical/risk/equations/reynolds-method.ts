import { z } from 'zod'
import { absoluteRisk, isFemale, type Method, numberIfKnown, numberOf, onlyFor, oneIf, refused } from './method.ts'
import { reynolds } from './reynolds.ts'

const term = z.number().default(0)
const row = z.strictObject({
  age: term,
  lnAge: term,
  lnSystolic: z.number(),
  lnTotal: z.number(),
  lnHdl: z.number(),
  lnCrp: z.number(),
  smoker: z.number(),
  parent: z.number(),
  hba1cInDiabetes: term,
  mean: z.number(),
  survival: z.number(),
})
const tables = z.strictObject({ female: row, male: row })

export const reynoldsMethod: Method = {
  id: 'reynolds',
  compile: (coefficients, model) => {
    onlyFor(model, ['ascvd'], [10])
    const rows = tables.parse(coefficients)
    return (inputs, wanted) => {
      const hba1c = numberIfKnown(inputs, 'hba1c')
      const diabetes = inputs['diabetes'] === true
      if (diabetes && hba1c === undefined)
        return refused({ code: 'missing-input', input: 'hba1c', with: { because: 'diabetes' } })
      const probability = reynolds(
        rows[isFemale(inputs) ? 'female' : 'male'],
        numberOf(inputs, 'age'),
        numberOf(inputs, 'systolic'),
        numberOf(inputs, 'totalCholesterol'),
        numberOf(inputs, 'hdlCholesterol'),
        numberOf(inputs, 'highSensitivityCrp'),
        oneIf(inputs, 'smokingNow'),
        oneIf(inputs, 'parentHeartAttackBefore60'),
        diabetes ? (hba1c ?? Number.NaN) : 0,
      )
      return { ok: true, risks: wanted.map((w) => absoluteRisk(w, probability)), scores: [], remarks: [] }
    }
  },
}
