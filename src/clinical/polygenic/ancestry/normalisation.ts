import { type Objective, minimise } from './minimise.ts'
import { type Design, gammaRegression, leastSquares, linearAt, rowCount } from './regression.ts'

/**
 * How a score depends on the principal components among reference people. Components are standardised by `means` and `sds`, the score is centred by `offset`. The first entry of
 * `mean1`, `mean2` and `logVariance2` is the intercept. `sd1`: of the residuals of `mean1`.
 */
export type NormalisationModel = {
  readonly means: Float64Array
  readonly sds: Float64Array
  readonly offset: number
  readonly mean1: Float64Array
  readonly sd1: number
  readonly mean2: Float64Array
  readonly logVariance2: Float64Array
  readonly converged: boolean
  readonly people: number
}

const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}

/** Divided by n, not n − 1. */
const sdOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2
  return Math.sqrt(sum / values.length)
}

/** Mean negative log-likelihood, without its constant, of normal values whose mean and log-variance are both linear in the predictors. */
const heteroscedastic =
  ({ k, rows }: Design, x: Float64Array): Objective =>
  (at, gradient) => {
    const n = x.length
    const half = k + 1
    gradient.fill(0)
    let value = 0
    for (let i = 0; i < n; i++) {
      let mu = at[0] as number
      let logVariance = at[half] as number
      for (let j = 0; j < k; j++) {
        const p = rows[i * k + j] as number
        mu += (at[j + 1] as number) * p
        logVariance += (at[half + j + 1] as number) * p
      }
      const inverse = Math.exp(-logVariance)
      const off = (x[i] as number) - mu
      const squared = off * off * inverse
      value += 0.5 * (logVariance + squared)
      const byMu = -off * inverse
      const byVariance = 0.5 * (1 - squared)
      gradient[0] = (gradient[0] as number) + byMu
      gradient[half] = (gradient[half] as number) + byVariance
      for (let j = 0; j < k; j++) {
        const p = rows[i * k + j] as number
        gradient[j + 1] = (gradient[j + 1] as number) + byMu * p
        gradient[half + j + 1] = (gradient[half + j + 1] as number) + byVariance * p
      }
    }
    for (let j = 0; j < gradient.length; j++) gradient[j] = (gradient[j] as number) / n
    return value / n
  }

/**
 * Fits both continuous normalisations to reference people: `mean1` by least squares, and mean and log-variance together by maximum likelihood, begun at the least squares and a Gamma
 * regression of its squared residuals. Undefined when scores or a component do not vary, or there are too few people for the components.
 * @source Khan et al. 2022, doi:10.1038/s41591-022-01869-1 (method); Lambert et al. 2024, doi:10.1101/2024.05.29.24307783 (as the PGS Catalog Calculator does it)
 */
export const fitNormalisation = (design: Design, scores: Float64Array): NormalisationModel | undefined => {
  const { k, rows } = design
  const n = rowCount(design)
  if (n !== scores.length || n < 4 * (k + 1)) return undefined
  const columns = Array.from({ length: k }, (_, j) =>
    Float64Array.from({ length: n }, (__, i) => rows[i * k + j] as number),
  )
  const means = Float64Array.from(columns, meanOf)
  const sds = Float64Array.from(columns, sdOf)
  const offset = meanOf(scores)
  const spread = sdOf(scores)
  if (sds.some((sd) => !(sd > 0)) || !(spread > 1e-12 * Math.max(1e-300, Math.abs(offset)))) return undefined
  const standard: Design = {
    k,
    rows: rows.map((v, at) => (v - (means[at % k] as number)) / (sds[at % k] as number)),
  }
  // The likelihood is worked on in units of the score's own spread, so that small weights converge like large ones.
  const x = scores.map((s) => (s - offset) / spread)
  const first = leastSquares(standard, x)
  if (first === undefined) return undefined
  const residuals = x.map((v, i) => v - linearAt(first, standard.rows, i * k))
  const sd1 = sdOf(residuals)
  if (!(sd1 > 1e-9)) return undefined
  const spreadStart =
    gammaRegression(
      standard,
      residuals.map((r) => r * r),
    ) ?? constant(k, 2 * Math.log(sd1))
  const found = minimise(heteroscedastic(standard, x), [...first, ...spreadStart], 1e-9)
  return {
    means,
    sds,
    offset,
    mean1: first.map((b) => b * spread),
    sd1: sd1 * spread,
    mean2: found.at.slice(0, k + 1).map((b) => b * spread),
    logVariance2: found.at.slice(k + 1).map((g, j) => (j === 0 ? g + 2 * Math.log(spread) : g)),
    converged: found.converged || gradientSmall(standard, x, found.at),
    people: n,
  }
}

const constant = (k: number, value: number): Float64Array => {
  const out = new Float64Array(k + 1)
  out[0] = value
  return out
}

/** Rounding can end the line search just before the tolerance; what is left then moves no Z by as much as a millionth. */
const gradientSmall = (design: Design, x: Float64Array, at: Float64Array): boolean => {
  const gradient = new Float64Array(at.length)
  heteroscedastic(design, x)(at, gradient)
  return gradient.every((g) => Math.abs(g) < 1e-7)
}

const standardised = (model: NormalisationModel, components: ArrayLike<number>): Float64Array =>
  model.means.map((mean, j) => ((components[j] as number) - mean) / (model.sds[j] as number))

/** The score of a person by both continuous normalisations; `sd2`: the residual spread expected at these components. */
export const normalise = (
  model: NormalisationModel,
  components: ArrayLike<number>,
  score: number,
): { readonly zNorm1: number; readonly zNorm2: number; readonly sd2: number } => {
  const p = standardised(model, components)
  const x = score - model.offset
  const sd2 = Math.exp(0.5 * linearAt(model.logVariance2, p))
  return { zNorm1: (x - linearAt(model.mean1, p)) / model.sd1, zNorm2: (x - linearAt(model.mean2, p)) / sd2, sd2 }
}

/** Mean and spread (divided by n) of a score within one group, and where a value stands in it: percentile by mean rank, 0 to 100. */
export const withinGroup = (
  scores: Float64Array,
  value: number,
): { readonly z: number; readonly percentile: number } => {
  let below = 0
  let upTo = 0
  for (const s of scores) {
    if (s < value) below++
    if (s <= value) upTo++
  }
  const rank = (below + upTo + (upTo > below ? 1 : 0)) / 2
  return { z: (value - meanOf(scores)) / sdOf(scores), percentile: (100 * rank) / scores.length }
}
