import { expit, logit } from '../../../shared/statistics/logistic-recalibration.ts'
import { meanOver, standardNormal } from './weighted-points.ts'

const population = standardNormal(161)

/** The root of a falling function between two bounds. */
const fallingRoot = (f: (x: number) => number, low: number, high: number): number => {
  let [a, b] = [low, high]
  for (let i = 0; i < 80; i++) {
    const middle = (a + b) / 2
    if (f(middle) > 0) a = middle
    else b = middle
  }
  return (a + b) / 2
}

/**
 * How a score moves a probability. `norm` is found once for each probability and effect so that over a population of standard normal scores the mean stays the
 * probability itself: a clinical model says the mean of people like this one, and the score only says where among them the person stands.
 */
export type ScoreShift = {
  readonly norm: number
  /** The probability at a log ratio (effect × z, and whatever else is added on that scale). */
  readonly at: (logRatio: number) => number
}

/** By proportional hazards: 1 − (1−r)^(exp(x)/M); `norm` is M. For rare outcomes M comes near exp(β²/2). A probability of 0 or 1 is not moved. */
export const hazardShift = (probability: number, perSd: number): ScoreShift => {
  if (!(probability > 0 && probability < 1)) return { norm: 1, at: () => probability }
  const lnSurvival = Math.log1p(-probability)
  const risk = (logRatio: number, lnNorm: number): number => -Math.expm1(lnSurvival * Math.exp(logRatio - lnNorm))
  const lnNorm = fallingRoot(
    (m) => meanOver(population, (z) => risk(perSd * z, m)) - probability,
    -(perSd ** 2) - 8 * Math.abs(perSd) - 1,
    perSd ** 2 / 2 + 1,
  )
  return { norm: Math.exp(lnNorm), at: (x) => risk(x, lnNorm) }
}

/** By odds: logit r' = logit r + x − c; `norm` is c. */
export const oddsShift = (probability: number, perSd: number): ScoreShift => {
  if (!(probability > 0 && probability < 1)) return { norm: 0, at: () => probability }
  const start = logit(probability)
  const reach = perSd ** 2 + 1
  const norm = fallingRoot(
    (c) => meanOver(population, (z) => expit(start + perSd * z - c)) - probability,
    -reach,
    reach,
  )
  return { norm, at: (x) => expit(start + x - norm) }
}
