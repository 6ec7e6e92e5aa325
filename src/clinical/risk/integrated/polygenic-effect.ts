import type { PolygenicStanding } from '../../../shared/disease-risk.ts'
import type { ModelRemark } from '../model.ts'

/** A score's effect given everything else the risk is made of: log ratio per standard deviation, and its standard error. */
export type ConditionalEffect = {
  readonly perSd: number
  readonly standardError: number
  readonly kind: 'hazard' | 'odds'
  readonly remarks: readonly ModelRemark[]
}

/**
 * What is kept of an effect that was not adjusted for the clinical factors it now stands beside: some of it acts through them (a score of coronary disease
 * through cholesterol). No publication gives one figure for all scores. House rule: four fifths, with a standard error of one tenth of the effect, so that the 95 %
 * interval reaches from three fifths to the whole; every result says that it was used.
 */
export const marginalKept = { share: 0.8, standardError: 0.1 } as const

/** Factors that every published effect is adjusted for or stratified by. */
const always: readonly string[] = ['age', 'sex']

/**
 * The effect of a score beside a clinical model that reads `factors` (input names; none, for population rates). As published where it was adjusted for
 * the model itself or for all of its factors but age and sex; otherwise shrunk by {@link marginalKept} and flagged. `undefined` where no effect is published.
 */
export const conditionalEffect = (
  effect: PolygenicStanding['effect'],
  clinical: { readonly model: string; readonly factors: readonly string[] } | undefined,
): ConditionalEffect | undefined => {
  if (effect === undefined) return undefined
  const { logRatioPerSd, standardError = 0, kind, adjustedFor, source } = effect
  const unverified: readonly ModelRemark[] = effect.unverified ? [{ code: 'effect-unverified', with: { source } }] : []
  const beside = clinical?.factors.filter((f) => !always.includes(f)) ?? []
  const adjusted =
    clinical === undefined || adjustedFor.includes(clinical.model) || beside.every((f) => adjustedFor.includes(f))
  if (adjusted) return { perSd: logRatioPerSd, standardError, kind, remarks: unverified }
  const kept = marginalKept.share * logRatioPerSd
  return {
    perSd: kept,
    standardError: Math.hypot(marginalKept.share * standardError, marginalKept.standardError * logRatioPerSd),
    kind,
    remarks: [
      ...unverified,
      {
        code: 'effect-not-adjusted',
        with: {
          notFor: beside.filter((f) => !adjustedFor.includes(f)).join(', '),
          published: String(logRatioPerSd),
          used: String(kept),
        },
      },
    ],
  }
}
