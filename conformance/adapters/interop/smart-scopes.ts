import type { Bundle, Observation, Resource } from '@medplum/fhirtypes'
import Fastify, { type LightMyRequestResponse } from 'fastify'
import { capabilityOf, loadFhirDefinitions } from '../../../src/fhir/index.ts'
import { fhirRoutes } from '../../../src/server/fhir/fhir-routes.ts'
import type { Instant } from '../../../src/shared/instant.ts'
import { openRepository } from '../../../src/store/fhir/index.ts'
import { jobFiles, jobQueue } from '../../../src/store/jobs/index.ts'
import { migrate, openDatabase } from '../../../src/store/index.ts'
import { type Access, type Actor, accessOf, scopesOf } from '../../../src/trust/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vector = {
  readonly granted: string
  readonly launchPatient: string | null
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly allow: boolean | 'filter' | 'empty'
  readonly why: string
  readonly resource?: Readonly<Record<string, unknown>>
}

const categories = 'http://terminology.hl7.org/CodeSystem/observation-category'
const at = '2026-11-22T09:00:00Z' as Instant
const baseUrl = 'http://attune.test/fhir'

const observation = (id: string, patient: string, category: string, value: number, focus?: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ system: categories, code: category }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '1234-5' }] },
  subject: { reference: `Patient/${patient}` },
  valueQuantity: { value, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' },
  ...(focus === undefined ? {} : { focus: [{ reference: focus }] }),
})

const condition = (id: string, patient: string): Resource => ({
  resourceType: 'Condition',
  id,
  subject: { reference: `Patient/${patient}` },
})

/** Two people with results of three categories each; one result of each is about a condition. */
const record: readonly Resource[] = ['p1', 'p2'].flatMap((p, n): readonly Resource[] => [
  { resourceType: 'Patient', id: p, birthDate: '1960-01-01' },
  condition(`c-of-${p}`, p),
  observation(p === 'p1' ? 'o1' : `o-of-${p}`, p, 'laboratory', 5 + n, `Condition/c-of-${p}`),
  observation(`vital-of-${p}`, p, 'vital-signs', 7 + n),
  observation(`survey-of-${p}`, p, 'survey', 9 + n),
])

const clinician: Actor = { id: 'clinician', name: 'Clinician', role: 'clinician', purpose: 'TREAT' }
const reads = (scope: string): boolean => /\.(?:read|\*|c?ru?d?s?)(?:\?|$)/.test(scope)

/** What a vector lets be seen, written without the product's own reading of scopes. */
const mayBeSeen = ({ granted, launchPatient }: Vector, resource: Resource): boolean =>
  granted.split(' ').some((scope) => {
    const [, context, type] = /^(patient|user)\/(\*|[A-Za-z]+)\./.exec(scope) ?? []
    const category = /\|(.+)$/.exec(scope)?.[1]
    const { id, subject, category: own } = resource as Observation
    const patient = resource.resourceType === 'Patient' ? id : subject?.reference?.split('/')[1]
    return (
      reads(scope) &&
      (type === '*' || type === resource.resourceType) &&
      (context === 'user' || patient === launchPatient) &&
      (category === undefined || own?.[0]?.coding?.[0]?.code === category)
    )
  })

type Asked = { readonly ask: (access: Access, method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown) => Promise<LightMyRequestResponse> }

const serve = async (): Promise<Asked & { readonly close: () => Promise<void> }> => {
  const database = await openDatabase({ file: ':memory:' }, { durability: 'demonstration' })
  await migrate(database, at)
  const definitions = loadFhirDefinitions()
  const app = Fastify()
  const pageKey = new Uint8Array(32).fill(7)
  let asking: Access | undefined
  let ids = 0
  const [now, newId] = [() => at, () => `new-${++ids}`]
  const openRecord = (access: Access) => openRepository({ database, definitions, access, now, newId, baseUrl, pageKey })
  const told = { software: { name: 'Attune', version: 'test' }, baseUrl, date: '2026-11-22', operations: [] }
  const capability = () => capabilityOf(definitions, told)
  const audit = { append: async () => {} }
  const jobs = { jobs: jobQueue(database, { now, newId }), files: jobFiles(database) }
  const parts = { definitions, openRecord, audit, ...jobs, baseUrl, now, newId, pageKey, capability }
  await app.register(async (scope) => fhirRoutes(scope, { ...parts, authenticate: async () => asking }), { prefix: '/fhir' })
  return {
    ask: (access, method, url, body) => {
      asking = access
      return app.inject({
        method,
        url: `/fhir/${url}`,
        headers: { 'content-type': 'application/fhir+json', prefer: 'respond-async' },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
    },
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}

const shownIn = (body: Bundle | Resource): readonly Resource[] =>
  body.resourceType !== 'Bundle'
    ? [body]
    : (body.entry ?? []).flatMap((e) => (e.resource === undefined || e.resource.resourceType === 'OperationOutcome' ? [] : [e.resource]))

const everybody: Access = accessOf({ tenant: 'home', actor: clinician })

/** How the server answered, in words: refused, empty, served, or what went wrong. */
const judge = async ({ ask }: Asked, vector: Vector): Promise<string> => {
  const launch = vector.launchPatient === null ? {} : { launchPatient: vector.launchPatient }
  const access = accessOf({ tenant: 'home', actor: clinician, scopes: scopesOf(vector.granted), ...launch })
  const stored = async (): Promise<readonly Resource[]> => {
    const types = [...new Set(record.map((r) => r.resourceType))]
    const answers = await Promise.all(types.map((type) => ask(everybody, 'GET', `${type}?_count=100`)))
    return answers.flatMap((a) => shownIn(a.json<Bundle>()))
  }
  const before = await stored()
  const body = vector.resource && { status: 'final', code: { text: 'said' }, ...vector.resource }
  const answer = await ask(access, vector.method, vector.url, body)
  const written = (await stored()).length !== before.length
  if ([401, 403, 404].includes(answer.statusCode)) return written ? 'refused, and written all the same' : 'refused'
  if (vector.method === 'POST') return answer.statusCode === 201 && written ? 'served' : `status ${answer.statusCode}`
  if (answer.statusCode !== 200) return `status ${answer.statusCode}`
  const bundle = answer.json<Bundle>()
  const visible = before.filter((r) => r.resourceType === 'Observation' && mayBeSeen(vector, r))
  if (vector.url.includes('_summary=count')) return bundle.total === visible.length ? 'served' : `total ${bundle.total}`
  const shown = shownIn(bundle)
  const leaked = shown.filter((r) => !mayBeSeen(vector, r))
  if (leaked.length > 0) return `shows ${leaked.map((r) => `${r.resourceType}/${r.id}`).join(', ')}`
  const next = bundle.link?.find((l) => l.relation === 'next')?.url
  if (next !== undefined) {
    const stranger = accessOf({ tenant: 'home', actor: { ...clinician, id: 'other' }, scopes: scopesOf(vector.granted), launchPatient: 'p2' })
    const path = next.slice(baseUrl.length + 1)
    const foreign = await ask(stranger, 'GET', path)
    if (foreign.statusCode === 200 && shownIn(foreign.json<Bundle>()).length > 0) return 'another caller turned the page'
    const turned = await ask(access, 'GET', path)
    if (turned.statusCode !== 200 || shownIn(turned.json<Bundle>()).some((r) => !mayBeSeen(vector, r))) return 'the next page is wrong'
  }
  return shown.length === 0 ? 'empty' : 'served'
}

const words = (allow: Vector['allow']): string => (allow === false ? 'refused' : allow === 'empty' ? 'empty' : 'served')

/** SMART scopes through the whole server: HTTP, the access predicate in every query, the store. */
export const smartScopes: SuiteAdapter = {
  path: 'interop/smart-scopes.json',
  title: 'SMART scopes at the FHIR server',
  run: async (context) => {
    const suite = tally()
    const { vectors } = JSON.parse(context.text('interop/smart-scopes.json')) as { vectors: readonly Vector[] }
    const server = await serve()
    try {
      for (const resource of record) await server.ask(everybody, 'PUT', `${resource.resourceType}/${resource.id}`, resource)
      for (const [n, vector] of vectors.entries())
        suite.compare(`${n + 1} ${vector.method} ${vector.url} with ${vector.granted}`, words(vector.allow), await judge(server, vector))
    } finally {
      await server.close()
    }
    return suite.outcome()
  },
}
