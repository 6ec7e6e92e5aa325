import type { FhirDefinitions } from '../../../fhir/index.ts'
import type { Instant } from '../../../shared/instant.ts'
import { writeJson } from '../../../shared/exact-json.ts'
import { type Job, type JobFiles, type JobHandler, JobRefused } from '../../../store/jobs/index.ts'
import { refusalOf } from '../answer.ts'
import type { OpenRecord } from '../parts.ts'
import { type AccessSnapshot, accessOfSnapshot } from './access-snapshot.ts'
import { openExport } from './exported.ts'
import type { ExportRequest } from './export-request.ts'

export const exportKind = 'fhir-export'

/** What is kept of an export while it waits. `digest` names the caller's permissions at the time of asking: only with the same are its files given out. */
export type ExportJob = {
  readonly access: AccessSnapshot
  readonly digest: string
  readonly request: ExportRequest
  readonly url: string
  readonly transactionTime: Instant
}

export type ExportedFile = { readonly type: string; readonly name: string; readonly count: number }

/** What is kept of an export that is done. */
export type ExportResult = { readonly files: readonly ExportedFile[]; readonly patients: readonly string[] }

/** Resources written between two signs of life. */
const chunk = 1000

/** Writes one NDJSON file for each type that has any resource the caller may see. */
export const exportHandler =
  (parts: {
    readonly definitions: FhirDefinitions
    readonly openRecord: OpenRecord
    readonly files: JobFiles
  }): JobHandler =>
  async (job: Job, { signal, progress }): Promise<ExportResult> => {
    const asked = job.request as ExportJob
    const access = accessOfSnapshot(asked.access)
    const { definitions } = parts
    const repository = parts.openRecord(access)
    const { types, resources } = await openExport({
      definitions,
      access,
      repository,
      request: asked.request,
      transactionTime: asked.transactionTime,
    }).catch((thrown: unknown) => {
      const refusal = refusalOf(thrown)
      throw refusal === undefined ? thrown : new JobRefused({ status: refusal.status, issues: refusal.issues })
    })
    const files: ExportedFile[] = []
    const patients = new Set<string>()
    let written = 0
    for (const [n, type] of types.entries()) {
      const name = `${type}.ndjson`
      let file: ReturnType<JobFiles['create']> | undefined
      let count = 0
      for await (const resource of resources(type)) {
        file ??= parts.files.create(job, name)
        await file.write(Buffer.from(`${writeJson(resource)}\n`))
        for (const patient of repository.patientsOf(resource)) patients.add(patient)
        count++
        if (++written % chunk === 0) {
          await progress({ resources: written, types: `${n} of ${types.length}` })
          signal.throwIfAborted()
        }
      }
      await file?.end()
      if (file !== undefined) files.push({ type, name, count })
    }
    return { files, patients: [...patients] }
  }
