// Serves FHIR for the benchmark and prints its port: `node fhir-server.ts FILE`, or with `--memory` Medplum's in-memory repository.
import { FhirRouter, type HttpMethod, MemoryRepository } from '@medplum/fhir-router'
import { getStatus } from '@medplum/core'
import type { Bundle } from '@medplum/fhirtypes'
import Fastify, { type FastifyInstance } from 'fastify'
import { randomFillSync } from 'node:crypto'
import { capabilityOf, loadFhirDefinitions } from '../src/fhir/index.ts'
import { fhirRoutes } from '../src/server/fhir/index.ts'
import type { Instant } from '../src/shared/instant.ts'
import { uuidSource } from '../src/shared/uuid.ts'
import { auditLog } from '../src/store/audit/index.ts'
import { openRepository } from '../src/store/fhir/index.ts'
import { migrate, openDatabase } from '../src/store/index.ts'
import { jobFiles, jobQueue } from '../src/store/jobs/index.ts'
import type { Access, Right } from '../src/trust/index.ts'

const now = (): Instant => new Date().toISOString() as Instant

const access: Access = {
  tenant: 'home',
  actor: { id: 'bench', name: 'bench', role: 'clinician', purpose: 'TREAT' },
  grants: [{ types: '*', rights: new Set(['c', 'r', 'u', 'd', 's'] as Right[]), patients: 'all', criteria: [] }],
}

const attune = async (app: FastifyInstance, file: string): Promise<void> => {
  const database = await openDatabase({ file })
  await migrate(database, now())
  const definitions = loadFhirDefinitions()
  const pageKey = new Uint8Array(32)
  const baseUrl = 'http://127.0.0.1/fhir'
  const newId = uuidSource(Date.now, randomFillSync)
  const told = { software: { name: 'Attune', version: 'bench' }, baseUrl, date: now(), operations: [] }
  await app.register(
    async (scope) =>
      fhirRoutes(scope, {
        definitions,
        openRecord: (of) => openRepository({ database, definitions, access: of, now, newId, baseUrl, pageKey }),
        audit: auditLog(database),
        authenticate: async () => access,
        jobs: jobQueue(database, { now, newId }),
        files: jobFiles(database),
        baseUrl,
        now,
        newId,
        pageKey,
        capability: () => capabilityOf(definitions, told),
      }),
    { prefix: '/fhir' },
  )
}

const medplum = (app: FastifyInstance): void => {
  loadFhirDefinitions().warm()
  const repository = new MemoryRepository()
  const router = new FhirRouter()
  app.addContentTypeParser(
    'application/fhir+json',
    { parseAs: 'string', bodyLimit: 50 << 20 },
    async (_: unknown, body: string) => JSON.parse(body) as Bundle,
  )
  app.all('/fhir/*', async (request, reply) => {
    const url = request.url.slice('/fhir/'.length)
    const [outcome, resource] = await router.handleRequest(
      {
        method: request.method as HttpMethod,
        url,
        pathname: '',
        params: {},
        query: {},
        body: request.body,
        config: { transactions: true },
      },
      repository,
    )
    return reply
      .status(getStatus(outcome))
      .type('application/fhir+json')
      .send(JSON.stringify(resource ?? outcome))
  })
}

const [place = '--memory'] = process.argv.slice(2)
const app = Fastify({ logger: false })
if (place === '--memory') medplum(app)
else await attune(app, place)
await app.listen({ port: 0, host: '127.0.0.1' })
const at = app.server.address()
process.stdout.write(`${typeof at === 'object' && at !== null ? at.port : 0}\n`)
