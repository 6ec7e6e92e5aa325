import type { DatumRef, Need } from '../../shared/assessment.ts'
import type { AbsoluteRisk, CarrierStanding, FamilyStanding, Outcome } from '../../shared/disease-risk.ts'
import type { Citation, Evidence } from '../../shared/evidence.ts'
import type { PartialDate } from '../../shared/instant.ts'
import type { Range } from '../../shared/quantity.ts'
import type { Reason } from '../../shared/recommendation.ts'
import type { PreventiveMeasure, ScreeningTest, ScreeningTopic } from '../../shared/screening-vocabulary.ts'
import type { PatientView } from '../../record/index.ts'

// ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A fact of somebody's history, named in the table of facts. */
export type FactName = string

export type Organ = 'breasts' | 'cervix' | 'ovaries' | 'prostate' | 'colon'

/**
 * Whom a rule is for. Ages stand at the rule. `packYears`, `bmi`: at least. `quitWithinYears`: smokes, or stopped no longer ago. `pregnant`: `weeks`
 * of gestation at least. `relative`: by blood, of this degree or nearer, `before` that age, `count` of them. `risk`: `atLeast` inclusive, `below`
 * exclusive; only results of models whose name begins with one of `by` decide, the first named first, those of `notBy` never.
 */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly sex: 'female' | 'male' }
  | { readonly has: Organ }
  | { readonly fact: FactName }
  | { readonly smoked: 'ever' | 'never' }
  | { readonly packYears: number }
  | { readonly quitWithinYears: number }
  | { readonly bmi: number }
  | {
      readonly measure: {
        readonly what: string
        readonly loinc: readonly string[]
        readonly unit: string
        readonly atLeast?: number
        readonly below?: number
      }
    }
  | { readonly pregnant: true; readonly weeks?: number }
  | {
      readonly relative: {
        readonly disease: FactName
        readonly degree: 1 | 2 | 3
        readonly before?: number
        readonly count?: number
      }
    }
  | { readonly carrier: readonly string[] }
  | {
      readonly risk: {
        readonly outcome: Outcome
        readonly years?: number
        readonly lifetime?: true
        readonly atLeast?: number
        readonly below?: number
        readonly by?: readonly string[]
        readonly notBy?: readonly string[]
      }
    }
  | { readonly taking: { readonly atc: string; readonly what: string } }

/** A test with how often, in months; `once`, or neither where the source leaves it to the two people who decide. */
export type Part = { readonly test: ScreeningTest; readonly everyMonths?: Range; readonly once?: true }

/** One way to do it: all its parts together. */
export type Option = readonly Part[]

export type Grade = 'A' | 'B' | 'C' | 'D' | 'I' | 'none'

/** `recommended`: offer it. `individual`: talk it over. `against`, `insufficient`: never a thing to do. */
export type Stance = 'recommended' | 'individual' | 'against' | 'insufficient'

/**
 * One dated rule. `track`: rules of one track compete, one schedule comes out. `role`: an `overlay` goes before a `base` rule; `beside` is shown next
 * to them and decides nothing. Ages in completed years, both included; `startBeforeYoungest`: or so many years before the youngest diagnosis among
 * the relatives, whichever is earlier. `notFor`: the rule is not meant for these; they are followed otherwise. `late`: benefit comes after
 * years, so that it stops with limited life expectancy. `checked`: where the figures were held against a text.
 */
export type ScreeningRule = {
  readonly id: string
  readonly topic: ScreeningTopic
  readonly track: string
  readonly source: string
  readonly year: number
  readonly valid: { readonly from: PartialDate; readonly until?: PartialDate }
  readonly supersedes?: readonly string[]
  readonly grade: Grade
  readonly stance: Stance
  readonly role: 'base' | 'overlay' | 'beside'
  readonly ages?: { readonly from?: number; readonly to?: number }
  readonly startBeforeYoungest?: { readonly disease: FactName; readonly degree: 1 | 2 | 3; readonly years: number }
  readonly who?: Predicate
  readonly notFor?: Predicate
  readonly options: readonly Option[]
  readonly measure?: PreventiveMeasure
  readonly late?: true
  readonly citations: readonly Citation[]
  readonly checked?: string
  readonly unverified?: true
}

/** Codes by system as FHIR names it. */
export type CodeList = readonly { readonly system: string; readonly codes: readonly string[] }[]

/**
 * How a test (`ScreeningTest`), or the examination that settles its result, is recognised in a record. `words`: phrases of which every word must be there; `notWords`
 * undo them. `clearedBy`: what was done after an abnormal result closes the question; `onlyClearedBy`: nothing else does, not even a normal result of the same test. `abnormalFrom`: a figure from which on the result is abnormal.
 */
export type TestRow = {
  readonly test: string
  readonly codes: CodeList
  readonly words: readonly string[]
  readonly notWords: readonly string[]
  readonly clearedBy: readonly string[]
  readonly onlyClearedBy?: true
  readonly abnormalFrom?: readonly { readonly loinc: string; readonly unit: string; readonly atLeast: number }[]
  readonly unverified?: true
}

/** How a fact is recognised. `past`: counts though resolved. `askedOnly`: silence of a problem list says nothing about it, it must be stated. */
export type FactRow = {
  readonly fact: FactName
  readonly of: readonly ('condition' | 'procedure')[]
  readonly codes: CodeList
  readonly words: readonly string[]
  readonly notWords: readonly string[]
  readonly past?: true
  readonly askedOnly?: true
  readonly unverified?: true
}

// ── What comes from outside ──────────────────────────────────────────────────────────────────────────────────────────

/** A risk that another field calculated, with the model's name. */
export type RiskGiven = { readonly by: string; readonly risk: AbsoluteRisk; readonly basis: readonly DatumRef[] }

/** Probability (0 to 1) of the event within `years` from the birthday of `age`; undefined where the model does not reach. */
export type RiskOver = (age: number, years: number) => number | undefined

/** One's own risk curve and that of the average person, for the age at which they meet. */
export type CurveGiven = {
  readonly track: string
  readonly by: string
  readonly years: number
  readonly own: RiskOver
  readonly average: RiskOver
}

/** What the person, or somebody who may, decided about a track; `all` for every one whose benefit is late. */
export type Decision = {
  readonly track: string
  readonly what: 'declined' | 'limited-life-expectancy'
  readonly date?: PartialDate
}

/** A screening act that is planned and stands neither among the procedures nor among the orders of the record. */
export type PlannedAct = { readonly test: string; readonly date?: PartialDate; readonly ref: DatumRef }

/** What other fields of medicine and the person add to the record. */
export type Given = {
  readonly risks?: readonly RiskGiven[]
  readonly carriers?: readonly CarrierStanding[]
  readonly family?: readonly FamilyStanding[]
  readonly curves?: readonly CurveGiven[]
  readonly decisions?: readonly Decision[]
  readonly planned?: readonly PlannedAct[]
}

export type ScreeningInput = { readonly view: PatientView; readonly given: Given }

// ── What comes out ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The answer to a predicate. `cannot`: the organ or sex is not there, so that the question does not arise. */
export type Answer = {
  readonly is: 'yes' | 'no' | 'unknown' | 'cannot'
  readonly because: readonly Reason[]
  readonly needs: readonly Need[]
}

/** Days of the calendar, both ends included; both equal where the date is known to the day. */
export type DayWindow = { readonly from: string; readonly to: string }

/** Something that was done. `when`: widened to what is known of the date. */
export type Done = {
  readonly test: string
  readonly when: DayWindow
  readonly date: PartialDate
  readonly result: 'normal' | 'abnormal' | 'not-known'
  readonly said?: string
  readonly ref: DatumRef
}

export const itemStates = [
  'follow-up',
  'overdue',
  'due',
  'planned',
  'offer',
  'discuss',
  'later',
  'done',
  'not-known',
  'followed-otherwise',
  'stopped',
  'not-recommended',
  'not-enough-evidence',
  'not-applicable',
] as const
export type ItemState = (typeof itemStates)[number]

/** A rule as it is cited: enough to find it, to tell it from its neighbours and to say how strong it is. */
export type RuleCited = Pick<
  ScreeningRule,
  'id' | 'source' | 'year' | 'grade' | 'role' | 'ages' | 'late' | 'unverified'
>

/** One way to do it with its own next date, so that the ways can be compared. `last`: when its tests were last done. */
export type OptionDue = { readonly parts: Option; readonly due?: DayWindow; readonly last?: PartialDate }

/** The age at which one's own risk equals that of the average person at the guideline's start; the same for the interval. Shown, not scheduled by. */
export type PersonalTiming = {
  readonly by: string
  readonly years: number
  readonly guidelineStart: number
  readonly ownStart?: number
  readonly shownStart: number
  readonly bounds: Range
  readonly clamped: boolean
  readonly interval?: {
    readonly guidelineMonths: number
    readonly ownMonths?: number
    readonly shownMonths: number
    readonly bounds: Range
  }
}

/**
 * One line of the calendar. `due`: the window of the next act; `dueSince`: since when it could be done, `overdueSince`: since when it should have been.
 * `following`: what comes after it within the horizon if each is done when due. `options`: the ways of the rule that decided, side by side.
 */
export type ScreeningItem = {
  readonly topic: ScreeningTopic
  readonly track: string
  readonly state: ItemState
  readonly rule?: RuleCited
  readonly options: readonly OptionDue[]
  readonly measure?: PreventiveMeasure
  readonly due?: DayWindow
  readonly dueSince?: string
  readonly overdueSince?: string
  readonly planned?: { readonly date?: PartialDate; readonly ref: DatumRef }
  readonly last?: Done
  readonly following: readonly DayWindow[]
  readonly ends?: string
  readonly because: readonly Reason[]
  readonly overruled: readonly { readonly rule: RuleCited; readonly why: 'overlay' | 'more-intensive' | 'newer' }[]
  readonly wouldChangeIf: readonly { readonly rule: RuleCited; readonly needs: readonly Need[] }[]
  readonly needs: readonly Need[]
  readonly personal?: PersonalTiming
  readonly evidence: readonly Evidence[]
  readonly basis: readonly DatumRef[]
}

/** What one guideline or model says, next to the others. */
export type ChoiceSide = {
  readonly rule: RuleCited
  readonly says: 'yes' | 'no' | 'not-known' | 'cannot'
  readonly ages?: ScreeningRule['ages']
  readonly options: readonly Option[]
  readonly because: readonly Reason[]
  readonly needs: readonly Need[]
}

/** Guidelines that answer the same question differently, side by side. `agree`: all that could say so say the same. */
export type Choice = {
  readonly topic: ScreeningTopic
  readonly sides: readonly ChoiceSide[]
  readonly agree: boolean
}

export type ScreeningFinding =
  | { readonly kind: 'item'; readonly item: ScreeningItem }
  | { readonly kind: 'choice'; readonly choice: Choice }

/** One calendar for one person: lines in the order in which they ask for something. `horizon`: the last day that is listed. */
export type ScreeningCalendar = {
  readonly person: string
  readonly at: string
  readonly horizon: string
  readonly items: readonly ScreeningItem[]
  readonly choices: readonly Choice[]
  readonly releases: readonly string[]
}
