import { absoluteRisk, type Method, numberOf } from './method.ts'
import { phenoAge2018, phenoAgeTable } from './phenoage-2018.ts'

/** µmol/L in 1 mg/dL of creatinine, by its molar mass of 113.12 g/mol. */
const creatinineFactor = 88.4
/** mg/dL in 1 mmol/L of glucose, by its molar mass of 180.156 g/mol. */
const glucoseFactor = 18.0156

export const phenoAgeMethod: Method = {
  id: 'phenoage-2018',
  compile: (coefficients) => {
    const table = phenoAgeTable.parse(coefficients)
    return (inputs, wanted) => {
      const { mortality10y, age } = phenoAge2018(table, {
        age: numberOf(inputs, 'age'),
        albumin: numberOf(inputs, 'albumin') * 10,
        creatinine: numberOf(inputs, 'creatinine') * creatinineFactor,
        glucose: numberOf(inputs, 'glucose') / glucoseFactor,
        crp: numberOf(inputs, 'crp') / 10,
        lymphocytes: numberOf(inputs, 'lymphocytePercent'),
        meanCellVolume: numberOf(inputs, 'meanCellVolume'),
        redCellWidth: numberOf(inputs, 'redCellWidth'),
        alkalinePhosphatase: numberOf(inputs, 'alkalinePhosphatase'),
        whiteCells: numberOf(inputs, 'whiteCells'),
      })
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, mortality10y)),
        scores: [{ name: 'phenotypic-age', value: age, unit: 'a' }],
        remarks: [],
      }
    }
  },
}
