import type { AgeRates } from './age-rates.ts'
import type { WeightedPoints } from './weighted-points.ts'

/**
 * Hazard by year of age of a person whose linear predictor is 0, such that the reference population as a whole has the given incidence: incidence divided
 * by the mean of exp(predictor) among those still free of the event. Those of high risk leave first, so the mean falls with age. The equation of each age
 * hangs only on younger ones; going up from the youngest solves it at once, without iteration. `incidence` must begin where the distribution holds (birth,
 * or the age at which the reference was drawn).
 * @source Pal Choudhury 2020, doi 10.1371/journal.pone.0228198, equation of the baseline hazard
 */
export const referenceBaseline = (incidence: AgeRates, predictors: WeightedPoints): AgeRates => {
  const n = predictors.at.length
  const ratio = predictors.at.map(Math.exp)
  let cumulated = 0
  const rates = incidence.rates.map((rate) => {
    let above = 0
    let alive = 0
    for (let i = 0; i < n; i++) {
      const r = ratio[i] ?? 0
      const w = (predictors.weight[i] ?? 0) * Math.exp(-cumulated * r)
      alive += w
      above += w * r
    }
    const baseline = (rate * alive) / above
    cumulated += baseline
    return baseline
  })
  return { from: incidence.from, rates, source: incidence.source }
}
