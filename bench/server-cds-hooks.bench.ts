import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { BenchResult } from './bench.ts'

const people = 1000
const perSecond = 50
const seconds = 20
const warmUp = 100
const drugs = [
  'clopidogrel',
  'codeine',
  'simvastatin',
  'citalopram',
  'warfarin',
  'metformin',
  'amitriptyline',
  'omeprazole',
  'capecitabine',
  'tacrolimus',
]

const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Entry = { readonly resource: Readonly<Record<string, unknown>> }

const record = readFileSync(new URL('../examples/stent-clopidogrel/record.json', import.meta.url), 'utf8')

/** An order-select call for a person, everything prefetched, as an EHR would send it. */
const callFor = (n: number): string => {
  const person = `p${n % people}`
  const { entry } = JSON.parse(record.replaceAll('stent-clopidogrel', person)) as { readonly entry: readonly Entry[] }
  const of = (type: string) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: entry.filter((e) => e.resource['resourceType'] === type),
  })
  const order = {
    resourceType: 'MedicationRequest',
    id: 'draft',
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${person}` },
    medicationCodeableConcept: { text: drugs[n % drugs.length] },
  }
  return JSON.stringify({
    hook: 'order-select',
    hookInstance: randomUUID(),
    context: {
      userId: 'Practitioner/1',
      patientId: person,
      selections: ['MedicationRequest/draft'],
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order }] },
    },
    prefetch: {
      patient: { resourceType: 'Patient', id: person },
      medications: of('MedicationRequest'),
      statements: of('MedicationStatement'),
      allergies: of('AllergyIntolerance'),
      conditions: of('Condition'),
      measurements: of('Observation'),
    },
  })
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** CDS Hooks order-select at 50 calls a second, sent on time whether answers come or not; each call is for another of 1,000 people. */
export const run = async (): Promise<BenchResult> => {
  const port = await freePort()
  const child = fork(fileURLToPath(new URL('cds-hooks-server.ts', import.meta.url)), [String(people), String(port)])
  await once(child, 'message')
  const url = `http://127.0.0.1:${port}/cds-services/attune-pgx`
  let failed = 0
  let cards = 0
  const call = async (body: string): Promise<void> => {
    try {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      const answer = (await response.json()) as { readonly cards?: readonly unknown[] }
      if (response.status !== 200) failed++
      cards += answer.cards?.length ?? 0
    } catch {
      failed++
    }
  }
  // The first calls load code; they are of people whose turn comes last.
  for (let i = 0; i < warmUp; i++) await call(callFor(people - 1 - i))
  failed = 0
  cards = 0
  const busy = loadavg()[0] ?? 0
  child.send('begin')
  const bodies = Array.from({ length: perSecond * seconds }, (_, i) => callFor((i * 7) % people))
  const times: number[] = []
  const started = performance.now()
  await Promise.all(
    bodies.map(async (body, i) => {
      const due = started + (i * 1000) / perSecond
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
      await call(body)
      times.push(performance.now() - due)
    }),
  )
  child.send('cpu')
  const [used] = (await once(child, 'message')) as [{ readonly cpuMs: number; readonly rss: number }]
  child.send('stop')
  await once(child, 'exit')
  times.sort((a, b) => a - b)
  return {
    name: `CDS Hooks order-select, ${perSecond} calls a second, ${people} people with genomes and records`,
    rows: [
      { what: 'p50', value: quantile(times, 0.5), unit: 'ms' },
      { what: 'p95', value: quantile(times, 0.95), unit: 'ms' },
      { what: 'p99', value: quantile(times, 0.99), unit: 'ms', limit: 50 },
      { what: 'longest', value: times.at(-1) ?? 0, unit: 'ms' },
      { what: 'calls that failed', value: failed, unit: '', limit: 0 },
      { what: 'cards sent', value: cards, unit: '', atLeast: true, limit: 1 },
      { what: 'processor time of the server for each call', value: used.cpuMs / bodies.length, unit: 'ms' },
      { what: 'memory of the server', value: used.rss / 2 ** 20, unit: 'MB' },
      { what: 'load of the machine before the calls', value: busy, unit: '' },
    ],
  }
}
