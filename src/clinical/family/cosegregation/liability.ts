import type { Penetrance } from './bayes-factor.ts'

/**
 * People of one sex (both when absent) between two ages, both ends in completed years and included; for the affected the age at onset counts, for others the age
 * now or at death. `penetrance`: probability of the disease in that band for the affected, of having had it by then for the others.
 */
export type LiabilityClass = {
  readonly sex?: 'female' | 'male'
  readonly ages: readonly [from: number, to: number]
  readonly affected: Penetrance
  readonly unaffected: Penetrance
}

/** The penetrance that holds for a person: of the first class that fits; `undefined` where the age is not known or no class fits, and then nothing is known of the disease. */
export const liabilityOf = (
  classes: readonly LiabilityClass[],
  person: { readonly sex: 'female' | 'male' | 'unknown'; readonly age: number | undefined; readonly affected: boolean },
): Penetrance | undefined => {
  const { age } = person
  if (age === undefined) return undefined
  const found = classes.find(
    (c) => (c.sex === undefined || c.sex === person.sex) && age >= c.ages[0] && age <= c.ages[1],
  )
  return person.affected ? found?.affected : found?.unaffected
}
