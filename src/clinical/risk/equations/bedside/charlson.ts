/** Conditions of the index, each with its weight; of liver disease, diabetes and solid tumour only the graver form counts. */
const weights = {
  myocardialInfarction: 1,
  heartFailure: 1,
  peripheralVascularDisease: 1,
  cerebrovascularDisease: 1,
  dementia: 1,
  chronicLungDisease: 1,
  connectiveTissueDisease: 1,
  pepticUlcer: 1,
  mildLiverDisease: 1,
  diabetes: 1,
  hemiplegia: 2,
  kidneyDisease: 2,
  diabetesWithDamage: 2,
  solidTumour: 2,
  leukaemia: 2,
  lymphoma: 2,
  severeLiverDisease: 3,
  metastaticTumour: 6,
  aids: 6,
} as const

export type CharlsonCondition = keyof typeof weights

const graver: Partial<Readonly<Record<CharlsonCondition, CharlsonCondition>>> = {
  mildLiverDisease: 'severeLiverDisease',
  diabetes: 'diabetesWithDamage',
  solidTumour: 'metastaticTumour',
}

/**
 * The index with its points for age: one for each decade from 50 on, at most four.
 * @source Charlson 1987 (doi 10.1016/0021-9681(87)90171-8) and 1994 (doi 10.1016/0895-4356(94)90129-5) (unverified)
 */
export const charlson = (age: number, conditions: ReadonlySet<CharlsonCondition>): number => {
  let sum = age < 50 ? 0 : Math.min(Math.floor((age - 40) / 10), 4)
  for (const c of conditions) {
    const worse = graver[c]
    if (worse === undefined || !conditions.has(worse)) sum += weights[c]
  }
  return sum
}
