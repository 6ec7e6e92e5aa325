import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryRepository } from '@medplum/fhir-router'
import type { Bundle, Observation, Resource } from '@medplum/fhirtypes'
import { randomUUID } from 'node:crypto'
import { loadFhirDefinitions } from '../src/fhir/index.ts'
import type { Instant } from '../src/shared/instant.ts'
import {
  type AttuneRepository,
  type Database,
  migrate,
  openDatabase,
  openRepository,
  processBundle,
} from '../src/store/index.ts'
import type { Access, Right } from '../src/trust/index.ts'
import type { BenchResult, BenchRow } from './bench.ts'
import { people, peopleAreHere } from './multiplied-people.ts'

const wanted = Number(process.env['ATTUNE_BENCH_RESOURCES'] ?? 190_000)
const inTransaction = 500
const creates = 5000
const reads = 20_000

const access: Access = {
  tenant: 'bench',
  actor: { id: 'bench', name: 'bench', role: 'clinician', purpose: 'TREAT' },
  grants: [{ types: '*', rights: new Set<Right>(['c', 'r', 'u', 'd', 's']), patients: 'all', criteria: [] }],
}

const repositoryOf = (database: Database): AttuneRepository =>
  openRepository({
    database,
    definitions: loadFhirDefinitions(),
    access,
    now: () => new Date().toISOString() as Instant,
    newId: () => randomUUID(),
    baseUrl: 'https://attune.example/fhir',
    pageKey: new Uint8Array(32),
  })

const weight = (patient: string, value: number): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-11-20T08:30:00Z',
  valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
})

const perSecond = async (times: number, work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return times / ((performance.now() - from) / 1000)
}

const nothingElse = () => Promise.reject(new Error('The people are only created.'))

type Place = readonly [type: string, id: string]

const loadPeople = async (repository: AttuneRepository) => {
  const places: Place[] = []
  let ms = 0
  for (const person of people()) {
    if (places.length >= wanted) break
    const bundle = JSON.parse(person.text) as Bundle
    const from = performance.now()
    const answer = await processBundle(repository, bundle, { handle: nothingElse, returning: 'minimal' })
    ms += performance.now() - from
    for (const entry of answer.entry ?? []) {
      const [type, id] = entry.response?.location?.split('/') ?? []
      if (type !== undefined && id !== undefined) places.push([type, id])
    }
  }
  return { places, perSecond: places.length / (ms / 1000) }
}

/** Every so-many-th place, so that reads go all over the store. */
const spread = (places: readonly Place[], n: number): readonly Place[] =>
  Array.from({ length: n }, (_, i) => places[(i * 7919) % places.length] as Place)

const memoryReads = async (): Promise<number> => {
  const memory = new MemoryRepository()
  const places: Place[] = []
  for (let i = 0; i < 2000; i++) {
    const { resourceType, id } = await memory.createResource<Observation>(weight('p', i))
    places.push([resourceType, id])
  }
  const asked = spread(places, reads)
  return perSecond(reads, async () => {
    for (const [type, id] of asked) await memory.readResource<Resource>(type, id)
  })
}

export const run = async (): Promise<BenchResult> => {
  const name = 'FHIR store: SQLite, every commit synced'
  if (!peopleAreHere) return { name: `${name} (not run: the reference people are not here)`, rows: [] }
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'))
  const database = await openDatabase({ file: join(folder, 'store.sqlite') })
  try {
    await migrate(database, '2026-11-22T00:00:00Z')
    const repository = repositoryOf(database)
    const loaded = await loadPeople(repository)
    const asked = spread(loaded.places, reads)
    const [, patient = ''] = loaded.places.find(([type]) => type === 'Patient') ?? []
    const readRate = await perSecond(reads, async () => {
      for (const [type, id] of asked) await repository.readResource(type, id)
    })
    const createRate = await perSecond(creates, async () => {
      for (let n = 0; n < creates; n += inTransaction)
        await repository.withTransaction(async (tx) => {
          for (let i = 0; i < inTransaction; i++) await tx.createResource(weight(patient, n + i))
        })
    })
    const singleRate = await perSecond(200, async () => {
      for (let i = 0; i < 200; i++) await repository.createResource(weight(patient, i))
    })
    const whole = performance.now()
    let own = 0
    for await (const page of repository.compartment(patient)) own += page.length
    const wholeMs = performance.now() - whole
    const memoryRate = await memoryReads()
    const rows: readonly BenchRow[] = [
      {
        what: `loading ${loaded.places.length} resources as transaction bundles`,
        value: loaded.perSecond,
        unit: '/s',
        limit: 1000,
        atLeast: true,
      },
      {
        what: `creating, ${inTransaction} in a transaction`,
        value: createRate,
        unit: '/s',
        limit: 1500,
        atLeast: true,
      },
      { what: 'creating, one at a time', value: singleRate, unit: '/s' },
      {
        what: 'reading by id',
        value: readRate,
        unit: '/s',
        limit: 10_000,
        atLeast: true,
        peer: "Medplum's MemoryRepository, 2,000 resources",
        ratio: readRate / memoryRate,
      },
      { what: `all of one patient (${own} resources)`, value: wholeMs, unit: 'ms' },
    ]
    return { name, rows }
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
