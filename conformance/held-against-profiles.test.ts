import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Resource, StructureDefinition } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { definitionsOf, heldAgainstProfiles } from './held-against-profiles.ts'

type Fields = Readonly<Record<string, unknown>>

const folder = new URL('../../shared/reference/interop/', import.meta.url)
const there = existsSync(new URL('genomics-reporting-3.0.0.conformance.ndjson.gz', folder))
const rows = (name: string): readonly Fields[] =>
  there
    ? gunzipSync(readFileSync(new URL(name, folder)))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l) as Fields)
    : []
if (!there) console.warn('Skipped: the reference folder with the Genomics Reporting guide is not there.')

const guide = rows('genomics-reporting-3.0.0.conformance.ndjson.gz')
const definitions = definitionsOf(guide)
const examples = rows('genomics-reporting-3.0.0.examples.ndjson.gz')
const named = new Map(examples.map((r) => [`${String(r['resourceType'])}/${String(r['id'])}`, r]))
const resolve = (reference: string) => named.get(reference) as unknown as Resource | undefined

type Loose = { [key: string]: Loose } & Loose[] & string

/** The places of what is wrong with a published example once it was broken. */
const broken = (name: string, breakIt: (copy: Loose) => void): readonly string[] => {
  const copy = structuredClone(named.get(name)) as unknown as Loose
  breakIt(copy)
  return heldAgainstProfiles(copy, definitions, resolve).flatMap((r) => r.issues.map((i) => i.split(': ')[0] ?? ''))
}
const implication = 'Observation/TxImp01'
const genotype = 'Observation/Pgx-geno-1001'
const variant = 'Observation/Pgx-var-1015'
const task = 'Task/MedicationRecommendationExample1'
const firstCoding = (o: Loose | undefined): Loose => o?.['valueCodeableConcept']?.['coding']?.[0] as Loose

describe.skipIf(!there)('Genomics Reporting 3.0.0', () => {
  test('all 204 published examples with the 443 resources in them satisfy every profile they claim', () => {
    const results = examples.flatMap((r) => heldAgainstProfiles(r, definitions, resolve))
    expect([examples.length, results.length]).toEqual([204, 443])
    expect(results.flatMap((r) => r.issues)).toEqual([])
  })

  test.each<readonly [string, string, (o: Loose) => unknown, string]>([
    ['nothing to derive from', implication, (o) => Reflect.deleteProperty(o, 'derivedFrom'), 'Observation.derivedFrom'],
    ['a value in an implication', implication, (o) => Object.assign(o, { valueString: 'x' }), 'Observation.value'],
    ['an unknown status', implication, (o) => Object.assign(o, { status: 'done' }), 'Observation.status'],
    [
      'a presence that is no answer of its list',
      variant,
      (o) => Object.assign(firstCoding(o), { code: 'LA9657-3' }),
      'Observation.valueCodeableConcept',
    ],
    [
      'an HGVS expression of another system',
      variant,
      (o) => Object.assign(firstCoding(o['component']?.[0]), { system: 'http://example.org' }),
      'Observation.component[0].valueCodeableConcept',
    ],
    ['a task already accepted', task, (o) => Object.assign(o, { status: 'accepted' }), 'Task.status'],
    [
      'a genotype for a reason',
      task,
      (o) => Object.assign(o, { reasonReference: { reference: 'Observation/GenotypeExample1' } }),
      'Task.reasonReference',
    ],
    [
      'a misspelt element',
      implication,
      (o) => Object.assign(o['component']?.[0] ?? {}, { interpretaton: [{ text: 'x' }] }),
      'Observation.component[0].interpretaton',
    ],
    ['a list for one value', implication, (o) => Object.assign(o, { code: [o['code']] }), 'Observation.code'],
    [
      'a component without its code',
      implication,
      (o) => Reflect.deleteProperty(o['component']?.[1] ?? {}, 'code'),
      'Observation.component[1].code',
    ],
    [
      'a value and a reason for its absence',
      genotype,
      (o) => Object.assign(o, { dataAbsentReason: { text: 'unknown' } }),
      'Observation',
    ],
    [
      'an extension without value and parts',
      'DiagnosticReport/PGxGenomicReportEMERGE',
      (o) => Reflect.deleteProperty(o['extension']?.[0] ?? {}, 'valueReference'),
      'DiagnosticReport.extension[0]',
    ],
    [
      'a claim that nobody can check',
      implication,
      (o) => Object.assign(o['meta'] ?? {}, { profile: ['http://example.org/p'] }),
      'Observation.meta.profile',
    ],
  ])('an example with %s is told so at its place', (_, name, breakIt, place) => {
    expect(broken(name, breakIt)).toContainEqual(expect.stringMatching(new RegExp(`^${place.replace(/[.[\]]/g, '\\$&')}`)))
  })

  test('an example of any kind fails when a required element of its profile is taken away', () => {
    const profiles = new Map(guide.map((g) => [g['url'], g as unknown as StructureDefinition]))
    let tried = 0
    for (const example of examples) {
      const [claimed] = (example['meta'] as { profile?: readonly string[] } | undefined)?.profile ?? []
      const type = String(example['resourceType'])
      for (const { path = '', min = 0, sliceName } of profiles.get(claimed ?? '')?.snapshot?.element ?? []) {
        const [, name = '', deeper] = path.split('.')
        if (min < 1 || name === '' || deeper !== undefined || sliceName !== undefined) continue
        const stem = name.replace('[x]', '')
        const key = Object.keys(example).find((k) => (stem === name ? k === name : k.startsWith(stem)))
        if (key === undefined) continue
        const { [key]: _, ...rest } = example
        tried++
        const places = heldAgainstProfiles(rest, definitions, resolve).flatMap((r) => r.issues)
        expect(places, `${String(example['id'])} without ${key}`).toContainEqual(
          expect.stringMatching(new RegExp(`^${type}\\.${stem}`)),
        )
      }
    }
    expect(tried).toBeGreaterThan(400)
  })
})

test('a resource without a profile is held to the required elements of its type', () => {
  const found = heldAgainstProfiles({ resourceType: 'MedicationStatement', status: 'active' }, definitionsOf([]))
  const places = found.flatMap((r) => r.issues.map((i) => i.split(': ')[0]))
  expect(places.some((p) => p?.startsWith('MedicationStatement.medication'))).toBe(true)
  expect(places).toContain('MedicationStatement.subject')
})
