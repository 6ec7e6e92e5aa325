import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes'
import { concept, systems } from './codes.ts'
import { type ResultFrame, resultOf } from './variant-observation.ts'

/**
 * Clinical significance of a variant for a disease.
 * @source LOINC answer list LL4034-6; LA6668-3, LA26332-9 and LA26333-7 as in the examples of Genomics Reporting 3.0.0, LA26334-5 and LA6675-8 as the public reference implementation of the operations writes them
 */
export const significances = {
  pathogenic: ['LA6668-3', 'Pathogenic'],
  likelyPathogenic: ['LA26332-9', 'Likely pathogenic'],
  uncertain: ['LA26333-7', 'Uncertain significance'],
  likelyBenign: ['LA26334-5', 'Likely benign'],
  benign: ['LA6675-8', 'Benign'],
} as const

/** What a variant or genotype means for a disease. Its `derivedFrom` says which. */
export type DiagnosticImplication = ResultFrame & {
  readonly significance?: keyof typeof significances
  readonly phenotypes?: readonly CodeableConcept[]
  readonly evidence?: CodeableConcept
  readonly inheritance?: CodeableConcept
  readonly conclusion?: string
}

const part = (system: string, code: string, value: Partial<ObservationComponent>): ObservationComponent => ({
  code: concept(system, code),
  ...value,
})

/** The profile `diagnostic-implication` of Genomics Reporting 3.0.0. */
export const diagnosticImplication = (d: DiagnosticImplication): Observation => {
  const graded = d.significance === undefined ? undefined : significances[d.significance]
  return resultOf(d, 'diagnostic-implication', concept(systems.tbd, 'diagnostic-implication'), [
    ...(graded === undefined
      ? []
      : [part(systems.loinc, '53037-8', { valueCodeableConcept: concept(systems.loinc, graded[0], graded[1]) })]),
    ...(d.phenotypes ?? []).map((valueCodeableConcept) => part(systems.loinc, '81259-4', { valueCodeableConcept })),
    ...(d.evidence === undefined ? [] : [part(systems.loinc, '93044-6', { valueCodeableConcept: d.evidence })]),
    ...(d.inheritance === undefined
      ? []
      : [part(systems.tbd, 'condition-inheritance', { valueCodeableConcept: d.inheritance })]),
    ...(d.conclusion === undefined ? [] : [part(systems.tbd, 'conclusion-string', { valueString: d.conclusion })]),
  ])
}
