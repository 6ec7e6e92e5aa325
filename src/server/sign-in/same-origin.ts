import type { FastifyRequest } from 'fastify'

/**
 * Whether a browser says that its own page of this server sent the request. `Sec-Fetch-Site` cannot be set by a page; older browsers send
 * `Origin` with every POST. A request that says neither is not taken for one of ours.
 */
export const isSameOrigin = (request: FastifyRequest, baseUrl: string): boolean => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return request.headers.origin === new URL(baseUrl).origin
}
