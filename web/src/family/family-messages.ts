import type { FamilyFinding, FamilyInput } from '../../../src/clinical/family/index.ts'
import type { Assessment } from '../../../src/shared/assessment.ts'

/** `turn` counts the questions, so that an answer to an older one is known. */
export type ToFamilyWorker = { readonly turn: number; readonly input: FamilyInput }

export type FromFamilyWorker =
  | { readonly turn: number; readonly assessments: readonly Assessment<FamilyFinding>[] }
  | { readonly turn: number; readonly failed: string }
