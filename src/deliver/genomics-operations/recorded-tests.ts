import type { Coding, DiagnosticReport, Observation, Resource } from '@medplum/fhirtypes'
import { buildOfAccession, canonicalContig } from '../../genome/identity/index.ts'
import { codeOf, componentsOf, kindOf } from './coded.ts'
import type { Span } from './place.ts'
import { sourceClassOf } from './recorded-variant.ts'
import { gone, idOf } from './result-filter.ts'
import type { GenomeTest, RecordedResult } from './subject-genome.ts'

const testName = (report: DiagnosticReport): string =>
  report.identifier?.find((i) => i.value !== undefined)?.value ?? report.id ?? 'report'

const specimenName = (of: DiagnosticReport | Observation | undefined): string | undefined => {
  const specimen = Array.isArray(of?.specimen) ? of.specimen[0] : of?.specimen
  return specimen?.identifier?.value ?? specimen?.reference?.replace(/^Specimen\//, '') ?? specimen?.display
}

/** The stretches a "region studied" result names: those examined, and those that could not be called. Where the counting is not said, what every counting agrees on was examined, and what any of them names could not be called. */
const regionsOf = (
  observation: Observation,
): { readonly studied: readonly Span[]; readonly uncallable: readonly Span[] } | undefined => {
  const accession = codeOf(observation, '48013-7') ?? ''
  const chrom = canonicalContig(accession)
  const build = chrom === 'chrM' ? 'GRCh38' : buildOfAccession(accession)
  const system = codeOf(observation, '92822-6')
  const from = system === 'LA30102-0' ? 1 : 0
  const said = system !== undefined
  if (chrom === undefined || build === undefined) return undefined
  const spans = (code: string, margin: 0 | 1): readonly Span[] =>
    componentsOf(observation, code).flatMap(({ valueRange }) => {
      const [low, high] = [valueRange?.low?.value, valueRange?.high?.value]
      return low === undefined || high === undefined
        ? []
        : [{ build, chrom, start: Math.max(0, low - from - margin), end: high + margin }]
    })
  return { studied: spans('51959-5', 0), uncallable: spans('uncallable-regions', said ? 0 : 1) }
}

type Kept = { readonly observation: Observation; readonly report: DiagnosticReport | undefined }

/**
 * The tests and results that a record's Observations and DiagnosticReports tell of. A report is a test; results of no report are of none. Regions studied (STU2) become what a test looked at;
 * a report without them says nothing of what it looked at.
 */
export const recordedTests = (
  resources: readonly Resource[],
): { readonly tests: readonly GenomeTest[]; readonly results: readonly RecordedResult[] } => {
  const reports = resources.filter(
    (r): r is DiagnosticReport => r.resourceType === 'DiagnosticReport' && !gone.has(r.status),
  )
  const observations = resources.filter(
    (r): r is Observation => r.resourceType === 'Observation' && !gone.has(r.status),
  )
  const reportsOf = new Map<string, DiagnosticReport[]>()
  for (const report of reports)
    for (const { reference } of report.result ?? []) {
      const id = idOf(reference)
      if (id !== undefined) reportsOf.set(id, [...(reportsOf.get(id) ?? []), report])
    }
  const genomic = observations.filter((o) => kindOf(o) !== undefined)
  const kept: readonly Kept[] = genomic.flatMap((observation) => {
    const of = reportsOf.get(observation.id ?? '') ?? [undefined]
    return of.map((report) => ({ observation, report }))
  })
  const regions = kept.filter((k) => kindOf(k.observation) === 'region')
  const byTest = Map.groupBy(regions, (k) =>
    k.report === undefined ? (k.observation.id ?? 'region') : testName(k.report),
  )
  const studiedTests = [...byTest].map(([id, parts]): GenomeTest => {
    const told = parts.flatMap((p) => regionsOf(p.observation) ?? [])
    const [first] = parts
    const [studied, uncallable] = [told.flatMap((t) => t.studied), told.flatMap((t) => t.uncallable)]
    const date = first?.report?.effectiveDateTime ?? first?.observation.effectiveDateTime
    const specimen = specimenName(first?.report) ?? specimenName(first?.observation)
    const sourceClass = parts.flatMap((p) => sourceClassOf(p.observation) ?? [])[0]
    const types = parts.flatMap((p) =>
      componentsOf(p.observation, '48019-4', 'coding-change-type').flatMap(
        (c): readonly Coding[] => c.valueCodeableConcept?.coding ?? [],
      ),
    )
    const build = studied[0]?.build ?? uncallable[0]?.build
    return {
      id,
      ...(date === undefined ? {} : { date }),
      ...(specimen === undefined ? {} : { specimen }),
      ...(sourceClass === undefined ? {} : { sourceClass }),
      ...(build === undefined ? {} : { build }),
      ...(told.length === 0 ? {} : { studied }),
      ...(uncallable.length === 0 ? {} : { uncallable }),
      ...(types.length === 0 ? {} : { changeTypes: types }),
    }
  })
  const plain = [...new Set(kept.flatMap((k) => k.report ?? []))]
    .filter((r) => !byTest.has(testName(r)))
    .map((report): GenomeTest => {
      const specimen = specimenName(report)
      return {
        id: testName(report),
        ...(report.effectiveDateTime === undefined ? {} : { date: report.effectiveDateTime }),
        ...(specimen === undefined ? {} : { specimen }),
      }
    })
  const results = genomic.map(
    (observation): RecordedResult => ({
      observation,
      tests: (reportsOf.get(observation.id ?? '') ?? []).map(testName),
    }),
  )
  return { tests: [...studiedTests, ...plain], results }
}
