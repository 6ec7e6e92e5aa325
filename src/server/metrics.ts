import type { FastifyInstance } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/**
 * `token`: who may ask from elsewhere than this machine. Without one only loopback is answered, and behind a proxy nobody, as there everybody comes
 * from this machine.
 */
export type MetricsParts = { readonly token?: string; readonly behindProxy?: boolean }

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

const sameText = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/**
 * Counts and times every request by method, route pattern and status, never by address, and shows them in Prometheus' text form under `/metrics`.
 * What is asked for elsewhere without the token is told as not found.
 */
export const metricsRoutes = (app: FastifyInstance, parts: MetricsParts): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'attune_http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'attune_http_request_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames,
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode }
    requests.inc(labels)
    seconds.observe(labels, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', async (request, reply) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const allowed =
      parts.token === undefined
        ? parts.behindProxy !== true &&
          loopback.has(request.socket.remoteAddress ?? '') &&
          request.headers['x-forwarded-for'] === undefined
        : given !== undefined && sameText(given, parts.token)
    if (!allowed) return reply.status(404).send({ code: 'ATTUNE_NOT_FOUND', message: 'There is no such address.' })
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
