import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CdsService, services } from '../../deliver/cds-hooks/index.ts'
import { nestedDeeperThan } from '../../shared/json-fault.ts'
import type { AuditEntry, AuditOutcome } from '../../trust/index.ts'
import { answer, noService, readCall, sentCards } from './answer.ts'
import { answerCors, type Caller, callerOf } from './caller.ts'
import { readFeedback } from './feedback.ts'
import { CdsRefusal, refusal, sendRefusal } from './outcome.ts'
import type { CdsHooksParts } from './parts.ts'

const bodyLimit = 8 << 20
const deepest = 64

const jsonTypes = ['application/json', 'application/fhir+json', 'application/json+fhir', 'text/json']

const parse = (text: string): unknown => {
  if (nestedDeeperThan(text, deepest))
    throw refusal(400, 'too-long', `The call is nested deeper than ${deepest} levels.`)
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(400, 'invalid', 'The body is not JSON.')
  }
}

/** A fault in the terms of the protocol; what it was stays in the server. */
const asRefusal = (error: unknown): CdsRefusal => {
  if (error instanceof CdsRefusal) return error
  const status = (error as { readonly statusCode?: number }).statusCode ?? 500
  if (status === 413) return refusal(413, 'too-long', `A call has at most ${bodyLimit >> 20} MB.`)
  if (status === 415) return refusal(415, 'not-supported', 'A call is JSON: send Content-Type application/json.')
  if (status >= 400 && status < 500) return refusal(status, 'invalid', 'The request cannot be read.')
  return refusal(500, 'exception', 'A fault in Attune itself.')
}

const entryOf = (
  parts: CdsHooksParts,
  caller: Caller | undefined,
  path: string,
  outcome: AuditOutcome,
  person: string | undefined,
): AuditEntry => {
  const client = caller?.client?.iss
  return {
    tenant: parts.tenant,
    at: parts.now(),
    actor: {
      id: client ?? 'cds-client',
      name: caller?.client?.name ?? 'CDS client',
      role: 'service',
      ...(client === undefined ? {} : { client }),
      purpose: 'TREAT',
    },
    action: 'execute',
    outcome,
    entity: path.slice(1),
    patients: person === undefined ? [] : [person],
  }
}

/** The services of CDS Hooks: discovery, calls and feedback, under `/cds-services`. */
export const cdsHooksRoutes = async (app: FastifyInstance, parts: CdsHooksParts): Promise<void> => {
  const authenticate = callerOf(parts)
  const discovery = { services: services.map((s) => ({ ...s, version: 'STU2' })) }
  const offeredAs = (id: string): readonly CdsService[] => {
    const offered = services.filter((s) => s.id === id)
    if (offered.length === 0) throw noService()
    return offered
  }

  /** Does the work of one call; its audit entry, and what it keeps besides, are durable before the answer leaves. */
  const audited = async (
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    work: (
      caller: Caller,
    ) => Promise<{ readonly body: unknown; readonly person?: string; readonly kept?: Promise<void> }>,
  ): Promise<FastifyReply> => {
    let caller: Caller | undefined
    try {
      caller = await authenticate(request, path)
      const { body, person, kept } = await work(caller)
      await Promise.all([kept, parts.audit.append(entryOf(parts, caller, path, 'success', person))])
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
    } catch (error) {
      const refused = asRefusal(error)
      await parts.audit.append(entryOf(parts, caller, path, refused.status < 500 ? 'failure' : 'error', undefined))
      if (refused.status >= 500) request.log.error({ event: 'cds-hooks-fault', name: (error as Error).name })
      return sendRefusal(reply, refused)
    }
  }

  await app.register(async (scope) => {
    scope.addHook('onClose', async () => parts.cards.flush())
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      jsonTypes,
      { parseAs: 'string', bodyLimit },
      async (_request: FastifyRequest, body: string) => body,
    )
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return answerCors(request, reply, parts) === 'go on'
        ? undefined
        : sendRefusal(reply, refusal(403, 'forbidden', 'Pages of this origin may not call.'))
    })
    scope.setErrorHandler((error, _request, reply) => sendRefusal(reply, asRefusal(error)))

    for (const path of ['/cds-services', '/cds-services/:id', '/cds-services/:id/feedback'])
      scope.options(path, async (_request, reply) => reply.status(204).send())

    scope.get('/cds-services', async () => discovery)

    scope.post<{ Params: { id: string } }>('/cds-services/:id', { bodyLimit }, async (request, reply) => {
      const offered = offeredAs(request.params.id)
      return audited(request, reply, `/cds-services/${request.params.id}`, async (caller) => {
        const { call, service } = readCall(parse(String(request.body)), offered)
        const answered = await answer(call, service, caller, parts)
        return {
          body: { cards: answered.cards.map((c) => c.card) },
          // What a clinician is about to see must be known when feedback on it, or a question about it, comes.
          kept: parts.cards.sent(sentCards(answered, service, caller, parts)),
          ...(answered.person === undefined ? {} : { person: answered.person }),
        }
      })
    })

    scope.post<{ Params: { id: string } }>(
      '/cds-services/:id/feedback',
      { bodyLimit: 1 << 20 },
      async (request, reply) => {
        offeredAs(request.params.id)
        return audited(request, reply, `/cds-services/${request.params.id}/feedback`, async (caller) => {
          const entries = readFeedback(parse(String(request.body)))
          const client = caller.client?.iss
          const unknown = await parts.cards.told(entries, {
            received: parts.now(),
            ...(client === undefined ? {} : { client }),
          })
          if (unknown.length > 0) parts.tell?.({ event: 'unknown-cards', count: unknown.length })
          return { body: {} }
        })
      },
    )
  })
}
