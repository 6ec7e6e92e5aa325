// Child process of the CDS Hooks benchmark: the services over people drawn from the demonstration, started over IPC.
import { createHash, randomFillSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import Fastify from 'fastify'
import { loadFhirDefinitions } from '../src/fhir/index.ts'
import { loadAll } from '../src/knowledge/folder.ts'
import { cdsHooksRoutes, storedPeople } from '../src/server/cds-hooks/index.ts'
import { personGenomes } from '../src/server/genomes/person-genomes.ts'
import type { Instant } from '../src/shared/instant.ts'
import { uuidSource } from '../src/shared/uuid.ts'
import {
  auditLog,
  genomeStore,
  migrate,
  openRepository,
  openSqlite,
  peopleStore,
  processBundle,
  recordStates,
} from '../src/store/index.ts'
import { cdsCards } from '../src/store/cds-feedback/index.ts'
import type { Right } from '../src/trust/index.ts'

const people = Number(process.argv[2])
const port = Number(process.argv[3])
const examples = ['stent-clopidogrel', 'statin-muscle-pain', 'two-candidates']

const folder = mkdtempSync(join(tmpdir(), 'attune-cds-bench-'))
const now = (): Instant => new Date().toISOString() as Instant
const baseUrl = `http://127.0.0.1:${port}`
const knowledge = loadAll()
const database = openSqlite(join(folder, 'attune.sqlite'))
await migrate(database, now())
const fileOf = (slug: string, name: string): string =>
  readFileSync(new URL(`../examples/${slug}/${name}`, import.meta.url), 'utf8')
const rows = examples.map((slug) => fileOf(slug, 'genome.vcf').split('\n'))

let state = 20_251_122
const dice = (sides: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * sides)
}

/** One row in fifty gets another genotype: every person is somebody else. */
const varied = (lines: readonly string[]): string =>
  lines
    .map((line) =>
      line.startsWith('#') || dice(50) > 0
        ? line
        : line.replace(/\t[01][/|][01](?=[:\r\n]|$)/, `\t${['0/0', '0/1', '1/1'][dice(3)]}`),
    )
    .join('\n')

const rights: ReadonlySet<Right> = new Set<Right>(['c', 'r', 'u', 'd', 's'])
const repository = openRepository({
  database,
  definitions: loadFhirDefinitions(),
  access: {
    tenant: 'home',
    actor: { id: 'bench', name: 'Bench', role: 'service', purpose: 'TREAT' },
    grants: [{ types: '*', rights, patients: 'all', criteria: [] }],
  },
  now,
  newId: uuidSource(Date.now, randomFillSync),
  baseUrl: `${baseUrl}/fhir`,
  pageKey: new Uint8Array(32),
})
const genomes = personGenomes({
  genomes: genomeStore(database, 'home'),
  people: peopleStore(database, 'home'),
  knowledge,
})
const noReads = (): never => {
  throw new Error('an import reads nothing')
}
for (let i = 0; i < people; i++) {
  const n = i % examples.length
  const slug = examples[n] as string
  const record = JSON.parse(fileOf(slug, 'record.json').replaceAll(slug, `p${i}`)) as Bundle
  const entry = (record.entry ?? []).flatMap(({ resource }) => {
    if (resource === undefined) return []
    const id = resource.resourceType === 'Patient' ? `p${i}` : `p${i}-${resource.id}`
    return [
      { resource: { ...resource, id }, request: { method: 'PUT' as const, url: `${resource.resourceType}/${id}` } },
    ]
  })
  await processBundle(
    repository,
    { resourceType: 'Bundle', type: 'transaction', entry },
    { handle: async () => noReads(), returning: 'minimal' },
  )
  const bytes = new TextEncoder().encode(varied(rows[n] as readonly string[]))
  const kept = await genomes.keep(
    `p${i}`,
    { name: `p${i}.vcf`, bytes, sha256: createHash('sha256').update(bytes).digest('hex') },
    now(),
  )
  if (!kept.ok) throw new Error(kept.problems.map((p) => p.message).join(' '))
}

const record = {
  states: (asked: readonly string[]) => recordStates(database, 'home', asked),
  resources: async (person: string) => {
    const all: Resource[] = []
    for await (const page of repository.compartment(person)) all.push(...page)
    return all
  },
}
const stored = () =>
  storedPeople({ database, tenant: 'home', people: peopleStore(database, 'home'), genomes, record, knowledge, now })
// As after an import: what a genome comes down to is kept before anybody asks.
const imported = stored()
for (let i = 0; i < people; i++) await imported.open(`p${i}`)

const app = Fastify()
const audit = auditLog(database)
await cdsHooksRoutes(app, {
  baseUrl,
  loopback: true,
  tenant: 'home',
  knowledge,
  people: stored(),
  cards: cdsCards(database, 'home'),
  audit,
  now,
  newId: uuidSource(Date.now, randomFillSync),
  config: { openCdsHooks: true },
})
await app.listen({ port, host: '127.0.0.1' })
let began = process.cpuUsage()
process.on('message', (message) => {
  if (message === 'begin') began = process.cpuUsage()
  if (message === 'cpu') {
    const used = process.cpuUsage(began)
    process.send?.({ cpuMs: (used.user + used.system) / 1000, rss: process.memoryUsage().rss })
  }
  if (message === 'stop')
    void app
      .close()
      .then(() => audit.close())
      .then(() => database.close())
      .then(() => rmSync(folder, { recursive: true, force: true }))
      .then(() => process.exit(0))
})
process.send?.('ready')
