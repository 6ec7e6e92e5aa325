import type { AbsoluteRisk, Outcome } from '../../../shared/disease-risk.ts'
import type { InputId, InputValue, ModelAnswer, ModelOutcome, ModelRemark, RiskModel } from '../model.ts'

/** The inputs of one person as a method reads them: checked against the model's declaration, clamped where the model clamps. */
export type Inputs = Readonly<Record<InputId, InputValue>>

/** What is known and in range for one call: `wanted` are the outcomes whose inputs are all there. */
export type Computation = (inputs: Inputs, wanted: readonly ModelOutcome[]) => ModelAnswer

/**
 * How the coefficients of a table become figures. `compile` checks the shape of the file's coefficients (a ZodError when it is not what the method
 * needs) and does once whatever does not depend on a person.
 */
export type Method = {
  readonly id: string
  readonly compile: (coefficients: unknown, model: RiskModel) => Computation
}

/** A model whose table was read: `release` names the knowledge release it came from. */
export type CompiledModel = { readonly model: RiskModel; readonly release: string; readonly compute: Computation }

/** The number of an input that the declaration has required. NaN when it is not a number, which no equation turns into a risk. */
export const numberOf = (inputs: Inputs, id: InputId): number => {
  const value = inputs[id]
  return typeof value === 'number' ? value : Number.NaN
}

/** The number of an optional input; undefined when it is not given. */
export const numberIfKnown = (inputs: Inputs, id: InputId): number | undefined => {
  const value = inputs[id]
  return typeof value === 'number' ? value : undefined
}

/** A required yes-or-no input as 1 or 0. */
export const oneIf = (inputs: Inputs, id: InputId): 0 | 1 => (inputs[id] === true ? 1 : 0)

/** A required choice. */
export const choiceOf = (inputs: Inputs, id: InputId): string => String(inputs[id])

/** Female, of a checked `sex`. */
export const isFemale = (inputs: Inputs): boolean => inputs['sex'] === 'female'

/** One risk of a wanted outcome, without intervals. */
export const absoluteRisk = (wanted: ModelOutcome, probability: number): AbsoluteRisk => ({
  outcome: wanted.outcome,
  horizon: { years: wanted.years },
  probability,
  intervals: [],
  competing: wanted.competing === true,
})

/** Throws when a table declares an outcome or a horizon that the method's coefficients are not for. */
export const onlyFor = (model: RiskModel, outcomes: readonly Outcome[], years: readonly number[]): void => {
  for (const o of model.outcomes)
    if (!outcomes.includes(o.outcome) || !years.includes(o.years))
      throw new Error(`no coefficients for ${o.outcome} within ${o.years} years`)
}

/** Reasons for no result. */
export const refused = (...because: readonly ModelRemark[]): ModelAnswer => ({ ok: false, because })
