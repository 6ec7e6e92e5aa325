import gammainc from '@stdlib/math-base-special-gammainc'

/** ln Γ(n / 2), n a positive whole number. */
const lnGammaOfHalf = (n: number): number => {
  let sum = n % 2 === 0 ? 0 : 0.5 * Math.log(Math.PI)
  for (let a = n % 2 === 0 ? 1 : 0.5; a < n / 2; a++) sum += Math.log(a)
  return sum
}

/** Below this probability the continued fraction is used, which does not run out of numbers. */
const smallest = 1e-100

/** The continued fraction of Γ(a, x) e^x x^−a, evaluated from its tail; for x above a + 1. */
const tailFraction = (a: number, x: number): number => {
  let value = 0
  for (let i = 400; i > 0; i--) value = (i * (i - a)) / (x + 2 * i + 1 - a - value)
  return 1 / (x + 1 - a - value)
}

/**
 * Natural logarithm of the probability that a chi-square variable of `df` degrees of freedom (1, 2, …) exceeds `x`; 0 at and below x = 0. It stays finite where the
 * probability itself is too small for a number.
 * @source Abramowitz & Stegun 1964, 6.5.31 and 26.4.19
 */
export const logChiSquareSurvival = (x: number, df: number): number => {
  if (!(x > 0)) return x <= 0 ? 0 : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  const a = df / 2
  const p = gammainc(x / 2, a, true, true)
  if (p > smallest) return Math.log(p)
  const half = x / 2
  return -half + a * Math.log(half) - lnGammaOfHalf(df) + Math.log(tailFraction(a, half))
}
