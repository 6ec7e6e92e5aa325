import type { Reference, Resource } from '@medplum/fhirtypes'
import type { ReportDocument } from '../report/document.ts'
import { uuidOf } from './identity.ts'

/** What every resource of one report needs: the document, stable ids, and references to what they are all about. */
export type Writer = {
  readonly document: ReportDocument
  /** The time of the report with seconds, as FHIR wants it. */
  readonly at: string
  readonly id: (type: string, key: string) => string
  readonly to: <T extends Resource>(resource: T) => Reference<T>
  readonly patient: { readonly reference: string }
  readonly device: { readonly reference: string }
  readonly specimen: { readonly reference: string } | undefined
}

const genomeKinds = new Set(['vcf', 'gvcf', 'array'])

export const genomeInput = (document: ReportDocument): ReportDocument['inputs'][number] | undefined =>
  document.inputs.find((i) => genomeKinds.has(i.kind))

/** Ids depend on the person, the files, the knowledge and the time of the report: another run over the same gives the same, another report gives others. */
export const writerFor = (document: ReportDocument): Writer => {
  const seed = JSON.stringify([
    document.person.id,
    document.inputs.map((i) => i.sha256),
    document.knowledge.map((k) => [k.id, k.release]),
    document.at,
    document.software.version,
  ])
  const id = (type: string, key: string): string => uuidOf(seed, type, key)
  const urn = (type: string, key: string): { readonly reference: string } => ({
    reference: `urn:uuid:${id(type, key)}`,
  })
  return {
    document,
    at: document.at.replace(/T(\d{2}:\d{2})(?!:)/, 'T$1:00'),
    id,
    to: (resource) => ({ reference: `urn:uuid:${resource.id}` }),
    patient: urn('Patient', 'person'),
    device: urn('Device', 'software'),
    specimen: genomeInput(document)?.sample === undefined ? undefined : urn('Specimen', 'genome'),
  }
}
