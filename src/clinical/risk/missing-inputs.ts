import type { MissingAnswer, Narrowing, Target, TargetBounds } from './finding.ts'
import { extremes, type Open, type Probe } from './extremes.ts'
import type { CatalogueEntry, InputCatalogue } from './inputs/catalogue.ts'
import { contradicted } from './inputs/implications.ts'
import type { InputId, InputValue, ModelAnswer, RiskModel } from './model.ts'

export type Values = Readonly<Record<InputId, InputValue>>
export type Evaluate = (values: Values) => ModelAnswer

/** At most so many missing figures, and so many combinations of yes, no and choices, are searched through; beyond, too little is known. */
const mostFigures = 4
const mostCombinations = 128

/** Every figure of an answer with what it is of. */
export const figuresOf = (answer: ModelAnswer): readonly { readonly of: Target; readonly value: number }[] =>
  answer.ok
    ? [
        ...answer.risks.flatMap((r) =>
          'years' in r.horizon
            ? [{ of: { outcome: r.outcome, years: r.horizon.years } as Target, value: r.probability }]
            : [],
        ),
        ...answer.scores.map((s) => ({ of: { score: s.name } as Target, value: s.value })),
      ]
    : []

/** Figures in years of a life: none is above the age. */
const yearsOfLife: ReadonlySet<InputId> = new Set([
  'ageAtDiabetesDiagnosis',
  'ageAtFirstBirth',
  'yearsSmoked',
  'yearsSinceQuitting',
])

/** An input as the search varies it: its plausible range, within the range the model computes in, and within the person's life. */
const opened = (entry: CatalogueEntry | undefined, model: RiskModel, known: Values): Open | undefined => {
  if (entry === undefined) return undefined
  const options: readonly InputValue[] | undefined =
    entry.kind === 'yesNo' ? [false, true] : entry.kind === 'number' ? entry.choices?.map(Number) : entry.choices
  if (options !== undefined)
    return { id: entry.id, options: options.filter((value) => !contradicted(entry.id, value, known)) }
  if (entry.kind === 'choice') return undefined
  if (entry.plausible === undefined) return undefined
  const range = model.inputs.find((i) => i.input === entry.id)
  const age = known['age']
  const refuses = range?.outside === 'refuse' ? range.range : undefined
  const lived = yearsOfLife.has(entry.id) && typeof age === 'number' ? age : Number.POSITIVE_INFINITY
  const high = Math.min(entry.plausible[1], refuses?.[1] ?? Number.POSITIVE_INFINITY, lived)
  const low = Math.min(Math.max(entry.plausible[0], refuses?.[0] ?? Number.NEGATIVE_INFINITY), high)
  return { id: entry.id, low, high }
}

/** Inputs that a refusal asks for. */
export const askedFor = (answer: ModelAnswer): readonly InputId[] =>
  answer.ok ? [] : answer.because.flatMap((r) => (r.code === 'missing-input' && r.input !== undefined ? [r.input] : []))

/** The figures of the answer at a point, in the order of `targets`. `silent`: of which some answer had none, so that nothing bounds them. */
const probeOf =
  (evaluate: Evaluate, targets: readonly Target[], silent: Set<Target>): Probe =>
  (values) => {
    const found = new Float64Array(targets.length).fill(Number.NaN)
    const answer = evaluate(values)
    if (!answer.ok) return found
    for (const { outcome, horizon, probability } of answer.risks)
      if ('years' in horizon) {
        const i = targets.findIndex((t) => 'outcome' in t && t.outcome === outcome && t.years === horizon.years)
        if (i >= 0) found[i] = probability
      }
    for (const { name, value } of answer.scores) {
      const i = targets.findIndex((t) => 'score' in t && t.score === name)
      if (i >= 0) found[i] = value
    }
    for (const [i, target] of targets.entries()) if (Number.isNaN(found[i])) silent.add(target)
    return found
  }

/**
 * What can be said with the inputs `open` missing: for each figure the bounds over all their plausible values, and which one of them, once known, would narrow
 * the bounds of the first figure most. Deterministic. `worth`: leave the second question out where it is not asked.
 */
export const withoutInputs = (
  evaluate: Evaluate,
  model: RiskModel,
  known: Values,
  missing: readonly InputId[],
  catalogue: InputCatalogue,
  worth = true,
): MissingAnswer => {
  const open = missing.map((id) => opened(catalogue.entries.get(id), model, known))
  const usable = open.filter((o) => o !== undefined)
  const figures = usable.filter((o) => 'low' in o).length
  const cases = usable.reduce((n, o) => n * ('options' in o ? o.options.length : 1), 1)
  if (usable.length < open.length || figures > mostFigures || cases > mostCombinations)
    return { state: 'tooLittleKnown', open: missing }
  const middle: Record<InputId, InputValue> = { ...known }
  for (const o of usable) middle[o.id] = 'low' in o ? (o.low + o.high) / 2 : (o.options[0] ?? false)
  const asked = askedFor(evaluate(middle)).filter((id) => !missing.includes(id))
  if (asked.length > 0) return withoutInputs(evaluate, model, known, [...missing, ...asked], catalogue, worth)
  const targets = figuresOf(evaluate(middle)).map(({ of }) => of)
  const silent = new Set<Target>()
  const found = extremes(probeOf(evaluate, targets, silent), targets.length, known, usable)
  const bounds = targets.flatMap((of, i): readonly TargetBounds[] => {
    const range = found.bounds[i]
    return range === undefined || silent.has(of) ? [] : [{ of, range }]
  })
  const [first] = bounds
  const lead = first === undefined ? 0 : targets.indexOf(first.of)
  if (first === undefined) return { state: 'tooLittleKnown', open: missing }
  return {
    state: 'bounds',
    open: missing,
    bounds,
    width: first.range[1] - first.range[0],
    narrows: worth
      ? usable
          .map((o): Narrowing => ({ input: o.id, expectedWidth: found.widthKnowing(o, lead) }))
          .sort((a, b) => a.expectedWidth - b.expectedWidth || (a.input < b.input ? -1 : 1))
      : [],
  }
}
