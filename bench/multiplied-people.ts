import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Bundle } from '@medplum/fhirtypes'

const folder = new URL('../../shared/reference/interop/synthea-r4/', import.meta.url)

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The nth other uuid of a uuid: the same for the same pair, so that references within a bundle stay whole. */
const other = (id: string, n: number): string => {
  const mixed = (Math.imul(Number.parseInt(id.slice(0, 8), 16) ^ Math.imul(n, 0x9e3779b1), 0x85ebca6b) >>> 0).toString(
    16,
  )
  return `${mixed.padStart(8, '0')}${id.slice(8, 24)}${n.toString(16).padStart(12, '0').slice(0, 4)}${id.slice(28)}`
}

/** Whether the twelve people of the reference folder are here. */
export const peopleAreHere = existsSync(folder)

export type Person = { readonly text: string; readonly resources: number }

const original = (): readonly Person[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz'))
    .sort()
    .map((name) => {
      const bundle = JSON.parse(gunzipSync(readFileSync(new URL(name, folder))).toString('utf8')) as Bundle
      return { text: JSON.stringify(bundle), resources: bundle.entry?.length ?? 0 }
    })

/** Transaction bundles of the twelve people, again and again under new ids, without end. */
export const people = function* (): Generator<Person> {
  const twelve = original()
  for (let n = 0; ; n++)
    for (const { text, resources } of twelve)
      yield { resources, text: n === 0 ? text : text.replace(uuid, (id) => other(id, n)) }
}
