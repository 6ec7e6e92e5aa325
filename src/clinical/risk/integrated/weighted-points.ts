/** A distribution as points with weights that add up to one. */
export type WeightedPoints = { readonly at: Float64Array; readonly weight: Float64Array }

/** A sample, each of its members with the same weight. */
export const sample = (values: readonly number[]): WeightedPoints => ({
  at: Float64Array.from(values),
  weight: new Float64Array(values.length).fill(1 / values.length),
})

/**
 * The standard normal distribution on an even grid out to ±`reach`. For the smooth functions that risks are, the trapezoid rule on it is exact to the last
 * digits.
 */
export const standardNormal = (points = 321, reach = 8): WeightedPoints => {
  const at = new Float64Array(points)
  const weight = new Float64Array(points)
  let sum = 0
  for (let i = 0; i < points; i++) {
    const x = -reach + (2 * reach * i) / (points - 1)
    at[i] = x
    weight[i] = Math.exp(-0.5 * x * x)
    sum += weight[i] ?? 0
  }
  for (let i = 0; i < points; i++) weight[i] = (weight[i] ?? 0) / sum
  return { at, weight }
}

/** Mean of a function over a distribution. */
export const meanOver = (points: WeightedPoints, f: (x: number) => number): number => {
  let sum = 0
  for (let i = 0; i < points.at.length; i++) sum += (points.weight[i] ?? 0) * f(points.at[i] ?? 0)
  return sum
}
