import type { Predicted } from './logistic-recalibration.ts'

/** A rising step function as its corners: probability predicted, frequency seen. */
export type IsotonicCurve = readonly { readonly predicted: number; readonly observed: number }[]

/** The rising step function nearest to what came, by pooling neighbours that fall (people of equal prediction together). @source Ayer 1955, doi 10.1214/aoms/1177728423 */
export const isotonic = (cohort: readonly Predicted[]): IsotonicCurve => {
  const blocks: { low: number; high: number; sum: number; n: number }[] = []
  for (const person of cohort.toSorted((a, b) => a.probability - b.probability)) {
    const y = person.event ? 1 : 0
    const last = blocks.at(-1)
    if (last !== undefined && last.high === person.probability && last.low === last.high) {
      last.sum += y
      last.n++
    } else blocks.push({ low: person.probability, high: person.probability, sum: y, n: 1 })
  }
  const pooled: typeof blocks = []
  for (const block of blocks) {
    let now = { ...block }
    for (let last = pooled.at(-1); last !== undefined && last.sum / last.n >= now.sum / now.n; last = pooled.at(-1)) {
      pooled.pop()
      now = { low: last.low, high: now.high, sum: last.sum + now.sum, n: last.n + now.n }
    }
    pooled.push(now)
  }
  return pooled.flatMap(({ low, high, sum, n }) =>
    low === high
      ? [{ predicted: low, observed: sum / n }]
      : [low, high].map((predicted) => ({ predicted, observed: sum / n })),
  )
}

/** The curve at a prediction: between corners on a straight line, beyond the ends the end itself. NaN of an empty curve. */
export const isotonicAt = (curve: IsotonicCurve, probability: number): number => {
  const after = curve.findIndex((c) => c.predicted >= probability)
  const right = after < 0 ? curve.at(-1) : curve[after]
  const left = after <= 0 ? right : curve[after - 1]
  if (left === undefined || right === undefined) return Number.NaN
  const width = right.predicted - left.predicted
  if (width === 0 || probability >= right.predicted) return right.observed
  return left.observed + ((probability - left.predicted) / width) * (right.observed - left.observed)
}
