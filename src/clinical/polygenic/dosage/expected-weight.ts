import type { RowEffect } from '../model.ts'

/** Whether an effect follows from the copies of one allele at one place. */
export const isOfCopies = ({ kind }: RowEffect): boolean =>
  kind === 'additive' || kind === 'dominant' || kind === 'recessive' || kind === 'dosage'

/** What 0, 1 and 2 copies of the named allele are worth. */
export const worths = (effect: RowEffect): readonly [number, number, number] => {
  switch (effect.kind) {
    case 'dosage':
      return effect.weights
    case 'dominant':
      return [0, effect.weight, effect.weight]
    case 'recessive':
      return [0, 0, effect.weight]
    default:
      return [0, effect.weight, 2 * effect.weight]
  }
}

/** Mean of a term among people in Hardy-Weinberg equilibrium. `p`: frequency of the named allele, 0 to 1. */
export const expectedWorth = (zero: number, one: number, two: number, p: number): number =>
  (1 - p) * (1 - p) * zero + 2 * p * (1 - p) * one + p * p * two

/** Variance of a term among people in Hardy-Weinberg equilibrium; 2p(1 − p)w² for an additive one. */
export const worthVariance = (zero: number, one: number, two: number, p: number): number => {
  const [none, het, hom] = [(1 - p) * (1 - p), 2 * p * (1 - p), p * p]
  // Differences of pairs, so that nothing is lost where the mean is large.
  return none * het * (zero - one) ** 2 + none * hom * (zero - two) ** 2 + het * hom * (one - two) ** 2
}

/** The variance that a row adds to a score in Hardy-Weinberg equilibrium. */
export const varianceOf = (effect: RowEffect, p: number): number => worthVariance(...worths(effect), p)
