import type { TranscriptConsequence } from '../consequence/index.ts'
import type { ToldImpact } from './allele-annotation.ts'

/** Impacts from the gravest on. What is not known stands behind `high`, because it may be as grave. */
export const toldImpacts: readonly ToldImpact[] = ['high', 'notKnown', 'moderate', 'low', 'modifier']

/**
 * The impact of a consequence as it is told: one in the coding part that was not read to its end (bases not held, a gap of the alignment, a slipping ribosome) is not known, unless what is
 * known is grave enough by itself. The unfinished codon at a transcript's cut-off end has no residue to change.
 */
export const toldImpact = ({
  terms,
  impact,
  flags,
}: Pick<TranscriptConsequence, 'terms' | 'impact' | 'flags'>): ToldImpact => {
  const unread = terms.includes('coding_sequence_variant') && !terms.includes('incomplete_terminal_codon_variant')
  return impact !== 'high' && (unread || flags.includes('noSequence')) ? 'notKnown' : impact
}

/** Whether an impact is at least as grave as another; what is not known always may be. */
export const mayReach = (impact: ToldImpact, least: ToldImpact): boolean =>
  impact === 'notKnown' || toldImpacts.indexOf(impact) <= toldImpacts.indexOf(least)
