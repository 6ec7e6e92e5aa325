import type { AbsoluteRisk, Outcome } from '../../shared/disease-risk.ts'
import type { Range } from '../../shared/quantity.ts'
import type { FilledInput, InputId, InputValue, ModelRemark, RiskModel, ScoreResult } from './model.ts'

/**
 * How a model stands to a person. `leads`: the first to look at for its outcome in this country. `applies`: made for such a person too. `elsewhere`: made for
 * another country, computed to compare. `depends`: something that decides it is not known. `no`: not made for this person.
 */
export type Fit = 'leads' | 'applies' | 'elsewhere' | 'depends' | 'no'

export type ModelChoice = {
  readonly model: string
  readonly fit: Fit
  readonly because: readonly ModelRemark[]
  /** Inputs that decide whether the model applies and are not known. */
  readonly dependsOn: readonly InputId[]
}

/** What a figure is of: a risk by outcome and years, or a score by its name. */
export type Target = { readonly outcome: Outcome; readonly years: number } | { readonly score: string }

/** Bounds of a figure over everything plausible for what is not known. They are no estimate: nothing between them is likelier. */
export type TargetBounds = { readonly of: Target; readonly range: Range }

/** How wide the bounds of a figure would be, on average over its plausible values, once this input were known. */
export type Narrowing = { readonly input: InputId; readonly expectedWidth: number }

/** What is known when inputs are missing: bounds and what would narrow them, narrowest first; or that too little is known for bounds. */
export type MissingAnswer =
  | {
      readonly state: 'bounds'
      readonly open: readonly InputId[]
      readonly bounds: readonly TargetBounds[]
      readonly width: number
      readonly narrows: readonly Narrowing[]
    }
  | { readonly state: 'tooLittleKnown'; readonly open: readonly InputId[] }

/** A change the person could make, and the absolute risk before and after by the model's own coefficients. */
export type WhatIf = {
  readonly lever: string
  readonly input: InputId
  readonly from: InputValue
  readonly to: InputValue
  readonly changes: readonly {
    readonly outcome: Outcome
    readonly years: number
    readonly before: number
    readonly after: number
  }[]
  readonly remarks: readonly ModelRemark[]
}

/** One input's share in the difference between two models, in probability. */
export type Share = {
  readonly input: InputId
  readonly value: InputValue
  readonly reference: InputValue
  readonly share: number
}

/**
 * Why two models differ on one person: `difference` is the first minus the second; `atReference` is what they differ by on a person of the same age and sex
 * without risk factors (baseline, calibration, outcome); with the shares of the inputs it adds up to the difference.
 */
export type Disagreement = {
  readonly between: readonly [string, string]
  readonly of: readonly [Target, Target]
  readonly risks: readonly [number, number]
  readonly difference: number
  readonly atReference: number
  readonly shares: readonly Share[]
  /** How they differ by definition: outcome, horizon, population, year. */
  readonly definitions: readonly ModelRemark[]
}

/** One model on one person. `risks` and `scores` are empty where nothing may be printed. */
export type ModelFinding = {
  readonly kind: 'model'
  readonly model: RiskModel
  readonly release: string
  readonly fit: Fit
  readonly because: readonly ModelRemark[]
  readonly risks: readonly AbsoluteRisk[]
  readonly scores: readonly ScoreResult[]
  readonly variant?: string
  readonly remarks: readonly ModelRemark[]
  readonly inputs: readonly FilledInput[]
  readonly missing?: MissingAnswer
  readonly whatIf: readonly WhatIf[]
}

export type DisagreementFinding = { readonly kind: 'disagreement'; readonly disagreement: Disagreement }

export type RiskFinding = ModelFinding | DisagreementFinding
