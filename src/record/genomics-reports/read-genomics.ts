import { checked, checkedOrLeft } from '../check.ts'
import type { ProblemList } from '../problem-list.ts'
import { isJson, placeIn, type Resource, text } from '../resources.ts'
import { kindOfResult, profilesOf } from './kind-of-result.ts'
import type { GenomicResult, GenomicResults } from './model.ts'
import type { ResultKind } from './parts.ts'
import { actionOf, reportOf, riskOf, studyOf } from './read-report.ts'
import { resultOf } from './read-result.ts'
import { genomicObservation, genomicProcedure, genomicReport, recommendation, riskAssessment } from './shapes.ts'

export type GenomicReading = {
  readonly problems: ProblemList
  readonly resolve: (from: Resource, reference: string) => Resource | undefined
}

const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? x : [])

const holdsCode = (x: unknown, codes: readonly string[]): boolean =>
  list(isJson(x) ? x['coding'] : undefined).some((c) => isJson(c) && codes.includes(text(c['code']) ?? ''))

const reportProfiles = ['genomic-report', 'genomics-report', 'mcode-genomics-report', 'mcode-cancer-genomics-report']

/** A DiagnosticReport on the genome: by its profile, by LOINC 51969-4 or 81247-9 (master panel), or by the HL7 section "genetics". */
const isGenomicReport = (r: Resource): boolean =>
  r.type === 'DiagnosticReport' &&
  (profilesOf(r).some((p) => reportProfiles.includes(p)) ||
    holdsCode(r.json['code'], ['51969-4', '81247-9']) ||
    list(r.json['category']).some((c) => holdsCode(c, ['GE'])))

const actionKind = (r: Resource): 'medication' | 'followUp' | undefined => {
  if (r.type !== 'Task') return undefined
  const names = profilesOf(r)
  if (names.some((n) => n === 'medication-recommendation' || n === 'task-med-chg')) return 'medication'
  return names.some((n) => n === 'followup-recommendation' || n === 'task-rec-followup') ? 'followUp' : undefined
}

const studyKind = (r: Resource): 'study' | 'analysis' | undefined => {
  if (r.type !== 'Procedure') return undefined
  const names = profilesOf(r)
  if (names.includes('genomic-study-analysis')) return 'analysis'
  return names.includes('genomic-study') ? 'study' : undefined
}

const nothing: GenomicResults = {
  variants: [],
  genotypes: [],
  haplotypes: [],
  phases: [],
  consequences: [],
  diagnostic: [],
  therapeutic: [],
  biomarkers: [],
  regions: [],
  groupings: [],
  risks: [],
  studies: [],
  actions: [],
  reports: [],
}

/** Where the results of a kind stand in the model. */
export const placeOfKind = {
  variant: 'variants',
  genotype: 'genotypes',
  haplotype: 'haplotypes',
  phase: 'phases',
  consequence: 'consequences',
  diagnostic: 'diagnostic',
  therapeutic: 'therapeutic',
  biomarker: 'biomarkers',
  region: 'regions',
  grouping: 'groupings',
} as const satisfies Readonly<Record<ResultKind, keyof GenomicResults>>

/** The name of a laboratory, a person or a device, where the record holds it. */
const nameIn = (target: Resource | undefined): string | undefined => {
  if (target === undefined) return undefined
  const name = target.json['name']
  const first = list(name)[0] ?? list(target.json['deviceName'])[0]
  if (typeof name === 'string') return text(name)
  if (!isJson(first)) return undefined
  return (
    text(first['text']) ??
    text(first['name']) ??
    text([...list(first['given']), first['family']].filter((p) => typeof p === 'string').join(' '))
  )
}

/**
 * The genomic results of a record: Observations, reports, studies, risks and proposals by their codes and profiles (Genomics Reporting 3.0.0 and
 * 2.0.0, mCODE 4.0.0). `taken` are the resources that were read here. Cancelled results are left out; preliminary ones are told.
 */
export const readGenomics = (
  resources: readonly Resource[],
  { problems, resolve }: GenomicReading,
): { readonly genomics?: GenomicResults; readonly taken: ReadonlySet<Resource> } => {
  const taken = new Set<Resource>()
  const found: GenomicResults = structuredClone(nothing)
  const put = <K extends keyof GenomicResults>(where: K, one: GenomicResults[K][number]): void => {
    ;(found[where] as GenomicResults[K][number][]).push(one)
  }
  const early: Resource[] = []
  for (const r of resources) {
    const nameOf = (reference: string): string | undefined => nameIn(resolve(r, reference))
    const kind = kindOfResult(r)
    if (kind !== undefined) {
      taken.add(r)
      if (r.json['status'] === 'cancelled') continue
      const json = checked(genomicObservation, r, problems)
      if (json === undefined) continue
      if (json.status === 'preliminary' || json.status === 'registered') early.push(r)
      put(placeOfKind[kind], resultOf(kind, r, json, nameOf) as GenomicResult<'grouping'>)
      continue
    }
    const action = actionKind(r)
    const study = studyKind(r)
    if (isGenomicReport(r)) {
      taken.add(r)
      const json = checkedOrLeft(genomicReport, r, problems)
      if (json !== undefined && json.status !== 'cancelled') put('reports', reportOf(r, json, nameOf))
    } else if (study !== undefined) {
      taken.add(r)
      const json = checkedOrLeft(genomicProcedure, r, problems)
      if (json !== undefined && json.status !== 'not-done') put('studies', studyOf(r, study, json))
    } else if (action !== undefined) {
      taken.add(r)
      const json = checkedOrLeft(recommendation, r, problems)
      if (json !== undefined && json.status !== 'cancelled') put('actions', actionOf(r, action, json))
    } else if (r.type === 'RiskAssessment') {
      taken.add(r)
      const json = checkedOrLeft(riskAssessment, r, problems)
      if (json !== undefined && json.status !== 'cancelled') put('risks', riskOf(r, json))
    }
  }
  if (early[0] !== undefined)
    problems.add(
      'record.preliminary-result',
      'info',
      placeIn(early[0], 'status'),
      `${early.length} genetic result${early.length === 1 ? ' is' : 's are'} preliminary and may still change.`,
      'Ask the laboratory for the final report.',
    )
  return taken.size === 0 ? { taken } : { genomics: found, taken }
}
