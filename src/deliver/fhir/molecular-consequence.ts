import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes'
import { coding, concept, systems } from './codes.ts'
import { type ResultFrame, resultOf } from './variant-observation.ts'

/** What a variant does to one transcript. `terms`: Sequence Ontology code and name, the gravest first; names that cannot be given are left out. */
export type MolecularConsequence = ResultFrame & {
  readonly gene?: CodeableConcept
  readonly transcript?: string
  readonly c?: string
  readonly p?: string
  readonly terms: readonly (readonly [code: string, name: string])[]
  readonly functionalEffect?: readonly [code: string, name: string]
  /** HIGH, MODERATE, LOW or MODIFIER, as VEP grades. */
  readonly impact?: string
}

const at = (system: string, code: string, value: CodeableConcept): ObservationComponent => ({
  code: concept(system, code),
  valueCodeableConcept: value,
})

const ontology = (terms: readonly (readonly [code: string, name: string])[]): CodeableConcept => ({
  coding: terms.map(([code, name]) => coding(systems.so, code, name)),
})

/** The profile `molecular-consequence` of Genomics Reporting 3.0.0. */
export const molecularConsequence = (m: MolecularConsequence): Observation => ({
  ...resultOf(m, 'molecular-consequence', concept(systems.tbd, 'molecular-consequence'), [
    ...(m.gene === undefined ? [] : [at(systems.loinc, '48018-6', m.gene)]),
    ...(m.c === undefined ? [] : [at(systems.loinc, '48004-6', concept(systems.hgvs, m.c))]),
    ...(m.transcript === undefined ? [] : [at(systems.loinc, '51958-7', concept(systems.refseq, m.transcript))]),
    ...(m.p === undefined ? [] : [at(systems.loinc, '48005-3', concept(systems.hgvs, m.p))]),
    ...(m.terms.length === 0 ? [] : [at(systems.tbd, 'feature-consequence', ontology(m.terms))]),
    ...(m.functionalEffect === undefined ? [] : [at(systems.tbd, 'functional-effect', ontology([m.functionalEffect]))]),
  ]),
  ...(m.impact === undefined ? {} : { interpretation: [{ text: m.impact }] }),
})
