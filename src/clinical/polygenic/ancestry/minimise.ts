/** A function of several variables with its gradient, which is written into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number

export type Minimum = {
  readonly at: Float64Array
  readonly value: number
  readonly iterations: number
  readonly converged: boolean
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

const largest = (a: Float64Array): number => a.reduce((most, v) => Math.max(most, Math.abs(v)), 0)

/** The inverse Hessian after one step: H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ. */
const updated = (h: Float64Array, s: Float64Array, y: Float64Array, sy: number): void => {
  const n = s.length
  const hy = new Float64Array(n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) hy[i] = (hy[i] as number) + (h[i * n + j] as number) * (y[j] as number)
  const factor = (1 + dot(y, hy) / sy) / sy
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const cross = (hy[i] as number) * (s[j] as number) + (s[i] as number) * (hy[j] as number)
      h[i * n + j] = (h[i * n + j] as number) + factor * (s[i] as number) * (s[j] as number) - cross / sy
    }
  }
}

const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))

/**
 * Minimises a smooth function by BFGS with a backtracking line search (Armijo), until no part of the gradient exceeds `tolerance`. `converged` is false when
 * that was not reached; `at` is then the best point met.
 * @source Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 6.1
 */
export const minimise = (f: Objective, start: ArrayLike<number>, tolerance: number, most = 500): Minimum => {
  const n = start.length
  let at = Float64Array.from(start)
  let gradient = new Float64Array(n)
  let value = f(at, gradient)
  let h = identity(n)
  let fresh = true
  let iterations = 0
  while (iterations < most && largest(gradient) > tolerance && Number.isFinite(value)) {
    iterations++
    const step = new Float64Array(n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) step[i] = (step[i] as number) - (h[i * n + j] as number) * (gradient[j] as number)
    const slope = dot(step, gradient)
    const next = new Float64Array(n)
    const nextGradient = new Float64Array(n)
    let nextValue = Number.POSITIVE_INFINITY
    let reach = fresh ? Math.min(1, 1 / largest(gradient)) : 1
    const mostTries = slope < 0 ? 60 : 0
    for (let tries = 0; tries < mostTries; tries++, reach /= 2) {
      for (let i = 0; i < n; i++) next[i] = (at[i] as number) + reach * (step[i] as number)
      nextValue = f(next, nextGradient)
      if (nextValue <= value + 1e-4 * reach * slope) break
      // Near the bottom the value no longer tells two points apart, and the gradient does.
      if (Math.abs(nextValue - value) <= 1e-13 * Math.abs(value) && largest(nextGradient) < largest(gradient)) break
      nextValue = Number.POSITIVE_INFINITY
    }
    if (!Number.isFinite(nextValue)) {
      if (fresh) break
      h = identity(n)
      fresh = true
      continue
    }
    const s = next.map((v, i) => v - (at[i] as number))
    const y = nextGradient.map((v, i) => v - (gradient[i] as number))
    const sy = dot(s, y)
    if (sy > 1e-14) {
      if (fresh) h = h.map((v) => (v * sy) / dot(y, y))
      updated(h, s, y, sy)
      fresh = false
    }
    at = next
    value = nextValue
    gradient = nextGradient
  }
  return { at, value, iterations, converged: largest(gradient) <= tolerance }
}
