import { z } from 'zod'
import { type FraminghamRow, framingham2008, framinghamHeartAge2008 } from './framingham-2008.ts'
import { absoluteRisk, isFemale, type Method, numberOf, onlyFor, oneIf, refused } from './method.ts'

const row = z.strictObject({
  lnAge: z.number(),
  lnTotal: z.number().default(0),
  lnHdl: z.number().default(0),
  lnBmi: z.number().default(0),
  lnUntreatedSystolic: z.number(),
  lnTreatedSystolic: z.number(),
  smoker: z.number(),
  diabetes: z.number(),
  mean: z.number(),
  survival: z.number(),
})
const bySex = z.strictObject({ female: row, male: row })
const tables = z.strictObject({ lipid: bySex, bmi: bySex })

/** The tables' rows by form and sex. Throws a ZodError when they are not Framingham's. */
export const framinghamRows = (
  coefficients: unknown,
): Readonly<Record<'lipid' | 'bmi', Readonly<Record<'female' | 'male', FraminghamRow>>>> => tables.parse(coefficients)

/** What is shown of a heart age, in years: beyond, the band says so. */
const shown = [30, 85] as const

export const framinghamMethod: Method = {
  id: 'framingham-2008',
  compile: (coefficients, model) => {
    onlyFor(model, ['total-cvd'], [10])
    const rows = framinghamRows(coefficients)
    return (inputs, wanted) => {
      const total = numberOf(inputs, 'totalCholesterol')
      const hdl = numberOf(inputs, 'hdlCholesterol')
      const bmi = numberOf(inputs, 'bmi')
      const lipids = Number.isFinite(total) && Number.isFinite(hdl)
      if (!lipids && !Number.isFinite(bmi))
        return refused(
          ...(['totalCholesterol', 'hdlCholesterol'] as const)
            .filter((id) => inputs[id] === undefined)
            .map((input) => ({ code: 'missing-input', input, with: { or: 'bmi' } })),
        )
      const form = lipids ? 'lipid' : 'bmi'
      const c = rows[form][isFemale(inputs) ? 'female' : 'male']
      const person = [
        numberOf(inputs, 'age'),
        total,
        hdl,
        bmi,
        numberOf(inputs, 'systolic'),
        oneIf(inputs, 'onBloodPressureMedicine'),
        oneIf(inputs, 'smokingNow'),
        oneIf(inputs, 'diabetes'),
      ] as const
      const heartAge = framinghamHeartAge2008(c, ...person)
      const [youngest, oldest] = shown
      const band = heartAge < youngest ? 'younger' : heartAge > oldest ? 'older' : undefined
      const value = Math.min(Math.max(heartAge, youngest), oldest)
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, framingham2008(c, ...person))),
        scores: [{ name: 'heart-age', value, unit: 'a', ...(band === undefined ? {} : { band }) }],
        variant: form,
        remarks: [],
      }
    }
  },
}
