import { releaseName } from '../../knowledge/release.ts'
import { intendedUse } from '../../shared/intended-use.ts'
import type { ClinicalModule } from '../clinical-module.ts'
import { assessRisk, type RiskInput, type RiskTables } from './assess.ts'
import type { RiskFinding } from './finding.ts'
import type { FilledInput } from './model.ts'
import type { Detail } from './model-finding.ts'
import { recommendRisk } from './recommend.ts'

export { type AssessedRisk, assessRisk, compileRisk, inputsOf, type RiskInput, type RiskTables } from './assess.ts'
export type * from './finding.ts'
export type * from './model.ts'
export type { Detail } from './model-finding.ts'
/** A person of whom no record is at hand: everything is unknown. */
export { emptyView as personWithoutRecord } from '../../record/index.ts'
export { givenInputs } from './inputs/given.ts'
export type { CatalogueEntry, InputCatalogue } from './inputs/catalogue.ts'
export { type FilledInputs, fillInputs, knownValues } from './inputs/fill-inputs.ts'
export { chooseModels } from './choose-models.ts'
export { explainDifference } from './disagreement.ts'
export { withoutInputs } from './missing-inputs.ts'
export { levers, whatIfs } from './what-if.ts'

/** What the module cannot see. */
export const limits: readonly string[] = [
  'A model is an average over the people it was made from; it does not know what it does not read.',
  'Bounds over missing inputs hold over the plausible range of each; a person beyond that range may lie outside them.',
  'What a lever changes is read off the coefficients of a cohort: how people differ, not what a treatment does.',
  'Codes by which conditions, medicines and results are recognised were not held against a published value set.',
]

/** What is stated besides the record, and how much is worked out. */
export type RiskOptions = {
  readonly given?: readonly FilledInput[]
  readonly only?: readonly string[]
  readonly detail?: Detail
}

/** The module of risk equations over compiled tables. */
export const risk = (tables: RiskTables, options: RiskOptions = {}): ClinicalModule<RiskInput, RiskFinding> => ({
  id: 'risk',
  title: 'Risk',
  intendedUse,
  limits,
  knowledge: tables.manifests,
  reads: ['conditions', 'medications', 'observations', 'procedures', 'demographics'],
  gather: (view) => ({
    input: {
      view,
      given: options.given ?? [],
      detail: options.detail ?? 'full',
      ...(options.only === undefined ? {} : { only: options.only }),
    },
    problems: [],
    needs: [],
  }),
  assess: (input, at) => assessRisk(input, tables, at).assessments,
  recommend: (assessments) => recommendRisk(assessments, tables.manifests.map(releaseName)),
})
