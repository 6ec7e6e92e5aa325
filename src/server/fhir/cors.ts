import type { FastifyReply, FastifyRequest } from 'fastify'

const exposed = 'ETag, Last-Modified, Location, Content-Location, X-Progress, Retry-After, WWW-Authenticate'
const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const sent = 'Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, If-Modified-Since, If-None-Exist'

/**
 * Lets pages of the listed origins ask. No cookies are ever allowed across origins: such pages bring a token of their own.
 * True when the request was a preflight and has been answered.
 */
export const answerCors = (
  request: FastifyRequest,
  reply: FastifyReply,
  isAllowed: (origin: string) => boolean,
): boolean => {
  const origin = request.headers.origin
  reply.header('vary', 'Origin')
  const allowed = origin !== undefined && isAllowed(origin)
  if (allowed) {
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', exposed)
  }
  if (request.method !== 'OPTIONS') return false
  if (allowed) {
    reply.header('access-control-allow-methods', methods)
    reply.header('access-control-allow-headers', sent)
    reply.header('access-control-max-age', '600')
  }
  reply.status(204)
  return true
}
