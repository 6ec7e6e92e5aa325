import type { Bundle, Resource } from '@medplum/fhirtypes'
import type { FastifyRequest } from 'fastify'
import type { FhirDefinitions } from '../../fhir/index.ts'
import type { Release } from '../../knowledge/release.ts'
import { AttuneError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Problem, Result } from '../../shared/problem.ts'
import type { PeopleStore } from '../../store/index.ts'
import {
  type Access,
  type AuditAction,
  type AuditEntry,
  type AuditOutcome,
  type AuditSink,
  mayReadReport,
} from '../../trust/index.ts'
import type { PersonGenomes } from '../genomes/person-genomes.ts'
import type { Authenticate } from '../request-access.ts'
import type { PersonReports } from './person-reports.ts'

/** The record as one caller may see and change it. */
export type CallersRecord = {
  readonly read: (type: string, id: string) => Promise<Resource | undefined>
  readonly search: (type: string, query: string) => Promise<Bundle>
  readonly resources: (person: string) => Promise<readonly Resource[]>
  readonly transact: (bundle: Bundle) => Promise<Result<void>>
}

/** What the EHR showed about a person and what became of it. */
export type DecisionsOf = (person: string) => Promise<readonly unknown[]>

/** Who looked at a person's data, newest first. */
export type AccessesOf = (person: string) => Promise<readonly AuditEntry[]>

export type PeopleRoutesParts = {
  readonly authenticate: Authenticate
  readonly audit: AuditSink
  readonly definitions: FhirDefinitions
  readonly knowledge: readonly Release[]
  readonly recordFor: (access: Access) => CallersRecord
  readonly people: PeopleStore
  readonly genomes: PersonGenomes
  readonly reports: PersonReports
  readonly decisionsOf: DecisionsOf
  readonly accessesOf: AccessesOf
  readonly now: () => Instant
}

export type ById = { Params: { id: string } }

export const noPerson = (): AttuneError => new AttuneError('ATTUNE_NOT_FOUND', 'person')

/** The body that tells what was wrong, with 422. */
export const refused = (problems: readonly Problem[]) => {
  const [first] = problems
  return { code: first?.code ?? 'not-assessed', message: first?.message ?? '', problems }
}

/** Who asks on these routes, and what is written down of it. */
export type Callers = ReturnType<typeof callersOf>

export const callersOf = (parts: PeopleRoutesParts) => {
  const callers = new WeakMap<FastifyRequest, Access>()
  const access = (request: FastifyRequest): Access => {
    const known = callers.get(request)
    if (known === undefined) throw new AttuneError('ATTUNE_NOT_SIGNED_IN', '')
    return known
  }
  const note = (
    request: FastifyRequest,
    action: AuditAction,
    entity: string,
    patients: readonly string[],
    outcome: AuditOutcome = 'success',
    query?: string,
  ): Promise<void> => {
    const { tenant, actor } = access(request)
    return parts.audit.append({
      tenant,
      at: parts.now(),
      actor,
      action,
      outcome,
      entity,
      patients,
      ...(query === undefined ? {} : { query }),
    })
  }
  /** The person the address names, whose whole record the caller may read. */
  const reader = async (request: FastifyRequest<ById>): Promise<string> => {
    const { id } = request.params
    const may = mayReadReport(access(request), id)
    if (may && (await parts.recordFor(access(request)).read('Patient', id)) !== undefined) return id
    await note(request, 'read', `Patient/${id}`.slice(0, 80), [], 'failure')
    throw noPerson()
  }
  const admit = async (request: FastifyRequest): Promise<void> => {
    const known = await parts.authenticate(request)
    if (known === undefined) throw new AttuneError('ATTUNE_NOT_SIGNED_IN', '')
    callers.set(request, known)
  }
  return { admit, access, note, reader }
}
