export { carrierPosterior, carrierStandings, carrying } from './carrier-probabilities.ts'
export type { CarrierPosterior } from './carrier-probabilities.ts'
export { futureCancerRisks } from './future-risk.ts'
export type { FutureRisk, NoFutureRisk, OtherDeaths, RiskQuestion } from './future-risk.ts'
export { carrierModel } from './model.ts'
export type { CancerFigures, CancerHazards, CarrierModel, CarrierSpec } from './model.ts'
export { carrierTables } from './tables.ts'
export type {
  AgeFigures,
  AllelePrior,
  CarrierTables,
  GeneGroup,
  PathologyRatio,
  PenetranceTable,
  TestAccuracy,
} from './tables.ts'
export { carrierGroups, familyCarriers } from './family-carriers.ts'
export type { CarrierGroup, CarrierOptions, FamilyCarriers } from './family-carriers.ts'
export { type GeneHazard, geneHazards } from './gene-hazards.ts'
