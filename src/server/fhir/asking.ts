import type { FastifyRequest } from 'fastify'
import type { AttuneRepository } from '../../store/fhir/index.ts'
import type { Access, AuditAction } from '../../trust/index.ts'
import { answerFormat, fhirJson } from './formats.ts'
import { type Preference, preferenceOf } from './prefer.ts'

/** One request by a caller who is known. */
export type Asking = {
  readonly access: Access
  readonly repository: AttuneRepository
  readonly id: string
}

/** How the caller wants the answer. */
export type Wishes = Preference & { readonly format: string; readonly pretty: boolean }

/** What the audit says of a route: what is done there, and to what, unless the path says it. */
export type RouteNote = { readonly action: AuditAction; readonly isPublic?: boolean }

declare module 'fastify' {
  interface FastifyRequest {
    asking: Asking | null
  }
  interface FastifyContextConfig {
    note?: RouteNote
  }
}

const queryOf = (request: FastifyRequest): string => {
  const at = request.url.indexOf('?')
  return at < 0 ? '' : request.url.slice(at + 1)
}

/** The query as written, those parameters left out that only say how the answer is written. */
export const searchText = (request: FastifyRequest): string => {
  const posted = typeof request.body === 'string' ? request.body : ''
  return [queryOf(request), posted]
    .join('&')
    .split('&')
    .filter((pair) => pair !== '' && !/^_(?:format|pretty)(?:=|$)/.test(pair))
    .join('&')
}

const formatAsked = /(?:^|&)_format=([^&]*)/
const prettyAsked = /(?:^|&)_pretty=true(?:&|$)/

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Throws 406 when no format that is served is wanted. */
export const wishesOf = (request: FastifyRequest): Wishes => {
  const query = queryOf(request)
  const format = formatAsked.exec(query)?.[1]
  return {
    ...preferenceOf(request.headers.prefer),
    format: answerFormat(request.headers.accept, format === undefined ? undefined : unescaped(format)),
    pretty: prettyAsked.test(query),
  }
}

/** The same for an answer that is a refusal already: what cannot be given is passed over. */
export const wishesForRefusal = (request: FastifyRequest): Wishes => {
  try {
    return wishesOf(request)
  } catch {
    return { ...preferenceOf(request.headers.prefer), format: fhirJson, pretty: false }
  }
}

/** Who asks, once the hooks have let the request through. */
export const askingOf = (request: FastifyRequest): Asking => {
  if (request.asking === null) throw new Error('a route without a caller was reached')
  return request.asking
}
