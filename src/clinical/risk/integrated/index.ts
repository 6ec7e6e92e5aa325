export { bcratPart, bcratPartOf, bcratTableOf } from './breast-cancer.ts'
export { type AgeRates, covers, fromBands, rateAt } from './age-rates.ts'
export { type CovariateProfile, covariatePredictor, type CovariateTerm, covariateTerms } from './covariate-terms.ts'
export { cumulativeRisk, type YearRule } from './cumulative-risk.ts'
export { genotypeProbabilities, genotypeScores, type ModelVariant } from './genotype-scores.ts'
export {
  type AbsoluteRiskModel,
  onPopulation,
  readVariants,
  riskOfPredictor,
  riskOfVariants,
  riskWithOpenPart,
} from './icare.ts'
export { referenceBaseline } from './reference-baseline.ts'
export { meanOver, sample, standardNormal, type WeightedPoints } from './weighted-points.ts'
export { type GenePenetrance, carrierHazards } from './carrier-hazards.ts'
export { type CarrierState, carrierStates } from './carrier-states.ts'
export { type FamilyQuestion, familyRemainder, type SourcedShare } from './family-remainder.ts'
export { integrate } from './integrate.ts'
export type {
  ClinicalPart,
  GenesPart,
  IntegratedAnswer,
  IntegratedQuestion,
  IntegratedRisk,
  IntegrationStep,
} from './integrated-question.ts'
export { type ConditionalEffect, conditionalEffect, marginalKept } from './polygenic-effect.ts'
export { eventsForCurve, eventsForLine, type Recalibration, recalibrated } from './recalibration.ts'
export { intervalsOf, type RiskSpread, type RiskState, riskSpread } from './risk-spread.ts'
export { hazardShift, oddsShift, type ScoreShift } from './score-shift.ts'
export { recalibrationFrom } from './recalibration-from-events.ts'
export type { BcratTable } from '../equations/bcrat-2017.ts'
