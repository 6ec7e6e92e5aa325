import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { validateResource } from '@medplum/core'
import { loadFhirDefinitions } from '../src/fhir/index.ts'
import type { BenchResult } from './bench.ts'

const folder = new URL('../../shared/reference/interop/synthea-r4/', import.meta.url)

const synthea = (): readonly Resource[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz'))
    .flatMap((name) =>
      ((JSON.parse(gunzipSync(readFileSync(new URL(name, folder))).toString('utf8')) as Bundle).entry ?? []).flatMap(
        (e) => e.resource ?? [],
      ),
    )

const took = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

const best = (work: () => void): number => Math.min(...[1, 2, 3, 4, 5].map(() => took(work)))

/** Loading the definitions of FHIR R4, indexing and judging the resources of the twelve Synthea people. */
export const run = async (): Promise<BenchResult> => {
  const loading = took(() => loadFhirDefinitions())
  const definitions = loadFhirDefinitions()
  const first = took(() => definitions.faultsOf({ resourceType: 'Patient', active: true }))
  const warming = took(() => definitions.warm())
  const rows = [
    { what: 'load the definitions', value: loading, unit: 'ms', limit: 300 },
    { what: 'first validation', value: first, unit: 'ms', limit: 500 },
    { what: 'fill all registries', value: warming, unit: 'ms', limit: 500 },
  ]
  if (!existsSync(folder)) return { name: 'FHIR definitions (no reference folder: only loading)', rows }
  const resources = synthea()
  const each = (ms: number): number => (1000 * ms) / resources.length
  const indexing = best(() => resources.forEach((r) => definitions.indexRowsOf(r)))
  const judging = best(() => resources.forEach((r) => definitions.faultsOf(r)))
  const peer = best(() => resources.forEach((r) => validateResource(r)))
  return {
    name: `FHIR definitions (${resources.length} Synthea resources)`,
    rows: [
      ...rows,
      { what: 'index rows of a resource', value: each(indexing), unit: 'µs', limit: 60 },
      {
        what: 'judge a resource',
        value: each(judging),
        unit: 'µs',
        limit: 400,
        peer: `@medplum/core validateResource alone ${each(peer).toFixed(0)} µs`,
        ratio: peer / judging,
      },
    ],
  }
}
