import { Matrix, QrDecomposition } from 'ml-matrix'

/** A design: rows of `k` predictors each, one row an observation, without the column of ones. */
export type Design = { readonly k: number; readonly rows: Float64Array }

export const rowCount = ({ k, rows }: Design): number => rows.length / k

/** `coefficients[0]` is the intercept. */
export const linearAt = (coefficients: ArrayLike<number>, predictors: ArrayLike<number>, from = 0): number => {
  let value = coefficients[0] as number
  for (let j = 1; j < coefficients.length; j++)
    value += (coefficients[j] as number) * (predictors[from + j - 1] as number)
  return value
}

/** Least squares with an intercept by QR; undefined when the predictors depend on each other. */
export const leastSquares = (design: Design, y: ArrayLike<number>): Float64Array | undefined => {
  const { k, rows } = design
  const n = rowCount(design)
  if (n <= k) return undefined
  const x = new Matrix(n, k + 1)
  for (let i = 0; i < n; i++) {
    x.set(i, 0, 1)
    for (let j = 0; j < k; j++) x.set(i, j + 1, rows[i * k + j] as number)
  }
  const qr = new QrDecomposition(x)
  const diagonal = qr.upperTriangularMatrix.diagonal().map(Math.abs)
  if (!(Math.min(...diagonal) > 1e-10 * Math.max(...diagonal))) return undefined
  return Float64Array.from(qr.solve(Matrix.columnVector(Array.from(y))).to1DArray())
}

/**
 * Gamma regression with a logarithmic link by iteratively reweighted least squares: ln E[y] = b0 + b·x. With this pair the weights are all alike, so that every
 * round is a plain least squares on the working response. `y` must be positive; values of 0 count as a millionth of the mean.
 * @source McCullagh & Nelder, Generalized Linear Models, 2nd ed. 1989, chapter 8
 */
export const gammaRegression = (design: Design, y: Float64Array, rounds = 50): Float64Array | undefined => {
  const mean = y.reduce((sum, v) => sum + v, 0) / y.length
  if (!(mean > 0)) return undefined
  let coefficients = new Float64Array(design.k + 1)
  coefficients[0] = Math.log(mean)
  for (let round = 0; round < rounds; round++) {
    const working = y.map((v, i) => {
      const eta = linearAt(coefficients, design.rows, i * design.k)
      return eta + Math.max(v, 1e-6 * mean) / Math.exp(eta) - 1
    })
    const next = leastSquares(design, working)
    if (next === undefined) return undefined
    const moved = next.reduce((most, v, j) => Math.max(most, Math.abs(v - (coefficients[j] as number))), 0)
    coefficients = Float64Array.from(next)
    if (!Number.isFinite(moved)) return undefined
    if (moved < 1e-10) break
  }
  return coefficients
}
