import { type CompiledModel, riskKnowledge } from '../../../src/clinical/risk/equations/index.ts'
import type { InputValue, ModelAnswer } from '../../../src/clinical/risk/model.ts'
import type { SuiteContext } from '../../suite.ts'

/** A model of the loaded knowledge, asked past its population: the published examples include people outside it. */
export const equationModel = (context: SuiteContext, id: string) => {
  const found: CompiledModel | undefined = riskKnowledge(context.knowledge).models.get(id)
  if (found === undefined) throw new Error(`no model ${id}`)
  return (inputs: Readonly<Record<string, InputValue>>): ModelAnswer => found.compute(inputs, found.model.outcomes)
}

/** Probability within so many years; undefined where there is none. */
export const riskWithin = (answer: ModelAnswer, years: number): number | undefined =>
  answer.ok ? answer.risks.find((r) => 'years' in r.horizon && r.horizon.years === years)?.probability : undefined

/** The score of that name; undefined where there is none. */
export const scoreNamed = (answer: ModelAnswer, name: string): number | undefined =>
  answer.ok ? answer.scores.find((s) => s.name === name)?.value : undefined

/** Coefficients of a table of the release, as a method's own schema reads them. */
export const coefficientsOf = (context: SuiteContext, file: string): unknown => {
  const text = context.knowledge.findLast((r) => r.manifest.id === 'attune-risk')?.tables[file]
  if (text === undefined) throw new Error(`no table ${file}`)
  return (JSON.parse(text) as { readonly coefficients: unknown }).coefficients
}

/** A file of expected results of one model. */
export type VectorFile<I, E> = {
  readonly tolerance: number
  readonly cases: readonly { readonly id: string; readonly inputs: I; readonly expected: E }[]
}

export const vectorFile = <I, E>(text: string): VectorFile<I, E> => JSON.parse(text) as VectorFile<I, E>
