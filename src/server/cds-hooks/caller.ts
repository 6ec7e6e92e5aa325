import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CdsClient, keySets, usedTokens, verifyClient } from '../../trust/cds-client/index.ts'
import { refusal } from './outcome.ts'
import type { CdsHooksParts } from './parts.ts'

/** Who calls. `client` is absent on an open server. `fhirServers`: where a token that came with the call may be used. */
export type Caller = { readonly client?: CdsClient; readonly fhirServers: readonly string[] }

const isLoopback = (origin: string): boolean => {
  if (!URL.canParse(origin)) return false
  const { hostname, protocol } = new URL(origin)
  return /^https?:$/.test(protocol) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

/** Whether calls need no token: only where it was asked for, nobody is listed as a client, and the server is on loopback. */
export const isOpen = (parts: CdsHooksParts): boolean =>
  parts.config?.openCdsHooks === true && (parts.config.clients ?? []).length === 0 && parts.loopback

/**
 * Lets web pages call. Where every call carries a token of its own, a page of any origin may; on an open server only pages from loopback and the
 * listed origins, or any web site could read what is stored here.
 */
export const answerCors = (request: FastifyRequest, reply: FastifyReply, parts: CdsHooksParts): 'go on' | 'refused' => {
  const { origin } = request.headers
  reply.header('vary', 'Origin')
  const allowed =
    origin === undefined || !isOpen(parts) || isLoopback(origin) || parts.config?.origins?.includes(origin) === true
  if (!allowed) return 'refused'
  reply.header('access-control-allow-origin', isOpen(parts) ? (origin ?? 'null') : '*')
  reply.header('access-control-allow-methods', 'GET, POST, OPTIONS')
  reply.header('access-control-allow-headers', 'Authorization, Content-Type, Accept')
  reply.header('access-control-max-age', '600')
  reply.header('cross-origin-resource-policy', 'cross-origin')
  return 'go on'
}

/** Finds out who calls, or refuses with 401. A token holds for the exact address that it was made for. */
export const callerOf = (parts: CdsHooksParts): ((request: FastifyRequest, path: string) => Promise<Caller>) => {
  const verify = { clients: parts.config?.clients ?? [], keySets: keySets(parts.ask), used: usedTokens() }
  return async (request, path) => {
    if (isOpen(parts)) return { fhirServers: parts.config?.fhirServers ?? [] }
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const now = Math.floor(Date.parse(parts.now()) / 1000)
    const verdict = await verifyClient(token, `${parts.baseUrl}${path}`, now, verify)
    if (verdict.ok) return { client: verdict.client, fhirServers: verdict.client.fhirServers ?? [] }
    parts.tell?.({ event: 'client-refused', because: verdict.because })
    throw refusal(401, 'login', 'The call needs a valid token of a client that is known here.')
  }
}
