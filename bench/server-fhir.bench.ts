import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bundle } from '@medplum/fhirtypes'
import type { BenchResult, BenchRow } from './bench.ts'
import { load, openLine, type Wanted } from './http-load.ts'
import { people, peopleAreHere } from './multiplied-people.ts'

const server = fileURLToPath(new URL('./fhir-server.ts', import.meta.url))
const wanted = Number(process.env['ATTUNE_BENCH_RESOURCES'] ?? 190_000)

/** Resources in Medplum's repository, which goes through all of a type for each search. */
const peerResources = 2000
const lines = 64
const seconds = 5

type Serving = { readonly port: number; readonly startMs: number; readonly process: ChildProcess }

const serve = (place: string): Promise<Serving> =>
  new Promise((done, failed) => {
    const from = performance.now()
    const child = spawn(process.execPath, [server, place], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)))
    child.stdout?.once('data', (text: Buffer) =>
      done({ port: Number(text.toString()), startMs: performance.now() - from, process: child }),
    )
  })

type Loaded = { readonly perSecond: number; readonly places: readonly string[]; readonly patients: readonly string[] }

/** Sends people until so many resources are in; places are `Type/id`. */
const loadPeople = async (port: number, resources: number): Promise<Loaded> => {
  const line = await openLine(port)
  const places: string[] = []
  let [sent, ms] = [0, 0]
  for (const person of people()) {
    if (sent >= resources) break
    const from = performance.now()
    const answer = await line.ask({ method: 'POST', path: '/fhir/', body: person.text })
    ms += performance.now() - from
    if (answer.status !== 200) throw new Error(`a bundle was refused: ${answer.status} ${answer.body.slice(0, 500)}`)
    sent += person.resources
    const bundle = JSON.parse(answer.body) as Bundle
    for (const entry of bundle.entry ?? []) {
      const place = entry.response?.location?.split('/').slice(0, 2).join('/')
      if (place !== undefined) places.push(place)
    }
  }
  line.close()
  const patients = places.filter((p) => p.startsWith('Patient/')).map((p) => p.slice('Patient/'.length))
  return { perSecond: sent / (ms / 1000), places, patients }
}

/** A small seeded generator, so that every run asks the same. */
const generator = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const oneOf = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T

const observation = (patient: string, value: number) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }], text: 'Body weight' },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-11-20T08:30:00Z',
  valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
})

const inBundle = 100

const bundleOf = (patient: string, n: number): Wanted => ({
  method: 'POST',
  path: '/fhir/',
  body: JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length: inBundle }, (_, i) => ({
      resource: observation(patient, 50 + ((n + i) % 50)),
      request: { method: 'POST', url: 'Observation' },
    })),
  }),
})

const reads = (loaded: Loaded, port: number) => {
  const random = generator(7)
  return load(port, lines, seconds, 200, () => ({ method: 'GET', path: `/fhir/${oneOf(loaded.places, random)}` }))
}

const byPatientAndCode = (loaded: Loaded, port: number, atOnce: number) => {
  const random = generator(11)
  return load(port, atOnce, seconds, 200, () => ({
    method: 'GET',
    path: `/fhir/Observation?patient=${oneOf(loaded.patients, random)}&code=http://loinc.org%7C29463-7&_sort=-date&_count=1`,
  }))
}

const byName = (loaded: Loaded, port: number) => {
  const random = generator(13)
  const letters = 'abcdefghijklmnoprstw'
  return load(port, lines, seconds, 200, () => ({
    method: 'GET',
    path: `/fhir/Patient?name=${oneOf(letters.split(''), random)}${oneOf('aeiou'.split(''), random)}&_count=10`,
  }))
}

const peer = async (): Promise<{ readonly reads: number; readonly searches: number }> => {
  const serving = await serve('--memory')
  const loaded = await loadPeople(serving.port, peerResources)
  const [read, search] = [await reads(loaded, serving.port), await byPatientAndCode(loaded, serving.port, 4)]
  serving.process.removeAllListeners('exit')
  serving.process.kill()
  return { reads: read.perSecond, searches: search.perSecond }
}

export const run = async (): Promise<BenchResult> => {
  const name = 'server fhir: FHIR over HTTP on the embedded store, every commit synced, every request audited'
  if (!peopleAreHere) return { name: `${name}: NOT RUN, the reference folder is not here`, rows: [] }
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'))
  try {
    const beside = await peer()
    const serving = await serve(join(folder, 'bench.sqlite'))
    const { port } = serving
    const loaded = await loadPeople(port, wanted)
    const random = generator(17)
    const read = await reads(loaded, port)
    const search = await byPatientAndCode(loaded, port, lines)
    const names = await byName(loaded, port)
    const creates = await load(port, 4, seconds, 200, (n) => bundleOf(oneOf(loaded.patients, random), n))
    const single = await load(port, lines, seconds, 201, (n) => ({
      method: 'POST',
      path: '/fhir/Observation',
      body: JSON.stringify(observation(oneOf(loaded.patients, random), 50 + (n % 50))),
    }))
    serving.process.removeAllListeners('exit')
    serving.process.kill()
    const size = loaded.places.length.toLocaleString('en')
    const rows: BenchRow[] = [
      { what: 'start of a server on an empty store', value: serving.startMs, unit: 'ms', limit: 2000 },
      {
        what: `loading ${size} resources as bundles of people`,
        value: loaded.perSecond,
        unit: 'resources/s',
        limit: 1000,
        atLeast: true,
      },
      {
        what: `reading by id, ${size} in the store`,
        value: read.perSecond,
        unit: '/s',
        limit: 3000,
        atLeast: true,
        peer: `Medplum's in-memory repository over HTTP`,
        ratio: read.perSecond / beside.reads,
      },
      { what: 'reading by id, 99th percentile over 64 connections', value: read.p99, unit: 'ms' },
      {
        what: 'searching the latest of a code of a patient',
        value: search.perSecond,
        unit: '/s',
        peer: `Medplum's in-memory repository with ${peerResources.toLocaleString('en')} resources`,
        ratio: search.perSecond / beside.searches,
      },
      { what: 'searching patients by the first letters of a name', value: names.perSecond, unit: '/s' },
      {
        what: `creating in transactions of ${inBundle}`,
        value: creates.perSecond * inBundle,
        unit: 'resources/s',
        limit: 1500,
        atLeast: true,
      },
      { what: 'creating one by one over 64 connections', value: single.perSecond, unit: '/s' },
    ]
    return { name, rows }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
