import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { openFor } from './repository.test-support.ts'

const folder = '../shared/reference/interop'
const packages = ['genomics-reporting-3.0.0', 'mcode-4.0.0'] as const

const examplesOf = (name: string): readonly Resource[] =>
  gunzipSync(readFileSync(`${folder}/${name}.examples.ndjson.gz`))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Resource)

/** Types that FHIR R4 gives no place on a server: Parameters are what operations take and give, never stored. */
const neverStored = new Set(['Parameters'])

/** How many of a package are stored; the other 18 of Genomics Reporting are Parameters. */
const stored = { 'genomics-reporting-3.0.0': 186, 'mcode-4.0.0': 179 } as const

/** Without what a server sets. */
const plain = (resource: Resource): unknown => {
  const { versionId: _, lastUpdated: __, ...meta } = resource.meta ?? {}
  const { meta: ___, ...rest } = resource
  return { ...rest, ...(Object.keys(meta).length === 0 ? {} : { meta }) }
}

if (!existsSync(`${folder}/mcode-4.0.0.examples.ndjson.gz`))
  test.skip('the published examples come back as stored: NOT RUN, the reference folder is not here', () => undefined)
else
  describeOnBoth('published examples', (open) => {
    test.each(packages)(
      '%s: each is stored and read back unchanged but for the server’s own meta',
      { timeout: 120_000 },
      async (name) => {
        const repository = openFor(await open())()
        const refused: string[] = []
        let same = 0
        for (const example of examplesOf(name)) {
          const label = `${example.resourceType}/${example.id}`
          if (neverStored.has(example.resourceType)) {
            await expect(repository.updateResource(example), label).rejects.toThrow('no FHIR R4 resource')
            continue
          }
          try {
            await repository.updateResource(example)
          } catch (cause) {
            refused.push(`${label}: ${cause instanceof Error ? cause.message : String(cause)}`)
            continue
          }
          expect(plain(await repository.readResource(example.resourceType, example.id ?? '')), label).toEqual(
            plain(example),
          )
          same++
        }
        expect(refused).toEqual([])
        expect(same).toBe(stored[name])
      },
    )
  })
