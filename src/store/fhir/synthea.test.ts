import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { processBundle } from './batch.ts'
import { openFor } from './repository.test-support.ts'

const folder = '../shared/reference/interop/synthea-r4'

const people = (): readonly Bundle[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz'))
    .map((name) => JSON.parse(gunzipSync(readFileSync(`${folder}/${name}`)).toString('utf8')) as Bundle)

const handle = () => Promise.reject(new Error('These bundles only create.'))

const referencesIn = (value: unknown, found: string[] = []): readonly string[] => {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value))
      if (name === 'reference' && typeof inner === 'string') found.push(inner)
      else referencesIn(inner, found)
  return found
}

const countBy = <T>(items: readonly T[], nameOf: (item: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1
  return counts
}

if (!existsSync(folder))
  test.skip('the Synthea people load: NOT RUN, the reference folder is not here', () => undefined)
else
  describeOnBoth('the 12 Synthea people of the reference folder', (open) => {
    test('load whole: each resource is there, every reference leads to one, and each patient has all of theirs', {
      timeout: 120_000,
    }, async () => {
      const database = await open()
      const repository = openFor(database)()
      const bundles = people()
      const sent = bundles.flatMap((bundle) => bundle.entry?.map((e) => e.resource?.resourceType ?? '') ?? [])
      expect(sent).toHaveLength(4272)
      const outside = new Set(['Organization', 'Practitioner', 'Medication'])
      for (const bundle of bundles) {
        const answer = await processBundle(repository, bundle, { handle })
        expect(answer.entry?.every((e) => e.response?.status === '201 Created')).toBe(true)
        const made = answer.entry?.flatMap((e) => e.resource ?? []) ?? []
        const patient = made.find((resource) => resource.resourceType === 'Patient')?.id ?? ''
        const theirs: (string | undefined)[] = []
        for await (const page of repository.compartment(patient)) theirs.push(...page.map((resource) => resource.id))
        const inside = made.filter((resource) => !outside.has(resource.resourceType)).map((resource) => resource.id)
        expect(new Set(theirs)).toEqual(new Set(inside))
        expect(theirs).toHaveLength(inside.length)
      }
      const rows = await database.read.selectFrom('resource').selectAll().where('deleted', '=', 0).execute()
      expect(countBy(rows, (row) => row.type)).toEqual(countBy(sent, (type) => type))
      const stored = new Set(rows.map((row) => `${row.type}/${row.id}`))
      const resources = rows.map((row) => JSON.parse(Buffer.from(row.content).toString('utf8')) as Resource)
      const references = resources.flatMap((resource) => referencesIn(resource))
      const local = references.filter((reference) => !reference.startsWith('#'))
      expect(local.length).toBeGreaterThan(10_000)
      expect(local.filter((reference) => !stored.has(reference))).toEqual([])
    })
  })
