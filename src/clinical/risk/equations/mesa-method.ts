import { z } from 'zod'
import { mesaChd2015 } from './mesa-2015.ts'
import { absoluteRisk, choiceOf, isFemale, type Method, numberIfKnown, numberOf, onlyFor, oneIf } from './method.ts'

const row = z.strictObject({
  survival: z.number(),
  age: z.number(),
  male: z.number(),
  black: z.number(),
  chinese: z.number(),
  hispanic: z.number(),
  diabetes: z.number(),
  smoking: z.number(),
  total: z.number(),
  hdl: z.number(),
  lipidMedicine: z.number(),
  systolic: z.number(),
  bloodPressureMedicine: z.number(),
  family: z.number(),
  lnCalciumPlus1: z.number().default(0),
})
const tables = z.strictObject({ withoutCalcium: row, withCalcium: row })

export const mesaMethod: Method = {
  id: 'mesa-chd-2015',
  compile: (coefficients, model) => {
    onlyFor(model, ['coronary-heart-disease'], [10])
    const { withoutCalcium, withCalcium } = tables.parse(coefficients)
    return (inputs, wanted) => {
      const calcium = numberIfKnown(inputs, 'coronaryCalcium')
      const c = calcium === undefined ? withoutCalcium : withCalcium
      const race = choiceOf(inputs, 'mesaRace')
      const probability = mesaChd2015(
        c,
        race === 'black' || race === 'chinese' || race === 'hispanic' ? c[race] : 0,
        isFemale(inputs) ? 0 : 1,
        numberOf(inputs, 'age'),
        numberOf(inputs, 'totalCholesterol'),
        numberOf(inputs, 'hdlCholesterol'),
        oneIf(inputs, 'onLipidMedicine'),
        numberOf(inputs, 'systolic'),
        oneIf(inputs, 'onBloodPressureMedicine'),
        oneIf(inputs, 'diabetes'),
        oneIf(inputs, 'smokingNow'),
        oneIf(inputs, 'familyHeartAttack'),
        calcium ?? 0,
      )
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, probability)),
        scores: [],
        variant: calcium === undefined ? 'without-calcium' : 'with-calcium',
        remarks: race === 'other' ? [{ code: 'race-not-in-model-white-used', input: 'mesaRace' }] : [],
      }
    }
  },
}
