import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { SignInRoom } from './parts.ts'
import { replayed, withClientOfRefresh } from './refresh-without-client.ts'

/**
 * Hands everything below `/oauth` that has no route of its own to the authorization server. Host and protocol are those of the configured
 * address, whatever the request says, because the server writes addresses into its answers.
 */
export const oauthRoutes = async (app: FastifyInstance, room: SignInRoom, provider: Provider): Promise<void> => {
  const { host, protocol } = new URL(room.baseUrl)
  const handle = provider.callback()
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Other bodies stay on the stream: the authorization server says itself that it does not read them.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const form = { parseAs: 'string', bodyLimit: 56 * 1024 } as const
    scope.addContentTypeParser('application/x-www-form-urlencoded', form, (_request, body, done) => done(null, body))
    scope.route({
      method: ['GET', 'POST', 'OPTIONS', 'HEAD'],
      url: '/oauth/*',
      config: { rateLimit: { max: 600, timeWindow: 60_000 } },
      handler: async (request, reply) => {
        const raw = request.raw as IncomingMessage & { baseUrl?: string }
        const { 'x-forwarded-host': _host, 'x-forwarded-for': _for, ...headers } = raw.headers
        raw.headers = { ...headers, host, 'x-forwarded-proto': protocol.slice(0, -1) }
        raw.baseUrl = '/oauth'
        raw.url = (raw.url ?? '/').slice('/oauth'.length)
        const { body } = request
        const whole = typeof body === 'string' ? await withClientOfRefresh(room, body, raw.headers) : undefined
        reply.hijack()
        await handle(whole === undefined ? raw : replayed(raw, whole), reply.raw)
      },
    })
  })
}
