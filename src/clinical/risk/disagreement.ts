import type { Disagreement, Share, Target } from './finding.ts'
import type { InputCatalogue } from './inputs/catalogue.ts'
import { figuresOf, type Values } from './missing-inputs.ts'
import type { InputId, InputValue, ModelAnswer, ModelRemark, RiskModel } from './model.ts'

/** One side of a comparison: a model, what it says of the person, and its figure. */
export type Side = {
  readonly model: RiskModel
  readonly evaluate: (values: Values) => ModelAnswer
  readonly of: Target & { readonly years: number }
}

/** Up to so many inputs that differ from the reference, every order of changing them is weighed; beyond, the listed order and its reverse are. */
const exactUpTo = 8

const figureOf = (side: Side, values: Values): number | undefined =>
  figuresOf(side.evaluate(values)).find(
    ({ of }) =>
      !('score' in of) && !('score' in side.of) && of.outcome === side.of.outcome && of.years === side.of.years,
  )?.value

const reads = (model: RiskModel, id: InputId): boolean => model.inputs.some((i) => i.input === id)

/** Inputs that say one thing in different words: they change together. */
const together: readonly (readonly InputId[])[] = [
  ['smokingNow', 'smokingAmount'],
  ['diabetes', 'diabetesType1', 'diabetesType2'],
]

/** What the person differs in from somebody of the same age and sex without risk factors: one input, or several that say the same. */
type Player = {
  readonly id: InputId
  readonly value: InputValue
  readonly reference: InputValue
  readonly own: Values
  readonly before: Values
}

const players = (sides: readonly [Side, Side], values: Values, catalogue: InputCatalogue): readonly Player[] => {
  const fixed = new Set<InputId>([
    'age',
    'sex',
    'country',
    ...sides.flatMap((s) => [...(s.model.population.mustHave ?? []), ...(s.model.population.mustNotHave ?? [])]),
  ])
  const differing = [...catalogue.entries.values()].flatMap((entry): readonly Player[] => {
    const value = values[entry.id]
    if (value === undefined || entry.reference === undefined || value === entry.reference || fixed.has(entry.id))
      return []
    if (!sides.some((s) => reads(s.model, entry.id))) return []
    const { id, reference } = entry
    return [{ id, value, reference, own: { [id]: value }, before: { [id]: reference } }]
  })
  const merged = new Map<InputId, Player>()
  for (const p of differing) {
    const key = together.find((group) => group.includes(p.id))?.[0] ?? p.id
    const first = merged.get(key)
    merged.set(
      key,
      first === undefined ? p : { ...first, own: { ...first.own, ...p.own }, before: { ...first.before, ...p.before } },
    )
  }
  return [...merged.values()]
}

type Difference = (values: Values) => number | undefined

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

/**
 * Shapley values: each input's mean change of the difference over all orders in which the inputs can be changed from the reference to the person. The shares
 * add up to the whole change, and inputs that act alike get alike.
 * @source Shapley LS. A value for n-person games. 1953
 */
const exactShares = (
  difference: Difference,
  base: Values,
  inputs: readonly Player[],
): readonly number[] | undefined => {
  const n = inputs.length
  const at: number[] = []
  for (let set = 0; set < 1 << n; set++) {
    const values: Record<InputId, InputValue> = { ...base }
    for (const [i, input] of inputs.entries()) if ((set >> i) & 1) Object.assign(values, input.own)
    const d = difference(values)
    if (d === undefined) return undefined
    at.push(d)
  }
  return inputs.map((_, i) => {
    let sum = 0
    for (let set = 0; set < 1 << n; set++) {
      if ((set >> i) & 1) continue
      let size = 0
      for (let rest = set; rest > 0; rest &= rest - 1) size++
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n)
      sum += weight * ((at[set | (1 << i)] ?? 0) - (at[set] ?? 0))
    }
    return sum
  })
}

const orderedShares = (
  difference: Difference,
  base: Values,
  inputs: readonly Player[],
): readonly number[] | undefined => {
  const shares = inputs.map(() => 0)
  for (const order of [inputs.map((_, i) => i), inputs.map((_, i) => inputs.length - 1 - i)]) {
    let values: Values = base
    let before = difference(values)
    for (const i of order) {
      const input = inputs[i]
      if (input === undefined) continue
      values = { ...values, ...input.own }
      const after = difference(values)
      if (before === undefined || after === undefined) return undefined
      shares[i] = (shares[i] ?? 0) + (after - before) / 2
      before = after
    }
  }
  return shares
}

const definitions = ([a, b]: readonly [Side, Side]): readonly ModelRemark[] => {
  const pair = (x: string, y: string): Readonly<Record<string, string>> => ({ first: x, second: y })
  const outcome = (s: Side): string => ('score' in s.of ? s.of.score : s.of.outcome)
  const region = (s: Side): string => (s.model.population.regions ?? []).join(', ')
  const competing = (s: Side): boolean =>
    s.model.outcomes.some((o) => o.outcome === outcome(s) && o.years === s.of.years && o.competing === true)
  const only = [
    ...a.model.inputs.filter((i) => !reads(b.model, i.input)),
    ...b.model.inputs.filter((i) => !reads(a.model, i.input)),
  ]
  return [
    ...(outcome(a) === outcome(b) ? [] : [{ code: 'other-outcome', with: pair(outcome(a), outcome(b)) }]),
    ...(a.of.years === b.of.years
      ? []
      : [{ code: 'other-horizon', with: pair(String(a.of.years), String(b.of.years)) }]),
    ...(region(a) === region(b) ? [] : [{ code: 'other-population', with: pair(region(a), region(b)) }]),
    ...(competing(a) === competing(b)
      ? []
      : [{ code: 'other-account-of-death', with: pair(String(competing(a)), String(competing(b))) }]),
    ...(a.model.year === b.model.year
      ? []
      : [{ code: 'other-year', with: pair(String(a.model.year), String(b.model.year)) }]),
    ...only.map((i) => ({
      code: 'only-one-reads',
      input: i.input,
      with: { model: reads(a.model, i.input) ? a.model.id : b.model.id },
    })),
  ]
}

/**
 * The difference between two models on one person taken apart: what they differ by on a person of the same age and sex without risk factors, and each
 * input's share. Everything adds up. Undefined where a model has no answer on the way between the two persons.
 */
export const explainDifference = (
  sides: readonly [Side, Side],
  values: Values,
  catalogue: InputCatalogue,
): Disagreement | undefined => {
  const [a, b] = sides
  const [x, y] = [figureOf(a, values), figureOf(b, values)]
  if (x === undefined || y === undefined) return undefined
  const inputs = players(sides, values, catalogue)
  const base: Record<InputId, InputValue> = { ...values }
  for (const i of inputs) Object.assign(base, i.before)
  const difference: Difference = (v) => {
    const [p, q] = [figureOf(a, v), figureOf(b, v)]
    return p === undefined || q === undefined ? undefined : p - q
  }
  const atReference = difference(base)
  const parts =
    inputs.length <= exactUpTo ? exactShares(difference, base, inputs) : orderedShares(difference, base, inputs)
  if (atReference === undefined || parts === undefined) return undefined
  const shares = inputs
    .map((i, n): Share => ({ input: i.id, value: i.value, reference: i.reference, share: parts[n] ?? 0 }))
    .sort((p, q) => Math.abs(q.share) - Math.abs(p.share) || (p.input < q.input ? -1 : 1))
  return {
    between: [a.model.id, b.model.id],
    of: [a.of, b.of],
    risks: [x, y],
    difference: x - y,
    atReference,
    shares,
    definitions: definitions(sides),
  }
}
