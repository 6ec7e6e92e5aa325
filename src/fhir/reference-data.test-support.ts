import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Bundle, Resource } from '@medplum/fhirtypes'

const folder = new URL('../../../shared/reference/interop/', import.meta.url)

/** Whether the reference data are beside the project. Tests that need them are skipped, and say so, where they are not. */
export const hasReference = existsSync(new URL('README.md', folder))

if (!hasReference) console.warn('Skipped: the reference folder with the FHIR examples is not there.')

/** The resources of an ndjson file of the reference folder; none when it is not there. */
export const referenceRows = (name: string): readonly Resource[] =>
  hasReference
    ? gunzipSync(readFileSync(new URL(name, folder)))
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Resource)
    : []

/** The resources of the twelve Synthea people. */
export const syntheaResources = (): readonly Resource[] =>
  hasReference
    ? readdirSync(new URL('synthea-r4/', folder))
        .filter((name) => name.endsWith('.json.gz'))
        .flatMap((name) => {
          const bundle = JSON.parse(
            gunzipSync(readFileSync(new URL(`synthea-r4/${name}`, folder))).toString('utf8'),
          ) as Bundle
          return (bundle.entry ?? []).flatMap((e) => e.resource ?? [])
        })
    : []

export const guides = ['genomics-reporting-3.0.0', 'mcode-4.0.0'] as const

/** Resources with their inner ones: entries of a Bundle and resources of Parameters. */
export const withInner = (resources: readonly Resource[]): readonly Resource[] =>
  resources.flatMap((r) => [
    r,
    ...(r.resourceType === 'Bundle' ? withInner((r.entry ?? []).flatMap((e) => e.resource ?? [])) : []),
    ...(r.resourceType === 'Parameters' ? withInner((r.parameter ?? []).flatMap((p) => p.resource ?? [])) : []),
  ])
