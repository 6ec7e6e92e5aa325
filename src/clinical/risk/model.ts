import type { DatumRef } from '../../shared/assessment.ts'
import type { AbsoluteRisk, Outcome } from '../../shared/disease-risk.ts'
import type { Citation } from '../../shared/evidence.ts'
import type { PartialDate } from '../../shared/instant.ts'
import type { Measured, Range } from '../../shared/quantity.ts'

// ── What models read ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Name of an input in the catalogue: `age`, `sex`, `systolic`, `totalCholesterol`, `diabetes`, … One name means one thing in one unit for every model. */
export type InputId = string

/** A number in the input's canonical unit, yes or no, or one of the input's choices. */
export type InputValue = number | boolean | string

/**
 * One row of the catalogue of inputs. `possible`: outside it no living person lies, the value is refused. `plausible`: what a missing value is
 * varied over. `alsoIn`: units the same thing is measured in, value × factor + offset = canonical. `within`: how old a datum may be, in days.
 */
export type InputDefinition = {
  readonly id: InputId
  readonly kind: 'number' | 'yesNo' | 'choice'
  readonly unit?: string
  readonly choices?: readonly string[]
  readonly possible?: Range
  readonly plausible?: Range
  readonly alsoIn?: readonly { readonly unit: string; readonly factor: number; readonly offset?: number }[]
  readonly loinc?: readonly string[]
  readonly within?: number
  readonly source: string
  readonly unverified?: true
}

/** An input as it stands for one person. Nothing but `known` is ever calculated with. */
export type FilledInput = { readonly id: InputId } & (
  | {
      readonly state: 'known'
      readonly value: InputValue
      readonly unit?: string
      readonly date?: PartialDate
      readonly asRecorded?: Measured
      readonly from: 'record' | 'given' | 'derived' | 'family' | 'genome'
      readonly basis: readonly DatumRef[]
    }
  | { readonly state: 'missing' }
  | {
      readonly state: 'tooOld'
      readonly value: InputValue
      readonly date: PartialDate
      readonly basis: readonly DatumRef[]
    }
  | {
      readonly state: 'suspect' | 'impossible'
      readonly value: InputValue
      readonly unit?: string
      /** The unit the figure would be ordinary in. */
      readonly likelyUnit?: string
      readonly basis: readonly DatumRef[]
    }
)

// ── Models ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Outside a model's range: `refuse` gives no result (an optional input is left out, which is said), `clamp` computes with the nearest end and says so, `warn` computes as it is and says so. */
export type OutsidePolicy = 'refuse' | 'clamp' | 'warn'

/**
 * How a model uses an input. `neededFor`: only for these outcomes (all, when absent). `optional`: the model has a form without it. `sex`: only for people of this sex.
 * `within`: this model takes no recorded value older than so many days, however long the input counts elsewhere.
 */
export type ModelInput = {
  readonly input: InputId
  readonly within?: number
  readonly neededFor?: readonly Outcome[]
  readonly optional?: true
  readonly sex?: 'female' | 'male'
  readonly range?: Range
  readonly outside?: OutsidePolicy
}

/** For whom a model was made. Ages in completed years, both ends included. `regions`: ISO country codes or the model's own region names. */
export type ModelPopulation = {
  readonly age: Range
  readonly sex?: 'female' | 'male'
  readonly regions?: readonly string[]
  /** Inputs that must be true, or must be false, for the model to apply at all: prior cardiovascular disease, a statin, diabetes, … */
  readonly mustHave?: readonly InputId[]
  readonly mustNotHave?: readonly InputId[]
}

/** `risk`: absolute risks. `points`: a published point score with its bands. `measure`: a physiological figure, such as eGFR or a biological age. */
export type ModelKind = 'risk' | 'points' | 'measure'

/** What a model says the risk of, and how far ahead. `age`: this horizon only for these ages (completed years). `competing`: death of other causes takes its share. */
export type ModelOutcome = {
  readonly outcome: Outcome
  readonly years: number
  readonly age?: Range
  readonly competing?: true
}

/**
 * One published model, declared. `method` names the function that evaluates its coefficients (`knowledge/attune-risk`). `disclaimer`: must stand
 * beside every result, on screen, in print, in JSON and FHIR. `usesRace`: race or ethnicity changes the result. `unverified`: coefficients not yet held against their publication by a second source.
 */
export type RiskModel = {
  readonly id: string
  readonly title: string
  readonly year: number
  readonly kind: ModelKind
  readonly outcomes: readonly ModelOutcome[]
  readonly population: ModelPopulation
  readonly inputs: readonly ModelInput[]
  readonly method: string
  readonly licence: string
  readonly citations: readonly Citation[]
  readonly disclaimer?: string
  readonly usesRace?: true
  readonly unverified?: true
}

/** A figure of a `points` or `measure` model, with the published band it falls in. */
export type ScoreResult = {
  readonly name: string
  readonly value: number
  readonly unit?: string
  readonly band?: string
}

/** What a model could not do as asked. `code` is worded by the catalogue; `input` where one is to blame. */
export type ModelRemark = {
  readonly code: string
  readonly input?: InputId
  readonly with?: Readonly<Record<string, string>>
}

/** A model's answer for one set of inputs: results, or the reasons for none. `variant`: which of the model's tables was used. */
export type ModelAnswer =
  | {
      readonly ok: true
      readonly risks: readonly AbsoluteRisk[]
      readonly scores: readonly ScoreResult[]
      readonly variant?: string
      readonly remarks: readonly ModelRemark[]
    }
  | { readonly ok: false; readonly because: readonly ModelRemark[] }
