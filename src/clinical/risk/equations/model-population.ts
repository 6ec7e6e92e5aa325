import type { ModelRemark, RiskModel } from '../model.ts'
import type { Inputs } from './method.ts'

/** Both ends of a range and the value that lies outside, as a remark tells them. */
export const bounds = (low: number, high: number, value: number): Readonly<Record<string, string>> => ({
  low: String(low),
  high: String(high),
  value: String(value),
})

/** A completed age within a closed range. */
export const agedWithin = (age: number, [low, high]: readonly [number, number]): boolean =>
  Math.floor(age) >= low && Math.floor(age) <= high

/**
 * Why the model is not for this person, and what is not known of whether it is. An exclusion that nobody stated does not refuse: the result holds if it is absent.
 */
export const populationFaults = (
  model: RiskModel,
  inputs: Inputs,
): { readonly because: readonly ModelRemark[]; readonly remarks: readonly ModelRemark[] } => {
  const because: ModelRemark[] = []
  const remarks: ModelRemark[] = []
  const { age: ages, sex, mustHave = [], mustNotHave = [] } = model.population
  const age = inputs['age']
  if (typeof age === 'number') {
    if (!agedWithin(age, ages))
      because.push({ code: 'outside-population', input: 'age', with: bounds(ages[0], ages[1], age) })
  } else if (!model.inputs.some((row) => row.input === 'age' && !row.optional))
    remarks.push({ code: 'population-not-known', input: 'age' })
  if (sex !== undefined && inputs['sex'] === undefined) because.push({ code: 'missing-input', input: 'sex' })
  else if (sex !== undefined && inputs['sex'] !== sex) because.push({ code: 'other-sex', input: 'sex', with: { sex } })
  for (const id of mustHave) {
    if (inputs[id] === undefined) because.push({ code: 'missing-input', input: id })
    else if (inputs[id] !== true) because.push({ code: 'must-have', input: id })
  }
  for (const id of mustNotHave) {
    if (inputs[id] === undefined) remarks.push({ code: 'exclusion-not-known', input: id })
    else if (inputs[id] !== false) because.push({ code: 'must-not-have', input: id })
  }
  return { because, remarks }
}

/** Inputs that cannot both be true of one person. */
export const contradictions = (inputs: Inputs): readonly ModelRemark[] => {
  const found: ModelRemark[] = []
  const above = (part: string, whole: string, code: string): void => {
    const [a, b] = [inputs[part], inputs[whole]]
    if (typeof a === 'number' && typeof b === 'number' && a > b)
      found.push({ code, input: part, with: { value: String(a), other: whole, otherValue: String(b) } })
  }
  above('hdlCholesterol', 'totalCholesterol', 'part-above-whole')
  above('ageAtDiabetesDiagnosis', 'age', 'diagnosis-after-today')
  return found
}
