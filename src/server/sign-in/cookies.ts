import type { FastifyRequest } from 'fastify'

/** One cookie of a request; of several with the name the first, as browsers send the most specific path first. */
export const cookieOf = (request: FastifyRequest, name: string): string | undefined => {
  const header = request.headers.cookie
  if (header === undefined) return undefined
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** With https the prefix keeps other hosts and plain http from setting it. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-attune' : 'attune_session')
export const attemptCookie = (secure: boolean): string => (secure ? '__Host-attune_attempt' : 'attune_attempt')

export const cookieText = (name: string, value: string, secure: boolean, maxAge?: number): string =>
  [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
    ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
  ].join('; ')
