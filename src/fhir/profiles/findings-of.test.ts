import type { Observation, Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../load.ts'
import { trimGuide } from '../pack/trim-guide.ts'
import { guides, hasReference, referenceRows, withInner } from '../reference-data.test-support.ts'

const loaded = guides.flatMap((g) => referenceRows(`${g}.conformance.ndjson.gz`)).flatMap((r) => trimGuide(r) ?? [])
const definitions = loadFhirDefinitions(loaded)
const examples = guides.flatMap((g) => referenceRows(`${g}.examples.ndjson.gz`))
const named = new Map(examples.map((r) => [`${r.resourceType}/${String(r.id)}`, r]))
const resolve = (reference: string): Resource | undefined => named.get(reference)

const findings = (resource: Resource): readonly string[] =>
  definitions
    .findingsOf(resource, undefined, resolve)
    .filter((i) => i.severity === 'error')
    .map((i) => `${String(i.expression?.[0])}: ${String(i.details?.text)}`)

const noGenetics = [
  'Observation.category: The profile needs at least 2 here; 1 given.',
  'Observation.category: The profile needs at least 1 here; 0 given of the kind "geCategory".',
]

/**
 * mCODE 4.0.0 is written against Genomics Reporting 2.0.0. These of its examples also claim a profile of that guide and lack the category for
 * genetics which both versions ask for; only 3.0.0 is in the reference folder to hold them against.
 */
const withFindings: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    'gx-genomic-diagnostic-implication-bap1',
    'gx-genomic-diagnostic-implication-pof1b',
    'gx-genomic-diagnostic-implication-polrmt',
    'gx-genomic-therapeutic-implication-alectinib',
    'gx-genomic-therapeutic-implication-brigatinib',
    'gx-genomic-therapeutic-implication-ceritinib',
    'gx-genomic-therapeutic-implication-crizotinib',
    'gx-genomic-therapeutic-implication-lorlatinib',
  ].map((id) => [id, noGenetics]),
)

describe.skipIf(!hasReference)('the published examples of Genomics Reporting and mCODE', () => {
  test('fit every profile they claim, but for eight whose findings are known', () => {
    expect(examples).toHaveLength(383)
    const found = examples.flatMap((r) => {
      const of = findings(r)
      return of.length === 0 ? [] : [[r.id, of] as const]
    })
    expect(Object.fromEntries(found)).toEqual(withFindings)
  })

  test('claim profiles of these guides and of vital signs; not loaded are those of US Core, and two of an older Genomics Reporting', () => {
    const older = ['tmb', 'msi'].map((name) => `http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/${name}`)
    const missing = withInner(examples).flatMap((r) =>
      definitions
        .findingsOf(r, undefined, resolve)
        .filter((i) => i.severity === 'information')
        .map((i) => / (http\S+?)(?:\|\S+)? /.exec(i.details?.text ?? '')?.[1]),
    )
    expect(missing.length).toBeGreaterThan(10)
    const others = new Set(missing.filter((url) => !url?.startsWith('http://hl7.org/fhir/us/core/')))
    expect(others).toEqual(new Set(older))
  })
})

describe.skipIf(!hasReference)('a broken copy of a published example', () => {
  const broken = (name: string, breakIt: (copy: Observation) => void): readonly string[] => {
    const copy = structuredClone(named.get(name)) as Observation
    breakIt(copy)
    return findings(copy)
  }
  test('without the category for genetics lacks a slice', () => {
    expect(broken('Observation/TxImp01', (o) => o.category?.pop())).toEqual(noGenetics)
  })
  test('with another code has the wrong value', () => {
    expect(
      broken(
        'Observation/Pgx-geno-1001',
        (o) => (o.code = { coding: [{ system: 'http://loinc.org', code: '84414-2' }] }),
      ),
    ).toEqual(['Observation.code: The profile demands another value here.'])
  })
  test('with a string for a coded genotype has the wrong type', () => {
    expect(
      broken('Observation/Pgx-geno-1001', (o) => {
        delete o.valueCodeableConcept
        o.valueString = 'CYP2C19 *2/*2'
      }),
    ).toContain('Observation.valueString: The profile allows only valueCodeableConcept here.')
  })
})

describe('profiles', () => {
  const vital = 'http://hl7.org/fhir/StructureDefinition/heartrate'
  const rate = (value: number, code: string): Observation => ({
    resourceType: 'Observation',
    meta: { profile: [vital] },
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: 'Patient/1' },
    effectiveDateTime: '2026-01-01',
    valueQuantity: { value, unit: 'beats/minute', system: 'http://unitsofmeasure.org', code },
  })

  test('of vital signs are there without any guide', () => {
    expect(findings(rate(60, '/min'))).toEqual([])
    expect(findings(rate(60, '/s'))).toEqual([
      'Observation.valueQuantity.code: The profile demands another value here.',
    ])
  })

  test('that are claimed but not loaded, or of another type, are told', () => {
    const claim = (profile: string) => definitions.findingsOf({ ...rate(60, '/min'), meta: { profile: [profile] } })
    expect(claim('http://x.org/p|1.0').map((i) => [i.severity, i.code])).toEqual([['information', 'informational']])
    expect(definitions.findingsOf({ resourceType: 'Patient' }, [vital]).map((i) => i.severity)).toEqual(['error'])
  })

  test('asked for by name are held against a resource that does not claim them', () => {
    const { meta: _meta, ...unclaimed } = rate(60, '/s')
    expect(definitions.findingsOf(unclaimed)).toEqual([])
    expect(definitions.findingsOf(unclaimed, [vital])).toHaveLength(1)
  })
})

describe('value sets', () => {
  test('of R4 are listed with system and code', () => {
    expect(
      definitions.valueSetCodes('http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1')?.map((c) => c.code),
    ).toEqual(['female', 'male', 'other', 'unknown'])
    expect(definitions.valueSetCodes('http://x.org/none')).toBeUndefined()
  })
})
