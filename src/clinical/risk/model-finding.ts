import type { Outcome } from '../../shared/disease-risk.ts'
import { daysBetween, type Instant } from '../../shared/instant.ts'
import { type CompiledModel, evaluate } from './equations/index.ts'
import type { MissingAnswer, ModelChoice, ModelFinding, TargetBounds } from './finding.ts'
import type { InputCatalogue } from './inputs/catalogue.ts'
import { askedFor, figuresOf, type Values, withoutInputs } from './missing-inputs.ts'
import type { FilledInput, InputId, ModelAnswer, ModelRemark, RiskModel } from './model.ts'
import { whatIfs } from './what-if.ts'

/** How much is worked out: `full` with what each missing input is worth and what levers change; `brief` figures and bounds. */
export type Detail = 'full' | 'brief'

/** Inputs without which a model, or one outcome of it, has no answer. */
const required = (model: RiskModel, outcome?: Outcome): readonly InputId[] =>
  model.inputs
    .filter((i) => !i.optional && (i.neededFor === undefined || outcome === undefined || i.neededFor.includes(outcome)))
    .map((i) => i.input)

const outcomesOf = (model: RiskModel): readonly (Outcome | undefined)[] =>
  model.outcomes.length === 0 ? [undefined] : [...new Set(model.outcomes.map((o) => o.outcome))]

/** Outcomes that lack the same inputs, searched together. */
const lacking = (
  model: RiskModel,
  values: Values,
  answer: ModelAnswer,
): readonly { readonly open: readonly InputId[]; readonly outcomes: readonly Outcome[] }[] => {
  const besides = askedFor(answer).filter((id) => !required(model).includes(id))
  const groups = new Map<string, { open: readonly InputId[]; outcomes: Outcome[] }>()
  for (const outcome of outcomesOf(model)) {
    const open = [...new Set([...required(model, outcome), ...besides])].filter((id) => values[id] === undefined)
    if (open.length === 0) continue
    const key = open.join(' ')
    const group = groups.get(key) ?? { open, outcomes: [] }
    if (outcome !== undefined) group.outcomes.push(outcome)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const joined = (answers: readonly MissingAnswer[]): MissingAnswer | undefined => {
  const [first] = answers
  const withBounds = answers.filter((a) => a.state === 'bounds')
  const [lead] = withBounds
  const open = [...new Set(answers.flatMap((a) => a.open))]
  if (first === undefined) return undefined
  if (lead === undefined) return { state: 'tooLittleKnown', open }
  return { ...lead, open, bounds: withBounds.flatMap((a) => a.bounds) }
}

/** What is known as this model takes it: a recorded value older than the model allows stands as too old. */
const recentEnough = (
  model: RiskModel,
  inputs: ReadonlyMap<InputId, FilledInput>,
  values: Values,
  at: Instant,
): { readonly inputs: ReadonlyMap<InputId, FilledInput>; readonly values: Values } => {
  const aged = model.inputs.flatMap(({ input: id, within }): readonly FilledInput[] => {
    const input = inputs.get(id)
    if (within === undefined || input?.state !== 'known' || input.date === undefined) return []
    const days = daysBetween(input.date, at)
    if (days !== undefined && days <= within) return []
    return [{ id, state: 'tooOld', value: input.value, date: input.date, basis: input.basis }]
  })
  if (aged.length === 0) return { inputs, values }
  const old = new Set(aged.map((i) => i.id))
  return {
    inputs: new Map([...inputs, ...aged.map((i) => [i.id, i] as const)]),
    values: Object.fromEntries(Object.entries(values).filter(([id]) => !old.has(id))),
  }
}

/** The figures as they are if what is not known of the exclusions is not so: bounds of no width. */
const conditional = (answer: ModelAnswer, open: readonly InputId[]): MissingAnswer => {
  const bounds = figuresOf(answer).map(({ of, value }): TargetBounds => ({ of, range: [value, value] }))
  return bounds.length === 0
    ? { state: 'tooLittleKnown', open }
    : { state: 'bounds', open, bounds, width: 0, narrows: [] }
}

/**
 * One model on one person: figures where everything it needs is known, bounds where something is missing (not of a measure: bounds of what was
 * not measured say nothing), reasons where it is not for this person.
 */
export const modelFinding = (
  compiled: CompiledModel,
  choice: ModelChoice,
  filled: ReadonlyMap<InputId, FilledInput>,
  known: Values,
  catalogue: InputCatalogue,
  detail: Detail,
  at: Instant,
): ModelFinding => {
  const { model, release } = compiled
  const { inputs, values } = recentEnough(model, filled, known, at)
  const named = new Set<InputId>([
    'age',
    ...model.inputs.map((i) => i.input),
    ...(model.population.mustHave ?? []),
    ...(model.population.mustNotHave ?? []),
  ])
  const base: ModelFinding = {
    kind: 'model',
    model,
    release,
    fit: choice.fit,
    because: choice.because,
    risks: [],
    scores: [],
    remarks: [],
    inputs: [...named].flatMap((id) => inputs.get(id) ?? []),
    whatIf: [],
  }
  if (choice.fit === 'no') return base
  const answer = evaluate(compiled, values)
  const decides = new Set(model.population.mustHave ?? [])
  const groups = lacking(model, values, answer)
  const open = [...new Set([...groups.flatMap((g) => g.open), ...choice.dependsOn])]
  if (choice.dependsOn.some((id) => decides.has(id) || id === 'age' || id === 'sex'))
    return { ...base, missing: { state: 'tooLittleKnown', open } }
  if (model.kind === 'measure' && !answer.ok && open.length > 0)
    return { ...base, missing: { state: 'tooLittleKnown', open } }
  // What a datum is worth is asked of models that speak for this person; of the others bounds are enough.
  const worth = detail === 'full' && (choice.fit === 'leads' || choice.fit === 'applies')
  const searched = groups.map((g) =>
    withoutInputs(
      (v) => evaluate(compiled, v, g.outcomes.length === 0 ? undefined : g.outcomes),
      model,
      values,
      g.open,
      catalogue,
      worth,
    ),
  )
  const bounds = joined(searched)
  if (choice.dependsOn.length > 0)
    return {
      ...base,
      remarks: answer.ok ? answer.remarks : answer.because,
      missing: bounds === undefined ? conditional(answer, open) : { ...bounds, open },
    }
  if (!answer.ok) return { ...base, remarks: answer.because, ...(bounds === undefined ? {} : { missing: bounds }) }
  const unused = model.inputs.flatMap((row): readonly ModelRemark[] => {
    const state = inputs.get(row.input)?.state
    return row.optional && state !== undefined && state !== 'known' && state !== 'missing'
      ? [{ code: 'optional-not-used', input: row.input, with: { state } }]
      : []
  })
  return {
    ...base,
    risks: answer.risks,
    scores: answer.scores,
    ...(answer.variant === undefined ? {} : { variant: answer.variant }),
    remarks: [...answer.remarks, ...unused],
    ...(bounds === undefined ? {} : { missing: bounds }),
    whatIf: worth ? whatIfs((v) => evaluate(compiled, v), model, values) : [],
  }
}
