import { getStatus, OperationOutcomeError } from '@medplum/core'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttuneError, faults } from '../shared/errors.ts'
import { type LogTo, logFault, requestLog } from './request-log.ts'
import { refuseAddress } from './fhir/index.ts'
import { storeIsAway } from './store-is-away.ts'

/**
 * What the application serves: the built page, and whatever `routes` adds. `hosts` keeps other web sites from reaching a server on loopback
 * under a name of their own.
 */
export type AppParts = {
  readonly page: string
  readonly routes: (app: FastifyInstance) => Promise<void>
  readonly log?: LogTo
  /** Names by which the server may be asked. Without them any: then a proxy in front must check. */
  readonly hosts?: readonly string[]
  /** How browsers reach this server: a page asked for under another of `hosts` is sent here, as sessions belong to one name. */
  readonly baseUrl: string
  /** Addresses of proxies in front whose word is taken for where a request comes from. */
  readonly proxies?: readonly string[]
}

const csp =
  "default-src 'self'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The HTTP application. It listens nowhere by itself; logs carry method, route pattern and status, never a person's id or data. */
export const buildApp = async (parts: AppParts): Promise<FastifyInstance> => {
  const here = new URL(parts.baseUrl)
  const app = Fastify({
    logger: requestLog(parts.log ?? false),
    trustProxy: parts.proxies === undefined ? false : [...parts.proxies],
    bodyLimit: 1 << 20,
    requestTimeout: 300_000,
    frameworkErrors: (error, request, reply) => {
      if (request.url.startsWith('/fhir')) refuseAddress(error, reply as FastifyReply)
      else
        void (reply as FastifyReply).status(400).send({ code: 'bad-request', message: 'The address cannot be read.' })
    },
  })

  // Schemas of answers describe them; they must not leave anything out of them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))

  app.addHook('onRequest', async (request, reply) => {
    if (parts.hosts === undefined) return undefined
    if (parts.hosts.includes(request.hostname)) {
      const elsewhere = request.hostname !== here.hostname && request.headers['sec-fetch-mode'] === 'navigate'
      return elsewhere && request.method === 'GET' ? reply.redirect(`${here.origin}${request.url}`, 307) : undefined
    }
    return reply.status(421).send({ code: 'wrong-host', message: 'This server does not answer under this name.' })
  })

  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    reply.header('x-content-type-options', 'nosniff')
    if (here.protocol === 'https:') reply.header('strict-transport-security', 'max-age=31536000')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('cross-origin-resource-policy', 'same-origin')
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', csp)
  })

  app.setErrorHandler((cause, request, reply) => {
    const error = storeIsAway(cause) ? new AttuneError('ATTUNE_STORE_AWAY', 'database', { cause }) : cause
    const code = error instanceof AttuneError ? error.code : 'ATTUNE_INTERNAL'
    const thrown = error as { statusCode?: number; message?: string }
    const refused = error instanceof OperationOutcomeError ? getStatus(error.outcome) : thrown.statusCode
    const status = error instanceof AttuneError ? faults[code].status : (refused ?? 500)
    const message =
      error instanceof AttuneError
        ? error.message
        : status < 500
          ? (thrown.message ?? '')
          : faults.ATTUNE_INTERNAL.message.replace(': {0}', '')
    if (status >= 500) logFault(request.log, error, code, request.routeOptions.url)
    if (status === 503) reply.header('retry-after', '5')
    return reply
      .status(status)
      .send({ code: status < 500 && !(error instanceof AttuneError) ? 'bad-request' : code, message })
  })

  await parts.routes(app)

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
