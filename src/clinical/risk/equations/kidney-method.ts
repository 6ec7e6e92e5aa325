import { z } from 'zod'
import { ckdEpi, ckdEpiTable, filtrationStage } from './ckd-epi.ts'
import { kfre2016, type KfrePerson, kfreTable, type KfreVariant } from './kfre-2016.ts'
import { absoluteRisk, choiceOf, type Inputs, isFemale, type Method, numberIfKnown, numberOf } from './method.ts'

/** Countries whose cohorts gave the North American baseline. */
const northAmerica: readonly string[] = ['US', 'CA']

const yesNo = (inputs: Inputs, id: string): boolean | undefined => {
  const value = inputs[id]
  return typeof value === 'boolean' ? value : undefined
}

/** The largest variant whose values are all known: eight with all four laboratory values, six with both diagnoses, else four. */
const kfreVariant = (p: KfrePerson): KfreVariant => {
  if ([p.albumin, p.phosphate, p.bicarbonate, p.calcium].every((x) => x !== undefined)) return '8'
  return p.diabetes !== undefined && p.hypertension !== undefined ? '6' : '4'
}

export const kfreMethod: Method = {
  id: 'kfre-2016',
  compile: (coefficients) => {
    const table = z.object({ kfre: kfreTable }).parse(coefficients).kfre
    return (inputs, wanted) => {
      const diabetes = yesNo(inputs, 'diabetes')
      const hypertension = yesNo(inputs, 'hypertension')
      const known: Record<string, number> = {}
      for (const id of ['albumin', 'phosphate', 'bicarbonate', 'calcium']) {
        const value = numberIfKnown(inputs, id)
        if (value !== undefined) known[id] = value
      }
      const person: KfrePerson = {
        age: numberOf(inputs, 'age'),
        male: !isFemale(inputs),
        egfr: numberOf(inputs, 'egfr'),
        urineAlbuminCreatinine: numberOf(inputs, 'urineAlbuminCreatinine'),
        ...(diabetes === undefined ? {} : { diabetes }),
        ...(hypertension === undefined ? {} : { hypertension }),
        ...known,
      }
      const variant = kfreVariant(person)
      const region = northAmerica.includes(choiceOf(inputs, 'country')) ? 'northAmerica' : 'other'
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, kfre2016(table, variant, region, w.years === 2 ? 2 : 5, person))),
        scores: [],
        variant: `${variant}-variables-${region === 'northAmerica' ? 'north-america' : 'other'}`,
        remarks: [],
      }
    }
  },
}

/** Filtration rate with its stage; the model's id names the equation in the table. */
export const ckdEpiMethod: Method = {
  id: 'ckd-epi',
  compile: (coefficients, model) => {
    const table = z.object({ [model.id]: ckdEpiTable }).parse(coefficients)[model.id]
    if (table === undefined) throw new Error(`no coefficients of ${model.id}`)
    return (inputs) => {
      const rate = ckdEpi(table, isFemale(inputs) ? 'female' : 'male', numberOf(inputs, 'age'), {
        creatinine: numberOf(inputs, 'creatinine'),
        cystatinC: numberOf(inputs, 'cystatinC'),
      })
      return {
        ok: true,
        risks: [],
        scores: [{ name: 'egfr', value: rate, unit: 'mL/min/{1.73_m2}', band: filtrationStage(rate) }],
        remarks: [],
      }
    }
  },
}
