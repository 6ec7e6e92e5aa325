import { createHash } from 'node:crypto'
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../../fhir/index.ts'
import { type Job, type JobFiles, type JobHandler, JobRefused } from '../../../store/jobs/index.ts'
import { refusalOf } from '../answer.ts'
import { issue, quoted } from '../fault.ts'
import { limits } from '../limits.ts'
import { readJson } from '../read-json.ts'
import type { OpenRecord } from '../parts.ts'
import type { AttuneRepository } from '../../../store/fhir/index.ts'
import { type AccessSnapshot, accessOfSnapshot } from './access-snapshot.ts'
import { ndjsonLines } from './ndjson-lines.ts'

export const importKind = 'fhir-import'

/** A job that a request works itself while its body comes in. */
export const uploadKind = 'fhir-upload'

/** The one file of an upload. */
export const uploadFile = 'upload.ndjson'

/** `upload`: the job whose file holds the NDJSON. */
export type ImportJob = {
  readonly access: AccessSnapshot
  readonly digest: string
  readonly upload: string
  readonly url: string
}

/** What became of the lines so far. `problems` holds the first ones, `refused` counts all; a line that was not taken left nothing behind. */
export type ImportReport = {
  readonly lines: number
  readonly created: number
  readonly updated: number
  readonly refused: number
  readonly problems: readonly { readonly line: number; readonly issues: readonly OperationOutcomeIssue[] }[]
}

const nothingYet: ImportReport = { lines: 0, created: 0, updated: 0, refused: 0, problems: [] }

const batchSize = 500
const mostProblems = 1000

type Line = { readonly n: number; readonly resource: Resource }
type Refused = { readonly line: number; readonly issues: readonly OperationOutcomeIssue[] }

const isRefused = (x: Line | Refused): x is Refused => 'issues' in x

/** A resource without an id gets one that comes from its place, so that a line done twice after a crash is one resource. */
const idOf = (job: Job, line: number): string =>
  createHash('sha256').update(`${job.tenant} ${job.id} ${line}`).digest('hex').slice(0, 32)

const lineOf = (definitions: FhirDefinitions, job: Job, n: number, text: string | undefined): Line | Refused => {
  if (text === undefined)
    return { line: n, issues: [issue('too-long', `The line is longer than ${limits.ndjsonLineBytes} bytes.`)] }
  try {
    const value = readJson(text)
    if (typeof value !== 'object' || value === null || !('resourceType' in value))
      return {
        line: n,
        issues: [issue('structure', 'The line is not a resource: one JSON object with a resourceType is expected.')],
      }
    const type: unknown = value.resourceType
    if (typeof type !== 'string' || !definitions.types.has(type))
      return {
        line: n,
        issues: [issue('value', `There is no resource type ${quoted(String(type))} in FHIR R4.`, 'resourceType')],
      }
    const resource = { ...value, id: 'id' in value ? value.id : idOf(job, n) } as Resource
    const faults = definitions.faultsOf(resource).filter((f) => f.severity === 'error' || f.severity === 'fatal')
    return faults.length === 0 ? { n, resource } : { line: n, issues: faults }
  } catch (thrown) {
    const refusal = refusalOf(thrown)
    if (refusal === undefined) throw thrown
    return { line: n, issues: refusal.issues }
  }
}

type Taken = { readonly created: number; readonly updated: number; readonly refused: readonly Refused[] }

/**
 * Writes lines in one transaction. When one is refused they are written again, each to be undone by itself, so that the others are taken;
 * that is slower, and so not the way from the start.
 */
const takeBatch = async (repository: AttuneRepository, lines: readonly Line[], each: boolean): Promise<Taken> => {
  try {
    return await repository.withTransaction(async (tx) => {
      const refused: Refused[] = []
      let created = 0
      for (const { n, resource } of lines)
        try {
          const put = (to: AttuneRepository) => to.put(resource, { checked: true })
          if ((await (each ? tx.withTransaction(put) : put(tx))).created) created++
        } catch (thrown) {
          const refusal = each ? refusalOf(thrown) : undefined
          if (refusal === undefined) throw thrown
          refused.push({ line: n, issues: refusal.issues })
        }
      return { created, updated: lines.length - created - refused.length, refused }
    })
  } catch (thrown) {
    if (each || refusalOf(thrown) === undefined) throw thrown
    return takeBatch(repository, lines, true)
  }
}

const added = (report: ImportReport, lines: number, taken: Taken, unread: readonly Refused[]): ImportReport => {
  const refused = [...unread, ...taken.refused].sort((a, b) => a.line - b.line)
  return {
    lines,
    created: report.created + taken.created,
    updated: report.updated + taken.updated,
    refused: report.refused + refused.length,
    problems: [...report.problems, ...refused].slice(0, mostProblems),
  }
}

/**
 * Takes an upload in, line by line, in transactions of 500. An attempt that broke off goes on after the last batch that was told as progress;
 * a batch that was written and not told is written again under the same ids.
 */
export const importHandler =
  (parts: {
    readonly definitions: FhirDefinitions
    readonly openRecord: OpenRecord
    readonly files: JobFiles
  }): JobHandler =>
  async (job, { signal, progress }): Promise<ImportReport> => {
    const asked = job.request as ImportJob
    const repository = parts.openRecord(accessOfSnapshot(asked.access))
    const bytes = await parts.files.read(job.tenant, asked.upload, uploadFile)
    let report = (job.progress as ImportReport | undefined) ?? nothingYet
    if (bytes === undefined) return report
    let batch: (Line | Refused)[] = []
    let last = report.lines
    const take = async (): Promise<void> => {
      const lines = batch.filter((b): b is Line => !isRefused(b))
      const taken =
        lines.length === 0 ? { created: 0, updated: 0, refused: [] } : await takeBatch(repository, lines, false)
      report = added(report, last, taken, batch.filter(isRefused))
      batch = []
      await progress(report)
      signal.throwIfAborted()
    }
    for await (const { n, text } of ndjsonLines(bytes, limits.ndjsonLineBytes)) {
      if (n <= report.lines) continue
      batch.push(lineOf(parts.definitions, job, n, text))
      last = n
      if (batch.length === batchSize) await take()
    }
    if (batch.length > 0) await take()
    return report
  }

/** An upload that comes to a worker was broken off: the request that made it is gone, and so are its bytes. */
export const brokenUpload: JobHandler = async () => {
  throw new JobRefused({ message: 'The upload was broken off.' })
}
