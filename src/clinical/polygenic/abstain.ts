import type { ReferenceSums } from './ancestry/reference-sums.ts'
import type { Abstained, AncestryPlace, ReferencePanel, ScoreEvaluation, ScoreHeader } from './model.ts'

/**
 * From what on no standing is given. `scoreShare`: least share of a score's variance read in person and panel alike. `panelOverlap`: least share of the axes' sites that were read.
 * `leastLogP`: a person less likely than this (natural logarithm) in every group, and more than `beyondHull` standard deviations outside all mixtures of reference people, is outside the
 * reference; so is one whose genotypes the place explains worse by more than `fitZ` standard deviations.
 */
export type PolygenicLimits = {
  readonly scoreShare: number
  readonly panelOverlap: number
  readonly leastLogP: number
  readonly beyondHull: number
  readonly fitZ: number
}

/**
 * @source scoreShare and leastLogP (p = 1e-10): defaults of the PGS Catalog Calculator (Lambert et al. 2024, doi:10.1101/2024.05.29.24307783). The other three are ours: set so that
 * simulated members of the panel's populations and mixtures of them stay inside, and simulated populations with a history of their own do not (`ancestry/project.test.ts`).
 */
export const usualLimits: PolygenicLimits = {
  scoreShare: 0.75,
  panelOverlap: 0.75,
  leastLogP: Math.log(1e-10),
  beyondHull: 0.25,
  fitZ: 5,
}

/** A share as whole percent, rounded down: what is just below a limit never reads as the limit. */
const percent = (share: number): string => `${Math.floor(100 * share)} %`

/** Why a person has no place on a panel, or a place that must not be used. */
export const abstainedByPlace = (
  panel: ReferencePanel | undefined,
  score: ScoreHeader,
  place: AncestryPlace | undefined,
  limits: PolygenicLimits,
): readonly Abstained[] => {
  if (panel === undefined)
    return [
      {
        code: 'no-panel',
        because: 'There are no reference people to compare with.',
        remedy: 'Give an ancestry panel with --panel, or import one.',
      },
    ]
  if (score.build !== undefined && score.build !== panel.build)
    return [
      {
        code: 'panel-build-differs',
        because: `The score is on ${score.build}, the panel on ${panel.build}.`,
        remedy: `Give a panel on ${score.build}, or the score's file for ${panel.build}.`,
      },
    ]
  if (place === undefined || place.overlap < limits.panelOverlap)
    return [
      {
        code: 'panel-overlap-low',
        because: `Of the panel's ${panel.axes.sites.length} sites for ancestry, ${place?.sitesRead ?? 0} were read (${percent(place?.overlap ?? 0)}; ${percent(limits.panelOverlap)} are needed).`,
        remedy:
          'Give a gVCF, or the callable regions of the genome; where the file is complete and lists only differences, state that absent positions are reference.',
      },
    ]
  const isFar = place.groups.every((g) => g.logP < limits.leastLogP) && place.beyondHull > limits.beyondHull
  if (!isFar && place.fitZ <= limits.fitZ) return []
  return [
    {
      code: 'outside-reference',
      because: isFar
        ? `The person stands outside all reference people of ${place.panel} and all mixtures of them.`
        : `The genotypes fit no mixture of the populations of ${place.panel} (${place.fitZ.toFixed(1)} standard deviations worse than those of its own people; up to ${limits.fitZ} is usual).`,
      remedy: isFar
        ? 'Give a panel that holds people of like ancestry; a percentile among others would mislead.'
        : 'Give a panel that holds people of like ancestry; a percentile among others would mislead. Children of close relatives can look the same, and so can a poor sample.',
    },
  ]
}

/** Why the rows that person and panel share do not stand for the score. */
export const abstainedByCoverage = (sums: ReferenceSums, limits: PolygenicLimits): readonly Abstained[] => {
  if (sums.sharedShare >= limits.scoreShare && sums.rows > 0) return []
  return sums.panelShare < limits.scoreShare
    ? [
        {
          code: 'panel-lacks-score',
          because: `The panel holds ${percent(sums.panelShare)} of the score's variance (${percent(limits.scoreShare)} are needed).`,
          remedy: 'Make a panel with the sites of this score: attune knowledge import ancestry-panel --score FILE',
        },
      ]
    : [
        {
          code: 'score-coverage-low',
          because: `${percent(sums.sharedShare)} of the score's variance was read (${percent(limits.scoreShare)} are needed).`,
          remedy:
            'Look at the reasons by row (--log); a gVCF, callable regions or imputed genotypes would fill most gaps.',
        },
      ]
}

/** Whether the score was evaluated in people like this person, where it is known in whom it was. */
export const abstainedByEvaluation = (
  place: AncestryPlace,
  evaluatedIn: ScoreEvaluation['evaluatedIn'],
): readonly Abstained[] =>
  evaluatedIn === undefined || evaluatedIn.includes(place.mostSimilar)
    ? []
    : [
        {
          code: 'not-evaluated-in-like-ancestry',
          because: `The score was evaluated in ${evaluatedIn.join(', ') || 'no group that is stated'}, the person is most like ${place.mostSimilar}.`,
          remedy: 'Use a score that was evaluated in people of like ancestry.',
        },
      ]
