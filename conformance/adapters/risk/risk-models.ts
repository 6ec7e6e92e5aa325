import { type CompiledModel, evaluate, riskKnowledge } from '../../../src/clinical/risk/equations/index.ts'
import type { InputValue, ModelAnswer } from '../../../src/clinical/risk/model.ts'
import type { SuiteContext } from '../../suite.ts'

type Given = Readonly<Record<string, InputValue>>

/** A model of the loaded knowledge. Throws when the release lacks it. */
export const riskModel = (context: SuiteContext, id: string): CompiledModel => {
  const model = riskKnowledge(context.knowledge).models.get(id)
  if (model === undefined) throw new Error(`no risk model ${id}`)
  return model
}

/** The probability of an outcome at a horizon, undefined when the answer has none. */
export const probabilityIn = (answer: ModelAnswer, outcome: string, years: number): number | undefined =>
  answer.ok
    ? answer.risks.find((r) => r.outcome === outcome && 'years' in r.horizon && r.horizon.years === years)?.probability
    : undefined

/** The only risk of a model that gives one. */
export const riskBy = (model: CompiledModel, given: Given): number | undefined => {
  const answer = evaluate(model, given)
  return answer.ok ? answer.risks[0]?.probability : undefined
}
