import type { Predicted } from './logistic-recalibration.ts'

/** Local straight line (tricube weights, the nearest `share` of people) through outcomes at one prediction. Sorted by prediction. */
const localFrequency = (sorted: readonly Predicted[], at: number, share: number): number => {
  const size = Math.max(2, Math.ceil(share * sorted.length))
  let start = 0
  while (
    start + size < sorted.length &&
    at - (sorted[start]?.probability ?? 0) > (sorted[start + size]?.probability ?? 0) - at
  )
    start++
  const near = sorted.slice(start, start + size)
  const reach = Math.max(at - (near[0]?.probability ?? at), (near.at(-1)?.probability ?? at) - at)
  let [w0, w1, w2, y0, y1] = [0, 0, 0, 0, 0]
  for (const person of near) {
    const d = person.probability - at
    const w = reach === 0 ? 1 : (1 - Math.min(1, Math.abs(d) / (reach * 1.000001)) ** 3) ** 3
    const y = person.event ? w : 0
    w0 += w
    w1 += w * d
    w2 += w * d * d
    y0 += y
    y1 += y * d
  }
  const determinant = w0 * w2 - w1 * w1
  const fitted = determinant > 1e-12 * w0 * w2 ? (w2 * y0 - w1 * y1) / determinant : y0 / w0
  return Math.min(1, Math.max(0, fitted))
}

/**
 * Integrated calibration index: mean absolute difference between what was predicted and how often it came to people of like prediction (local regression over
 * three quarters of them). With more than 400 different predictions the curve is fitted at 200 of them, evenly by rank, and drawn straight between. NaN of nobody.
 * @source Austin and Steyerberg 2019, doi 10.1002/sim.8281
 */
export const calibrationIndex = (cohort: readonly Predicted[], share = 0.75): number => {
  const sorted = cohort.toSorted((a, b) => a.probability - b.probability)
  const distinct = [...new Set(sorted.map((p) => p.probability))]
  const knots =
    distinct.length <= 400
      ? distinct
      : Array.from({ length: 200 }, (_, i) => distinct[Math.round((i * (distinct.length - 1)) / 199)] ?? 0)
  const heights = knots.map((x) => localFrequency(sorted, x, share))
  let k = 0
  let sum = 0
  for (const { probability } of sorted) {
    while (k + 1 < knots.length && (knots[k + 1] ?? 0) <= probability) k++
    const [x0 = 0, x1] = [knots[k], knots[k + 1]]
    const [y0 = 0, y1 = 0] = [heights[k], heights[k + 1]]
    const height = x1 === undefined ? y0 : y0 + ((probability - x0) / (x1 - x0)) * (y1 - y0)
    sum += Math.abs(probability - height)
  }
  return sum / cohort.length
}
