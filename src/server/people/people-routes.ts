import type { FastifyInstance, FastifyRequest } from 'fastify'
import { renderOutputs } from '../../assess/index.ts'
import type { ReportDocument } from '../../deliver/report/index.ts'
import { compileTerms, openRecord } from '../../record/index.ts'
import { AttuneError } from '../../shared/errors.ts'
import type { Result } from '../../shared/problem.ts'
import { type AuditEntry, mayMeetPatients, mayReadReport } from '../../trust/index.ts'
import { type ById, callersOf, noPerson, type PeopleRoutesParts, refused } from './callers.ts'
import { familyRoute } from './family-route.ts'
import { findPeople } from './find-people.ts'
import { importRoute } from './import-route.ts'
import * as schemas from './people-schemas.ts'
import { recordPage } from './record-page.ts'
import { areRisksShown, withoutRisks } from './shown-to-patient.ts'

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

const outputTypes: Readonly<
  Record<string, { readonly of: 'reportHtml' | 'letterHtml' | 'fhirJson' | 'reportJson'; readonly type: string }>
> = {
  'report.html': { of: 'reportHtml', type: 'text/html; charset=utf-8' },
  'letter.html': { of: 'letterHtml', type: 'text/html; charset=utf-8' },
  'report.fhir.json': { of: 'fhirJson', type: 'application/fhir+json; charset=utf-8' },
  'report.json': { of: 'reportJson', type: 'application/json; charset=utf-8' },
}

/** What a caller may not see answers exactly like what is not there; every look at a person's data leaves an audit entry before it is answered. */
export const peopleRoutes = (app: FastifyInstance, parts: PeopleRoutesParts): void => {
  const callers = callersOf(parts)
  const { access, note, reader } = callers

  void app.register(async (api) => {
    api.addHook('onRequest', callers.admit)
    await api.register(async (scope) => importRoute(scope, parts, callers))
    familyRoute(api, parts, callers)

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
      if (!report.ok) return report
      const caller = access(request)
      const withheld = caller.actor.role === 'patient' && !(await areRisksShown(parts.recordFor(caller), person))
      const { document } = report.value
      return { ...report, value: withheld ? withoutRisks(document) : document }
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
  })
}
