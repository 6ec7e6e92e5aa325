/** How far co-segregation alone counts in the classification of a variant: `PP1` for pathogenic, `BS4` against. */
export type SegregationStrength = {
  readonly criterion: 'PP1' | 'BS4'
  readonly strength: 'supporting' | 'moderate' | 'strong'
}

/**
 * Odds of pathogenicity that one piece of evidence of each strength stands for: the eighth, fourth and square root of 350, in the rounded figures in use for
 * co-segregation. The other way round they count against.
 * @source Tavtigian SV et al. 2018, doi 10.1038/gim.2017.210
 */
export const segregationThresholds = { supporting: 2.08, moderate: 4.3, strong: 18.7 } as const

/** `undefined`: the Bayes factor decides nothing. BS4 has one strength in the original rules; here it is graded like PP1, by the inverse thresholds. */
export const segregationStrength = (bayesFactor: number): SegregationStrength | undefined => {
  const odds = Math.max(bayesFactor, 1 / bayesFactor)
  const strength = (['strong', 'moderate', 'supporting'] as const).find((s) => odds >= segregationThresholds[s])
  return strength === undefined ? undefined : { criterion: bayesFactor > 1 ? 'PP1' : 'BS4', strength }
}
