import type { PrincipalAxes } from '../model.ts'

/** Expected counts are kept this far from 0 and 2, where one rare copy would outweigh everything else. */
const margin = 0.1

/**
 * How well components explain a person's genotypes: the mean over the sites that were read of (count − expected)² / (variance of a count at the expected frequency). About 1 for a
 * member of a population that the axes know; more for one whose frequencies they do not know, wherever on the axes that person falls. `coordinates`: of which the first `used` count.
 */
export const fitTo = (
  axes: Pick<PrincipalAxes, 'k' | 'used' | 'mean' | 'scale' | 'loadings'>,
  dosages: Float64Array,
  coordinates: ArrayLike<number>,
): number => {
  const { k, used, mean, scale, loadings } = axes
  let sum = 0
  let read = 0
  for (let m = 0; m < mean.length; m++) {
    const dosage = dosages[m] as number
    if (Number.isNaN(dosage)) continue
    let expected = 0
    for (let j = 0; j < used; j++) expected += (loadings[m * k + j] as number) * (coordinates[j] as number)
    const count = Math.min(2 - margin, Math.max(margin, (mean[m] as number) + (scale[m] as number) * expected))
    sum += (dosage - count) ** 2 / (count * (1 - count / 2))
    read++
  }
  return sum / read
}
