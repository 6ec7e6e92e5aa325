import type { CapabilityStatement } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { AttuneRepository } from '../../store/fhir/index.ts'
import type { JobFiles, JobQueue } from '../../store/jobs/index.ts'
import type { Access, AuditSink } from '../../trust/index.ts'
import type { Authenticate } from '../request-access.ts'

/** The record as one caller may see and change it; cheap to open, once for each request. */
export type OpenRecord = (access: Access) => AttuneRepository

/** What FHIR over HTTP is made of. `baseUrl` is the address of `/fhir` as clients write it, without a slash at its end. */
export type FhirParts = {
  readonly definitions: FhirDefinitions
  readonly openRecord: OpenRecord
  readonly audit: AuditSink
  readonly authenticate: Authenticate
  readonly baseUrl: string
  readonly now: () => Instant
  readonly newId: () => string
  /** 32 secret bytes that seal where a page of history ended. */
  readonly pageKey: Uint8Array
  readonly jobs: JobQueue
  readonly files: JobFiles
  /** The statement of what is served, for `/metadata`; made once, when it is first asked for. */
  readonly capability: () => CapabilityStatement
  /** Whether pages of this origin may ask; without it no page of another origin may. */
  readonly isAllowedOrigin?: (origin: string) => boolean
}
