import type { TranscriptConsequence } from '../consequence/index.ts'
import type { ToldImpact } from './allele-annotation.ts'

/** Impacts from the gravest on. What is not known stands behind `high`, because it may be as grave. */
export const toldImpacts: readonly ToldImpact[] = ['high', 'notKnown', 'moderate', 'low', 'modifier']

/** The impact of a consequence as it is told: one whose coding bases were not held is not known, unless what is known is grave enough by itself. */
export const toldImpact = ({
  terms,
  impact,
  flags,
}: Pick<TranscriptConsequence, 'terms' | 'impact' | 'flags'>): ToldImpact =>
  impact !== 'high' && flags.includes('noSequence') && terms.includes('coding_sequence_variant') ? 'notKnown' : impact

/** Whether an impact is at least as grave as another; what is not known always may be. */
export const mayReach = (impact: ToldImpact, least: ToldImpact): boolean =>
  impact === 'notKnown' || toldImpacts.indexOf(impact) <= toldImpacts.indexOf(least)
