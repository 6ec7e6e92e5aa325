/** People that a natural frequency is told of. */
export type Denominator = 100 | 1000

/**
 * The one denominator for everything that is shown side by side: 100, or 1000 as soon as something above 0 would be told as less than one of 100.
 * @example denominatorOf([0.08, 0.004]) // 1000
 * @source Trevena 2013, doi 10.1186/1472-6947-13-S2-S7: the same denominator across options
 */
export const denominatorOf = (probabilities: readonly number[]): Denominator =>
  probabilities.some((p) => p > 0 && p < 0.01) ? 1000 : 100

/** So many of the denominator, to the nearest whole person; what is above 0 and below 1 is never told as one in all or none: see `frequencyText`. */
export const countOf = (probability: number, of: Denominator): number => Math.round(probability * of)

const whole = (n: number): string => n.toLocaleString('en')

/** `8 of 100`, `fewer than 1 of 1,000`, `more than 99 of 100`. @example frequencyText(0.084, 100) // '8 of 100' */
export const frequencyText = (probability: number, of: Denominator): string => {
  const count = countOf(probability, of)
  if (count === 0 && probability > 0) return `fewer than 1 of ${whole(of)}`
  if (count === of && probability < 1) return `more than ${whole(of - 1)} of ${whole(of)}`
  return `${whole(count)} of ${whole(of)}`
}

/** At most two significant digits and no more than one decimal: more would pretend to know more. @example percentText(0.0844) // '8.4 %' */
export const percentText = (probability: number): string => {
  const percent = probability * 100
  if (percent > 0 && percent < 0.1) return '< 0.1 %'
  if (percent > 99 && percent < 100) return '> 99 %'
  const digits = percent < 9.95 ? Math.round(percent * 10) / 10 : Math.round(percent)
  return `${digits} %`
}

/** A band as far as it can be told: `5 to 11 %`; one figure when both ends round to the same. @example percentRangeText([0.05, 0.11]) // '5 to 11 %' */
export const percentRangeText = ([low, high]: readonly [number, number]): string => {
  const [from, to] = [percentText(low), percentText(high)]
  return from === to ? from : `${from.replace(' %', '')} to ${to}`
}
