import type { FastifyBaseLogger, FastifyError } from 'fastify'
import { refusalOf, serverFault } from './answer.ts'
import { storeIsAway } from '../store-is-away.ts'
import { FhirFault, fault, issue } from './fault.ts'

/** 401, with where to learn how to get a token (RFC 9728). */
export const unauthorised = (baseUrl: string): FhirFault =>
  new FhirFault(401, [issue('login', 'Sign in, or send a token that is valid: Authorization: Bearer TOKEN.')], {
    'www-authenticate': `Bearer resource_metadata="${new URL(baseUrl).origin}/.well-known/oauth-protected-resource"`,
  })

/** A refusal by fastify itself: a body too large, an address it cannot read. */
const refusalOfHttp = ({ code, statusCode }: FastifyError): FhirFault | undefined => {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fault(413, 'too-long', 'The body is larger than is taken here.')
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return fault(400, 'structure', 'The body does not have the length that Content-Length says.')
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
    ? fault(statusCode, 'invalid', 'The request cannot be read.')
    : undefined
}

/** Where a fault arose, without its message, which may hold a person's data. */
const frames = (thrown: unknown): string =>
  thrown instanceof Error
    ? (thrown.stack ?? '')
        .split('\n')
        .filter((l) => l.startsWith('    at '))
        .slice(0, 8)
        .join('\n')
    : ''

const storeAway = (): FhirFault =>
  new FhirFault(503, [issue('transient', 'The store does not answer; ask again in a few seconds.')], {
    'retry-after': '5',
  })

/** The refusal for whatever was thrown; a fault of the server is logged without data and told without detail. */
export const refusalOfRequest = (
  thrown: unknown,
  log: FastifyBaseLogger,
): { readonly refusal: FhirFault; readonly isFault: boolean } => {
  const refusal = refusalOf(thrown) ?? refusalOfHttp(thrown as FastifyError)
  if (refusal !== undefined) return { refusal, isFault: false }
  const { name, code } = thrown as { readonly name?: string; readonly code?: string }
  log.error({ fault: name, code, at: frames(thrown) }, 'a FHIR request failed')
  return { refusal: storeIsAway(thrown) ? storeAway() : serverFault(), isFault: true }
}
