/**
 * The common ladder, strongest first. It orders advice of different sources on one page; the source's own grade always stands beside it.
 * `strong`: act unless there is a reason not to. `moderate`: most would act. `weak`: may be considered. `none`: the source looked and advises nothing.
 * `unrated`: the source gives no grade.
 */
export const ladder = ['strong', 'moderate', 'weak', 'unrated', 'none'] as const
export type Rung = (typeof ladder)[number]

/** A source's own grade and its place on the common ladder. */
export type Evidence = {
  readonly source: string
  readonly grade: string
  readonly rung: Rung
  readonly citations: readonly Citation[]
  readonly release: string
}

export type Citation = {
  readonly kind: 'pmid' | 'doi' | 'url' | 'guideline'
  readonly id: string
  readonly year?: number
}

export const rungIndex = (rung: Rung): number => ladder.indexOf(rung)
