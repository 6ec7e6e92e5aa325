import { z } from 'zod'
import { llpi2015, llpiTable } from './llpi-2015.ts'
import { absoluteRisk, choiceOf, isFemale, type Method, numberIfKnown, numberOf, oneIf, refused } from './method.ts'
import { pittsburgh2015, pittsburghTable } from './pittsburgh-2015.ts'
import { plcom2012, plcom2012Table } from './plcom-2012.ts'

const tables = z.object({ plcom2012: plcom2012Table, pittsburgh: pittsburghTable, llpi: llpiTable })

/** The levels of education as PLCOm2012 counts them, from 1. */
const levels = [
  'less-than-high-school',
  'high-school',
  'post-high-school-training',
  'some-college',
  'college',
  'postgraduate',
]

export const plcom2012Method: Method = {
  id: 'plcom-2012',
  compile: (coefficients) => {
    const table = tables.parse(coefficients).plcom2012
    return (inputs, wanted) => {
      const smokingNow = oneIf(inputs, 'smokingNow') === 1
      const yearsSinceQuitting = smokingNow ? 0 : numberIfKnown(inputs, 'yearsSinceQuitting')
      if (yearsSinceQuitting === undefined) return refused({ code: 'missing-input', input: 'yearsSinceQuitting' })
      const risk = plcom2012(table, {
        age: numberOf(inputs, 'age'),
        education: levels.indexOf(choiceOf(inputs, 'education')) + 1,
        bmi: numberOf(inputs, 'bmi'),
        copd: oneIf(inputs, 'copd') === 1,
        priorCancer: oneIf(inputs, 'priorCancer') === 1,
        familyLungCancer: oneIf(inputs, 'familyLungCancer') === 1,
        smokingNow,
        cigarettesPerDay: numberOf(inputs, 'cigarettesPerDay'),
        yearsSmoked: numberOf(inputs, 'yearsSmoked'),
        yearsSinceQuitting,
        race: choiceOf(inputs, 'plcoRace'),
      })
      return { ok: true, risks: wanted.map((w) => absoluteRisk(w, risk)), scores: [], remarks: [] }
    }
  },
}

export const pittsburghMethod: Method = {
  id: 'pittsburgh-2015',
  compile: (coefficients) => {
    const table = tables.parse(coefficients).pittsburgh
    return (inputs, wanted) => {
      const smokingNow = oneIf(inputs, 'smokingNow') === 1
      const yearsSinceQuitting = smokingNow ? 0 : numberIfKnown(inputs, 'yearsSinceQuitting')
      if (yearsSinceQuitting === undefined) return refused({ code: 'missing-input', input: 'yearsSinceQuitting' })
      const { points, risk } = pittsburgh2015(table, {
        age: numberOf(inputs, 'age'),
        yearsSmoked: numberOf(inputs, 'yearsSmoked'),
        cigarettesPerDay: numberOf(inputs, 'cigarettesPerDay'),
        quit: yearsSinceQuitting >= 1,
      })
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, risk)),
        scores: [{ name: 'pittsburgh-points', value: points }],
        remarks: [],
      }
    }
  },
}

export const llpiMethod: Method = {
  id: 'llpi-2015',
  compile: (coefficients) => {
    const table = tables.parse(coefficients).llpi
    return (inputs, wanted) => {
      const family = choiceOf(inputs, 'familyLungCancerOnset')
      const risk = llpi2015(table, {
        age: numberOf(inputs, 'age'),
        male: !isFemale(inputs),
        yearsSmoked: numberOf(inputs, 'yearsSmoked'),
        copd: oneIf(inputs, 'copd') === 1,
        priorCancer: oneIf(inputs, 'priorCancer') === 1,
        family: family === 'early' || family === 'late' ? family : 'none',
      })
      return { ok: true, risks: wanted.map((w) => absoluteRisk(w, risk)), scores: [], remarks: [] }
    }
  },
}
