import type { Outcome } from '../../../shared/disease-risk.ts'
import type { InputId, InputValue, ModelAnswer, ModelInput, ModelOutcome, ModelRemark } from '../model.ts'
import { fitsKind } from './input-names.ts'
import type { CompiledModel, Inputs } from './method.ts'
import { agedWithin, bounds, contradictions, populationFaults } from './model-population.ts'

/** Codes of `ModelRemark` that evaluation itself gives; methods add their own. */
export const evaluationCodes = [
  'missing-input', // without it there is no result; `with.outcome` where only that outcome needs it
  'wrong-kind', // `with.value`: not of the input's kind
  'part-above-whole', // HDL cholesterol above total cholesterol; `with` value, other, otherValue
  'diagnosis-after-today', // `with` value, other, otherValue
  'outside-population', // `with` low, high, value: the model was not made for this age
  'other-sex', // `with.sex`: the sex the model was made for
  'must-have', // the model is only for people who have this
  'must-not-have', // the model is not for people who have this
  'exclusion-not-known', // the result holds only if the person does not have this
  'population-not-known', // the age is not given, and the model does not calculate with it
  'outcome-not-in-model', // none of the outcomes asked for
  'horizon-outside-age', // `with` years, low, high: this horizon is only for these ages
  'outside-range', // `with` low, high, value: refused (with `outcome` for that alone), or calculated as it is
  'clamped', // `with` low, high, value, used: calculated with the nearest end of the range
  'left-out', // `with` low, high, value: an optional input outside its range was not used
] as const

const lacks = (row: ModelInput, inputs: Inputs): boolean => !row.optional && inputs[row.input] === undefined

/** The given values that the model reads, and those that are not of their input's kind. */
const readValues = (
  { model }: CompiledModel,
  rows: readonly ModelInput[],
  given: Inputs,
): { readonly inputs: Record<InputId, InputValue>; readonly wrong: readonly ModelRemark[] } => {
  const inputs: Record<InputId, InputValue> = {}
  const wrong: ModelRemark[] = []
  const take = (id: InputId): void => {
    const value = given[id]
    if (value === undefined || inputs[id] !== undefined) return
    if (fitsKind(id, value)) inputs[id] = value
    else wrong.push({ code: 'wrong-kind', input: id, with: { value: String(value) } })
  }
  for (const row of rows) take(row.input)
  for (const id of model.population.mustHave ?? []) take(id)
  for (const id of model.population.mustNotHave ?? []) take(id)
  take('age')
  if (model.population.sex !== undefined) take('sex')
  return { inputs, wrong }
}

/**
 * One model on the inputs of one person. Each outcome needs only its own inputs; outcomes and horizons that cannot be had are named in the remarks, with
 * the reason. `outcomes`: those wanted (all of the model's, when absent). Refuses with every reason at once: an input that is missing, of the wrong kind
 * or contradicts another, a person the model was not made for, a value outside a range whose policy is `refuse`.
 */
export const evaluate = (compiled: CompiledModel, given: Inputs, outcomes?: readonly Outcome[]): ModelAnswer => {
  const { model } = compiled
  const rows = model.inputs.filter((row) => row.sex === undefined || row.sex === given['sex'])
  const { inputs, wrong } = readValues(compiled, rows, given)
  if (wrong.length > 0) return { ok: false, because: wrong }

  const population = populationFaults(model, inputs)
  const because: ModelRemark[] = [...population.because, ...contradictions(inputs)]
  const remarks: ModelRemark[] = [...population.remarks]
  const said = new Set(because.map((r) => r.input))
  for (const row of rows)
    if (row.neededFor === undefined && lacks(row, inputs) && !said.has(row.input))
      because.push({ code: 'missing-input', input: row.input })

  const dropped: ModelRemark[] = []
  const age = inputs['age']
  const timely: ModelOutcome[] = []
  for (const o of model.outcomes) {
    if (outcomes !== undefined && !outcomes.includes(o.outcome)) continue
    if (o.age === undefined || typeof age !== 'number' || agedWithin(age, o.age)) timely.push(o)
    else if (!dropped.some((r) => r.with?.['years'] === String(o.years)))
      dropped.push({
        code: 'horizon-outside-age',
        input: 'age',
        with: { years: String(o.years), ...bounds(o.age[0], o.age[1], age) },
      })
  }

  const lacking = new Set<Outcome>()
  const drop = (outcome: Outcome, remark: ModelRemark): void => {
    lacking.add(outcome)
    dropped.push({ ...remark, with: { ...remark.with, outcome } })
  }
  for (const outcome of new Set(timely.map((o) => o.outcome)))
    for (const row of rows)
      if (row.neededFor?.includes(outcome) && lacks(row, inputs))
        drop(outcome, { code: 'missing-input', input: row.input })

  for (const row of rows) {
    const value = inputs[row.input]
    if (row.range === undefined || typeof value !== 'number') continue
    const [low, high] = row.range
    if (value >= low && value <= high) continue
    const affected = new Set(
      timely.map((o) => o.outcome).filter((o) => !lacking.has(o) && (row.neededFor?.includes(o) ?? true)),
    )
    if (model.outcomes.length > 0 && affected.size === 0) continue
    const where = bounds(low, high, value)
    if (row.outside === 'warn') remarks.push({ code: 'outside-range', input: row.input, with: where })
    else if (row.outside === 'clamp') {
      const nearest = Math.min(Math.max(value, low), high)
      inputs[row.input] = nearest
      remarks.push({ code: 'clamped', input: row.input, with: { ...where, used: String(nearest) } })
    } else if (row.optional) {
      delete inputs[row.input]
      remarks.push({ code: 'left-out', input: row.input, with: where })
    } else if (row.neededFor === undefined) because.push({ code: 'outside-range', input: row.input, with: where })
    else for (const outcome of affected) drop(outcome, { code: 'outside-range', input: row.input, with: where })
  }
  if (because.length > 0) return { ok: false, because }

  const wanted = timely.filter((o) => !lacking.has(o.outcome))
  if (model.outcomes.length > 0 && wanted.length === 0)
    return { ok: false, because: dropped.length > 0 ? dropped : [{ code: 'outcome-not-in-model' }] }
  const answer = compiled.compute(inputs, wanted)
  if (!answer.ok) return answer
  return { ...answer, remarks: [...remarks, ...dropped, ...answer.remarks] }
}
