import type { Bundle, Patient, Resource } from '@medplum/fhirtypes'
import type { FastifyInstance, FastifyRequest, RequestPayload } from 'fastify'
import { renderOutputs } from '../../assess/index.ts'
import type { ReportDocument } from '../../deliver/report/index.ts'
import type { FhirDefinitions } from '../../fhir/index.ts'
import type { Release } from '../../knowledge/release.ts'
import { compileTerms, openRecord } from '../../record/index.ts'
import { AttuneError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Problem, Result } from '../../shared/problem.ts'
import type { PeopleStore } from '../../store/index.ts'
import {
  type Access,
  type AuditAction,
  type AuditEntry,
  type AuditOutcome,
  type AuditSink,
  mayAddFiles,
  mayImport,
  mayMeetPatients,
  mayReadReport,
} from '../../trust/index.ts'
import type { PersonGenomes } from '../genomes/person-genomes.ts'
import type { Authenticate } from '../request-access.ts'
import { importFile } from './import-file.ts'
import { findPeople, nameOf } from './find-people.ts'
import type { PersonReports } from './person-reports.ts'
import * as schemas from './people-schemas.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { recordPage } from './record-page.ts'
import { type Held, type Upload, type UploadLimits, uploads } from './uploads.ts'

/** The record as one caller may see and change it. */
export type CallersRecord = {
  readonly read: (type: string, id: string) => Promise<Resource | undefined>
  readonly search: (type: string, query: string) => Promise<Bundle>
  readonly resources: (person: string) => Promise<readonly Resource[]>
  readonly transact: (bundle: Bundle) => Promise<Result<void>>
}

/** What the EHR showed about a person and what became of it. */
export type DecisionsOf = (person: string) => Promise<readonly unknown[]>

/** Who looked at a person's data, newest first. */
export type AccessesOf = (person: string) => Promise<readonly AuditEntry[]>

/** An access as the person it is about may see it: without the others it was about, and without what was searched for, which may name them. */
const shown = ({ at, actor, action, outcome, entity, patients }: AuditEntry, person: string) => {
  const { name, role, client, purpose } = actor
  const about = patients.length > 1 && !patients.every((p) => p === person) ? (entity.split('/')[0] ?? '') : entity
  return {
    at,
    actor: { name, role, purpose, ...(client === undefined ? {} : { client }) },
    action,
    outcome,
    entity: about,
  }
}

export type PeopleRoutesParts = {
  readonly authenticate: Authenticate
  readonly audit: AuditSink
  readonly definitions: FhirDefinitions
  readonly knowledge: readonly Release[]
  readonly recordFor: (access: Access) => CallersRecord
  readonly people: PeopleStore
  readonly genomes: PersonGenomes
  readonly reports: PersonReports
  readonly decisionsOf: DecisionsOf
  readonly accessesOf: AccessesOf
  readonly now: () => Instant
}

const outputTypes: Readonly<
  Record<string, { readonly of: 'reportHtml' | 'letterHtml' | 'fhirJson' | 'reportJson'; readonly type: string }>
> = {
  'report.html': { of: 'reportHtml', type: 'text/html; charset=utf-8' },
  'letter.html': { of: 'letterHtml', type: 'text/html; charset=utf-8' },
  'report.fhir.json': { of: 'fhirJson', type: 'application/fhir+json; charset=utf-8' },
  'report.json': { of: 'reportJson', type: 'application/json; charset=utf-8' },
}

/** A genome as BGZF, or a whole exome as text; it is held in memory while it is read. */
const upload: UploadLimits = { most: 2 ** 30, together: 1.5 * 2 ** 30 }

/** A request without a body. */
const nothing: Upload = { bytes: new Uint8Array(0), sha256: '' }

const noPerson = (): AttuneError => new AttuneError('ATTUNE_NOT_FOUND', 'person')

type ById = { Params: { id: string } }

/** What a caller may not see answers exactly like what is not there; every look at a person's data leaves an audit entry before it is answered. */
export const peopleRoutes = (app: FastifyInstance, parts: PeopleRoutesParts): void => {
  const callers = new WeakMap<FastifyRequest, Access>()
  const access = (request: FastifyRequest): Access => {
    const known = callers.get(request)
    if (known === undefined) throw new AttuneError('ATTUNE_NOT_SIGNED_IN', '')
    return known
  }
  const note = (
    request: FastifyRequest,
    action: AuditAction,
    entity: string,
    patients: readonly string[],
    outcome: AuditOutcome = 'success',
    query?: string,
  ): Promise<void> => {
    const { tenant, actor } = access(request)
    return parts.audit.append({
      tenant,
      at: parts.now(),
      actor,
      action,
      outcome,
      entity,
      patients,
      ...(query === undefined ? {} : { query }),
    })
  }
  /** The person the address names, whose whole record the caller may read. */
  const reader = async (request: FastifyRequest<ById>): Promise<string> => {
    const { id } = request.params
    const may = mayReadReport(access(request), id)
    if (may && (await parts.recordFor(access(request)).read('Patient', id)) !== undefined) return id
    await note(request, 'read', `Patient/${id}`.slice(0, 80), [], 'failure')
    throw noPerson()
  }
  const refused = (problems: readonly Problem[]) => {
    const [first] = problems
    return { code: first?.code ?? 'not-assessed', message: first?.message ?? '', problems }
  }

  void app.register(async (api) => {
    api.addHook('onRequest', async (request) => {
      const known = await parts.authenticate(request)
      if (known === undefined) throw new AttuneError('ATTUNE_NOT_SIGNED_IN', '')
      callers.set(request, known)
    })
    api.removeAllContentTypeParsers()
    const { receive } = uploads(upload)
    const held = new WeakMap<FastifyRequest, Held>()
    api.addContentTypeParser('*', { bodyLimit: upload.most }, async (request: FastifyRequest, body: RequestPayload) => {
      const length = request.headers['content-length']
      const received = await receive(body, length === undefined ? undefined : Number(length))
      held.set(request, received)
      return received
    })
    const letGo = async (request: FastifyRequest): Promise<void> => held.get(request)?.release()
    api.addHook('onResponse', letGo)
    api.addHook('onRequestAbort', letGo)

    api.get<{ Querystring: { q?: string; cursor?: string } }>(
      '/api/people',
      { schema: schemas.list },
      async (request) => {
        const caller = access(request)
        const { q = '', cursor } = request.query
        if (!mayMeetPatients(caller)) {
          await note(request, 'search', 'people', [], 'failure', q)
          throw new AttuneError('ATTUNE_NOT_ALLOWED', '')
        }
        const record = parts.recordFor(caller)
        const found = await findPeople(record.search, q, cursor)
        const ids = found.patients.map((p) => p.id)
        const seen = ids.filter((id) => mayReadReport(caller, id))
        const [current, lines] = [await parts.reports.upToDate(seen), await parts.people.lines(seen)]
        const today = new Set(lines.filter((l) => l.made.startsWith(parts.now().slice(0, 10))).map((l) => l.person))
        parts.reports.soon(seen.filter((id) => !current.has(id) || !today.has(id)))
        const line = new Map(lines.filter((l) => current.has(l.person)).map((l) => [l.person, l]))
        await note(request, 'search', 'people', ids, 'success', cursor ?? q)
        return {
          people: found.patients.map((p) => {
            const known = line.get(p.id)
            const story = known?.story ?? null
            return {
              ...p,
              assessed: known !== undefined,
              ...(known === undefined ? {} : { changed: known.made }),
              ...(story === null ? {} : { story }),
              ...(known === undefined ? {} : (JSON.parse(known.summary) as object)),
            }
          }),
          ...(found.next === undefined ? {} : { next: found.next }),
        }
      },
    )

    const documentOf = async (request: FastifyRequest<ById>, entity: string): Promise<Result<string>> => {
      const person = await reader(request)
      const report = await parts.reports.current(person)
      if (report === undefined) throw noPerson()
      await note(request, 'read', entity, [person])
      return report.ok ? { ...report, value: report.value.document } : report
    }
    api.get<ById>('/api/people/:id/report', { schema: schemas.report }, async (request, reply) => {
      const document = await documentOf(request, 'report')
      return document.ok
        ? reply.type('application/json; charset=utf-8').send(document.value)
        : reply.status(422).send(refused(document.problems))
    })
    api.get<{ Params: { id: string; file: string } }>(
      '/api/people/:id/files/:file',
      { schema: schemas.file },
      async (request, reply) => {
        const { file } = request.params
        const output = Object.hasOwn(outputTypes, file) ? outputTypes[file] : undefined
        if (output === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'file')
        const document = await documentOf(request, file)
        if (!document.ok) return reply.status(422).send(refused(document.problems))
        const outputs = await renderOutputs(JSON.parse(document.value) as ReportDocument)
        // The report carries its own, stricter policy with the hashes of its script and style.
        reply.header('content-security-policy', "frame-ancestors 'none'")
        return reply.type(output.type).send(outputs[output.of])
      },
    )

    api.get<ById>('/api/people/:id/record', { schema: schemas.record }, async (request, reply) => {
      const person = await reader(request)
      const terms = parts.knowledge.find((r) => r.manifest.id === 'attune-terms')
      if (terms === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-terms')
      const view = await openRecord(await parts.recordFor(access(request)).resources(person), {
        at: parts.now(),
        terms: compileTerms(terms),
        source: 'Record',
        patient: person,
      })
      await note(request, 'read', 'record', [person])
      return view.ok ? recordPage(view.value) : reply.status(422).send(refused(view.problems))
    })
    api.get<{ Params: { id: string; type: string; resource: string } }>(
      '/api/people/:id/resource/:type/:resource',
      { schema: schemas.resource },
      async (request, reply) => {
        const person = await reader(request)
        const { type, resource: id } = request.params
        const resource = await parts.recordFor(access(request)).read(type, id)
        const theirs = resource !== undefined && parts.definitions.patientsOf(resource).includes(person)
        await note(
          request,
          'read',
          `${type}/${id}`.slice(0, 80),
          theirs ? [person] : [],
          theirs ? 'success' : 'failure',
        )
        if (!theirs) throw new AttuneError('ATTUNE_NOT_FOUND', 'resource')
        return reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(resource))
      },
    )
    api.get<ById>('/api/people/:id/genome', { schema: schemas.genome }, async (request, reply) => {
      const person = await reader(request)
      const archive = await parts.genomes.archive(person)
      await note(request, 'read', 'genome', [person], archive === undefined ? 'failure' : 'success')
      if (archive === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'genome')
      return reply.type('application/octet-stream').send(Buffer.from(archive))
    })
    api.get<ById>('/api/people/:id/decisions', { schema: schemas.decisions }, async (request) => {
      const person = await reader(request)
      await note(request, 'read', 'decisions', [person])
      return { decisions: await parts.decisionsOf(person) }
    })
    api.get<ById>('/api/people/:id/accesses', { schema: schemas.accesses }, async (request) => {
      const person = await reader(request)
      await note(request, 'read', 'accesses', [person])
      return { accesses: (await parts.accessesOf(person)).map((entry) => shown(entry, person)) }
    })

    const inTurn = oneAtATime()
    const refuseImport = async (request: FastifyRequest): Promise<void> => {
      if (mayImport(access(request))) return
      await note(request, 'create', 'import', [], 'failure')
      throw new AttuneError('ATTUNE_NOT_ALLOWED', '')
    }
    api.post<{ Querystring: { name?: string; person?: string; leaveOutFaulty?: string }; Body: Upload | undefined }>(
      '/api/import',
      { bodyLimit: upload.most, schema: schemas.add, onRequest: refuseImport },
      async (request, reply) => {
        const caller = access(request)
        const record = parts.recordFor(caller)
        const { name = 'file', person, leaveOutFaulty } = request.query
        const { bytes, sha256 } = request.body ?? nothing
        const about = person === undefined ? [] : [person]
        // Should the entry of what came of it be lost with the process, this one is there.
        await note(request, 'execute', 'import', [], 'success', `sha256:${sha256}`)
        const imported = await importFile(
          {
            name: name.slice(0, 200),
            bytes,
            sha256,
            ...(person === undefined ? {} : { person }),
            leaveOutFaulty: leaveOutFaulty === 'true',
          },
          {
            definitions: parts.definitions,
            stored: record.read,
            transact: record.transact,
            mayAddFiles: (id) => mayAddFiles(caller, id),
            inTurn,
            genomes: parts.genomes,
            people: parts.people,
            knowledge: parts.knowledge,
            at: parts.now(),
          },
        ).catch(async (cause: unknown) => {
          await note(request, 'create', 'import', about, 'error')
          throw cause
        })
        const people = imported.ok ? imported.value.people : []
        await note(request, 'create', 'import', people, imported.ok ? 'success' : 'failure')
        if (!imported.ok) return reply.status(422).send(refused(imported.problems))
        parts.reports.soon(people)
        const names = await Promise.all(people.map((id) => record.read('Patient', id)))
        return {
          people: people.map((id, i) => ({ id, name: nameOf(names[i] as Patient) })),
          took: imported.value.took,
          problems: imported.problems,
        }
      },
    )
  })
}
