import type { AgeFigures } from './tables.ts'

/** Years of age that are computed with: 0 to 119. */
export const ages = 120

/**
 * Rate by completed year of age and its sum up to each birthday; `free`: probability of reaching each birthday without a diagnosis; `first`: density of a first diagnosis in the
 * middle of each year, never quite zero, since no rate at all would make a diagnosis that is on record impossible.
 */
export type Hazard = {
  readonly rate: Float64Array
  readonly cumulative: Float64Array
  readonly free: Float64Array
  readonly first: Float64Array
}

/**
 * Value by completed year of age; `undefined` where nothing was published. A probability becomes the rate that gives it. `shape`: the population's rates, for figures that are
 * spread over their bands in proportion to them.
 */
export const byAge = (
  figures: AgeFigures | undefined,
  shape?: readonly (number | undefined)[],
): readonly (number | undefined)[] => {
  const years: (number | undefined)[] = Array.from({ length: ages }, () => undefined)
  for (const [from, end, value] of figures?.bands ?? []) {
    const to = Math.min(end, ages)
    const yearly = figures?.form === 'probability' ? -Math.log1p(-value) / (end - from) : value
    const like = figures?.within === 'population' ? shape?.slice(from, to) : undefined
    const sum = like?.reduce<number>((total, rate) => total + (rate ?? 0), 0) ?? 0
    for (let age = from; age < to; age++)
      years[age] = sum > 0 ? (yearly * (to - from) * (like?.[age - from] ?? 0)) / sum : yearly
  }
  return years
}

/** One in a million million person-years. */
const leastRate = 1e-12

export const hazardOf = (rate: Float64Array): Hazard => {
  const cumulative = new Float64Array(ages + 1)
  for (let age = 0; age < ages; age++) cumulative[age + 1] = (cumulative[age] as number) + (rate[age] as number)
  return {
    rate,
    cumulative,
    free: cumulative.map((h) => Math.exp(-h)),
    first: rate.map((r, age) => Math.max(r, leastRate) * Math.exp(-(cumulative[age] as number) - r / 2)),
  }
}

/** Sum of the rates from birth to an exact age. */
export const cumulativeTo = ({ rate, cumulative }: Hazard, age: number): number => {
  const year = Math.min(Math.max(Math.floor(age), 0), ages)
  return year === ages
    ? (cumulative[ages] as number)
    : (cumulative[year] as number) + (age - year) * (rate[year] as number)
}

/** Probability of a first diagnosis between two exact ages of somebody free of it at the first, who does not die of anything else. */
export const netRisk = (hazard: Hazard, from: number, to: number): number =>
  -Math.expm1(cumulativeTo(hazard, from) - cumulativeTo(hazard, to))

/** The same with death of other causes taking its share, by years of age; `mortality` in deaths per person-year. */
export const competingRisk = (hazard: Hazard, mortality: Hazard, from: number, to: number): number => {
  let [alive, risk] = [1, 0]
  for (let age = from; age < to; ) {
    const next = Math.min(Math.floor(age) + 1, to)
    const [ill, dead] = [hazard.rate[Math.floor(age)] ?? 0, mortality.rate[Math.floor(age)] ?? 0]
    const leaves = -Math.expm1(-(ill + dead) * (next - age))
    if (ill > 0) risk += alive * (ill / (ill + dead)) * leaves
    alive *= 1 - leaves
    age = next
  }
  return risk
}
