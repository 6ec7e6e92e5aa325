import type { ModelRemark, RiskModel } from '../model.ts'
import {
  absoluteRisk,
  choiceOf,
  type Computation,
  type Inputs,
  isFemale,
  type Method,
  numberIfKnown,
  numberOf,
  onlyFor,
  oneIf,
} from './method.ts'
import { score2 } from './score2-2021.ts'
import { score2Ckd } from './score2-ckd-2022.ts'
import { score2Diabetes } from './score2-diabetes-2023.ts'
import { score2Op } from './score2-op-2021.ts'
import { cholesterolMmol, hba1cMmolPerMol, type Score2Tables, type ScoreRegion, score2Tables } from './score2-tables.ts'

type Family = 'score2' | 'olderPeople' | 'asiaPacific'

/** The two equations do not meet at 70: within a year of it the step is told. */
const aroundSeventy = (age: number): readonly ModelRemark[] =>
  age >= 69 && age < 71 ? [{ code: 'equations-change-at-70', input: 'age' }] : []

const sexOf = (inputs: Inputs): 'female' | 'male' => (isFemale(inputs) ? 'female' : 'male')

const regionOf = (inputs: Inputs, family: Family): ScoreRegion =>
  choiceOf(inputs, family === 'asiaPacific' ? 'asiaPacificRegion' : 'scoreRegion') as ScoreRegion

const riskOf = (tables: Score2Tables, family: Family, inputs: Inputs): number => {
  const sex = sexOf(inputs)
  const scale = tables.scales[family][regionOf(inputs, family)][sex]
  const person = [
    numberOf(inputs, 'age'),
    oneIf(inputs, 'smokingNow'),
    numberOf(inputs, 'systolic'),
    oneIf(inputs, 'diabetes'),
    cholesterolMmol(numberOf(inputs, 'totalCholesterol')),
    cholesterolMmol(numberOf(inputs, 'hdlCholesterol')),
  ] as const
  return family === 'olderPeople'
    ? score2Op(tables.olderPeople[sex], scale, ...person)
    : score2(tables.score2[sex], scale, ...person)
}

const plain =
  (family: Family) =>
  (coefficients: unknown, model: RiskModel): Computation => {
    onlyFor(model, ['ascvd'], [10])
    const tables = score2Tables(coefficients)
    return (inputs, wanted) => {
      const probability = riskOf(tables, family, inputs)
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, probability)),
        scores: [],
        variant: regionOf(inputs, family),
        remarks: family === 'asiaPacific' ? [] : aroundSeventy(numberOf(inputs, 'age')),
      }
    }
  }

const withKidneys =
  (family: 'score2' | 'olderPeople') =>
  (coefficients: unknown, model: RiskModel): Computation => {
    onlyFor(model, ['ascvd'], [10])
    const tables = score2Tables(coefficients)
    return (inputs, wanted) => {
      const acr = numberIfKnown(inputs, 'urineAlbuminCreatinine')
      const probability = score2Ckd(
        tables.kidneyAddOn,
        riskOf(tables, family, inputs),
        numberOf(inputs, 'age'),
        isFemale(inputs) ? 1 : 0,
        oneIf(inputs, 'smokingNow'),
        numberOf(inputs, 'systolic'),
        oneIf(inputs, 'diabetes'),
        cholesterolMmol(numberOf(inputs, 'totalCholesterol')),
        cholesterolMmol(numberOf(inputs, 'hdlCholesterol')),
        numberOf(inputs, 'egfr'),
        acr ?? Number.NaN,
      )
      return {
        ok: true,
        risks: wanted.map((w) => absoluteRisk(w, probability)),
        scores: [],
        variant: `${regionOf(inputs, family)}, ${acr === undefined ? 'egfr' : 'egfr-uacr'}`,
        remarks: aroundSeventy(numberOf(inputs, 'age')),
      }
    }
  }

const inDiabetes = (coefficients: unknown, model: RiskModel): Computation => {
  onlyFor(model, ['ascvd'], [10])
  const tables = score2Tables(coefficients)
  return (inputs, wanted) => {
    const sex = sexOf(inputs)
    const region = regionOf(inputs, 'score2')
    const probability = score2Diabetes(
      tables.diabetes[sex],
      tables.scales.score2[region][sex],
      numberOf(inputs, 'age'),
      oneIf(inputs, 'smokingNow'),
      numberOf(inputs, 'systolic'),
      cholesterolMmol(numberOf(inputs, 'totalCholesterol')),
      cholesterolMmol(numberOf(inputs, 'hdlCholesterol')),
      numberOf(inputs, 'ageAtDiabetesDiagnosis'),
      hba1cMmolPerMol(numberOf(inputs, 'hba1c')),
      numberOf(inputs, 'egfr'),
    )
    return {
      ok: true,
      risks: wanted.map((w) => absoluteRisk(w, probability)),
      scores: [],
      variant: region,
      remarks: [],
    }
  }
}

export const score2Methods: readonly Method[] = [
  { id: 'score2-2021', compile: plain('score2') },
  { id: 'score2-op-2021', compile: plain('olderPeople') },
  { id: 'score2-asia-pacific-2025', compile: plain('asiaPacific') },
  { id: 'score2-ckd-2022', compile: withKidneys('score2') },
  { id: 'score2-op-ckd-2022', compile: withKidneys('olderPeople') },
  { id: 'score2-diabetes-2023', compile: inDiabetes },
]
