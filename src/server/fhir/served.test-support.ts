import { capabilityOf, loadFhirDefinitions } from '../../fhir/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Database } from '../../store/index.ts'
import { openRepository } from '../../store/fhir/index.ts'
import { jobFiles, jobQueue, jobWorker } from '../../store/jobs/index.ts'
import type { Access, AuditEntry, Grant, Right } from '../../trust/index.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { fhirJobHandlers } from './bulk/job-handlers.ts'
import { fhirRoutes } from './fhir-routes.ts'
import type { FhirParts } from './parts.ts'
import { servedOperations } from './served-operations.ts'

export const base = 'http://attune.test/fhir'

const rights = (letters: string): ReadonlySet<Right> => new Set(letters.split('') as Right[])

const accessOf = (id: string, grants: readonly Grant[]): Access => ({
  tenant: 'home',
  actor: { id, name: id, role: 'clinician', reference: `Practitioner/${id}`, purpose: 'TREAT' },
  grants,
})

const everything: Grant = { types: '*', rights: rights('cruds'), patients: 'all', criteria: [] }

/** Callers by the token they send. */
export const callers: Readonly<Record<string, Access>> = {
  clinician: accessOf('clinician', [everything]),
  colleague: accessOf('colleague', [everything]),
  onlyAnn: accessOf('onlyAnn', [{ ...everything, patients: ['ann'] }]),
  observations: accessOf('observations', [{ ...everything, types: ['Observation', 'Patient'], rights: rights('rs') }]),
  weights: accessOf('weights', [
    { types: ['Observation'], rights: rights('rs'), patients: 'all', criteria: ['code=http://loinc.org|29463-7'] },
  ]),
  nothing: accessOf('nothing', []),
}

export type Served = {
  readonly app: FastifyInstance
  readonly audited: AuditEntry[]
  /** Seconds that pass with each look at the clock. */
  readonly now: () => Instant
}

let made = 0

const pageKey = new Uint8Array(32)

/** FHIR over HTTP on a database, with the callers above; nothing listens until the test makes it. */
export const serveFhir = async (database: Database, own: Partial<FhirParts> = {}): Promise<Served> => {
  const audited: AuditEntry[] = []
  const definitions = loadFhirDefinitions()
  let seconds = Date.parse('2026-11-22T09:00:00Z') / 1000
  const now = (): Instant => new Date(++seconds * 1000).toISOString() as Instant
  const newId = (): string => `id-${(++made).toString(36).padStart(6, '0')}`
  const openRecord: FhirParts['openRecord'] = (access) =>
    openRepository({ database, definitions, access, now, newId, baseUrl: own.baseUrl ?? base, pageKey })
  const clock = (): Instant => new Date().toISOString() as Instant
  const jobs = jobQueue(database, { now: clock, newId })
  const files = jobFiles(database)
  const worker = jobWorker(jobs, fhirJobHandlers({ definitions, openRecord, files }), { pollMs: 20 })
  const app = Fastify({ logger: false })
  app.addHook('onClose', async () => worker.stop(0))
  await app.register(
    async (scope) =>
      fhirRoutes(scope, {
        definitions,
        openRecord,
        jobs,
        files,
        audit: {
          append: async (entry) => {
            audited.push(entry)
          },
        },
        authenticate: async (request) => callers[request.headers.authorization?.replace('Bearer ', '') ?? ''],
        baseUrl: base,
        now,
        newId,
        pageKey,
        capability: () =>
          capabilityOf(definitions, {
            software: { name: 'Attune', version: 'test' },
            baseUrl: own.baseUrl ?? base,
            date: '2026-11-22',
            operations: servedOperations,
          }),
        ...own,
      }),
    { prefix: '/fhir' },
  )
  return { app, audited, now }
}
