import type { Branch } from './action.ts'
import type { ActionClass } from './action-class.ts'
import type { DatumRef } from './assessment.ts'
import type { Drug } from './drug.ts'
import type { Evidence } from './evidence.ts'

/** The coded intent of a recommendation: it can be ordered, translated, compared, audited and counted. */
export const intents = [
  'avoid',
  'adjustDose',
  'choose',
  'orderTest',
  'refer',
  'screen',
  'monitor',
  'changeHabit',
  'enrol',
  'discuss',
  'continue',
] as const
export type Intent = (typeof intents)[number]

/** The four meanings a page shows, each as shape, word and hue. */
export type Verdict = 'act' | 'caution' | 'fine' | 'notKnown'

/** How one alternative fits the same person, and why. */
export type Alternative = {
  readonly drug: Drug
  readonly fit: 'fits' | 'caution' | 'unsuitable' | 'notKnown'
  readonly because: readonly Reason[]
}

/** A coded reason: `code` is worded by the catalogue, `with` fills it. */
export type Reason = {
  readonly code: string
  readonly with: Readonly<Record<string, string>>
  readonly basis?: readonly DatumRef[]
}

/** One coded action with why, how sure, alternatives and what would change it. Sentences are rendered from it, never stored in it. */
export type Recommendation = {
  readonly id: string
  readonly module: string
  readonly intent: Intent
  readonly verdict: Verdict
  readonly urgency: 'now' | 'next' | 'whenever'
  readonly about: Drug | { readonly name: string }
  /** Further medicines of which the same is said for the same reason; none of them is taken. */
  readonly alsoAbout?: readonly Drug[]
  readonly onList: boolean
  readonly actionClass: ActionClass
  readonly steps: readonly Branch[]
  readonly because: readonly Reason[]
  readonly evidence: readonly Evidence[]
  readonly alternatives: readonly Alternative[]
  readonly wouldChangeIf: readonly Reason[]
  readonly basis: readonly DatumRef[]
  readonly releases: readonly string[]
}
