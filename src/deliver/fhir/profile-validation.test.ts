import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { definitionsFrom } from './profile-definitions.ts'
import { validateAll, validateResource } from './profile-validation.ts'
import type { Fields } from './profile-values.ts'

const folder = new URL('../../../../shared/reference/interop/', import.meta.url)
const there = existsSync(new URL('genomics-reporting-3.0.0.conformance.ndjson.gz', folder))
const rows = (name: string): readonly Fields[] =>
  there
    ? gunzipSync(readFileSync(new URL(name, folder)))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l) as Fields)
    : []

const guide = definitionsFrom(rows('genomics-reporting-3.0.0.conformance.ndjson.gz'))
const examples = rows('genomics-reporting-3.0.0.examples.ndjson.gz')
const named = new Map(examples.map((r) => [`${String(r['resourceType'])}/${String(r['id'])}`, r]))
const resolve = (reference: string): Fields | undefined => named.get(reference)

type Loose = { [key: string]: Loose } & Loose[] & string
const broken = (name: string, breakIt: (copy: Loose) => void): readonly string[] => {
  const copy = structuredClone(named.get(name)) as unknown as Loose
  breakIt(copy)
  return validateResource(copy as unknown as Fields, guide, resolve).map((p) => `${p.at.path} ${p.code}`)
}

if (!there) console.warn('Skipped: the reference folder with the Genomics Reporting guide is not there.')

describe.skipIf(!there)('the published examples of Genomics Reporting 3.0.0', () => {
  test('all 204 files with the 443 resources in them satisfy every profile they claim', () => {
    const results = examples.flatMap((r) => validateAll(r, guide, resolve))
    expect(examples.length).toBe(204)
    expect(results.length).toBe(443)
    expect(results.flatMap((r) => r.problems.map((p) => `${String(r.resource['id'])} ${p.message}`))).toEqual([])
  })
})

describe.skipIf(!there)('a broken copy of a published example', () => {
  test('without the genetics category lacks a slice', () => {
    expect(broken('Observation/TxImp01', (o) => o['category']?.pop())).toEqual([
      'Observation.category fhir.cardinality',
      'Observation.category:geCategory fhir.cardinality',
    ])
  })
  test('with another code has the wrong code', () => {
    expect(
      broken('Observation/Pgx-geno-1001', (o) => Object.assign(o['code']?.['coding']?.[0] ?? {}, { code: '84414-2' })),
    ).toEqual(['Observation.code fhir.fixed-value'])
  })
  test('with a string in place of a coded genotype has the wrong type', () => {
    expect(
      broken('Observation/Pgx-geno-1001', (o) => {
        Reflect.deleteProperty(o, 'valueCodeableConcept')
        Object.assign(o, { valueString: 'CYP2C19 *2/*2' })
      }),
    ).toEqual(['Observation.valueString fhir.type', 'Observation.value[x] fhir.cardinality'])
  })
  test('without what it was derived from falls short of its cardinality', () => {
    expect(broken('Observation/TxImp01', (o) => Reflect.deleteProperty(o, 'derivedFrom'))).toEqual([
      'Observation.derivedFrom fhir.cardinality',
    ])
  })
  test('with a value in an implication exceeds its cardinality', () => {
    expect(broken('Observation/TxImp01', (o) => Object.assign(o, { valueString: 'poor' }))).toEqual([
      'Observation fhir.invariant',
      'Observation.value[x] fhir.cardinality',
    ])
  })
  test('with an unknown status leaves the required value set', () => {
    expect(broken('Observation/TxImp01', (o) => Object.assign(o, { status: 'done' }))).toEqual([
      'Observation.status fhir.binding',
    ])
  })
  test('with a presence that is no answer of the list leaves the required value set', () => {
    expect(
      broken('Observation/Pgx-var-1015', (o) =>
        Object.assign(o['valueCodeableConcept']?.['coding']?.[0] ?? {}, { code: 'LA9657-3' }),
      ),
    ).toContain('Observation.valueCodeableConcept fhir.binding')
  })
  test('with an HGVS expression of another system leaves the required value set', () => {
    expect(
      broken('Observation/Pgx-var-1015', (o) =>
        Object.assign(o['component']?.[0]?.['valueCodeableConcept']?.['coding']?.[0] ?? {}, {
          system: 'http://example.org',
        }),
      ),
    ).toEqual(['Observation.component[0].valueCodeableConcept fhir.binding'])
  })
  test('with a task that is already accepted is no proposal', () => {
    expect(broken('Task/MedicationRecommendationExample1', (o) => Object.assign(o, { status: 'accepted' }))).toEqual([
      'Task.status fhir.fixed-value',
    ])
  })
  test('with a reason that is a genotype points at the wrong profile', () => {
    expect(
      broken('Task/MedicationRecommendationExample1', (o) =>
        Object.assign(o, { reasonReference: { reference: 'Observation/GenotypeExample1' } }),
      ),
    ).toEqual(['Task.reasonReference fhir.reference-target'])
  })
  test('with a misspelt element is told so at its place', () => {
    expect(
      broken('Observation/TxImp01', (o) => Object.assign(o['component']?.[0] ?? {}, { interpretaton: [] })),
    ).toContain('Observation.component[0].interpretaton fhir.unknown-element')
  })
  test('with a list where there is one value has the wrong type', () => {
    expect(broken('Observation/TxImp01', (o) => Object.assign(o, { code: [o['code']] }))).toContain(
      'Observation.code[0] fhir.type',
    )
  })
  test('with a component that has no code is found under its index', () => {
    expect(broken('Observation/TxImp01', (o) => Reflect.deleteProperty(o['component']?.[1] ?? {}, 'code'))).toEqual([
      'Observation.component[1].code fhir.cardinality',
    ])
  })
  test('with a value and a reason for its absence breaks an invariant', () => {
    expect(
      broken('Observation/Pgx-geno-1001', (o) => Object.assign(o, { dataAbsentReason: { text: 'unknown' } })),
    ).toEqual(['Observation fhir.invariant'])
  })
  test('with an extension that has neither value nor parts breaks an invariant', () => {
    expect(
      broken('DiagnosticReport/PGxGenomicReportEMERGE', (o) =>
        Reflect.deleteProperty(o['extension']?.[0] ?? {}, 'valueReference'),
      ),
    ).toContain('DiagnosticReport.extension[0] fhir.invariant')
  })
  test('that claims a profile nobody has loaded is told so', () => {
    expect(
      broken('Observation/TxImp01', (o) => Object.assign(o['meta'] ?? {}, { profile: ['http://example.org/p'] })),
    ).toEqual(['Observation.meta.profile fhir.unknown-profile'])
  })
  test('of any kind fails when a required element of its profile is taken away', () => {
    let tried = 0
    for (const example of examples) {
      const claimed = (example['meta'] as { profile?: readonly string[] } | undefined)?.profile?.[0]
      const root = guide.profiles.get(claimed ?? '')?.root
      for (const child of root?.children ?? []) {
        if ((child.definition.min ?? 0) < 1) continue
        const key = Object.keys(example).find(
          (k) => k === child.name || (child.name.endsWith('[x]') && k.startsWith(child.name.slice(0, -3))),
        )
        if (key === undefined) continue
        const { [key]: _, ...rest } = example
        tried++
        const found = validateResource(rest, guide, resolve).map((p) => p.at.path)
        expect(found, `${String(example['id'])} without ${key}`).toContain(
          `${String(example['resourceType'])}.${child.name}`,
        )
      }
    }
    expect(tried).toBeGreaterThan(400)
  })
})

test('a resource without a profile is held to the required elements of its type', () => {
  const problems = validateResource({ resourceType: 'MedicationStatement', status: 'active' }, definitionsFrom([]))
  expect(problems.map((p) => p.at.path)).toEqual(['MedicationStatement.medication[x]', 'MedicationStatement.subject'])
})
