import type { CarrierStanding } from '../../shared/disease-risk.ts'
import type { FutureRisk, NoFutureRisk } from './carrier/index.ts'
import type { CriterionResult } from './criteria/index.ts'
import type { PersonId } from './pedigree.ts'

/** A relative as a finding names them: by id, and by what they are to the proband. */
export type Named = { readonly id: PersonId; readonly relation: string; readonly name?: string }

/** What the module found out about one question. */
export type FamilyFinding =
  | { readonly kind: 'criterion'; readonly result: CriterionResult; readonly people: readonly Named[] }
  | {
      readonly kind: 'carriers'
      readonly proband: readonly CarrierStanding[]
      readonly relatives: readonly (Named & { readonly standings: readonly CarrierStanding[] })[]
      readonly unverified: readonly string[]
    }
  | {
      readonly kind: 'future-risks'
      readonly risks: readonly FutureRisk[]
      readonly none: readonly NoFutureRisk[]
      readonly unverified: readonly string[]
    }
  | {
      readonly kind: 'variant-in-family'
      readonly gene: string
      readonly variants: readonly string[]
      readonly carriers: readonly Named[]
    }
