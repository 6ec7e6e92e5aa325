import type { z } from 'zod'
import { dateOf } from '../check.ts'
import { refTo, type Resource, text } from '../resources.ts'
import type { GenomicReport, GenomicRisk, GenomicStudy, RecommendedAction, Region } from './model.ts'
import { namedOf } from './named.ts'
import { idOf, namedLinks } from './read-result.ts'
import type * as shapes from './shapes.ts'
import type { Extension } from './shapes.ts'
import { given, linkOf, linksOf } from './values.ts'

type NameOf = (reference: string) => string | undefined

const lastPart = (url: string): string => url.split('/').at(-1) ?? ''

const of = (extensions: readonly Extension[] | undefined, ...names: readonly string[]): readonly Extension[] =>
  (extensions ?? []).filter((e) => names.includes(lastPart(e.url)))

const referred = (extensions: readonly Extension[]) => linksOf(extensions.flatMap((e) => e.valueReference ?? []))

/** A DiagnosticReport as a report on the genome. */
export const reportOf = (r: Resource, json: z.infer<typeof shapes.genomicReport>, nameOf: NameOf): GenomicReport => {
  const gl = of(json.extension, 'hla-genotyping-results-glstring')[0]?.extension?.find((e) => e.url === 'text')
  return given({
    id: idOf(r),
    ref: refTo(r, ''),
    status: json.status,
    code: namedOf(json.code) ?? { text: '', codes: [] },
    date: dateOf(json.effectiveDateTime ?? json.effectivePeriod?.start),
    issued: json.issued,
    performers: namedLinks(linksOf(json.performer), nameOf),
    interpreters: namedLinks(linksOf(json.resultsInterpreter), nameOf),
    specimens: linksOf(json.specimen),
    results: linksOf(json.result),
    conclusion: text(json.conclusion),
    conclusions: (json.conclusionCode ?? []).map(namedOf).filter((n) => n !== undefined),
    actions: referred(of(json.extension, 'recommended-action', 'RecommendedAction')),
    studies: referred(of(json.extension, 'genomic-study-reference', 'genomics-study-reference')),
    risks: referred(of(json.extension, 'genomic-risk-assessment', 'genomics-risk-assessment')),
    remarks: of(json.extension, 'genomic-report-note', 'genomics-report-note').flatMap((e) => {
      const said = text(e.valueAnnotation?.text)
      const kind = namedOf(e.valueAnnotation?.extension?.[0]?.valueCodeableConcept)
      return said === undefined ? [] : [kind === undefined ? { text: said } : { kind, text: said }]
    }),
    glString: text(gl?.valueString),
  }) as GenomicReport
}

const regionsOf = (regions: readonly Extension[], name: string): readonly Region[] =>
  regions
    .flatMap((e) => e.extension ?? [])
    .filter((e) => lastPart(e.url) === name)
    .flatMap((e): readonly Region[] => {
      const named = namedOf(e.valueCodeableConcept)
      if (named !== undefined) return [{ named }]
      const file = linkOf(e.valueReference)
      return file === undefined ? [] : [{ file }]
    })

/** A Procedure of the profiles `genomic-study` and `genomic-study-analysis`. */
export const studyOf = (
  r: Resource,
  kind: GenomicStudy['kind'],
  json: z.infer<typeof shapes.genomicProcedure>,
): GenomicStudy => {
  const regions = of(json.extension, 'genomic-study-analysis-regions')
  const first = (name: string) => namedOf(of(json.extension, name)[0]?.valueCodeableConcept)
  const each = (name: string) =>
    of(json.extension, name)
      .map((e) => namedOf(e.valueCodeableConcept))
      .filter((n) => n !== undefined)
  return given({
    id: idOf(r),
    ref: refTo(r, ''),
    kind,
    status: json.status,
    date: dateOf(json.performedDateTime ?? json.performedPeriod?.start),
    code: namedOf(json.code),
    build: first('genomic-study-analysis-genome-build'),
    sourceClass: first('genomic-study-analysis-genomic-source-class'),
    methods: each('genomic-study-analysis-method-type'),
    changeTypes: each('genomic-study-analysis-change-type'),
    regionsDescribed: regions
      .flatMap((e) => e.extension ?? [])
      .flatMap((e) => (lastPart(e.url) === 'description' ? (text(e.valueString) ?? []) : [])),
    studied: regionsOf(regions, 'studied'),
    called: regionsOf(regions, 'called'),
    uncalled: regionsOf(regions, 'uncalled'),
    analyses: referred(of(json.extension, 'genomic-study-analysis-ext')),
    notes: (json.note ?? []).flatMap((n) => text(n.text) ?? []),
  }) as GenomicStudy
}

/** A Task that a genomic report proposes. */
export const actionOf = (
  r: Resource,
  kind: RecommendedAction['kind'],
  json: z.infer<typeof shapes.recommendation>,
): RecommendedAction =>
  given({
    id: idOf(r),
    ref: refTo(r, ''),
    kind,
    status: json.status,
    intent: json.intent,
    code: namedOf(json.code),
    description: text(json.description),
    focus: linkOf(json.focus),
    reason: linkOf(json.reasonReference),
    requester: linkOf(json.requester),
  }) as RecommendedAction

/** A RiskAssessment, of one or many diseases. */
export const riskOf = (r: Resource, json: z.infer<typeof shapes.riskAssessment>): GenomicRisk =>
  given({
    id: idOf(r),
    ref: refTo(r, ''),
    status: json.status,
    date: dateOf(json.occurrenceDateTime ?? json.occurrencePeriod?.start),
    method: namedOf(json.method),
    basis: linksOf(json.basis),
    predictions: (json.prediction ?? []).map((p) => {
      const untilAge = given({ low: p.whenRange?.low?.value, high: p.whenRange?.high?.value })
      return given({
        outcome: namedOf(p.outcome),
        probability: p.probabilityDecimal,
        relativeRisk: p.relativeRisk,
        qualitative: namedOf(p.qualitativeRisk),
        untilAge: Object.keys(untilAge).length === 0 ? undefined : untilAge,
      })
    }),
  }) as GenomicRisk
