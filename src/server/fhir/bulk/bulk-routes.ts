import type { Parameters } from '@medplum/fhirtypes'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import type { AuditEntry } from '../../../trust/index.ts'
import type { Job, JobFiles, JobQueue } from '../../../store/jobs/index.ts'
import { serverFault } from '../answer.ts'
import { askingOf, searchText, wishesOf } from '../asking.ts'
import { ndjsonTypes } from '../body-parsers.ts'
import { FhirFault, fault } from '../fault.ts'
import { limits } from '../limits.ts'
import type { FhirParts } from '../parts.ts'
import { demandAny, demandEverybody } from '../rights.ts'
import { accessDigest, snapshotOf } from './access-snapshot.ts'
import { type ExportJob, type ExportResult, exportKind } from './export-job.ts'
import { type ExportRequest, exportRequestOf } from './export-request.ts'
import { type ImportJob, type ImportReport, importKind, uploadFile, uploadKind } from './import-job.ts'

/** `audit` writes the entry of a request, with the patients it concerned, before the answer leaves. */
export type BulkParts = Pick<FhirParts, 'definitions' | 'baseUrl' | 'now' | 'newId'> & {
  readonly jobs: JobQueue
  readonly files: JobFiles
  readonly audit: (
    request: FastifyRequest,
    outcome: AuditEntry['outcome'],
    patients: readonly string[],
  ) => Promise<void>
}

const outcomeType = 'application/fhir+json; charset=utf-8'

/** Seconds after which a caller should ask again. */
const askAgain = 2

const place = (job: string): string => `_jobs/${job}`

const noSuchJob = () => fault(404, 'not-found', 'There is no such job.')

/** The job, for who began it and may still do the same; for everybody else it is not there. */
const ownJob = async (parts: BulkParts, request: FastifyRequest): Promise<Job> => {
  const { access } = askingOf(request)
  const { job: id } = request.params as { readonly job: string }
  const job = await parts.jobs.get(access.tenant, id)
  if (job === undefined || (job.kind !== exportKind && job.kind !== importKind)) throw noSuchJob()
  if (job.state === 'cancelled' || (job.request as ExportJob | ImportJob).digest !== accessDigest(access))
    throw noSuchJob()
  return job
}

const accepted = (parts: BulkParts, reply: FastifyReply, job: string): FastifyReply =>
  reply
    .status(202)
    .header('content-location', `${parts.baseUrl}/${place(job)}`)
    .send()

const beginExport = async (
  parts: BulkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  scope: ExportRequest['scope'],
): Promise<FastifyReply> => {
  const { access, repository } = askingOf(request)
  const wishes = wishesOf(request)
  demandEverybody(access, 'r')
  demandAny(access, 's')
  if (!wishes.later)
    throw fault(400, 'required', 'An export is made in the background: send Prefer: respond-async.', 'http.Prefer')
  const { id = '' } = request.params as { readonly id?: string }
  const asked = exportRequestOf(parts.definitions, scope, id, searchText(request))
  // A group that is not there, or not to be seen, is told at once.
  if (scope === 'group') await repository.readResource('Group', id)
  const job: ExportJob = {
    access: snapshotOf(access),
    digest: accessDigest(access),
    request: asked,
    url: `${parts.baseUrl}${request.url.replace(/^.*?\/fhir/, '')}`,
    transactionTime: parts.now(),
  }
  const { id: made } = await parts.jobs.enqueue({
    tenant: access.tenant,
    kind: exportKind,
    request: job,
    createdBy: access.actor.id,
  })
  await parts.audit(request, 'success', [])
  return accepted(parts, reply, made)
}

const progressText = (progress: unknown): string =>
  typeof progress === 'object' && progress !== null
    ? Object.entries(progress)
        .filter(([, value]) => typeof value !== 'object')
        .map(([name, value]) => `${name} ${String(value)}`)
        .join(', ')
    : 'waiting'

const manifestOf = (parts: BulkParts, job: Job) => {
  const { url, transactionTime } = job.request as ExportJob
  const { files } = job.result as ExportResult
  return {
    transactionTime,
    request: url,
    requiresAccessToken: true,
    output: files.map(({ type, name, count }) => ({ type, url: `${parts.baseUrl}/${place(job.id)}/${name}`, count })),
    error: [],
  }
}

const reportOf = (report: ImportReport): Parameters => ({
  resourceType: 'Parameters',
  parameter: [
    { name: 'lines', valueInteger: report.lines },
    { name: 'created', valueInteger: report.created },
    { name: 'updated', valueInteger: report.updated },
    { name: 'refused', valueInteger: report.refused },
    ...report.problems.map(({ line, issues }) => ({
      name: 'problem',
      part: [
        { name: 'line', valueInteger: line },
        { name: 'outcome', resource: { resourceType: 'OperationOutcome' as const, issue: [...issues] } },
      ],
    })),
  ],
})

const tellState = async (parts: BulkParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const job = await ownJob(parts, request)
  await parts.audit(request, 'success', [])
  if (job.state === 'queued' || job.state === 'running')
    return reply
      .status(202)
      .header('x-progress', progressText(job.progress).slice(0, 100))
      .header('retry-after', String(askAgain))
      .send()
  if (job.state === 'failed') {
    const told = job.result as { readonly status?: number; readonly issues?: FhirFault['issues'] }
    throw told.status === undefined || told.issues === undefined
      ? serverFault()
      : new FhirFault(told.status, told.issues)
  }
  if (job.kind === importKind)
    return reply.type(outcomeType).send(JSON.stringify(reportOf(job.result as ImportReport)).replaceAll('<', '\\u003c'))
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(manifestOf(parts, job)))
}

const sendFile = async (parts: BulkParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const job = await ownJob(parts, request)
  const { name } = request.params as { readonly name: string }
  if (job.kind !== exportKind || job.state !== 'done') throw noSuchJob()
  const bytes = await parts.files.read(job.tenant, job.id, name)
  if (bytes === undefined) throw noSuchJob()
  await parts.audit(request, 'success', (job.result as ExportResult).patients)
  return reply
    .type('application/fhir+ndjson')
    .header('content-disposition', 'attachment')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(Readable.from(bytes))
}

/** Keeps an upload in the store: a job of its own, which this request works itself, holds the file. */
const keepUpload = async (
  parts: BulkParts,
  tenant: string,
  by: string,
  bytes: AsyncIterable<Buffer>,
): Promise<string> => {
  const upload = await parts.jobs.begin({ tenant, kind: uploadKind, request: {}, createdBy: by })
  const file = parts.files.create(upload, uploadFile)
  let [size, told] = [0, 0]
  try {
    for await (const piece of bytes) {
      size += piece.length
      if (size > limits.importBytes)
        throw fault(413, 'too-long', `An upload may have ${limits.importBytes} bytes: send it in parts.`)
      await file.write(piece)
      if (size - told > 16 << 20) {
        told = size
        await parts.jobs.heartbeat(upload)
      }
    }
    await file.end()
    await parts.jobs.finish(upload, { bytes: size })
    return upload.id
  } catch (thrown) {
    await parts.jobs.cancel(tenant, upload.id)
    throw thrown
  }
}

const beginImport = async (parts: BulkParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const { access } = askingOf(request)
  demandAny(access, 'u')
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!ndjsonTypes.includes(type))
    throw fault(
      415,
      'not-supported',
      'Send the NDJSON itself, as application/fhir+ndjson. Addresses of files are never fetched.',
      'http.Content-Type',
    )
  const { tenant, actor } = access
  const upload = await keepUpload(parts, tenant, actor.id, request.body as AsyncIterable<Buffer>)
  const job: ImportJob = { access: snapshotOf(access), digest: accessDigest(access), upload, url: request.url }
  const { id } = await parts.jobs.enqueue({ tenant, kind: importKind, request: job, createdBy: actor.id })
  await parts.audit(request, 'success', [])
  return accepted(parts, reply, id)
}

/**
 * Bulk export of the system, of all patients or of a group, and import of NDJSON. Both run as jobs: 202 with the place to ask, then the
 * manifest or the report.
 */
export const bulkRoutes = (app: FastifyInstance, parts: BulkParts): void => {
  const execute = { config: { note: { action: 'execute' as const } } }
  for (const [url, scope] of [
    ['/$export', 'system'],
    ['/Patient/$export', 'patient'],
    ['/Group/:id/$export', 'group'],
  ] as const)
    app.get(url, execute, async (request, reply) => beginExport(parts, request, reply, scope))
  app.post('/$import', { ...execute, bodyLimit: limits.importBytes }, async (request, reply) =>
    beginImport(parts, request, reply),
  )
  app.get('/_jobs/:job', execute, async (request, reply) => tellState(parts, request, reply))
  app.get('/_jobs/:job/:name', { config: { note: { action: 'read' } } }, async (request, reply) =>
    sendFile(parts, request, reply),
  )
  app.delete('/_jobs/:job', execute, async (request, reply) => {
    const job = await ownJob(parts, request)
    await parts.jobs.cancel(job.tenant, job.id)
    await parts.audit(request, 'success', [])
    return reply.status(202).send()
  })
}
