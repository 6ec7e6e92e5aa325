import type { Bundle, CapabilityStatement } from '@medplum/fhirtypes'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Answer } from './answer.ts'
import { askingOf, type RouteNote, searchText, wishesForRefusal, wishesOf } from './asking.ts'
import { patientsCounted, patientsIn } from './audit-entry.ts'
import { readFhirBodies } from './body-parsers.ts'
import { sendContent, wantsContent } from './binary.ts'
import { bulkRoutes } from './bulk/bulk-routes.ts'
import { performBundle } from './bundle.ts'
import { answerCors } from './cors.ts'
import { everything } from './everything.ts'
import { fault } from './fault.ts'
import { historyOf } from './history.ts'
import * as interactions from './interactions.ts'
import type { Interaction } from './interactions.ts'
import { limits } from './limits.ts'
import type { FhirParts } from './parts.ts'
import { preferenceOf } from './prefer.ts'
import { refusalOfRequest, unauthorised } from './refusals.ts'
import { sendAnswer, sendRefusal } from './reply.ts'
import { validate } from './validate.ts'

type Act = (i: Interaction) => Promise<Answer>

type Served = readonly [method: HTTPMethods, path: string, act: Act, action: RouteNote['action']]

const servedWith = (history: Act, allOf: Act): readonly Served[] => [
  ['GET', '/', interactions.search, 'search'],
  ['POST', '/_search', interactions.search, 'search'],
  ['GET', '/_history', history, 'read'],
  ['GET', '/:type', interactions.search, 'search'],
  ['POST', '/:type/_search', interactions.search, 'search'],
  ['POST', '/:type', interactions.create, 'create'],
  ['PUT', '/:type', interactions.conditionalUpdate, 'update'],
  ['PATCH', '/:type', interactions.conditionalPatch, 'update'],
  ['DELETE', '/:type', interactions.conditionalRemove, 'delete'],
  ['GET', '/:type/_history', history, 'read'],
  ['GET', '/:type/:id', interactions.read, 'read'],
  ['PUT', '/:type/:id', interactions.update, 'update'],
  ['PATCH', '/:type/:id', interactions.patch, 'update'],
  ['DELETE', '/:type/:id', interactions.remove, 'delete'],
  ['GET', '/Patient/:id/$everything', allOf, 'read'],
  ['POST', '/Patient/:id/$everything', allOf, 'read'],
  ['POST', '/$validate', validate, 'execute'],
  ['POST', '/:type/$validate', validate, 'execute'],
  ['GET', '/:type/:id/$validate', validate, 'execute'],
  ['POST', '/:type/:id/$validate', validate, 'execute'],
  ['GET', '/:type/:id/_history', history, 'read'],
  ['GET', '/:type/:id/_history/:version', interactions.readVersion, 'read'],
]

const writes = new Set<RouteNote['action']>(['create', 'update', 'delete'])

const interactionOf = (request: FastifyRequest, parts: FhirParts): Interaction => {
  const { access, repository } = askingOf(request)
  const params = request.params as { readonly type?: string; readonly id?: string; readonly version?: string }
  const { headers } = request
  const ifNoneExist = headers['if-none-exist']
  return {
    access,
    repository,
    definitions: parts.definitions,
    type: params.type ?? '',
    id: params.id ?? '',
    version: params.version ?? '',
    query: searchText(request),
    body: request.body,
    strict: preferenceOf(headers.prefer).strict,
    headers: {
      ifMatch: headers['if-match'],
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
      ifNoneExist: Array.isArray(ifNoneExist) ? ifNoneExist[0] : ifNoneExist,
    },
  }
}

/** What the request is about, as the audit names it: `Observation/1`, a type, or the path under the base where it is neither. */
const entityOf = (request: FastifyRequest): string => {
  const path = (request.url.split('?')[0] ?? '')
    .replace(/^.*?\/fhir\/?/, '')
    .replace(/\/(?:_history(?:\/.*)?|_search)$/, '')
  return path.slice(0, 200) || '/'
}

/** Writes the audit entry of a request; the answer waits for it. Nothing is kept of a request by nobody, who saw and did nothing. */
const audit = async (
  parts: FhirParts,
  request: FastifyRequest,
  outcome: 'success' | 'failure' | 'error',
  patients: readonly string[],
  entity: string = entityOf(request),
): Promise<void> => {
  const { asking } = request
  const note = request.routeOptions.config.note
  if (asking === null || note === undefined) return
  const query = searchText(request)
  await parts.audit.append({
    tenant: asking.access.tenant,
    at: parts.now(),
    actor: asking.access.actor,
    action: note.action,
    outcome,
    entity,
    patients,
    ...(query === '' ? {} : { query }),
    request: asking.id,
  })
}

const send = async (
  parts: FhirParts,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
): Promise<FastifyReply> => {
  const disclosed = answer.touched ?? (answer.body === undefined ? [] : [answer.body])
  const made = answer.location?.split('/').slice(0, 2).join('/')
  const counted = patientsCounted(entityOf(request), searchText(request), answer.body)
  const patients = [...patientsIn(askingOf(request).repository, disclosed), ...counted]
  await audit(parts, request, 'success', patients, made)
  if (answer.body?.resourceType === 'Binary' && wantsContent(request)) return sendContent(reply, answer.body)
  const wishes = wishesForRefusal(request)
  const action = request.routeOptions.config.note?.action
  return sendAnswer(reply, answer, wishes, parts.baseUrl, action !== undefined && writes.has(action))
}

/**
 * FHIR R4 over HTTP, everything under the prefix it is registered with. Every answer is FHIR JSON, every refusal an OperationOutcome, and
 * every request of a known caller leaves one audit entry before its answer leaves.
 */
export const fhirRoutes = async (app: FastifyInstance, parts: FhirParts): Promise<void> => {
  const history: Act = (i) => historyOf(i, parts.baseUrl, parts.pageKey)
  app.decorateRequest('asking', null)
  readFhirBodies(app)

  app.addHook('onRequest', async (request, reply) => {
    if (answerCors(request, reply, parts.isAllowedOrigin ?? (() => false))) return reply.send()
    reply.header('cache-control', 'no-store')
    if (request.is404 || request.routeOptions.config.note?.isPublic === true) return undefined
    const access = await parts.authenticate(request)
    if (access === undefined) throw unauthorised(parts.baseUrl)
    request.asking = { access, repository: parts.openRecord(access), id: parts.newId() }
    reply.header('x-request-id', request.asking.id)
    if (!wantsContent(request)) wishesOf(request)
    return undefined
  })

  app.setErrorHandler(async (error, request, reply) => {
    const { refusal, isFault } = refusalOfRequest(error, request.log)
    try {
      await audit(parts, request, isFault ? 'error' : 'failure', [])
      return sendRefusal(reply, refusal, wishesForRefusal(request))
    } catch (thrown) {
      return sendRefusal(reply, refusalOfRequest(thrown, request.log).refusal, wishesForRefusal(request))
    }
  })

  app.setNotFoundHandler(async (request) => {
    throw fault(404, 'not-supported', `There is no ${request.method} at this address under /fhir.`)
  })

  app.route({ method: 'OPTIONS', url: '/*', config: { note: { action: 'read', isPublic: true } }, handler: () => '' })
  let capability: CapabilityStatement | undefined
  app.get('/metadata', { config: { note: { action: 'read', isPublic: true } } }, async (request, reply) => {
    capability ??= parts.capability()
    return sendAnswer(reply, { status: 200, body: capability }, wishesOf(request), parts.baseUrl, false)
  })
  app.post('/', { bodyLimit: limits.bundleBytes, config: { note: { action: 'execute' } } }, async (request, reply) => {
    const { access, repository } = askingOf(request)
    const wishes = wishesOf(request)
    const bundle = request.body as Bundle | undefined
    if (bundle?.resourceType !== 'Bundle')
      throw fault(
        400,
        'invalid',
        'Only a Bundle of type batch or transaction can be sent to the base address.',
        'resourceType',
      )
    const noteFault = (thrown: unknown): void => void refusalOfRequest(thrown, request.log)
    const caller = { access, repository, definitions: parts.definitions, strict: wishes.strict, noteFault, history }
    return send(parts, request, reply, await performBundle(caller, bundle, wishes.answer))
  })
  bulkRoutes(app, {
    ...parts,
    audit: (request, outcome, patients) => audit(parts, request, outcome, patients),
  })
  for (const [method, url, act, action] of servedWith(history, (i) =>
    everything({ ...i, type: 'Patient' }, parts.baseUrl),
  ))
    app.route({
      method,
      url,
      bodyLimit: limits.resourceBytes,
      config: { note: { action } },
      handler: async (request, reply) => send(parts, request, reply, await act(interactionOf(request, parts))),
    })
}
