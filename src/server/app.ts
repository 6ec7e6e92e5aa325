import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { renderOutputs } from '../assess/index.ts'
import type { ReportDocument } from '../deliver/report/index.ts'
import type { Release } from '../knowledge/release.ts'
import { AttuneError, faults } from '../shared/errors.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { software } from '../shared/software.ts'
import type { PeopleStore } from '../store/index.ts'
import { genomeRoutes } from './genome-routes.ts'

/**
 * What the application serves: people of one tenant, the knowledge they were assessed with, and the built page. `hosts` keeps other web sites
 * from reaching a server on loopback under a name of their own.
 */
export type AppParts = {
  readonly people: PeopleStore
  readonly knowledge: readonly Release[]
  readonly page: string
  /** Log lines to standard output, or to a stream. */
  readonly log?: boolean | { write: (line: string) => void }
  /** Names by which the server may be asked. Without them any: then a proxy in front must check. */
  readonly hosts?: readonly string[]
}

const csp =
  "default-src 'self'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const outputTypes: Readonly<
  Record<
    string,
    {
      readonly of: 'reportHtml' | 'letterHtml' | 'fhirJson' | 'reportJson'
      readonly type: string
    }
  >
> = {
  'report.html': { of: 'reportHtml', type: 'text/html; charset=utf-8' },
  'letter.html': { of: 'letterHtml', type: 'text/html; charset=utf-8' },
  'report.fhir.json': { of: 'fhirJson', type: 'application/fhir+json; charset=utf-8' },
  'report.json': { of: 'reportJson', type: 'application/json; charset=utf-8' },
}

const notFound = (what: string): AttuneError => new AttuneError('ATTUNE_NOT_FOUND', what)

/** The HTTP application. It listens nowhere by itself; logs carry method, route pattern and status, never a person's id or data. */
export const buildApp = async (parts: AppParts): Promise<FastifyInstance> => {
  const app = Fastify({
    logger:
      parts.log !== undefined && parts.log !== false
        ? {
            level: 'info',
            ...(parts.log === true ? {} : { stream: parts.log }),
            serializers: { req: (r) => ({ method: r.method, route: r.routeOptions?.url ?? 'unknown' }) },
            redact: ['req.headers', 'req.url'],
          }
        : false,
    bodyLimit: 1 << 20,
    requestTimeout: 30_000,
    frameworkErrors: (_error, _request, reply) =>
      void (reply as FastifyReply).status(400).send({ code: 'bad-request', message: 'The address cannot be read.' }),
  })

  app.addHook('onRequest', async (request, reply) => {
    if (parts.hosts === undefined || parts.hosts.includes(request.hostname)) return undefined
    return reply.status(421).send({ code: 'wrong-host', message: 'This server does not answer under this name.' })
  })

  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('cross-origin-resource-policy', 'same-origin')
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', csp)
  })

  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof AttuneError ? error.code : 'ATTUNE_INTERNAL'
    const thrown = error as { statusCode?: number; message?: string }
    const status = error instanceof AttuneError ? faults[code].status : (thrown.statusCode ?? 500)
    const message =
      error instanceof AttuneError
        ? error.message
        : status < 500
          ? (thrown.message ?? '')
          : faults.ATTUNE_INTERNAL.message.replace(': {0}', '')
    return reply
      .status(status)
      .send({ code: status < 500 && !(error instanceof AttuneError) ? 'bad-request' : code, message })
  })

  const documentOf = async (id: string): Promise<ReportDocument> => {
    const report = await parts.people.report(id)
    if (report === undefined) throw notFound('person')
    return JSON.parse(report.document) as ReportDocument
  }

  app.get('/health/live', async () => ({ live: true }))
  app.get('/health/ready', async () => ({ ready: (await parts.people.count()) >= 0 && parts.knowledge.length > 0 }))
  app.get('/api/version', async () => ({
    ...software,
    intendedUse,
    knowledge: parts.knowledge.map((r) => ({ id: r.manifest.id, release: r.manifest.release })),
  }))
  app.get('/api/knowledge', async () => ({ releases: parts.knowledge.map((r) => r.manifest) }))
  app.get('/api/people', async () => ({
    people: (await parts.people.list()).map((p) => ({
      id: p.person,
      name: p.name,
      changed: p.changed,
      ...(p.story === null ? {} : { story: p.story }),
      ...(JSON.parse(p.summary) as object),
    })),
  }))
  app.get<{ Params: { id: string } }>('/api/people/:id/report', async (request, reply) => {
    const report = await parts.people.report(request.params.id)
    if (report === undefined) throw notFound('person')
    return reply.type('application/json; charset=utf-8').send(report.document)
  })
  app.get<{ Params: { id: string; file: string } }>('/api/people/:id/files/:file', async (request, reply) => {
    const output = Object.hasOwn(outputTypes, request.params.file) ? outputTypes[request.params.file] : undefined
    if (output === undefined) throw notFound('file')
    const outputs = await renderOutputs(await documentOf(request.params.id))
    // The report carries its own, stricter policy with the hashes of its script and style.
    reply.header('content-security-policy', "frame-ancestors 'none'")
    return reply.type(output.type).send(outputs[output.of])
  })

  const pack = gzipSync(JSON.stringify({ releases: parts.knowledge }))
  app.get('/knowledge-pack.json', async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'no-cache')
      .send(pack),
  )

  genomeRoutes(app, parts.people)

  await app.register(fastifyStatic, {
    root: parts.page,
    wildcard: true,
    index: false,
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  const index = await readFile(join(parts.page, 'index.html'), 'utf8')
  const sendPage = (reply: FastifyReply): FastifyReply =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index)
  app.get('/', async (_request, reply) => sendPage(reply))
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api/') &&
      !request.url.startsWith('/health/') &&
      !/\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '')
    if (wantsPage) return sendPage(reply)
    return reply.status(404).send({ code: 'ATTUNE_NOT_FOUND', message: 'There is no such address.' })
  })
  return app
}
