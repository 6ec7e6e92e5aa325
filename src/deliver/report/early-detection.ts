import type { FamilyFinding, LipidFindings, Pedigree, SetAside } from '../../clinical/family/index.ts'
import type { PolygenicFinding } from '../../clinical/polygenic/index.ts'
import type { FilledInput, RiskFinding } from '../../clinical/risk/index.ts'
import type { IntegratedAnswer } from '../../clinical/risk/integrated/index.ts'
import type { ScreeningCalendar } from '../../clinical/screening/index.ts'
import type { Assessment } from '../../shared/assessment.ts'
import type { Outcome } from '../../shared/disease-risk.ts'
import type { SpokenRecommendation } from './document.ts'

/**
 * One outcome from everything that is known of it, each part counted once. `parts`: what was there to put together, by name; `average`: people of the
 * same age and sex, by horizon in the order of `answer.risks`, where rates are held.
 */
export type IntegratedOutcome = {
  readonly outcome: Outcome
  readonly parts: readonly {
    readonly part: 'rates' | 'model' | 'genes' | 'score' | 'family'
    readonly source: string
  }[]
  readonly answer: IntegratedAnswer
  readonly average?: readonly number[]
  readonly unverified: readonly string[]
}

/** The family as it is drawn, and relatives the record names without a place. `lipid`: what the record says of lipids, for computing again. */
export type FamilyPart = {
  readonly pedigree: Pedigree
  readonly aside: readonly SetAside[]
  readonly assessments: readonly Assessment<FamilyFinding>[]
  readonly lipid?: LipidFindings
}

/** Everything of early detection for one person: risks, scores, family, what follows together, the calendar, and what to do. */
export type EarlyDetection = {
  readonly inputs: readonly FilledInput[]
  readonly risks: readonly Assessment<RiskFinding>[]
  readonly polygenic: readonly Assessment<PolygenicFinding>[]
  readonly family: FamilyPart
  readonly integrated: readonly IntegratedOutcome[]
  readonly screening: ScreeningCalendar
  /** In the order of the plan. */
  readonly recommendations: readonly SpokenRecommendation[]
  readonly limits: readonly { readonly module: string; readonly limits: readonly string[] }[]
}
