import type { Manifest } from '../knowledge/release.ts'
import type { PatientView } from '../record/patient-view.ts'
import type { Assessment, Need } from '../shared/assessment.ts'
import type { Instant } from '../shared/instant.ts'
import type { Problem } from '../shared/problem.ts'
import type { Recommendation } from '../shared/recommendation.ts'

/** Kinds of data a module reads: what consent is asked for, and what can be missing. */
export type DataKind =
  | 'genome'
  | 'outsideCalls'
  | 'medications'
  | 'conditions'
  | 'allergies'
  | 'observations'
  | 'procedures'
  | 'demographics'

/** What a module took from the view, what it could not understand, and what it would have needed. */
export type Gathered<Input> = {
  readonly input: Input
  readonly problems: readonly Problem[]
  readonly needs: readonly Need[]
}

/** One field of medicine: gathers its inputs from a PatientView, assesses, recommends. Pure: same input, same knowledge, same `at`, same output. */
export interface ClinicalModule<Input, Finding> {
  readonly id: string
  readonly title: string
  readonly intendedUse: string
  readonly limits: readonly string[]
  readonly knowledge: readonly Manifest[]
  readonly reads: readonly DataKind[]
  gather(view: PatientView): Gathered<Input>
  assess(input: Input, at: Instant): readonly Assessment<Finding>[]
  recommend(assessments: readonly Assessment<Finding>[], view: PatientView): readonly Recommendation[]
}
