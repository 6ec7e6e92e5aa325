import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { logChiSquareSurvival } from './chi-square.ts'

/** A group of reference people as an ellipsoid of principal components. */
export type GroupShape = {
  readonly group: string
  readonly people: number
  readonly mean: Float64Array
  readonly inverse: Matrix
}

/** How likely a member of a group stands at least as far from its centre as this person, as a natural logarithm. */
export type GroupLikeness = {
  readonly group: string
  readonly people: number
  readonly squaredDistance: number
  readonly logP: number
}

/** The shape of a group from its members' components (people × k by rows); covariance divided by n. Undefined with too few people, or when they fill no volume. */
export const groupShape = (group: string, k: number, rows: Float64Array): GroupShape | undefined => {
  const n = rows.length / k
  if (n < k + 2) return undefined
  const mean = new Float64Array(k)
  for (let at = 0; at < rows.length; at++) mean[at % k] = (mean[at % k] as number) + (rows[at] as number) / n
  const covariance = Matrix.zeros(k, k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < k; a++) {
      const off = (rows[i * k + a] as number) - (mean[a] as number)
      for (let b = 0; b < k; b++)
        covariance.set(a, b, covariance.get(a, b) + (off * ((rows[i * k + b] as number) - (mean[b] as number))) / n)
    }
  }
  const cholesky = new CholeskyDecomposition(covariance)
  if (!cholesky.isPositiveDefinite()) return undefined
  return { group, people: n, mean, inverse: cholesky.solve(Matrix.eye(k)) }
}

/**
 * Likeness of a person to each group, most alike first. Degrees of freedom: the peer (PGS Catalog Calculator) takes one fewer than there are components, which makes every p
 * smaller than it should be; its results are compared with `peer`, ours use all of them.
 */
export const likenessTo = (
  shapes: readonly GroupShape[],
  components: ArrayLike<number>,
  degrees: 'all' | 'peer' = 'all',
): readonly GroupLikeness[] =>
  shapes
    .map(({ group, people, mean, inverse }) => {
      const k = mean.length
      let squaredDistance = 0
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++)
          squaredDistance +=
            ((components[a] as number) - (mean[a] as number)) *
            inverse.get(a, b) *
            ((components[b] as number) - (mean[b] as number))
      const logP = logChiSquareSurvival(squaredDistance, degrees === 'peer' ? Math.max(1, k - 1) : k)
      return { group, people, squaredDistance, logP }
    })
    .toSorted((a, b) => b.logP - a.logP || a.squaredDistance - b.squaredDistance || (a.group < b.group ? -1 : 1))
