import type {
  AbsoluteRisk,
  CarrierStanding,
  FamilyStanding,
  Horizon,
  Outcome,
  PolygenicStanding,
} from '../../../shared/disease-risk.ts'
import type { ModelRemark } from '../model.ts'
import type { AgeRates } from './age-rates.ts'
import type { GenePenetrance } from './carrier-hazards.ts'
import type { SourcedShare } from './family-remainder.ts'
import type { Recalibration } from './recalibration.ts'

/**
 * What a clinical model says. `factors`: the inputs it reads. `familyLogRatio`: what it counted for this person's family, when it reads the family. Either its
 * probabilities by horizon, or its hazard relative to the population of the rates, by year of age.
 */
export type ClinicalPart = {
  readonly model: string
  readonly factors: readonly string[]
  readonly familyLogRatio?: number
} & ({ readonly risks: readonly AbsoluteRisk[] } | { readonly ratio: (age: number) => number })

/** Genes of high risk: what is known of the person, and what carrying means. `explains`: the share of the familial risk these genes explain. */
export type GenesPart = {
  readonly standings: readonly CarrierStanding[]
  readonly penetrance: readonly GenePenetrance[]
  readonly explains?: SourcedShare
}

/** Everything that is known of one outcome for one person. Nothing is required but the age: what is not there is named in the answer. */
export type IntegratedQuestion = {
  readonly outcome: Outcome
  readonly age: number
  readonly horizons: readonly Horizon[]
  readonly population?: { readonly incidence: AgeRates; readonly otherDeath: AgeRates }
  readonly clinical?: ClinicalPart
  readonly polygenic?: PolygenicStanding
  readonly family?: FamilyStanding
  readonly genes?: GenesPart
  /** Probabilities (0 to 1) at which something would be done. */
  readonly thresholds?: readonly number[]
  readonly recalibration?: Recalibration
}

/** What a risk is made of, in the order in which it is taken in. */
export type IntegrationStep = 'population' | 'clinical' | 'genes' | 'polygenic' | 'family'

/** One horizon's risk, how it came about step by step, and how sure it is that it lies above each threshold. */
export type IntegratedRisk = {
  readonly risk: AbsoluteRisk
  readonly steps: readonly { readonly step: IntegrationStep; readonly probability: number }[]
  readonly above: readonly { readonly threshold: number; readonly probability: number }[]
  readonly remarks: readonly ModelRemark[]
}

export type IntegratedAnswer = {
  readonly risks: readonly IntegratedRisk[]
  readonly notAnswered: readonly { readonly horizon: Horizon; readonly because: readonly ModelRemark[] }[]
}
