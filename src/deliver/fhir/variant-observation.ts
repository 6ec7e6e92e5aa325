import type { Observation, ObservationComponent, Range, Reference, Resource } from '@medplum/fhirtypes'
import { category, concept, profile, systems } from './codes.ts'

/** Who and what a result is about, and what it was made from. References as they stand in the resource. */
export type ResultFrame = {
  readonly id: string
  readonly subject: Reference<Resource>
  readonly at?: string
  readonly specimen?: Reference<Resource>
  readonly device?: Reference<Resource>
  readonly derivedFrom?: readonly Reference<Resource>[]
  readonly note?: readonly string[]
}

/** `notCalled`: the place was looked at and could not be read. */
export type VariantPresence = 'present' | 'absent' | 'notCalled'

export type AllelicState = 'heterozygous' | 'homozygous' | 'hemizygous' | 'homoplasmic' | 'heteroplasmic'

/** A place counted in bases before it: 0-based, half open. `low` of a single base is all that is written. */
export type Interval = { readonly start: number; readonly end: number }

/** What the variant is. `alt` is absent where no allele is named (a structural change, a place that was not called). */
export type VariantChange = {
  readonly ref?: string
  readonly alt?: string
  readonly exact?: Interval
  readonly inner?: Interval
  readonly outer?: Interval
  /** Sequence Ontology code and name of the kind of change. */
  readonly kind?: readonly [code: string, name: string]
  readonly copyNumber?: number
}

/** One variant as the profile `variant` of Genomics Reporting 3.0.0 tells it. Names that are not known are left out. */
export type VariantResult = ResultFrame & {
  readonly presence: VariantPresence
  readonly build: 'GRCh37' | 'GRCh38'
  readonly sequence?: string
  readonly change: VariantChange
  readonly sourceClass?: 'germline' | 'somatic'
  readonly allelicState?: AllelicState
  /** 0 to 1. */
  readonly alleleFraction?: number
  readonly depth?: number
  readonly spdi?: string
  readonly g?: string
  readonly c?: string
  readonly p?: string
  readonly gene?: ObservationComponent['valueCodeableConcept']
  readonly ids?: readonly (readonly [system: string, code: string])[]
}

/** @source LOINC, as in the examples of Genomics Reporting 3.0.0; LA9634-2, LA6707-9, LA6703-8 and LA6704-6 from LOINC's answer lists, unverified */
const codes = {
  present: ['LA9633-4', 'Present'],
  absent: ['LA9634-2', 'Absent'],
  notCalled: ['LA18198-4', 'No call'],
  GRCh37: ['LA14029-5', 'GRCh37'],
  GRCh38: ['LA26806-2', 'GRCh38'],
  germline: ['LA6683-2', 'Germline'],
  somatic: ['LA6684-0', 'Somatic'],
  homozygous: ['LA6705-3', 'Homozygous'],
  heterozygous: ['LA6706-1', 'Heterozygous'],
  hemizygous: ['LA6707-9', 'Hemizygous'],
  homoplasmic: ['LA6704-6', 'Homoplasmic'],
  heteroplasmic: ['LA6703-8', 'Heteroplasmic'],
  interval: ['LA30100-4', '0-based interval counting'],
} as const

const ucum = 'http://unitsofmeasure.org'

const answered = (loinc: string, of: keyof typeof codes): ObservationComponent => ({
  code: concept(systems.loinc, loinc),
  valueCodeableConcept: concept(systems.loinc, codes[of][0], codes[of][1]),
})

const valued = (loinc: string, value: Partial<ObservationComponent>): ObservationComponent => ({
  code: concept(systems.loinc, loinc),
  ...value,
})

const range = ({ start, end }: Interval): Range => ({
  low: { value: start },
  ...(end > start + 1 ? { high: { value: end } } : {}),
})

const named = (loinc: string, text: string | undefined): readonly ObservationComponent[] =>
  text === undefined ? [] : [valued(loinc, { valueCodeableConcept: concept(systems.hgvs, text) })]

const placed = (loinc: string, of: Interval | undefined): readonly ObservationComponent[] =>
  of === undefined ? [] : [valued(loinc, { valueRange: range(of) })]

/** What every result of Genomics Reporting has, with its profile and code. */
export const resultOf = (
  frame: ResultFrame,
  profileName: string,
  code: Observation['code'],
  component: readonly ObservationComponent[],
): Observation => ({
  resourceType: 'Observation',
  id: frame.id,
  meta: { profile: [profile(profileName)] },
  status: 'final',
  category: category(),
  code,
  subject: frame.subject as NonNullable<Observation['subject']>,
  ...(frame.at === undefined ? {} : { effectiveDateTime: frame.at }),
  ...(frame.specimen === undefined ? {} : { specimen: frame.specimen as NonNullable<Observation['specimen']> }),
  ...(frame.device === undefined ? {} : { device: frame.device as NonNullable<Observation['device']> }),
  ...(frame.note === undefined || frame.note.length === 0 ? {} : { note: frame.note.map((text) => ({ text })) }),
  ...(frame.derivedFrom === undefined || frame.derivedFrom.length === 0
    ? {}
    : { derivedFrom: [...frame.derivedFrom] as NonNullable<Observation['derivedFrom']> }),
  ...(component.length === 0 ? {} : { component: [...component] }),
})

/** A variant as an Observation, its place in 0-based interval counting. */
export const variantObservation = (v: VariantResult): Observation => {
  const { change } = v
  return {
    ...resultOf(v, 'variant', concept(systems.loinc, '69548-6', 'Genetic variant assessment'), [
      ...(v.gene === undefined ? [] : [valued('48018-6', { valueCodeableConcept: v.gene })]),
      answered('62374-4', v.build),
      ...(v.sourceClass === undefined ? [] : [answered('48002-0', v.sourceClass)]),
      ...(v.sequence === undefined
        ? []
        : [valued('48013-7', { valueCodeableConcept: concept(systems.refseq, v.sequence) })]),
      ...(change.kind === undefined
        ? []
        : [valued('48019-4', { valueCodeableConcept: concept(systems.so, change.kind[0], change.kind[1]) })]),
      ...(v.allelicState === undefined ? [] : [answered('53034-5', v.allelicState)]),
      ...(v.alleleFraction === undefined
        ? []
        : [
            valued('81258-6', {
              valueQuantity: {
                value: v.alleleFraction,
                unit: 'relative frequency of a particular allele in the specimen',
                system: ucum,
                code: '1',
              },
            }),
          ]),
      ...(v.depth === undefined
        ? []
        : [valued('82121-5', { valueQuantity: { value: v.depth, system: ucum, code: '1' } })]),
      ...(change.copyNumber === undefined
        ? []
        : [valued('82155-3', { valueQuantity: { value: change.copyNumber, system: ucum, code: '1' } })]),
      ...(change.ref === undefined ? [] : [valued('69547-8', { valueString: change.ref })]),
      ...(change.alt === undefined ? [] : [valued('69551-0', { valueString: change.alt })]),
      answered('92822-6', 'interval'),
      ...placed('81254-5', change.exact),
      ...placed('81302-2', change.inner),
      ...placed('81301-4', change.outer),
      ...(v.spdi === undefined
        ? []
        : [valued('81252-9', { valueCodeableConcept: { coding: [{ system: systems.spdi, code: v.spdi }] } })]),
      ...(v.ids ?? []).map(([system, code]) => valued('81252-9', { valueCodeableConcept: concept(system, code) })),
      ...named('81290-9', v.g),
      ...named('48004-6', v.c),
      ...named('48005-3', v.p),
    ]),
    valueCodeableConcept: concept(systems.loinc, codes[v.presence][0], codes[v.presence][1]),
  }
}

/** Whether two variants of one person stand on the same copy of a chromosome. */
export const phaseObservation = (
  frame: ResultFrame,
  relation: 'Cis' | 'Trans' | 'Indeterminate' | 'Unknown',
): Observation => ({
  ...resultOf(frame, 'sequence-phase-relationship', concept(systems.loinc, '82120-7', 'Allelic phase'), []),
  valueCodeableConcept: concept('http://terminology.hl7.org/CodeSystem/sequence-phase-relationship-cs', relation),
})
