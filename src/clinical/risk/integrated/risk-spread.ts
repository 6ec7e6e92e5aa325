import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import type { RiskInterval, UncertainBy } from '../../../shared/disease-risk.ts'

/**
 * One state a person may be in (a carrier or not), how likely it is, and the risk in it as a rising function of a shift on the log scale.
 */
export type RiskState = { readonly weight: number; readonly at: (shift: number) => number }

/** A person's risk as a distribution: a mixture of states, each shifted by a normal error of the same size. */
export type RiskSpread = {
  /** Probability that the risk is above a threshold. */
  readonly above: (threshold: number) => number
  readonly quantile: (q: number) => number
}

const reach = 8
const points = 321

/** Spread over states and over a normal shift of standard deviation `sigma` (0: the states alone). */
export const riskSpread = (states: readonly RiskState[], sigma: number): RiskSpread => {
  const curves = states
    .filter((s) => s.weight > 0)
    .map((s) => ({
      weight: s.weight,
      risks: Float64Array.from({ length: sigma > 0 ? points : 1 }, (_, i) =>
        s.at(sigma > 0 ? sigma * (-reach + (2 * reach * i) / (points - 1)) : 0),
      ),
    }))
  const below = (risks: Float64Array, threshold: number): number => {
    const after = risks.findIndex((r) => r > threshold)
    if (after < 0) return 1
    if (after === 0) return 0
    const [r0 = 0, r1 = 0] = [risks[after - 1], risks[after]]
    const part = (threshold - r0) / (r1 - r0)
    return normalCdf(-reach + (2 * reach * (after - 1 + part)) / (points - 1), 0, 1)
  }
  const cdf = (threshold: number): number => curves.reduce((sum, c) => sum + c.weight * below(c.risks, threshold), 0)
  return {
    above: (threshold) => 1 - cdf(threshold),
    quantile: (q) => {
      let [low, high] = [0, 1]
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2
        if (cdf(middle) < q) low = middle
        else high = middle
      }
      return (low + high) / 2
    },
  }
}

/** Central intervals of 80 and 95 %; none where nothing is uncertain. */
export const intervalsOf = (spread: RiskSpread, because: readonly UncertainBy[]): readonly RiskInterval[] =>
  because.length === 0
    ? []
    : ([0.8, 0.95] as const).map((level) => ({
        level,
        range: [spread.quantile((1 - level) / 2), spread.quantile((1 + level) / 2)] as const,
        because,
      }))
