import type {
  Bundle,
  DiagnosticReport,
  Extension,
  MedicationStatement,
  Observation,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import type { ReportDocument } from '../report/document.ts'
import { concept, profile, systems } from './codes.ts'
import { implicationOf, statementOf } from './implications.ts'
import { genotypeOf, haplotypesOf, variantsOf } from './observations.ts'
import { analysisOf, deviceOf, fileOf, patientOf, provenanceOf, specimenOf, studyOf } from './study.ts'
import { needTaskOf, taskOf } from './tasks.ts'
import { type Writer, writerFor } from './writer.ts'

const noteExtension = (code: string, text: string): Extension => ({
  url: profile('genomic-report-note'),
  valueAnnotation: {
    extension: [
      {
        url: profile('annotation-code'),
        valueCodeableConcept: concept(
          'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/coded-annotation-types-cs',
          code,
        ),
      },
    ],
    text,
  },
})

const conclusionOf = (document: ReportDocument): string => {
  const act = document.recommendations.filter((r) => r.verdict === 'act').map((r) => r.say.clinician.title)
  const open = document.needs.map((n) => n.about)
  return [
    act.length > 0 ? `To act on: ${act.join('; ')}.` : 'Nothing to act on in what was looked at.',
    ...(open.length > 0 ? [`Not known: ${[...new Set(open)].join(', ')}.`] : []),
  ].join(' ')
}

const reportOf = (
  w: Writer,
  results: readonly Observation[],
  tasks: readonly Task[],
  study: Resource,
): DiagnosticReport => {
  const { document } = w
  return {
    resourceType: 'DiagnosticReport',
    id: w.id('DiagnosticReport', 'report'),
    meta: { profile: [profile('genomic-report')] },
    extension: [
      { url: profile('genomic-study-reference'), valueReference: w.to(study) },
      ...tasks.map((t) => ({ url: profile('recommended-action'), valueReference: w.to(t) })),
      noteExtension('test-disclaimer', document.intendedUse),
      ...document.limits.map((l) => noteExtension('test-methodology', l)),
    ],
    status: 'final',
    category: [concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'GE')],
    code: concept(systems.loinc, '51969-4'),
    subject: w.patient,
    effectiveDateTime: w.at,
    issued: w.at,
    ...(w.specimen === undefined ? {} : { specimen: [w.specimen] }),
    ...(results.length > 0 ? { result: results.map(w.to) } : {}),
    conclusion: conclusionOf(document),
  }
}

/**
 * `report.fhir.json`: the document as a collection Bundle of HL7 Genomics Reporting 3.0.0 (FHIR R4). Genotypes, haplotypes and variants, what
 * they imply for each medicine, proposed tasks, how well the genome was looked at, and what it all was made from. Genes without a result are in it,
 * with the reason. The same document gives the same bytes, ids included.
 */
export const genomicsReport = (document: ReportDocument): Bundle => {
  const w = writerFor(document)
  const files = document.inputs.map((i) => fileOf(w, i))
  const analysis = analysisOf(w, files)
  const study = studyOf(w, analysis)
  const genotypes = new Map<string, Observation>()
  const findings: Observation[] = []
  for (const gene of document.genes) {
    const variants = variantsOf(w, gene)
    const haplotypes = haplotypesOf(w, gene)
    const genotype = genotypeOf(w, gene, haplotypes, variants)
    genotypes.set(gene.gene, genotype)
    findings.push(genotype, ...haplotypes, ...variants)
  }
  const implications = new Map<string, Observation>()
  const statements = new Map<string, MedicationStatement>()
  for (const medicine of document.medicines) {
    const implication = implicationOf(w, medicine, genotypes)
    if (implication !== undefined) implications.set(medicine.drug.name, implication)
    const statement = statementOf(w, medicine)
    if (statement !== undefined) statements.set(medicine.drug.name, statement)
  }
  const tasks = [
    ...document.recommendations
      .filter((r) => r.intent !== 'continue')
      .map((r) => taskOf(w, r, implications.get(r.about.name), statements.get(r.about.name))),
    ...document.needs.map((n) => needTaskOf(w, n)),
  ]
  const specimen = specimenOf(w)
  const report = reportOf(w, [...implications.values(), ...findings], tasks, study)
  const resources: Resource[] = [
    report,
    patientOf(w),
    ...(specimen === undefined ? [] : [specimen]),
    deviceOf(w),
    ...findings,
    ...implications.values(),
    ...statements.values(),
    ...tasks,
    study,
    analysis,
    ...files,
    provenanceOf(w, report, files),
  ]
  const once = new Map(resources.map((r) => [r.id, r]))
  return {
    resourceType: 'Bundle',
    id: w.id('Bundle', 'report'),
    type: 'collection',
    timestamp: w.at,
    entry: [...once.values()].map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  }
}
