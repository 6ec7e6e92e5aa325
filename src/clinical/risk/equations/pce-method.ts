import { z } from 'zod'
import type { ModelRemark } from '../model.ts'
import { absoluteRisk, choiceOf, type Inputs, isFemale, type Method, numberOf, onlyFor, oneIf } from './method.ts'
import { pce2013 } from './pce-2013.ts'
import { pce2018, pce2018Terms } from './pce-2018.ts'

const term = z.number().default(0)
const group = z.strictObject({
  lnAge: term,
  lnAgeSquared: term,
  lnTotal: term,
  lnAgeLnTotal: term,
  lnHdl: term,
  lnAgeLnHdl: term,
  lnTreatedSystolic: term,
  lnAgeLnTreatedSystolic: term,
  lnUntreatedSystolic: term,
  lnAgeLnUntreatedSystolic: term,
  smoker: term,
  lnAgeSmoker: term,
  diabetes: term,
  mean: z.number(),
  survival: z.number(),
})
const row = z.array(z.number()).length(pce2018Terms.length)
const tables = z.object({
  2013: z.strictObject({
    female: z.strictObject({ white: group, black: group }),
    male: z.strictObject({ white: group, black: group }),
  }),
  2018: z.strictObject({ female: row, male: row }),
})

/** The equations know Black and White people only; everybody else is calculated as White, which is said. */
const raceRemarks = (inputs: Inputs): readonly ModelRemark[] =>
  choiceOf(inputs, 'pceRace') === 'other' ? [{ code: 'race-not-in-model-white-used', input: 'pceRace' }] : []

export const pce2013Method: Method = {
  id: 'pce-2013',
  compile: (coefficients, model) => {
    onlyFor(model, ['ascvd'], [10])
    const groups = tables.parse(coefficients)[2013]
    return (inputs, wanted) => {
      const race = choiceOf(inputs, 'pceRace') === 'black' ? 'black' : 'white'
      const probability = pce2013(
        groups[isFemale(inputs) ? 'female' : 'male'][race],
        numberOf(inputs, 'age'),
        numberOf(inputs, 'totalCholesterol'),
        numberOf(inputs, 'hdlCholesterol'),
        numberOf(inputs, 'systolic'),
        oneIf(inputs, 'onBloodPressureMedicine'),
        oneIf(inputs, 'smokingNow'),
        oneIf(inputs, 'diabetes'),
      )
      const risks = wanted.map((w) => absoluteRisk(w, probability))
      return { ok: true, risks, scores: [], variant: race, remarks: raceRemarks(inputs) }
    }
  },
}

export const pce2018Method: Method = {
  id: 'pce-2018',
  compile: (coefficients, model) => {
    onlyFor(model, ['ascvd'], [10])
    const rows = tables.parse(coefficients)[2018]
    return (inputs, wanted) => {
      const black = choiceOf(inputs, 'pceRace') === 'black'
      const probability = pce2018(
        rows[isFemale(inputs) ? 'female' : 'male'],
        numberOf(inputs, 'age'),
        black ? 1 : 0,
        numberOf(inputs, 'totalCholesterol'),
        numberOf(inputs, 'hdlCholesterol'),
        numberOf(inputs, 'systolic'),
        oneIf(inputs, 'onBloodPressureMedicine'),
        oneIf(inputs, 'smokingNow'),
        oneIf(inputs, 'diabetes'),
      )
      const risks = wanted.map((w) => absoluteRisk(w, probability))
      return { ok: true, risks, scores: [], variant: black ? 'black' : 'white', remarks: raceRemarks(inputs) }
    }
  },
}
