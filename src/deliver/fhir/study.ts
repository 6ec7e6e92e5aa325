import type {
  Device,
  DocumentReference,
  Extension,
  Patient,
  Procedure,
  Provenance,
  Resource,
  Specimen,
} from '@medplum/fhirtypes'
import type { GeneCard, InputCard } from '../report/document.ts'
import { resultsOf, wasTested } from '../report/gene-results.ts'
import { coding, concept, geneConcept, profile, systems } from './codes.ts'
import { genomeInput, type Writer } from './writer.ts'

const genders: Readonly<Record<string, Patient['gender']>> = { female: 'female', male: 'male', other: 'other' }

export const patientOf = (w: Writer): Patient => {
  const { person } = w.document
  const gender = genders[person.sex ?? '']
  return {
    resourceType: 'Patient',
    id: w.id('Patient', 'person'),
    identifier: [
      { system: 'urn:attune:person', value: person.id },
      ...(person.mrn === undefined
        ? []
        : [{ type: concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'MR'), value: person.mrn }]),
    ],
    name: [{ text: person.name }],
    ...(gender === undefined ? {} : { gender }),
    ...(person.birthDate === undefined ? {} : { birthDate: person.birthDate }),
  }
}

export const deviceOf = (w: Writer): Device => ({
  resourceType: 'Device',
  id: w.id('Device', 'software'),
  deviceName: [{ name: w.document.software.name, type: 'user-friendly-name' }],
  version: [{ value: w.document.software.version }],
})

export const specimenOf = (w: Writer): Specimen | undefined => {
  const sample = genomeInput(w.document)?.sample
  return sample === undefined
    ? undefined
    : { resourceType: 'Specimen', id: w.id('Specimen', 'genome'), identifier: [{ value: sample }], subject: w.patient }
}

const isGenome = (i: InputCard): boolean => i.kind === 'vcf' || i.kind === 'gvcf' || i.kind === 'array'

/** A file that was read, named by its checksum. Genome files claim the profile of genomic data files. */
export const fileOf = (w: Writer, i: InputCard): DocumentReference => ({
  resourceType: 'DocumentReference',
  id: w.id('DocumentReference', `${i.name} ${i.sha256}`),
  ...(isGenome(i) ? { meta: { profile: [profile('genomic-data-file')] } } : {}),
  identifier: [{ system: systems.sha256, value: i.sha256 }],
  status: 'current',
  subject: w.patient,
  description: `${i.kind}${i.build === undefined ? '' : `, ${i.build} (${i.buildEvidence ?? 'as told'})`}${i.rowsRead === undefined ? '' : `, ${i.rowsRead} rows read`}`,
  content: [{ attachment: { title: i.name } }],
})

const builds: Readonly<Record<string, readonly [code: string, display: string]>> = {
  GRCh37: ['LA14029-5', 'GRCh37'],
  GRCh38: ['LA26806-2', 'GRCh38'],
}

const part = (name: string, gene: string): Extension => ({ url: name, valueCodeableConcept: geneConcept(gene) })

const isCalled = (g: GeneCard): boolean => resultsOf(g).length === 1

const coverageNote = (g: GeneCard): string => {
  if (!wasTested(g)) return `${g.gene}: not tested.`
  if (g.result.call.source === 'outside') return `${g.gene}: stated by another laboratory, positions not seen here.`
  const open = g.result.call.notExcluded
  return `${g.gene}: ${g.coverage.covered} of ${g.coverage.of} positions have data.${open.length > 0 ? ` Could not be excluded: ${open.join(', ')}.` : ''}`
}

/** How the genome was looked at: build, input file, which genes were studied, which were called, which were not. */
export const analysisOf = (w: Writer, files: readonly DocumentReference[]): Procedure => {
  const { genes } = w.document
  const genome = genomeInput(w.document)
  const build = builds[genome?.build ?? '']
  const file = files[w.document.inputs.findIndex((i) => i === genome)]
  const limits = w.document.policy.missingAsReference
    ? ['Positions without data were taken as reference because the user said so.']
    : []
  const regions: Extension[] = [
    ...genes.filter(wasTested).map((g) => part('studied', g.gene)),
    ...genes.filter(isCalled).map((g) => part('called', g.gene)),
    ...genes.filter((g) => !isCalled(g)).map((g) => part('uncalled', g.gene)),
  ]
  return {
    resourceType: 'Procedure',
    id: w.id('Procedure', 'analysis'),
    meta: { profile: [profile('genomic-study-analysis')] },
    extension: [
      {
        url: profile('genomic-study-analysis-method-type'),
        valueCodeableConcept: concept(
          'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/genomic-study-method-type-cs',
          'targeted-variant-analysis',
        ),
      },
      ...(build === undefined
        ? []
        : [
            {
              url: profile('genomic-study-analysis-genome-build'),
              valueCodeableConcept: concept(systems.loinc, ...build),
            },
          ]),
      {
        url: profile('genomic-study-analysis-genomic-source-class'),
        valueCodeableConcept: concept(systems.loinc, 'LA6683-2', 'Germline'),
      },
      ...(w.specimen === undefined
        ? []
        : [{ url: profile('genomic-study-analysis-specimen'), valueReference: w.specimen }]),
      ...(regions.length === 0 ? [] : [{ url: profile('genomic-study-analysis-regions'), extension: regions }]),
      ...(file === undefined
        ? []
        : [{ url: profile('genomic-study-analysis-input'), extension: [{ url: 'file', valueReference: w.to(file) }] }]),
    ],
    status: 'completed',
    category: concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'),
    subject: w.patient,
    performedDateTime: w.at,
    note: [...limits, ...genes.map(coverageNote)].map((text) => ({ text })),
  }
}

export const studyOf = (w: Writer, analysis: Procedure): Procedure => ({
  resourceType: 'Procedure',
  id: w.id('Procedure', 'study'),
  meta: { profile: [profile('genomic-study')] },
  extension: [{ url: profile('genomic-study-analysis-ext'), valueReference: w.to(analysis) }],
  status: 'completed',
  category: concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'),
  code: { text: 'Pharmacogenomic analysis' },
  subject: w.patient,
  performedDateTime: w.at,
})

/** What the report was made from: the files by their checksums, the knowledge by its releases. */
export const provenanceOf = (w: Writer, report: Resource, files: readonly DocumentReference[]): Provenance => ({
  resourceType: 'Provenance',
  id: w.id('Provenance', 'report'),
  target: [w.to(report)],
  recorded: w.at,
  activity: { coding: [coding('http://terminology.hl7.org/CodeSystem/v3-DataOperation', 'CREATE')] },
  agent: [
    { type: concept('http://terminology.hl7.org/CodeSystem/provenance-participant-type', 'assembler'), who: w.device },
  ],
  entity: [
    ...files.map((f) => ({ role: 'source' as const, what: w.to(f) })),
    ...w.document.knowledge.map((k) => ({
      role: 'derivation' as const,
      what: {
        identifier: { system: 'urn:attune:knowledge', value: `${k.id} ${k.release}` },
        display: `${k.title}; ${k.licence}; ${k.attribution}`,
      },
    })),
  ],
})
