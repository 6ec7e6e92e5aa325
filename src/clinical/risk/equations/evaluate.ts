import type { Outcome } from '../../../shared/disease-risk.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { InputId, InputValue, ModelAnswer, ModelInput, ModelOutcome, ModelRemark, RiskModel } from '../model.ts'
import { inputKind, type InputKind, isOfKind } from './input-names.ts'
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
  'no-number', // the equation gives no number, or no probability, for these values
  'left-out', // `with` low, high, value: an optional input outside its range was not used
] as const

const lacks = (row: ModelInput, inputs: Inputs): boolean => !row.optional && inputs[row.input] === undefined

/** What a model reads of a person of one sex, sorted out once: evaluation runs thousands of times where bounds are searched. */
type Reading = {
  readonly kinds: readonly (readonly [id: InputId, kind: InputKind])[]
  readonly forAll: readonly ModelInput[]
  readonly forSome: readonly ModelInput[]
  readonly ranged: readonly (ModelInput & { readonly range: Range })[]
}

const readingOf = (model: RiskModel, sex: InputValue | undefined): Reading => {
  const rows = model.inputs.filter((row) => row.sex === undefined || row.sex === sex)
  const { mustHave = [], mustNotHave = [] } = model.population
  const ids = new Set([...rows.map((row) => row.input), ...mustHave, ...mustNotHave, 'age'])
  if (model.population.sex !== undefined) ids.add('sex')
  return {
    kinds: [...ids].flatMap((id) => {
      const kind = inputKind(id)
      return kind === undefined ? [] : [[id, kind] as const]
    }),
    forAll: rows.filter((row) => row.neededFor === undefined && !row.optional),
    forSome: rows.filter((row) => row.neededFor !== undefined && !row.optional),
    ranged: rows.flatMap((row) => (row.range === undefined ? [] : [{ ...row, range: row.range }])),
  }
}

const readings = new WeakMap<RiskModel, Map<InputValue | undefined, Reading>>()

const readingFor = (model: RiskModel, given: InputValue | undefined): Reading => {
  const sex = given === 'female' || given === 'male' ? given : undefined
  const bySex = readings.get(model) ?? new Map<InputValue | undefined, Reading>()
  readings.set(model, bySex)
  const reading = bySex.get(sex) ?? readingOf(model, sex)
  bySex.set(sex, reading)
  return reading
}

/** Whether every figure is a number and every risk a probability: an equation driven out of its bounds has no answer. */
const isSound = (answer: Extract<ModelAnswer, { readonly ok: true }>): boolean =>
  answer.risks.every((r) => r.probability >= 0 && r.probability <= 1) &&
  answer.scores.every((s) => Number.isFinite(s.value))

/**
 * One model on the inputs of one person. Each outcome needs only its own inputs; outcomes and horizons that cannot be had are named in the remarks, with
 * the reason. `outcomes`: those wanted (all of the model's, when absent). Refuses with every reason at once: an input that is missing, of the wrong kind
 * or contradicts another, a person the model was not made for, a value outside a range whose policy is `refuse`, values for which the equation gives no number.
 */
export const evaluate = (compiled: CompiledModel, given: Inputs, outcomes?: readonly Outcome[]): ModelAnswer => {
  const { model } = compiled
  const { kinds, forAll, forSome, ranged } = readingFor(model, given['sex'])
  const inputs: Record<InputId, InputValue> = {}
  const wrong: ModelRemark[] = []
  for (const [id, kind] of kinds) {
    const value = given[id]
    if (value === undefined) continue
    if (isOfKind(kind, value)) inputs[id] = value
    else wrong.push({ code: 'wrong-kind', input: id, with: { value: String(value) } })
  }
  if (wrong.length > 0) return { ok: false, because: wrong }

  const population = populationFaults(model, inputs)
  const because: ModelRemark[] = [...population.because, ...contradictions(inputs)]
  const remarks: ModelRemark[] = [...population.remarks]
  for (const row of forAll)
    if (lacks(row, inputs) && !because.some((r) => r.input === row.input))
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
  if (forSome.some((row) => lacks(row, inputs)))
    for (const outcome of new Set(timely.map((o) => o.outcome)))
      for (const row of forSome)
        if (row.neededFor?.includes(outcome) && lacks(row, inputs))
          drop(outcome, { code: 'missing-input', input: row.input })

  for (const row of ranged) {
    const value = inputs[row.input]
    if (typeof value !== 'number') continue
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

  const wanted = lacking.size === 0 ? timely : timely.filter((o) => !lacking.has(o.outcome))
  if (model.outcomes.length > 0 && wanted.length === 0)
    return { ok: false, because: dropped.length > 0 ? dropped : [{ code: 'outcome-not-in-model' }] }
  const answer = compiled.compute(inputs, wanted)
  if (!answer.ok) return answer
  if (!isSound(answer)) return { ok: false, because: [{ code: 'no-number' }] }
  if (remarks.length === 0 && dropped.length === 0) return answer
  return { ...answer, remarks: [...remarks, ...dropped, ...answer.remarks] }
}
