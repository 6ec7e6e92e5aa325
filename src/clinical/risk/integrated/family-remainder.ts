import type { ModelRemark } from '../model.ts'

/** A share (0 to 1) with the publication it comes from. */
export type SourcedShare = { readonly value: number; readonly source: string; readonly unverified?: true }

/** What a family's log ratio is reduced by. */
export type FamilyQuestion = {
  /** Of having such a family, as published, nothing else taken out. */
  readonly logRatio: number
  /** The score whose effect is used beside it: log ratio per standard deviation, and the share of the familial variance it explains, when published. */
  readonly score?: { readonly perSd: number; readonly explains?: number }
  /** Genes of high risk were read and nothing was found; the share of the familial risk they explain, when published. */
  readonly genesNegative?: { readonly explains?: SourcedShare }
  /** The clinical model counts the family already: what comes back is then the correction of what it counted. */
  readonly counted: boolean
}

/**
 * What is left of a family's log ratio once a score and genes have said their part: logRatio × (1 − α²) × (1 − share of the genes). A share that is not published is
 * derived for the score from its effect, since it makes siblings alike by exp(β²/2); for genes nothing is taken out, and it is said.
 * @source Pharoah 2002, doi 10.1038/ng853 (log sibling ratio = half the variance of the log risk)
 */
export const familyRemainder = (
  q: FamilyQuestion,
): { readonly logRatio: number; readonly left: number; readonly remarks: readonly ModelRemark[] } => {
  const remarks: ModelRemark[] = []
  let left = 1
  if (q.score !== undefined) {
    const { perSd, explains } = q.score
    const share = explains ?? (q.logRatio > 0 ? Math.min(1, perSd ** 2 / 2 / q.logRatio) : 0)
    if (explains === undefined) remarks.push({ code: 'score-share-derived', with: { share: share.toFixed(2) } })
    left *= 1 - share
  }
  if (q.genesNegative !== undefined) {
    const { explains } = q.genesNegative
    if (explains === undefined) remarks.push({ code: 'negative-genes-share-not-known' })
    else left *= 1 - explains.value
  }
  return { logRatio: q.logRatio * (q.counted ? left - 1 : left), left, remarks }
}
