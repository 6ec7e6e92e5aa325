import { z } from 'zod'
import { inputKinds } from './input-names.ts'
import { absoluteRisk, choiceOf, isFemale, type Method, numberOf, onlyFor, refused } from './method.ts'
import { fillQrisk3Terms, type Qrisk3Sex, qrisk3, qrisk3Flags, qrisk3Terms, qrisk3Width } from './qrisk3-2017.ts'

const pair = z.tuple([z.number(), z.number()])
const sexTable = z.strictObject({
  survival: z.number(),
  agePowers: pair,
  ageCentres: pair,
  ageEffects: pair,
  centres: z.array(z.number()).length(6),
  terms: z.partialRecord(z.enum(qrisk3Terms), z.tuple([z.number(), z.number(), z.number()])),
})
const tables = z.strictObject({ female: sexTable, male: sexTable })

const dense = (table: z.infer<typeof sexTable>): Qrisk3Sex => {
  const rows = new Float64Array(3 * qrisk3Width)
  qrisk3Terms.forEach((term, i) => {
    const effects = table.terms[term] ?? [0, 0, 0]
    effects.forEach((effect, by) => {
      rows[by * qrisk3Width + i] = effect
    })
  })
  const { terms: _, ...rest } = table
  return { ...rest, rows }
}

/** The tables of both sexes with dense rows. Throws a ZodError when they are not QRISK3's. */
export const qrisk3Tables = (coefficients: unknown): Readonly<Record<'female' | 'male', Qrisk3Sex>> => {
  const { female, male } = tables.parse(coefficients)
  return { female: dense(female), male: dense(male) }
}

/** What the published calculator takes as a ratio of total to HDL cholesterol. @source https://qrisk.org */
const ratios = [1, 11] as const

export const qrisk3Method: Method = {
  id: 'qrisk3-2017',
  compile: (coefficients, model) => {
    onlyFor(model, ['ascvd'], [10])
    const sexes = qrisk3Tables(coefficients)
    const terms = new Float64Array(qrisk3Width)
    return (inputs, wanted) => {
      const ratio = numberOf(inputs, 'totalCholesterol') / numberOf(inputs, 'hdlCholesterol')
      if (!(ratio >= ratios[0] && ratio <= ratios[1]))
        return refused({
          code: 'cholesterol-ratio-outside-range',
          input: 'hdlCholesterol',
          with: { low: String(ratios[0]), high: String(ratios[1]), value: ratio.toFixed(1) },
        })
      const female = isFemale(inputs)
      const c = female ? sexes.female : sexes.male
      const flags = qrisk3Flags.reduce((bits, id, i) => (inputs[id] === true ? bits | (1 << i) : bits), 0)
      fillQrisk3Terms(
        terms,
        c,
        numberOf(inputs, 'bmi'),
        ratio,
        numberOf(inputs, 'systolic'),
        numberOf(inputs, 'systolicVariability'),
        numberOf(inputs, 'townsend'),
        (inputKinds.smokingAmount as readonly string[]).indexOf(choiceOf(inputs, 'smokingAmount')),
        (inputKinds.qriskEthnicity as readonly string[]).indexOf(choiceOf(inputs, 'qriskEthnicity')),
        flags,
      )
      const probability = qrisk3(c, Math.floor(numberOf(inputs, 'age')), terms)
      return { ok: true, risks: wanted.map((w) => absoluteRisk(w, probability)), scores: [], remarks: [] }
    }
  },
}
