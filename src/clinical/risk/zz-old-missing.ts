import type { MissingAnswer, Narrowing, Target, TargetBounds } from './finding.ts'
import type { CatalogueEntry, InputCatalogue } from './inputs/catalogue.ts'
import { contradicted } from './inputs/implications.ts'
import type { InputId, InputValue, ModelAnswer, RiskModel } from './model.ts'

export type Values = Readonly<Record<InputId, InputValue>>
export type Evaluate = (values: Values) => ModelAnswer

/** What a missing input may be: all of a range, or one of some values. */
type Open =
  | { readonly id: InputId; readonly low: number; readonly high: number }
  | { readonly id: InputId; readonly options: readonly InputValue[] }

/** At most so many missing figures, and so many combinations of yes, no and choices, are searched through; beyond, too little is known. */
const mostFigures = 4
const mostCombinations = 128

const keyOf = (t: Target): string => ('score' in t ? t.score : `${t.outcome} ${t.years}`)

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

/** An input as the search varies it: its plausible range, within the range the model computes in. */
const opened = (entry: CatalogueEntry | undefined, model: RiskModel, known: Values): Open | undefined => {
  if (entry === undefined) return undefined
  const options: readonly InputValue[] | undefined =
    entry.kind === 'yesNo' ? [false, true] : entry.kind === 'number' ? entry.choices?.map(Number) : entry.choices
  if (options !== undefined)
    return { id: entry.id, options: options.filter((value) => !contradicted(entry.id, value, known)) }
  if (entry.kind === 'choice') return undefined
  if (entry.plausible === undefined) return undefined
  const range = model.inputs.find((i) => i.input === entry.id)
  const [low, high] = entry.plausible
  const refuses = range?.outside === 'refuse' ? range.range : undefined
  return { id: entry.id, low: Math.max(low, refuses?.[0] ?? low), high: Math.min(high, refuses?.[1] ?? high) }
}

/** Inputs that a refusal asks for. */
export const askedFor = (answer: ModelAnswer): readonly InputId[] =>
  answer.ok ? [] : answer.because.flatMap((r) => (r.code === 'missing-input' && r.input !== undefined ? [r.input] : []))

/** The figures at a point, by target. */
type Answered = (values: Values) => ReadonlyMap<string, number>

/** Answers by point, so that the search for each target does not compute the same again. */
const remembering = (evaluate: Evaluate, ids: readonly InputId[]): Answered => {
  const known = new Map<string, ReadonlyMap<string, number>>()
  return (values) => {
    let key = ''
    for (const id of ids) key += `${String(values[id])}|`
    const before = known.get(key)
    if (before !== undefined) return before
    const found = new Map(figuresOf(evaluate(values)).map((f) => [keyOf(f.of), f.value]))
    known.set(key, found)
    return found
  }
}

const combinations = (open: readonly Open[]): readonly Values[] =>
  open.reduce<readonly Values[]>(
    (all, o) => ('options' in o ? all.flatMap((v) => o.options.map((value) => ({ ...v, [o.id]: value }))) : all),
    [{}],
  )

const golden = (Math.sqrt(5) - 1) / 2

/** The largest value of a function between two ends, by golden section: exact where it has one peak there. */
const peak = (f: (x: number) => number, low: number, high: number): readonly [at: number, value: number] => {
  let [a, b] = [low, high]
  let [x, y] = [b - golden * (b - a), a + golden * (b - a)]
  let [fx, fy] = [f(x), f(y)]
  for (let i = 0; i < 30; i++)
    if (fx < fy) {
      ;[a, x, fx] = [x, y, fy]
      y = a + golden * (b - a)
      fy = f(y)
    } else {
      ;[b, y, fy] = [y, x, fx]
      x = b - golden * (b - a)
      fx = f(x)
    }
  return fx > fy ? [x, fx] : [y, fy]
}

const levelsOf = (low: number, high: number, levels: number): readonly number[] =>
  Array.from({ length: levels }, (_, i) => low + ((high - low) * i) / (levels - 1))

/**
 * The largest value of `height` over the open inputs: for every combination of yes, no and choices, one figure after another is moved to its best level
 * until nothing improves, from several starts, and the winner is refined between its levels. Exact for models that are, at fixed flags and age, a
 * monotone function of a sum with one term for each figure, be those terms monotone or not; a term may turn once between two levels.
 */
const highest = (height: (v: Values) => number, known: Values, open: readonly Open[], levels: number): number => {
  const figures = open.flatMap((o) => ('low' in o ? [{ ...o, levels: levelsOf(o.low, o.high, levels) }] : []))
  let best = Number.NEGATIVE_INFINITY
  let bestAt: Record<InputId, InputValue> = { ...known }
  for (const flags of combinations(open))
    for (const share of figures.length === 0 ? [0] : [0, 0.5, 1]) {
      const at: Record<InputId, InputValue> = { ...known, ...flags }
      for (const f of figures) at[f.id] = f.low + (f.high - f.low) * share
      let here = height(at)
      for (let moved = true, sweep = 0; moved && sweep < 6; sweep++) {
        moved = false
        for (const f of figures) {
          const before = at[f.id]
          let own = before
          for (const level of f.levels) {
            at[f.id] = level
            const value = height(at)
            if (value > here) {
              here = value
              own = level
              moved = true
            }
          }
          at[f.id] = own as InputValue
        }
      }
      if (here > best) {
        best = here
        bestAt = at
      }
    }
  for (const f of figures) {
    const own = Number(bestAt[f.id])
    const step = (f.high - f.low) / (levels - 1)
    const there = (x: number): number => height({ ...bestAt, [f.id]: x })
    const inward = own === f.low ? own + step / 64 : own === f.high ? own - step / 64 : undefined
    if (inward !== undefined && there(inward) < best) continue
    const closer = levelsOf(Math.max(f.low, own - step), Math.min(f.high, own + step), 17)
    const heights = closer.map(there)
    const top = heights.indexOf(Math.max(...heights))
    const [at, value] = peak(there, closer[Math.max(top - 1, 0)] ?? own, closer[Math.min(top + 1, 16)] ?? own)
    if (value > best) {
      best = value
      bestAt = { ...bestAt, [f.id]: at }
    }
  }
  return best
}

const boundsFor = (
  answered: Answered,
  of: Target,
  known: Values,
  open: readonly Open[],
  levels: number,
): TargetBounds | undefined => {
  const key = keyOf(of)
  const at = (v: Values): number | undefined => answered(v).get(key)
  const high = highest((v) => at(v) ?? Number.NEGATIVE_INFINITY, known, open, levels)
  const low = -highest((v) => -(at(v) ?? Number.POSITIVE_INFINITY), known, open, levels)
  return Number.isFinite(high) && Number.isFinite(low) ? { of, range: [low, high] } : undefined
}

/** Values an input is tried at when asking what knowing it would be worth: evenly over what is plausible, since how often each occurs is not assumed. */
const trials = (o: Open): readonly InputValue[] => ('options' in o ? o.options : levelsOf(o.low, o.high, 5))

const narrowings = (answered: Answered, of: Target, known: Values, open: readonly Open[]): readonly Narrowing[] =>
  open
    .map((o): Narrowing => {
      const rest = open.filter((p) => p !== o)
      const widths = trials(o).flatMap((value) => {
        const b = boundsFor(answered, of, { ...known, [o.id]: value }, rest, 3)
        return b === undefined ? [] : [b.range[1] - b.range[0]]
      })
      return { input: o.id, expectedWidth: widths.reduce((sum, w) => sum + w, 0) / Math.max(widths.length, 1) }
    })
    .sort((a, b) => a.expectedWidth - b.expectedWidth || (a.input < b.input ? -1 : 1))

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
  const answered = remembering(evaluate, missing)
  const bounds = figuresOf(evaluate(middle)).flatMap(({ of }) => boundsFor(answered, of, known, usable, 9) ?? [])
  const [first] = bounds
  if (first === undefined) return { state: 'tooLittleKnown', open: missing }
  return {
    state: 'bounds',
    open: missing,
    bounds,
    width: first.range[1] - first.range[0],
    narrows: worth ? narrowings(answered, first.of, known, usable) : [],
  }
}
