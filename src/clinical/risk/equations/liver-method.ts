import { z } from 'zod'
import { fib4, nafldFibrosis2007, nafldTable } from './liver-fibrosis.ts'
import { meld3Raw, meldNa2016, reportedMeld } from './meld.ts'
import { isFemale, type Method, numberOf, oneIf } from './method.ts'

const cutoffs = z.strictObject({ ruleOut: z.number(), ruleOutFrom65: z.number(), ruleIn: z.number() })
const tables = z.object({ nafld: nafldTable, cutoffs: z.record(z.string(), cutoffs) })

/** The model's id says which score; the band is `low` where advanced fibrosis is ruled out at this age, `high` where it is likely. */
export const liverFibrosisMethod: Method = {
  id: 'liver-fibrosis',
  compile: (coefficients, model) => {
    const { nafld, cutoffs: all } = tables.parse(coefficients)
    const cut = cutoffs.parse(all[model.id])
    return (inputs) => {
      const age = numberOf(inputs, 'age')
      const ast = numberOf(inputs, 'ast')
      const alt = numberOf(inputs, 'alt')
      const platelets = numberOf(inputs, 'platelets')
      const value =
        model.id === 'fib-4'
          ? fib4(age, ast, alt, platelets)
          : nafldFibrosis2007(nafld, {
              age,
              bmi: numberOf(inputs, 'bmi'),
              glucoseIntolerance: oneIf(inputs, 'impairedGlucose') === 1,
              ast,
              alt,
              platelets,
              albumin: numberOf(inputs, 'albumin'),
            })
      const low = age >= 65 ? cut.ruleOutFrom65 : cut.ruleOut
      const band = value < low ? 'low' : value > cut.ruleIn ? 'high' : 'indeterminate'
      return { ok: true, risks: [], scores: [{ name: model.id, value, band }], remarks: [] }
    }
  },
}

export const meldMethod: Method = {
  id: 'meld',
  compile: (_, model) => (inputs) => {
    const person = {
      bilirubin: numberOf(inputs, 'bilirubin'),
      inr: numberOf(inputs, 'inr'),
      creatinine: numberOf(inputs, 'creatinine'),
      sodium: numberOf(inputs, 'sodium'),
      dialysis: oneIf(inputs, 'dialysisThisWeek') === 1,
    }
    const value =
      model.id === 'meld-na-2016'
        ? meldNa2016(person)
        : reportedMeld(meld3Raw({ ...person, female: isFemale(inputs), albumin: numberOf(inputs, 'albumin') }))
    return { ok: true, risks: [], scores: [{ name: model.id, value }], remarks: [] }
  },
}
