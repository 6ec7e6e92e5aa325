import type { FhirDefinitions } from '../../../fhir/index.ts'
import type { JobFiles, JobHandler } from '../../../store/jobs/index.ts'
import type { OpenRecord } from '../parts.ts'
import { exportHandler, exportKind } from './export-job.ts'
import { brokenUpload, importHandler, importKind, uploadKind } from './import-job.ts'

/** What a job worker must be able to do for bulk export and import. */
export const fhirJobHandlers = (parts: {
  readonly definitions: FhirDefinitions
  readonly openRecord: OpenRecord
  readonly files: JobFiles
}): Readonly<Record<string, JobHandler>> => ({
  [exportKind]: exportHandler(parts),
  [importKind]: importHandler(parts),
  [uploadKind]: brokenUpload,
})
