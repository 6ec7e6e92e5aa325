import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import type { AncestryPlace, Normalised, StandingInterval } from '../model.ts'
import { fitNormalisation, normalise, withinGroup } from './normalisation.ts'
import type { PreparedPanel } from './place.ts'
import type { ReferenceSums } from './reference-sums.ts'
import { type Design, leastSquares, linearAt } from './regression.ts'

/** A normalised score, and what it says of the whole score: `z` with its standard error. */
export type Stood = {
  readonly normalised: Normalised
  readonly z: number
  readonly standardError: number
  readonly normalisedBy: 'Z_norm1' | 'Z_norm2'
}

const residualsOf = (design: Design, values: Float64Array): Float64Array | undefined => {
  const fitted = leastSquares(design, values)
  return fitted === undefined ? undefined : values.map((v, i) => v - linearAt(fitted, design.rows, i * design.k))
}

const correlation = (a: Float64Array, b: Float64Array): number => {
  let [aa, bb, ab] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    aa += (a[i] as number) ** 2
    bb += (b[i] as number) ** 2
    ab += (a[i] as number) * (b[i] as number)
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/**
 * A person's score among the people of a panel, at the person's place. Reference and person count the same rows. What was not read is not guessed: with r the
 * correlation, among reference people and free of ancestry, between the rows that were read and the whole score (rows that the panel lacks taken as independent), the whole score is
 * expected at r·Z with standard error √(1 − r²). Z is Z_norm2, or Z_norm1 where the likelihood did not settle. Undefined when the shared rows do not vary, or the panel has too few people.
 */
export const standAmong = (prepared: PreparedPanel, place: AncestryPlace, sums: ReferenceSums): Stood | undefined => {
  const { panel, unrelated, components } = prepared
  const design: Design = { k: panel.axes.used, rows: components }
  const shared = Float64Array.from(unrelated, (i) => sums.shared[i] as number)
  const model = fitNormalisation(design, shared)
  if (model === undefined) return undefined
  const { zNorm1, zNorm2 } = normalise(model, place.coordinates, sums.person)
  const group = place.mostSimilar
  const inGroup = unrelated.filter((i) => panel.people[i]?.group === group)
  const within = withinGroup(
    Float64Array.from(inGroup, (i) => sums.shared[i] as number),
    sums.person,
  )
  const partial = residualsOf(design, shared)
  const full = residualsOf(
    design,
    Float64Array.from(unrelated, (i) => sums.whole[i] as number),
  )
  if (partial === undefined || full === undefined || !Number.isFinite(zNorm2)) return undefined
  const r = Math.min(1, Math.max(0, correlation(partial, full)) * Math.sqrt(sums.panelShare))
  // Rounding leaves a correlation of 1 a little short of it, which must not read as an error.
  const missing = 1 - r * r
  return {
    normalised: {
      rows: sums.rows,
      varianceShare: sums.sharedShare,
      sum: sums.person,
      zNorm1,
      zNorm2,
      mostSimilar: { group, z: within.z, percentile: within.percentile, people: inGroup.length },
    },
    z: r * (model.converged ? zNorm2 : zNorm1),
    standardError: missing < 1e-12 ? 0 : Math.sqrt(missing),
    normalisedBy: model.converged ? 'Z_norm2' : 'Z_norm1',
  }
}

/** The percentile (0 to 100) of a standing. */
export const percentileOf = (z: number): number => 100 * normalCdf(z, 0, 1)

/** Central intervals of a standing for what was not read; a standing without error has both ends alike. */
export const standingIntervals = (z: number, standardError: number): readonly StandingInterval[] =>
  ([0.8, 0.95] as const).map((level) => {
    const reach = standardError * normalQuantile(0.5 + level / 2, 0, 1)
    return {
      level,
      z: [z - reach, z + reach],
      percentile: [percentileOf(z - reach), percentileOf(z + reach)],
    }
  })
