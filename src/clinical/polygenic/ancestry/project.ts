import { Matrix, SingularValueDecomposition, solve } from 'ml-matrix'
import type { PrincipalAxes } from '../model.ts'

/**
 * A person on the axes. `simple`: all k components as they fall, shrunk towards 0 because the axes were fitted to other people's chance deviations. `corrected`: the first `used`
 * components without that shrinkage. `sitesRead`: of the axes' sites.
 */
export type Projection = { readonly simple: Float64Array; readonly corrected: Float64Array; readonly sitesRead: number }

type Axes = Omit<PrincipalAxes, 'coordinates' | 'fit'>

/**
 * One more person in the decomposition, then turned, stretched and laid back onto the reference people's own coordinates (online augmentation, decomposition, Procrustes). Because the
 * right singular vectors of the reference are orthonormal, the Procrustes step needs none of the reference people themselves.
 * @source Zhang, Dey, Lee 2020, doi:10.1093/bioinformatics/btaa152 (FRAPOSA)
 */
const augmented = ({ k, used, singular }: Axes, simple: Float64Array, residual: number): Float64Array => {
  const r = Matrix.zeros(k + 1, k + 1)
  for (let j = 0; j < k; j++) {
    r.set(j, j, singular[j] as number)
    r.set(j, k, simple[j] as number)
  }
  r.set(k, k, residual)
  const svd = new SingularValueDecomposition(r)
  // Row i of `scaled`: what the i-th of (k reference directions, the person) becomes on the new axes.
  const scaled = svd.rightSingularVectors.mmul(svd.diagonalMatrix)
  const reference = scaled.subMatrix(0, k - 1, 0, used - 1)
  const crossed = Matrix.zeros(used, used)
  for (let i = 0; i < used; i++)
    for (let j = 0; j < used; j++) crossed.set(i, j, reference.get(j, i) * (singular[j] as number))
  const turn = new SingularValueDecomposition(crossed)
  const rotation = turn.leftSingularVectors.mmul(turn.rightSingularVectors.transpose())
  const size = reference.to1DArray().reduce((sum, v) => sum + v * v, 0)
  const stretch = turn.diagonal.reduce((sum, v) => sum + v, 0) / size
  const person = Matrix.rowVector(scaled.getRow(k).slice(0, used))
  return Float64Array.from(person.mmul(rotation).mul(stretch).to1DArray())
}

/**
 * Projects counts of ALT at the axes' sites (NaN: not read). Sites that were not read are filled with what the components say of them, and the part that the components do not explain is
 * scaled up to all sites. Undefined when fewer sites were read than there are axes, or too few to tell the axes apart.
 */
export const project = (axes: Axes, dosages: Float64Array): Projection | undefined => {
  const { k, loadings, mean, scale } = axes
  const all = axes.sites.length
  const cross = Matrix.zeros(k, k)
  const sums = new Float64Array(k)
  let sitesRead = 0
  let squares = 0
  for (let m = 0; m < all; m++) {
    const dosage = dosages[m] as number
    if (Number.isNaN(dosage)) continue
    sitesRead++
    const x = (dosage - (mean[m] as number)) / (scale[m] as number)
    squares += x * x
    for (let j = 0; j < k; j++) sums[j] = (sums[j] as number) + x * (loadings[m * k + j] as number)
  }
  if (sitesRead <= 2 * k) return undefined
  let simple = sums
  if (sitesRead < all) {
    for (let m = 0; m < all; m++) {
      if (Number.isNaN(dosages[m] as number)) continue
      for (let a = 0; a < k; a++)
        for (let b = a; b < k; b++)
          cross.set(a, b, cross.get(a, b) + (loadings[m * k + a] as number) * (loadings[m * k + b] as number))
    }
    for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) cross.set(a, b, cross.get(b, a))
    simple = Float64Array.from(solve(cross, Matrix.columnVector(Array.from(sums)), true).to1DArray())
    if (simple.some((v) => !Number.isFinite(v))) return undefined
  }
  let explained = 0
  for (let j = 0; j < k; j++) explained += (simple[j] as number) * (sums[j] as number)
  const residual = Math.sqrt(Math.max(0, squares - explained) * (all / sitesRead))
  return { simple, corrected: augmented(axes, simple, residual), sitesRead }
}
