import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix'

/** The largest eigenvalues of a symmetric matrix, descending, and their vectors (n × k by rows). */
export type Eigen = { readonly values: Float64Array; readonly vectors: Float64Array }

/** Numbers in [−0.5, 0.5) that are the same in every run. */
const fixedNumbers = (): (() => number) => {
  let state = 0x2545f491
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}

/** Enough for an axis that stands out by a tenth to settle to ten digits. */
const rounds = 120

const times = (symmetric: Float64Array, n: number, block: Matrix): Matrix => {
  const width = block.columns
  const columns = Array.from({ length: width }, (_, j) => Float64Array.from(block.getColumn(j)))
  const out = Matrix.zeros(n, width)
  for (let i = 0; i < n; i++) {
    const row = symmetric.subarray(i * n, (i + 1) * n)
    for (let j = 0; j < width; j++) {
      const column = columns[j] as Float64Array
      let sum = 0
      for (let l = 0; l < n; l++) sum += (row[l] as number) * (column[l] as number)
      out.set(i, j, sum)
    }
  }
  return out
}

/**
 * The `k` largest eigenvalues of a symmetric positive matrix (n × n by rows) by subspace iteration with Rayleigh–Ritz; what a full decomposition takes minutes for at some thousand rows.
 * What stands clear of the rest settles within a few rounds; axes of mere chance, which lie close together, may be mixed with one another when the rounds end, which matters to nobody.
 * @source Saad, Numerical Methods for Large Eigenvalue Problems, 2nd ed. 2011, algorithm 5.3
 */
export const largestEigen = (symmetric: Float64Array, n: number, k: number): Eigen => {
  const width = Math.min(n, k + 10)
  const next = fixedNumbers()
  let basis = new QrDecomposition(
    Matrix.zeros(n, width).apply(function (this: Matrix, i, j) {
      this.set(i, j, next())
    }),
  ).orthogonalMatrix.subMatrix(0, n - 1, 0, width - 1)
  let before = new Float64Array(width)
  for (let round = 1; ; round++) {
    const image = times(symmetric, n, basis)
    const small = basis.transpose().mmul(image)
    const ritz = new EigenvalueDecomposition(small.add(small.transpose()).mul(0.5), { assumeSymmetric: true })
    const found = ritz.realEigenvalues
    const order = found.map((_, i) => i).toSorted((a, b) => (found[b] as number) - (found[a] as number))
    const rotation = ritz.eigenvectorMatrix.subMatrixColumn(order)
    const values = Float64Array.from(order, (i) => Math.max(0, found[i] as number))
    const scale = values[0] as number
    const isSettled = values.subarray(0, k).every((v, i) => Math.abs(v - (before[i] as number)) <= 1e-10 * scale)
    if (isSettled || round === rounds) {
      const vectors = basis.mmul(rotation)
      return {
        values: values.slice(0, k),
        vectors: Float64Array.from({ length: n * k }, (_, at) => vectors.get(Math.floor(at / k), at % k)),
      }
    }
    before = values
    basis = new QrDecomposition(image.mmul(rotation)).orthogonalMatrix.subMatrix(0, n - 1, 0, width - 1)
  }
}
