import type { DatumRef } from './assessment.ts'
import type { Range } from './quantity.ts'

/** What a risk is of. The fields of medicine that speak of risks share these words, so that what one knows can reach another. */
export const outcomes = [
  'total-cvd',
  'ascvd',
  'heart-failure',
  'coronary-heart-disease',
  'stroke',
  'atrial-fibrillation',
  'thromboembolism',
  'major-bleeding',
  'major-adverse-cardiac-event',
  'kidney-failure',
  'type-2-diabetes',
  'advanced-liver-fibrosis',
  'breast-cancer',
  'ovarian-cancer',
  'endometrial-cancer',
  'prostate-cancer',
  'pancreatic-cancer',
  'colorectal-cancer',
  'lung-cancer',
  'death',
] as const
export type Outcome = (typeof outcomes)[number]

/** From today: for so many years, or until the birthday of that age (what people call lifetime). */
export type Horizon = { readonly years: number } | { readonly toAge: number }

/** What an interval accounts for: inputs that are not known, places of a score that were not read, the sampling error of coefficients, pedigree that is not known. */
export type UncertainBy = 'missing-input' | 'unread-places' | 'coefficients' | 'family-not-known' | 'carrier-state'

/** An interval around a probability. `level` 1: bounds that hold for certain over what is plausible; 0.8 and 0.95: central intervals. */
export type RiskInterval = {
  readonly level: 0.8 | 0.95 | 1
  readonly range: Range
  readonly because: readonly UncertainBy[]
}

/** A probability (0 to 1) of a first event within a horizon. `competing`: death of other causes takes its share; otherwise the risk is net of it. */
export type AbsoluteRisk = {
  readonly outcome: Outcome
  readonly horizon: Horizon
  readonly probability: number
  readonly intervals: readonly RiskInterval[]
  readonly competing: boolean
}

/**
 * Where a polygenic score places a person among people of like ancestry. `z` in standard deviations with its standard error from places that were
 * not read. `effect`: log ratio per standard deviation as published, of which kind, and what it was adjusted for; absent when none is published.
 * `explains`: the share of the familial variance that the score explains (alpha squared), when published.
 */
export type PolygenicStanding = {
  readonly score: string
  readonly trait: string
  readonly outcome?: Outcome
  readonly z: number
  readonly standardError: number
  readonly normalisedBy: 'Z_norm1' | 'Z_norm2' | 'most-similar-population'
  readonly effect?: {
    readonly logRatioPerSd: number
    readonly standardError?: number
    readonly kind: 'hazard' | 'odds'
    readonly adjustedFor: readonly string[]
    readonly source: string
    readonly unverified?: true
  }
  readonly explains?: number
  readonly basis: readonly DatumRef[]
}

/** The state of one gene: `positive` and `negative` are tests of this person; `probability` (0 to 1) follows from relatives where no test speaks. */
export type CarrierStanding = {
  readonly gene: string
  readonly state: 'positive' | 'negative' | 'not-tested'
  readonly probability: number
  readonly interval?: Range
  readonly basis: readonly DatumRef[]
}

/**
 * What the family says of one outcome: relatives by blood who had it, by degree, with the youngest age; `known` false when the record says
 * nothing of the family. `logRatio`: of having such a family, as published, before anything else that explains it is taken out.
 */
export type FamilyStanding = {
  readonly outcome: Outcome
  readonly known: boolean
  readonly affected: readonly {
    readonly degree: 1 | 2 | 3
    readonly side?: 'maternal' | 'paternal'
    readonly sex?: 'female' | 'male'
    readonly age?: Range
  }[]
  readonly logRatio?: { readonly value: number; readonly source: string; readonly unverified?: true }
  readonly basis: readonly DatumRef[]
}
