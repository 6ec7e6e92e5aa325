import type { Resource } from '@medplum/fhirtypes'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  coarseCounts,
  type CountPolicy,
  featureCoordinates,
  type Features,
  genesIn,
  genomicsOperations,
  isOfPopulation,
  isRefused,
  normaliseHla,
  normaliseVariant,
  ofParameters,
  type OperationContext,
  type OperationName,
  operationNames,
  type Persons,
  type RawParameter,
  readRequest,
  type Refused,
  translateTerm,
} from '../../deliver/genomics-operations/index.ts'
import type { Terms } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Access, AuditSink } from '../../trust/index.ts'
import { readFhirBodies } from '../fhir/body-parsers.ts'
import { FhirFault, issue } from '../fhir/fault.ts'
import { wishesForRefusal, wishesOf } from '../fhir/asking.ts'
import type { OpenRecord } from '../fhir/index.ts'
import { refusalOfRequest, unauthorised } from '../fhir/refusals.ts'
import { sendAnswer, sendRefusal } from '../fhir/reply.ts'
import type { Authenticate } from '../request-access.ts'
import { mayReadGenomes } from './may-read-genome.ts'
import type { VisibleSubjects } from './person-subjects.ts'

/** What the operations are made of. `baseUrl`: the address of `/fhir` as clients write it. `counts`: how counts over a population are told to whom. */
export type GenomicsOperationParts = {
  readonly context: OperationContext
  readonly features: Features
  readonly terms: Terms
  readonly subjects: VisibleSubjects
  readonly openRecord: OpenRecord
  readonly authenticate: Authenticate
  readonly audit: AuditSink
  readonly now: () => Instant
  readonly newId: () => string
  readonly baseUrl: string
  readonly counts?: (access: Access) => CountPolicy
}

/** Bytes of a request: a hundred variants and ranges are a few kilobytes. */
const largestBody = 256 * 1024

/** Exact to those who care for the people that are counted, coarse to everybody else. */
const countsOfRole = ({ actor }: Access): CountPolicy =>
  actor.role === 'analyst' || actor.role === 'administrator' ? coarseCounts : { kind: 'exact' }

const ofQuery = (request: FastifyRequest): readonly RawParameter[] => {
  const at = request.url.indexOf('?')
  const posted = typeof request.body === 'string' ? request.body : ''
  return [at < 0 ? '' : request.url.slice(at + 1), posted].flatMap((text) =>
    [...new URLSearchParams(text)].map(([name, value]) => ({ name, value })),
  )
}

const faultOf = ({ status, issues }: Refused): FhirFault =>
  new FhirFault(
    status,
    issues.map((i) => issue(i.code, i.text, i.expression, i.severity)),
  )

/** Parameters of the address, and with POST those of the body. */
const parametersOf = (request: FastifyRequest): readonly RawParameter[] => {
  const own = ofQuery(request)
  if (request.method !== 'POST' || typeof request.body === 'string' || request.body === undefined) return own
  const posted = ofParameters(request.body)
  if ('status' in posted) throw faultOf(posted)
  return [...own, ...posted]
}

/**
 * The operations of Genomics Reporting at `/$NAME` and `/Patient/$NAME`, GET and POST, and the utilities at `/utilities/$NAME`, under the prefix they are registered with. Every request of a
 * known caller leaves one audit entry before its answer leaves; a patient the caller may not see is answered as one who is not there.
 */
export const genomicsOperationRoutes = async (app: FastifyInstance, parts: GenomicsOperationParts): Promise<void> => {
  const operations = genomicsOperations(parts.context)
  const callers = new WeakMap<FastifyRequest, Access>()
  readFhirBodies(app)

  const callerOf = async (request: FastifyRequest): Promise<Access> => {
    const access = callers.get(request) ?? (await parts.authenticate(request))
    if (access === undefined) throw unauthorised(parts.baseUrl)
    callers.set(request, access)
    return access
  }

  const note = async (
    request: FastifyRequest,
    outcome: 'success' | 'failure' | 'error',
    patients: readonly string[],
  ): Promise<void> => {
    const access = callers.get(request)
    if (access === undefined) return
    const query = request.url.split('?')[1] ?? ''
    await parts.audit.append({
      tenant: access.tenant,
      at: parts.now(),
      actor: access.actor,
      action: 'execute',
      outcome,
      entity: request.routeOptions.url?.split('/').at(-1) ?? '/',
      patients,
      ...(query === '' ? {} : { query }),
      request: parts.newId(),
    })
  }

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    await callerOf(request)
  })

  app.setErrorHandler(async (error, request, reply) => {
    const { refusal, isFault } = refusalOfRequest(error, request.log)
    await note(request, isFault ? 'error' : 'failure', [])
    return sendRefusal(reply, refusal, wishesForRefusal(request))
  })

  const answer = async (name: OperationName, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const access = await callerOf(request)
    const wishes = wishesOf(request)
    const asked = readRequest(name, parametersOf(request), wishes.strict)
    if (isRefused(asked)) throw faultOf(asked)
    if (!mayReadGenomes(access))
      throw new FhirFault(403, [issue('forbidden', 'You have not been granted to read Observation.')])
    const repository = parts.openRecord(access)
    const seen: string[] = []
    const persons: Persons = {
      subject: (id) => parts.subjects.subject(access, repository, id),
      subjects: async function* () {
        for await (const one of parts.subjects.subjects(access, repository)) {
          seen.push(one.id)
          yield one
        }
      },
      counts: (parts.counts ?? countsOfRole)(access),
    }
    const told = await operations.run(asked, persons)
    if (isRefused(told)) throw faultOf(told)
    await note(request, 'success', isOfPopulation(name) ? seen : [asked.subject])
    return sendAnswer(reply, { status: 200, body: told as Resource }, wishes, parts.baseUrl, false)
  }

  for (const name of operationNames)
    for (const path of [`/$${name}`, `/Patient/$${name}`])
      app.route({
        method: ['GET', 'POST'],
        url: path,
        bodyLimit: largestBody,
        handler: (request, reply) => answer(name, request, reply),
      })

  const utilities: Readonly<Record<string, (asked: Readonly<Record<string, string | undefined>>) => object>> = {
    'get-feature-coordinates': (asked) => featureCoordinates(asked, parts.features),
    'find-the-gene': (asked) => genesIn(asked['range'], parts.features),
    'normalize-variant': (asked) => normaliseVariant(asked['variant'], parts.context),
    'normalize-hla': (asked) => normaliseHla(asked['allele']),
    'translate-terminology': (asked) => translateTerm(asked['codeSystem'], asked['code'], parts.terms),
  }
  for (const [name, work] of Object.entries(utilities))
    app.get(`/utilities/$${name}`, async (request, reply) => {
      const told = work(Object.fromEntries(ofQuery(request).map((p) => [p.name, p.value])))
      if (isRefused(told)) throw faultOf(told)
      await note(request, 'success', [])
      return reply.type('application/json; charset=utf-8').send(told)
    })
}
