import type {
  Circumstance,
  DoseBasis,
  DoseUnit,
  DrugClass,
  Indication,
  Monitorable,
  Test,
  Topic,
  Trigger,
} from './advice-vocabulary.ts'
import type { Range } from './quantity.ts'
import type { PreventiveMeasure, ScreeningTest } from './screening-vocabulary.ts'

/** How firmly the source puts it: `do` (use, avoid, select) or `consider` (consider, may, can). */
export type Firmness = 'do' | 'consider'

/**
 * Who the advice is for. Absent parts do not narrow. `circumstances` are all required; `indications` are alternatives (any of them).
 * Ages in completed years, weight in kg, BMI in kg/m2; `min` inclusive, `max` exclusive.
 * `above` and `below` leave the figure itself out, `from` and `upTo` take it in.
 */
export type Population = {
  readonly indications?: readonly Indication[]
  readonly notIndications?: readonly Indication[]
  readonly age?: { readonly min?: number; readonly max?: number }
  readonly weight?: { readonly min?: number; readonly max?: number }
  readonly bmi?: { readonly min?: number; readonly max?: number; readonly above?: number; readonly upTo?: number }
  readonly circumstances?: readonly Circumstance[]
  readonly anyCircumstance?: readonly Circumstance[]
  readonly dose?: {
    readonly above?: number
    readonly below?: number
    readonly from?: number
    readonly upTo?: number
    readonly unit: DoseUnit
  }
  readonly otherwise?: true
}

/**
 * One coded step. `drug` in the comments is the medicine the advice is about. Ranges are [low, high]; a single figure has both ends equal.
 * `firm` is how firmly the source puts it; `if` an event in the course of treatment that releases the step.
 */
export type Action = { readonly firm: Firmness; readonly if?: Trigger } & (
  | { readonly do: 'standard' } // use as usual: no genetic reason to change
  | { readonly do: 'contraindicate' } // must not be given
  | { readonly do: 'avoid'; readonly unless?: readonly Circumstance[]; readonly alsoAvoid?: readonly string[] } // do not choose; `alsoAvoid`: other drugs (INN) the same text tells to avoid
  | {
      readonly do: 'choose'
      readonly drugs?: readonly string[]
      readonly classes?: readonly DrugClass[]
      readonly notMetabolisedBy?: readonly string[]
      readonly notDrugs?: readonly string[]
    } // another medicine: INN in lower case
  | { readonly do: 'add'; readonly drugs?: readonly string[]; readonly classes?: readonly DrugClass[] } // combine with
  | { readonly do: 'avoidWith'; readonly drugs?: readonly string[]; readonly classes?: readonly DrugClass[] } // do not combine with
  | {
      readonly do: 'doseFactor'
      readonly of: DoseBasis
      readonly factor: Range
      readonly steps?: readonly number[]
      readonly stepUnit?: DoseUnit
      readonly orMore?: true
    } // multiply that dose: [0.5, 0.5] is half; "reduce by 25%" is [0.75, 0.75]; "30–80% of" is [0.3, 0.8]; "at most 50% of" is [0, 0.5]; `steps`: the same as a titration schedule, when the source writes it out; `orMore`: the figure is the least ("by 50% or more")
  | { readonly do: 'doseChange'; readonly of: DoseBasis; readonly direction: 'lower' | 'higher' } // a change of dose without a figure
  | { readonly do: 'dose'; readonly of: DoseBasis; readonly amount: Range; readonly unit: DoseUnit } // an absolute dose
  | {
      readonly do: 'maxDose'
      readonly of?: 'starting'
      readonly amount?: number
      readonly unit?: DoseUnit
      readonly factorOfMaximum?: number
      readonly form?: 'tablet' | 'drops' | 'oral' | 'injection'
      readonly below?: true
    } // not above; `of: 'starting'`: the limit is for the starting dose only; `below`: the figure itself is already too much ("< 20 mg")
  | {
      readonly do: 'interval'
      readonly change:
        | 'thrice-weekly-instead-of-daily'
        | 'once-weekly'
        | 'longer'
        | 'twice-daily'
        | 'every-other-day'
        | 'divided-doses'
    }
  | {
      readonly do: 'titrate'
      readonly by:
        | 'slower'
        | 'response'
        | 'side-effects'
        | 'toxicity'
        | 'concentration'
        | 'response-and-side-effects'
        | 'blood-count'
        | 'disease-guideline'
        | 'inr'
        | 'enzyme-activity'
        | 'active-metabolite-maximum'
    } // adjust from there on
  | { readonly do: 'steadyState'; readonly weeks: Range } // wait this long after each change
  | { readonly do: 'duration'; readonly limit: 'shortest' | 'single-dose' | 'short-course' | 'eight-weeks' }
  | { readonly do: 'lowestEffectiveDose' }
  | {
      readonly do: 'monitor'
      readonly what: Monitorable
      readonly how?: 'closely' | 'early' | 'more-often'
      readonly target?: Range
      readonly targetAbove?: number
      readonly unit?: DoseUnit
      readonly toxicAbove?: number
    }
  | { readonly do: 'test'; readonly what: Test }
  | {
      readonly do: 'screen'
      readonly what: ScreeningTest
      readonly everyMonths?: Range
      readonly once?: true
    } // a screening test: at this interval, once, or (neither) as agreed; `consider`: only after talking it over
  | { readonly do: 'discuss'; readonly about: PreventiveMeasure }
  | {
      readonly do: 'algorithm'
      readonly which: 'warfarin-iwpc' | 'warfarin-gage' | 'eu-pact-coumarins' | 'published-dosing-algorithm'
      readonly forDays?: number
    } // compute the dose
  | {
      readonly do: 'induceTolerance'
      readonly days: number
      readonly from: number
      readonly to: number
      readonly unit: 'mg/day'
      readonly steps?: readonly number[]
      readonly daysPerStep?: number
    }
  | {
      readonly do: 'guideline'
      readonly which:
        | 'local'
        | 'disease-specific'
        | 'label'
        | 'expert-consensus'
        | 'enzyme-activity-phenotype'
        | 'population-specific'
    } // follow that
  | { readonly do: 'beware'; readonly of: Monitorable; readonly aboveDose?: number; readonly unit?: DoseUnit } // use, knowing of this risk
  | { readonly do: 'inform'; readonly about: Topic }
  | {
      readonly do: 'refer'
      readonly to:
        | 'anaesthetist'
        | 'clinical-pharmacologist'
        | 'haematologist'
        | 'anticoagulation-clinic'
        | 'psychiatrist'
        | 'genetic-counsellor'
    }
  | {
      readonly do: 'noAdvice'
      readonly because:
        | 'insufficient-evidence'
        | 'phenotype-not-assigned'
        | 'source-silent'
        | 'input-not-valid'
        | 'not-studied'
        | 'no-adjustment-known'
        | 'not-coded'
    }
)

export type ActionCode = Action['do']

/**
 * Coded advice for one population. `first`: what to do, all of them. `or`: equally good choices instead of `first`, each a set of steps.
 * `fallback`: only when `first` cannot be done ("if X is warranted …"). `note`: what to know besides.
 */
export type Branch = {
  readonly when?: Population
  readonly first: readonly Action[]
  readonly or?: readonly (readonly Action[])[]
  readonly fallback?: readonly Action[]
  readonly note?: readonly Action[]
}
