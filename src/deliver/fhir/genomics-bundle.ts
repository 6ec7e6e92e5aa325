import type {
  CodeableConcept,
  DiagnosticReport,
  Extension,
  Observation,
  ObservationComponent,
  Procedure,
  Quantity,
  Range,
  Reference,
  Resource,
  RiskAssessment,
  Task,
} from '@medplum/fhirtypes'
import {
  type Amount,
  type GenomicReport,
  type GenomicResult,
  type GenomicResults,
  type GenomicRisk,
  type GenomicStudy,
  type Link,
  type Named,
  nameByCodes,
  type Part,
  partsOf,
  placeOfKind,
  type RecommendedAction,
  type Region,
  type ResultKind,
  type ResultValue,
  type Span,
} from '../../record/index.ts'
import { category, concept, profile, systems } from './codes.ts'

/** Whom the results are about, as it stands in the resources. */
export type GenomicSubject = { readonly reference: string; readonly display?: string }

const said = (n: Named): CodeableConcept => ({
  ...(n.codes.length === 0
    ? {}
    : {
        coding: n.codes.map(({ display, ...code }) => ({ ...code, ...(display === '' ? {} : { display }) })),
      }),
  ...(n.codes.length > 0 && n.text === nameByCodes(n.codes) ? {} : { text: n.text }),
})

const maybe = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T }

const saidOf = <K extends string>(key: K, n: Named | undefined): { [P in K]?: CodeableConcept } =>
  maybe(key, n === undefined ? undefined : said(n))

const to = (l: Link): Reference<never> => ({ ...l }) as Reference<never>

const toAll = <K extends string>(key: K, links: readonly Link[] | undefined): { [P in K]?: Reference<never>[] } =>
  maybe(key, links?.map(to))

const quantity = (a: Amount): Quantity => ({ ...a })

const range = ({ low, high }: Span): Range => ({
  ...(low === undefined ? {} : { low: { value: low } }),
  ...(high === undefined ? {} : { high: { value: high } }),
})

type Valued = Pick<
  ObservationComponent,
  'valueCodeableConcept' | 'valueString' | 'valueQuantity' | 'valueRange' | 'valueBoolean' | 'dataAbsentReason'
>

const valued = (v: ResultValue): Valued => {
  if ('named' in v) return { valueCodeableConcept: said(v.named) }
  if ('text' in v) return { valueString: v.text }
  if ('amount' in v) return { valueQuantity: quantity(v.amount) }
  if ('span' in v) return { valueRange: range(v.span) }
  return 'flag' in v ? { valueBoolean: v.flag } : { dataAbsentReason: said(v.absent) }
}

const shaped: { readonly [S in Part['shape']]: (value: never) => Valued } = {
  named: (value: Named) => ({ valueCodeableConcept: said(value) }),
  text: (value: string) => ({ valueString: value }),
  amount: (value: Amount) => ({ valueQuantity: quantity(value) }),
  span: (value: Span) => ({ valueRange: range(value) }),
}

const components = <K extends ResultKind>(kind: K, r: GenomicResult<K>): readonly ObservationComponent[] => {
  const fields = r as Readonly<Record<string, unknown>>
  const known = Object.entries(partsOf[kind] as Readonly<Record<string, Part>>).flatMap(([field, part]) => {
    const value = fields[field]
    const all = value === undefined ? [] : part.many ? (value as readonly unknown[]) : [value]
    return all.map((v) => ({ code: concept(systemOf(part), part.codes[0]), ...shaped[part.shape](v as never) }))
  })
  return [...known, ...(r.others ?? []).map((o) => ({ code: said(o.code), ...valued(o.value) }))]
}

const systemOf = (part: Part): string => (part.system === 'loinc' ? systems.loinc : systems.tbd)

const profileOfKind: Readonly<Record<ResultKind, string | undefined>> = {
  variant: 'variant',
  genotype: 'genotype',
  haplotype: 'haplotype',
  phase: 'sequence-phase-relationship',
  consequence: 'molecular-consequence',
  diagnostic: 'diagnostic-implication',
  therapeutic: 'therapeutic-implication',
  biomarker: 'molecular-biomarker',
  region: undefined,
  grouping: undefined,
}

const pointing = (name: string, links: readonly Link[] | undefined): readonly Extension[] =>
  (links ?? []).map((l) => ({ url: profile(name), valueReference: to(l) }))

const observation = <K extends ResultKind>(kind: K, r: GenomicResult<K>, subject: GenomicSubject): Observation => {
  const extension: readonly Extension[] = [
    ...(r.citations ?? []).map((c) => ({
      url: 'http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact',
      valueRelatedArtifact: { ...c } as NonNullable<Extension['valueRelatedArtifact']>,
    })),
    ...(r.secondaryFinding === undefined
      ? []
      : [{ url: profile('secondary-finding'), valueCodeableConcept: said(r.secondaryFinding) }]),
    ...pointing('genomic-risk-assessment', r.riskAssessments),
    ...pointing('recommended-action', r.actions),
  ]
  const component = components(kind, r)
  // Without its own category a biomarker, as older servers write it, does not fit the profile.
  const name = kind === 'biomarker' && r.sections === undefined ? undefined : profileOfKind[kind]
  return {
    resourceType: 'Observation',
    id: r.id,
    ...(name === undefined ? {} : { meta: { profile: [profile(name)] } }),
    ...(extension.length === 0 ? {} : { extension: [...extension] }),
    status: r.status,
    category: [...category(), ...(r.sections ?? []).map(said)],
    code: said(r.code),
    subject: subject as NonNullable<Observation['subject']>,
    ...maybe('effectiveDateTime', r.date),
    ...maybe('issued', r.issued),
    ...toAll('performer', r.performers),
    ...(r.value === undefined ? {} : valued(r.value)),
    ...maybe('interpretation', r.interpretation?.map(said)),
    ...maybe(
      'note',
      r.notes?.map((text) => ({ text })),
    ),
    ...saidOf('method', r.method),
    ...maybe('specimen', r.specimen === undefined ? undefined : to(r.specimen)),
    ...maybe('device', r.device === undefined ? undefined : to(r.device)),
    ...toAll('hasMember', r.members),
    ...toAll('derivedFrom', r.derivedFrom),
    ...(component.length === 0 ? {} : { component: [...component] }),
  }
}

const report = (r: GenomicReport, subject: GenomicSubject): DiagnosticReport => {
  const extension: readonly Extension[] = [
    ...pointing('genomic-study-reference', r.studies),
    ...pointing('recommended-action', r.actions),
    ...pointing('genomic-risk-assessment', r.risks),
    ...(r.remarks ?? []).map((n) => ({
      url: profile('genomic-report-note'),
      valueAnnotation: {
        ...(n.kind === undefined
          ? {}
          : { extension: [{ url: profile('annotation-code'), valueCodeableConcept: said(n.kind) }] }),
        text: n.text,
      },
    })),
    ...(r.glString === undefined
      ? []
      : [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/hla-genotyping-results-glstring',
            extension: [{ url: 'text', valueString: r.glString }],
          },
        ]),
  ]
  return {
    resourceType: 'DiagnosticReport',
    id: r.id,
    meta: { profile: [profile('genomic-report')] },
    ...(extension.length === 0 ? {} : { extension: [...extension] }),
    status: r.status as DiagnosticReport['status'],
    category: [concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'GE')],
    code: said(r.code),
    subject: subject as NonNullable<DiagnosticReport['subject']>,
    ...maybe('effectiveDateTime', r.date),
    ...maybe('issued', r.issued),
    ...toAll('performer', r.performers),
    ...toAll('resultsInterpreter', r.interpreters),
    ...toAll('specimen', r.specimens),
    ...toAll('result', r.results),
    ...maybe('conclusion', r.conclusion),
    ...maybe('conclusionCode', r.conclusions?.map(said)),
  }
}

const regions = (name: string, all: readonly Region[] | undefined): readonly Extension[] =>
  (all ?? []).map((r) =>
    'named' in r ? { url: name, valueCodeableConcept: said(r.named) } : { url: name, valueReference: to(r.file) },
  )

const stating = (name: string, all: readonly (Named | undefined)[]): readonly Extension[] =>
  all.flatMap((n) => (n === undefined ? [] : [{ url: profile(name), valueCodeableConcept: said(n) }]))

const study = (s: GenomicStudy, subject: GenomicSubject): Procedure => {
  const looked: readonly Extension[] = [
    ...(s.regionsDescribed ?? []).map((valueString) => ({ url: 'description', valueString })),
    ...regions('studied', s.studied),
    ...regions('called', s.called),
    ...regions('uncalled', s.uncalled),
  ]
  const extension: readonly Extension[] = [
    ...stating('genomic-study-analysis-method-type', s.methods ?? []),
    ...stating('genomic-study-analysis-change-type', s.changeTypes ?? []),
    ...stating('genomic-study-analysis-genome-build', [s.build]),
    ...stating('genomic-study-analysis-genomic-source-class', [s.sourceClass]),
    ...pointing('genomic-study-analysis-ext', s.analyses),
    ...(looked.length === 0 ? [] : [{ url: profile('genomic-study-analysis-regions'), extension: [...looked] }]),
  ]
  return {
    resourceType: 'Procedure',
    id: s.id,
    meta: { profile: [profile(s.kind === 'study' ? 'genomic-study' : 'genomic-study-analysis')] },
    ...(extension.length === 0 ? {} : { extension: [...extension] }),
    status: s.status as Procedure['status'],
    category: concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'),
    ...saidOf('code', s.code),
    subject: subject as Procedure['subject'],
    ...maybe('performedDateTime', s.date),
    ...maybe(
      'note',
      s.notes?.map((text) => ({ text })),
    ),
  }
}

const action = (a: RecommendedAction, subject: GenomicSubject): Task => ({
  resourceType: 'Task',
  id: a.id,
  meta: { profile: [profile(a.kind === 'medication' ? 'medication-recommendation' : 'followup-recommendation')] },
  status: a.status as Task['status'],
  intent: a.intent as Task['intent'],
  ...saidOf('code', a.code),
  ...maybe('description', a.description),
  ...maybe('focus', a.focus === undefined ? undefined : to(a.focus)),
  for: subject as NonNullable<Task['for']>,
  ...maybe('requester', a.requester === undefined ? undefined : to(a.requester)),
  ...maybe('reasonReference', a.reason === undefined ? undefined : to(a.reason)),
})

const risk = (r: GenomicRisk, subject: GenomicSubject): RiskAssessment => ({
  resourceType: 'RiskAssessment',
  id: r.id,
  status: r.status as RiskAssessment['status'],
  ...saidOf('method', r.method),
  subject: subject as RiskAssessment['subject'],
  ...maybe('occurrenceDateTime', r.date),
  ...toAll('basis', r.basis),
  ...(r.predictions === undefined || r.predictions.length === 0
    ? {}
    : {
        prediction: r.predictions.map((p) => ({
          ...saidOf('outcome', p.outcome),
          ...maybe('probabilityDecimal', p.probability),
          ...saidOf('qualitativeRisk', p.qualitative),
          ...maybe('relativeRisk', p.relativeRisk),
          ...maybe('whenRange', p.untilAge === undefined ? undefined : years(p.untilAge)),
        })),
      }),
})

const years = ({ low, high }: Span): Range => {
  const age = (value: number): Quantity => ({ value, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' })
  return { ...(low === undefined ? {} : { low: age(low) }), ...(high === undefined ? {} : { high: age(high) }) }
}

/**
 * What other laboratories said, written as resources of Genomics Reporting 3.0.0 under the ids it came with: reading them again gives the same model.
 * Older wordings come out in the words of 3.0.0. What 3.0.0 has no profile for (regions studied, groupings) is written without one.
 */
export const genomicsResources = (model: GenomicResults, subject: GenomicSubject): readonly Resource[] => [
  ...model.reports.map((r) => report(r, subject)),
  ...(Object.keys(placeOfKind) as readonly ResultKind[]).flatMap((kind) =>
    (model[placeOfKind[kind]] as readonly GenomicResult<typeof kind>[]).map((r) => observation(kind, r, subject)),
  ),
  ...model.risks.map((r) => risk(r, subject)),
  ...model.studies.map((s) => study(s, subject)),
  ...model.actions.map((a) => action(a, subject)),
]
