import type { Range } from '../../shared/quantity.ts'
import type { InputId, InputValue } from './model.ts'

/** What a missing input may be: all of a range, or one of some values. */
export type Open =
  | { readonly id: InputId; readonly low: number; readonly high: number }
  | { readonly id: InputId; readonly options: readonly InputValue[] }

type Point = Readonly<Record<InputId, InputValue>>

/** All figures of a model at a point, in a fixed order; NaN for one that it does not give there. */
export type Probe = (at: Point) => Float64Array

type Figure = Extract<Open, { readonly low: number }> & { readonly levels: readonly number[] }

/** The point between two ends at a share of the way; never past the upper end by rounding, which a model would refuse. */
const between = (low: number, high: number, share: number): number =>
  share === 1 ? high : Math.min(low + (high - low) * share, high)

const levelsOf = (low: number, high: number, levels: number): readonly number[] =>
  Array.from({ length: levels }, (_, i) => between(low, high, i / (levels - 1)))

/** Levels a missing figure is searched at, and every second of them what knowing it would be worth is asked at. */
const levels = 9
const everySecond = [0, 2, 4, 6, 8]

const combinations = (open: readonly Open[]): readonly Point[] =>
  open.reduce<readonly Point[]>(
    (all, o) => ('options' in o ? all.flatMap((v) => o.options.map((value) => ({ ...v, [o.id]: value }))) : all),
    [{}],
  )

/** One end of one figure: its highest value, or, turned round, its lowest. `rank` is higher the farther towards the end; a figure that is not given ranks lowest. */
type End = { readonly figure: number; readonly turned: boolean }
const rank = (end: End, figures: Float64Array): number => {
  const value = figures[end.figure] ?? Number.NaN
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : end.turned ? -value : value
}

const moved = (at: Point, id: InputId, value: InputValue): Point => ({ ...at, [id]: value })

/** The farthest point found for one end. */
type Found = { readonly at: Point; readonly rank: number }

/** The ends at one combination of yes, no and choices. */
type Combination = { readonly flags: Point; readonly ends: readonly Found[] }

/** What the model says with one figure at each of its levels and all else as at the point. */
const alongOf = (probe: Probe, point: Point, f: Figure): readonly Float64Array[] => {
  const at: Record<InputId, InputValue> = { ...point }
  return f.levels.map((level) => {
    at[f.id] = level
    return probe(at)
  })
}

/** Each figure moved by itself from one place: what the model says at every level of each. */
type Star = {
  readonly centre: Point
  readonly there: Float64Array
  readonly alone: readonly (readonly Float64Array[])[]
}

const starAt = (probe: Probe, flags: Point, figures: readonly Figure[], share: number): Star => {
  const centre: Record<InputId, InputValue> = { ...flags }
  for (const f of figures) centre[f.id] = between(f.low, f.high, share)
  const there = probe(centre)
  const alone = figures.map((f) => alongOf(probe, centre, f))
  return { centre, there, alone }
}

/** Whether a figure of the model stands still between two levels (the bands of a point score, a limit), or is not given: then one star does not see all there is. */
const isFlat = ({ there, alone }: Star): boolean =>
  there.some((x) => Number.isNaN(x)) ||
  alone.some((at) => at.some((now, i) => i > 0 && now.some((x, k) => x === at[i - 1]?.[k])))

/**
 * From the middle each figure is moved by itself, once for all ends; for each end the best levels together are its corner. Where the model stands still, from the low and
 * the high ends too. Each end takes the best of all corners.
 */
const cornersOf = (probe: Probe, flags: Point, figures: readonly Figure[], ends: readonly End[]): readonly Found[] => {
  const middle = starAt(probe, flags, figures, 0.5)
  const stars =
    figures.length > 0 && isFlat(middle) ? [middle, ...[0, 1].map((s) => starAt(probe, flags, figures, s))] : [middle]
  const corners = new Map<number, { readonly at: Point; readonly figures: Float64Array }>()
  for (const { centre, there, alone } of stars)
    for (const end of ends) {
      const at = { ...centre }
      let key = 0
      for (const [i, f] of figures.entries()) {
        let best = 0
        let height = Number.NEGATIVE_INFINITY
        for (let level = 0; level < levels; level++) {
          const r = rank(end, alone[i]?.[level] ?? there)
          if (r > height) {
            height = r
            best = level
          }
        }
        at[f.id] = f.levels[best] ?? f.low
        key = key * levels + best
      }
      if (!corners.has(key)) corners.set(key, { at, figures: figures.length === 0 ? there : probe(at) })
    }
  return ends.map((end) => {
    let best: Found = { at: flags, rank: Number.NEGATIVE_INFINITY }
    for (const c of corners.values()) {
      const r = rank(end, c.figures)
      if (r > best.rank) best = { at: c.at, rank: r }
    }
    return best
  })
}

/** One figure after another moved to its best level until nothing improves. */
const climbed = (probe: Probe, start: Found, figures: readonly Figure[], end: End): Found => {
  const at: Record<InputId, InputValue> = { ...start.at }
  let here = start.rank
  for (let improved = true, sweep = 0; improved && sweep < 6; sweep++) {
    improved = false
    for (const f of figures) {
      let own = at[f.id] ?? f.low
      for (const level of f.levels) {
        at[f.id] = level
        const there = rank(end, probe(at))
        if (there > here) {
          here = there
          own = level
          improved = true
        }
      }
      at[f.id] = own
    }
  }
  return here > start.rank ? { at, rank: here } : start
}

/** Every combination climbed from the low ends, the middle, the high ends and its corner. */
const thorough = (
  probe: Probe,
  all: readonly Combination[],
  figures: readonly Figure[],
  end: End,
  k: number,
): Found => {
  let best: Found = { at: {}, rank: Number.NEGATIVE_INFINITY }
  for (const { flags, ends } of all) {
    const starts = [0, 0.5, 1].map((share): Found => {
      const at: Record<InputId, InputValue> = { ...flags }
      for (const f of figures) at[f.id] = between(f.low, f.high, share)
      return { at, rank: rank(end, probe(at)) }
    })
    for (const start of [...starts, ...ends.slice(k, k + 1)]) {
      const found = climbed(probe, start, figures, end)
      if (found.rank > best.rank) best = found
    }
  }
  return best
}

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

/** The winner looked at between its levels, where a term may turn. */
const refined = (probe: Probe, found: Found, figures: readonly Figure[], end: End): number => {
  let best = found
  for (const f of figures) {
    const own = Number(best.at[f.id])
    const step = (f.high - f.low) / (levels - 1)
    const { at } = best
    const there = (x: number): number => rank(end, probe(moved(at, f.id, x)))
    const inward = own === f.low ? own + step / 64 : own === f.high ? own - step / 64 : undefined
    if (step === 0 || (inward !== undefined && there(inward) < best.rank)) continue
    const closer = levelsOf(Math.max(f.low, own - step), Math.min(f.high, own + step), 17)
    const heights = closer.map(there)
    const top = heights.indexOf(Math.max(...heights))
    const [x, value] = peak(there, closer[Math.max(top - 1, 0)] ?? own, closer[Math.min(top + 1, 16)] ?? own)
    if (value > best.rank) best = { at: moved(at, f.id, x), rank: value }
  }
  return best.rank
}

/** Bounds of every figure (`undefined` where the model never answers), and the mean width of one figure's once an input were known. */
export type Extremes = {
  readonly bounds: readonly (Range | undefined)[]
  readonly widthKnowing: (input: Open, figure: number) => number
}

/**
 * The lowest and highest value of each of `count` figures over the open inputs: every combination of yes, no and choices, figures at nine levels, the winners refined
 * between levels. Exact for models that are, at fixed flags and age, a monotone function of a sum with one term for each figure, be those terms monotone or
 * not; a term may turn once between two levels. For such a model the figures moved one by one from the middle give the corner that is best; this is put to the
 * test at every winner, and where a step from it finds better, all combinations are searched from several starts. Deterministic.
 */
export const extremes = (probe: Probe, count: number, known: Point, open: readonly Open[]): Extremes => {
  const figures = open.flatMap((o) => ('low' in o ? [{ ...o, levels: levelsOf(o.low, o.high, levels) }] : []))
  const ends = Array.from({ length: 2 * count }, (_, i): End => ({ figure: i >> 1, turned: i % 2 === 1 }))
  const all = combinations(open).map((own): Combination => {
    const flags = { ...known, ...own }
    return { flags, ends: cornersOf(probe, flags, figures, ends) }
  })
  const checked = new Map<Point, readonly Float64Array[]>()
  const farthest = ends.map((end, k): number => {
    let best: Found = { at: {}, rank: Number.NEGATIVE_INFINITY }
    for (const c of all) {
      const own = c.ends[k]
      if (own !== undefined && own.rank > best.rank) best = own
    }
    if (best.rank === Number.NEGATIVE_INFINITY) return best.rank
    const { at } = best
    const steps = checked.get(at) ?? figures.flatMap((f) => alongOf(probe, at, f))
    checked.set(at, steps)
    const better = steps.some((there) => rank(end, there) > best.rank + 1e-15)
    return refined(probe, better ? thorough(probe, all, figures, end, k) : best, figures, end)
  })
  const widthOver = (
    of: readonly Combination[],
    figure: number,
    found: (c: Combination, k: number) => number,
  ): number => {
    let [high, low] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const c of of) {
      high = Math.max(high, found(c, 2 * figure))
      low = Math.max(low, found(c, 2 * figure + 1))
    }
    return high + low
  }
  const rankAt = (c: Combination, k: number, id: InputId, level: number): number => {
    const [own, end] = [c.ends[k], ends[k]]
    if (own === undefined || end === undefined) return Number.NEGATIVE_INFINITY
    return own.at[id] === level ? own.rank : rank(end, probe(moved(own.at, id, level)))
  }
  const widths = (o: Open, figure: number): readonly number[] => {
    if ('options' in o)
      return o.options.map((value) =>
        widthOver(
          all.filter((c) => c.flags[o.id] === value),
          figure,
          (c, k) => c.ends[k]?.rank ?? Number.NEGATIVE_INFINITY,
        ),
      )
    const tried = levelsOf(o.low, o.high, levels)
    return everySecond.map((i) => widthOver(all, figure, (c, k) => rankAt(c, k, o.id, tried[i] ?? o.low)))
  }
  return {
    bounds: Array.from({ length: count }, (_, i): Range | undefined => {
      const [high = Number.NaN, low = Number.NaN] = [farthest[2 * i], farthest[2 * i + 1]]
      return Number.isFinite(high) && Number.isFinite(low) ? [-low, high] : undefined
    }),
    widthKnowing: (o, figure) => {
      const finite = widths(o, figure).filter((w) => Number.isFinite(w))
      return finite.reduce((sum, w) => sum + w, 0) / Math.max(finite.length, 1)
    },
  }
}
