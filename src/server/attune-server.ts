import type { FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { capabilityOf, loadFhirDefinitions, profilesByType } from '../fhir/index.ts'
import type { Release } from '../knowledge/release.ts'
import { compileTerms } from '../record/index.ts'
import { AttuneError } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { ok, type Result } from '../shared/problem.ts'
import { software } from '../shared/software.ts'
import {
  auditEvents,
  auditLog,
  type AttuneRepository,
  type Database,
  genomeStore,
  jobFiles,
  jobQueue,
  jobWorker,
  migrate,
  openRepository,
  peopleStore,
  processBundle,
  recordStates,
  signInStore,
} from '../store/index.ts'
import { cdsCards } from '../store/cds-feedback/index.ts'
import type { Access, Grant, Right } from '../trust/index.ts'
import { openApi } from './api/openapi.ts'
import { buildApp } from './app.ts'
import { cdsHooksRoutes, storedPeople } from './cds-hooks/index.ts'
import type { ServerConfig } from './config.ts'
import { fhirJobHandlers, fhirRoutes, servedOperations } from './fhir/index.ts'
import { genomicsOperationRoutes, operationKnowledge, personSubjects } from './genomics-operations/index.ts'
import { geneRoutes } from './genomes/gene-routes.ts'
import { personGenomes } from './genomes/person-genomes.ts'
import { polygenicImports } from './genomes/polygenic-imports.ts'
import { metricsRoutes } from './metrics.ts'
import { seedDemoPeople } from './people/demo-people.ts'
import { importProblems } from './people/import-problems.ts'
import type { CallersRecord } from './people/callers.ts'
import { peopleRoutes } from './people/people-routes.ts'
import { personNames } from './people/person-names.ts'
import { personReports, type WholeRecord } from './people/person-reports.ts'
import { publicRoutes } from './public-routes.ts'
import type { LogTo } from './request-log.ts'
import { signInParts } from './sign-in/index.ts'

/** Of what one server is made. `now` and `newId` are the clock and the source of ids of the process. */
export type ServerParts = {
  readonly database: Database
  readonly knowledge: readonly Release[]
  /** Folders of knowledge in which genome releases (transcripts, sequences, chains) are looked for. */
  readonly knowledgeFolders: readonly string[]
  /** Definitions of the implementation guides that were imported. */
  readonly guides: readonly Resource[]
  readonly page: string
  /** How browsers and other systems reach this server, without a slash at the end. */
  readonly baseUrl: string
  /** Serves the demonstration people and accounts. */
  readonly demo: boolean
  readonly config: ServerConfig
  readonly now: () => Instant
  readonly newId: () => string
  readonly log?: LogTo
  /** Names by which the server may be asked. Without them any: then a proxy in front must check. */
  readonly hosts?: readonly string[]
  /** Whether the process listens on loopback alone. What is open without a token is open only then, whatever the address in `baseUrl`. */
  readonly onLoopback: boolean
}

export type AttuneServer = {
  readonly app: FastifyInstance
  /** Demonstration people that were imported now. */
  readonly seeded: number
  /** Lets what runs come to its end, and makes everything durable; the database is closed by who opened it. */
  readonly close: () => Promise<void>
}

/** Finished exports and imports are kept for a day. */
const jobsKeptMs = 24 * 3_600_000
const sweepMs = 15 * 60_000

const isLoopback = (url: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

const everyRight: ReadonlySet<Right> = new Set<Right>(['c', 'r', 'u', 'd', 's'])
const everything: Grant = { types: '*', rights: everyRight, patients: 'all', criteria: [] }

/** Attune itself: imports the demonstration, and reads whole records for reports, which are then given only to whom they may be. */
const itself = (tenant: string): Access => ({
  tenant,
  actor: { id: 'attune', name: 'Attune', role: 'service', purpose: 'TREAT' },
  grants: [everything],
})

const readOrNone = async (repository: AttuneRepository, type: string, id: string): Promise<Resource | undefined> => {
  const [found] = await repository.readReferences([{ reference: `${type}/${id}` }])
  return found === undefined || found instanceof Error ? undefined : found
}

const wholeCompartment = async (repository: AttuneRepository, person: string): Promise<readonly Resource[]> => {
  const resources: Resource[] = []
  for await (const page of repository.compartment(person)) resources.push(...page)
  return resources
}

const noReads = (): never => {
  throw new Error('an import reads nothing')
}

const transact = async (repository: AttuneRepository, bundle: Bundle): Promise<Result<void>> => {
  try {
    await processBundle(repository, bundle, { handle: async () => noReads(), returning: 'minimal' })
    return ok(undefined)
  } catch (cause) {
    return importProblems(cause)
  }
}

/** 32 secret bytes that every process of a deployment shares; made once and kept. */
const sharedKey = async (database: Database, tenant: string, now: () => Instant): Promise<Uint8Array> => {
  const made = { id: 'pages', content: randomBytes(32).toString('base64url'), created: now() }
  const [secret = made] = await signInStore(database, tenant).secrets.listOrMake('pages', async () => [made])
  return Buffer.from(secret.content, 'base64url')
}

/** Puts the whole server together over an open database. It listens nowhere by itself. */
export const openServer = async (parts: ServerParts): Promise<AttuneServer> => {
  const { database, knowledge, baseUrl, demo, config, now, newId } = parts
  const tenant = config.tenant
  await migrate(database, now())
  const definitions = loadFhirDefinitions(parts.guides)
  const terms = knowledge.find((r) => r.manifest.id === 'attune-terms')
  if (terms === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-terms')
  const pageKey = await sharedKey(database, tenant, now)
  const audit = auditLog(database)
  const fhirBase = `${baseUrl}/fhir`
  const openRecord = (access: Access): AttuneRepository =>
    openRepository({ database, definitions, access, now, newId, baseUrl: fhirBase, pageKey })

  const people = peopleStore(database, tenant)
  const polygenic = polygenicImports(parts.knowledgeFolders)
  const genomes = personGenomes({ genomes: genomeStore(database, tenant), people, knowledge, polygenic })
  const ours = itself(tenant)
  const record: WholeRecord = {
    states: (asked) => recordStates(database, tenant, asked),
    resources: (person) => wholeCompartment(openRecord(ours), person),
  }
  const reports = personReports({ people, genomes, record, knowledge, polygenicStamp: polygenic?.stamp, now })
  const recordFor = (access: Access): CallersRecord => {
    const repository = openRecord(access)
    return {
      read: (type, id) => readOrNone(repository, type, id),
      search: (type, query) => repository.searchText(type, query, { strict: true }),
      resources: (person) => wholeCompartment(repository, person),
      transact: (bundle) => transact(repository, bundle),
    }
  }
  const cards = cdsCards(database, tenant)
  const events = auditEvents(database, tenant)
  const queue = jobQueue(database, { now, newId })
  const files = jobFiles(database)
  const signIn = await signInParts({
    database,
    baseUrl,
    demo,
    now,
    newId,
    audit,
    patients: personNames(recordFor(ours)),
    config: config.signIn,
  })
  const { authenticate } = signIn

  let seeded = 0
  if (demo && (await record.states(['stent-clopidogrel'])).size === 0) {
    const { read: stored, transact } = recordFor(ours)
    seeded = await seedDemoPeople(
      {
        definitions,
        stored,
        transact,
        mayAddFiles: () => true,
        inTurn: (work) => work(),
        genomes,
        people,
        knowledge,
        at: now(),
      },
      reports,
    )
  }

  const app = await buildApp({
    page: parts.page,
    baseUrl,
    ...(config.proxies === undefined ? {} : { proxies: config.proxies }),
    ...(parts.log === undefined ? {} : { log: parts.log }),
    ...(parts.hosts === undefined ? {} : { hosts: parts.hosts }),
    routes: async (root) => {
      await openApi(root, baseUrl)
      metricsRoutes(root, {
        ...(config.metricsToken === undefined ? {} : { token: config.metricsToken }),
        behindProxy: !isLoopback(baseUrl),
      })
      publicRoutes(root, { knowledge, ready: async () => (await record.states(['-'])).size >= 0 })
      geneRoutes(root)
      await signIn.routes(root)
      peopleRoutes(root, {
        authenticate,
        audit,
        definitions,
        knowledge,
        recordFor,
        people,
        genomes,
        reports,
        decisionsOf: (person) => cards.feedbackOf(person),
        accessesOf: (person) => events.search({ patient: person, limit: 200 }),
        now,
      })
      await root.register(
        (fhir) =>
          fhirRoutes(fhir, {
            definitions,
            openRecord,
            audit,
            authenticate,
            baseUrl: fhirBase,
            now,
            newId,
            pageKey,
            jobs: queue,
            files,
            capability: () =>
              capabilityOf(definitions, {
                software: { name: 'Attune', version: software.version },
                baseUrl: fhirBase,
                date: now(),
                operations: servedOperations,
                profiles: profilesByType(parts.guides),
                smart: {
                  authorize: `${baseUrl}/oauth/authorize`,
                  token: `${baseUrl}/oauth/token`,
                  introspect: `${baseUrl}/oauth/introspect`,
                  revoke: `${baseUrl}/oauth/revoke`,
                },
              }),
            isAllowedOrigin: (origin) => config.origins.includes(origin),
          }),
        { prefix: '/fhir' },
      )
      await root.register(
        (fhir) =>
          genomicsOperationRoutes(fhir, {
            ...operationKnowledge(...parts.knowledgeFolders),
            terms: compileTerms(terms),
            subjects: personSubjects({
              genomes: genomeStore(database, tenant),
              report: async (person) => {
                const report = await reports.current(person)
                return report?.ok ? report.value : undefined
              },
            }),
            openRecord,
            authenticate,
            audit,
            now,
            newId,
            baseUrl: fhirBase,
          }),
        { prefix: '/fhir' },
      )
      await cdsHooksRoutes(root, {
        baseUrl,
        loopback: parts.onLoopback && isLoopback(baseUrl),
        tenant,
        knowledge,
        people: storedPeople({ database, tenant, people, genomes, record, knowledge, now }),
        cards,
        audit,
        now,
        newId,
        config: { ...config.cdsHooks, ...(demo ? { openCdsHooks: true } : {}) },
      })
    },
  })
  const worker = jobWorker(queue, fhirJobHandlers({ definitions, openRecord, files }))
  // What jobs left to be fetched holds patients' data: it is not kept longer than it takes to fetch it.
  const sweeping = setInterval(
    () => void queue.prune(new Date(Date.parse(now()) - jobsKeptMs).toISOString() as Instant).catch(() => undefined),
    sweepMs,
  )
  sweeping.unref()
  // Checking resources needs the structure definitions: they are read while nothing waits for them.
  const warming = setTimeout(() => definitions.warm(), 500)
  warming.unref()
  return {
    app,
    seeded,
    close: async () => {
      clearTimeout(warming)
      clearInterval(sweeping)
      await app.close()
      await worker.stop()
      await reports.stop()
      await audit.close()
    },
  }
}
