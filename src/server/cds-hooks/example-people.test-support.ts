import Fastify, { type FastifyInstance } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { geneResultsOf, openPerson } from '../../assess/index.ts'
import { memorySource } from '../../genome/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import { loadAll } from '../../knowledge/folder.ts'
import type { Instant } from '../../shared/instant.ts'
import { migrate, openSqlite } from '../../store/index.ts'
import { cdsCards } from '../../store/cds-feedback/index.ts'
import type { AuditEntry } from '../../trust/index.ts'
import type { KnownPerson, PatientIdentifier } from './cds-people.ts'
import { type CdsEvent, type CdsHooksParts, cdsHooksRoutes } from './index.ts'

export const at = '2026-11-22T09:00:00Z' as Instant
export const knowledge = loadAll()
export const baseUrl = 'http://127.0.0.1:8080'

const folder = new URL('../../../examples/', import.meta.url)

/** A demonstration person as the server would have it, from the files. */
export const examplePerson = async (slug: string): Promise<KnownPerson> => {
  const own = new URL(`${slug}/`, folder)
  const genome = ['genome.vcf', 'genome.vcf.gz', 'genome.g.vcf', 'genome.txt'].find((f) => existsSync(new URL(f, own)))
  const textOf = (name: string) => ({ name, text: readFileSync(new URL(name, own), 'utf8'), sha256: '' })
  const opened = await openPerson(
    {
      ...(genome === undefined ? {} : { genome: memorySource(genome, readFileSync(new URL(genome, own))) }),
      record: textOf('record.json'),
      ...(existsSync(new URL('outside-calls.tsv', own)) ? { outsideCalls: textOf('outside-calls.tsv') } : {}),
    },
    { at, knowledge, inflate: nodeInflate },
  )
  if (!opened.ok || opened.value.view.genome === undefined) return expect.unreachable()
  const results = geneResultsOf(opened.value.view.genome, knowledge)
  return { person: slug, view: opened.value.view, ...(results.ok ? { results: results.value } : {}) }
}

export type Served = {
  readonly app: FastifyInstance
  readonly audit: AuditEntry[]
  readonly told: CdsEvent[]
  readonly parts: CdsHooksParts
  readonly close: () => Promise<void>
}

/** The services over some demonstration people in memory, open as on a demonstration server unless told otherwise. */
export const serve = async (
  more: Partial<CdsHooksParts> = {},
  slugs: readonly string[] = ['stent-clopidogrel'],
  identifiers: readonly (PatientIdentifier & { readonly person: string })[] = [],
): Promise<Served> => {
  const database = openSqlite(':memory:')
  await migrate(database, at)
  const people = new Map(await Promise.all(slugs.map(async (s) => [s, await examplePerson(s)] as const)))
  const audit: AuditEntry[] = []
  const told: CdsEvent[] = []
  let ids = 0
  const parts: CdsHooksParts = {
    baseUrl,
    loopback: true,
    tenant: 'home',
    knowledge,
    people: {
      open: async (id) => people.get(id),
      withIdentifiers: async (asked) => [
        ...new Set(
          identifiers
            .filter((i) => asked.some((a) => a.system === i.system && a.value === i.value))
            .map((i) => i.person),
        ),
      ],
    },
    cards: cdsCards(database, 'home'),
    audit: { append: async (entry) => void audit.push(entry) },
    now: () => at,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    tell: (event) => void told.push(event),
    config: { openCdsHooks: true },
    ...more,
  }
  const app = Fastify()
  await cdsHooksRoutes(app, parts)
  return {
    app,
    audit,
    told,
    parts,
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}

/** A draft order of a medicine, by name alone or with a code of RxNorm. */
export const draft = (id: string, name: string, rxnorm?: string, patient = 'stent-clopidogrel') => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  subject: { reference: `Patient/${patient}` },
  medicationCodeableConcept: {
    ...(rxnorm === undefined
      ? {}
      : { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: rxnorm, display: name }] }),
    text: name,
  },
})

export const orderCall = (
  hook: 'order-select' | 'order-sign',
  orders: readonly { readonly id: string }[],
  more: Readonly<Record<string, unknown>> = {},
  patientId = 'stent-clopidogrel',
) => ({
  hook,
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: {
    userId: 'Practitioner/1',
    patientId,
    encounterId: 'e1',
    ...(hook === 'order-select' ? { selections: orders.slice(0, 1).map((o) => `MedicationRequest/${o.id}`) } : {}),
    draftOrders: { resourceType: 'Bundle', type: 'collection', entry: orders.map((resource) => ({ resource })) },
  },
  ...more,
})
