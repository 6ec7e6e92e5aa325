/**
 * How a year counts. `attenuated`: hazards are constant within the year and its events use up people as they come (piecewise exponential).
 * `discrete`: the hazard of the year times those alive at its beginning, as iCARE sums; close to the other while hazards are small.
 */
export type YearRule = 'attenuated' | 'discrete'

/**
 * Probability (0 to 1) of the event between two ages, with death of other causes competing; hazards per year are asked once for each year of age.
 * The first and last year may be parts of one. 0 where `until` is not above `from`.
 * @source Gail 1989, doi 10.1093/jnci/81.24.1879 (piecewise exponential); Pal Choudhury 2020, doi 10.1371/journal.pone.0228198 (iCARE)
 */
export const cumulativeRisk = (
  hazard: (age: number) => number,
  otherDeath: (age: number) => number,
  from: number,
  until: number,
  rule: YearRule = 'attenuated',
): number => {
  let risk = 0
  let free = 1
  for (let year = Math.floor(from); year < until; year++) {
    const length = Math.min(year + 1, until) - Math.max(year, from)
    const own = hazard(year)
    const all = own + otherDeath(year)
    const leaving = -Math.expm1(-all * length)
    risk += free * (rule === 'discrete' ? own * length : all > 0 ? (own / all) * leaving : all)
    free *= 1 - leaving
  }
  return risk
}
