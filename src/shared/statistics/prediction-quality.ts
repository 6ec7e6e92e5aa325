import type { Range } from '../quantity.ts'
import type { Predicted } from './logistic-recalibration.ts'

/** Mean squared difference of prediction and outcome; NaN of nobody. @source Brier 1950 */
export const brier = (cohort: readonly Predicted[]): number =>
  cohort.reduce((sum, p) => sum + (p.probability - (p.event ? 1 : 0)) ** 2, 0) / cohort.length

/** Events expected per event that came, with its 95 % interval from the sampling of events (log scale). `undefined` without an event. */
export const expectedToObserved = (
  cohort: readonly Predicted[],
): { readonly value: number; readonly interval: Range; readonly events: number } | undefined => {
  const events = cohort.filter((p) => p.event).length
  if (events === 0) return undefined
  const value = cohort.reduce((sum, p) => sum + p.probability, 0) / events
  const error = 1.959963984540054 * Math.sqrt((1 - events / cohort.length) / events)
  return { value, interval: [value * Math.exp(-error), value * Math.exp(error)], events }
}

/**
 * Probability that somebody with the event was given the higher prediction than somebody without, ties counted half, with its 95 % interval. `undefined` where one of
 * the two groups is empty; no interval where one has a single member.
 * @source DeLong 1988, doi 10.2307/2531595
 */
export const concordance = (
  cohort: readonly Predicted[],
): { readonly value: number; readonly interval?: Range } | undefined => {
  const cases = Float64Array.from(cohort.filter((p) => p.event).map((p) => p.probability)).sort()
  const others = Float64Array.from(cohort.filter((p) => !p.event).map((p) => p.probability)).sort()
  if (cases.length === 0 || others.length === 0) return undefined
  const ofCases = placements(cases, others)
  const ofOthers = placements(others, cases).map((x) => 1 - x)
  const value = mean(ofCases)
  if (cases.length < 2 || others.length < 2) return { value }
  const error = 1.959963984540054 * Math.sqrt(variance(ofCases) / cases.length + variance(ofOthers) / others.length)
  return { value, interval: [Math.max(0, value - error), Math.min(1, value + error)] }
}

/** For each of `these` the share of `those` that are lower, ties half. Both sorted. */
const placements = (these: Float64Array, those: Float64Array): Float64Array => {
  let lower = 0
  let upTo = 0
  return these.map((x) => {
    while (lower < those.length && (those[lower] ?? 0) < x) lower++
    while (upTo < those.length && (those[upTo] ?? 0) <= x) upTo++
    return (lower + upTo) / 2 / those.length
  })
}

const mean = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length
const variance = (x: Float64Array): number => {
  const m = mean(x)
  return x.reduce((sum, v) => sum + (v - m) ** 2, 0) / (x.length - 1)
}

/**
 * Net benefit of treating those whose prediction is at or above a threshold: true positives less false positives at the threshold's odds, per person. 0 is
 * treating nobody; `treatAll` is treating everybody. The threshold lies between 0 and 1, both excluded.
 * @source Vickers 2006, doi 10.1177/0272989X06295361
 */
export const netBenefit = (
  cohort: readonly Predicted[],
  threshold: number,
): { readonly model: number; readonly treatAll: number } => {
  const odds = threshold / (1 - threshold)
  const n = cohort.length
  const events = cohort.filter((p) => p.event).length
  const treated = cohort.filter((p) => p.probability >= threshold)
  const hits = treated.filter((p) => p.event).length
  return { model: (hits - (treated.length - hits) * odds) / n, treatAll: (events - (n - events) * odds) / n }
}
