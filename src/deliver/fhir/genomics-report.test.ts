import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Bundle, Observation, Procedure, Resource, Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { definitionsOf, heldAgainstProfiles } from '../../../conformance/held-against-profiles.ts'
import { childBeforeAnaesthesia, crowdedPatient, hostilePatient, stentPatient } from '../../../test/sample-document.ts'
import type { ReportDocument } from '../report/document.ts'
import { genomicsReport } from './genomics-report.ts'
import { uuidOf } from './identity.ts'

const guideFile = new URL(
  '../../../../shared/reference/interop/genomics-reporting-3.0.0.conformance.ndjson.gz',
  import.meta.url,
)
const there = existsSync(guideFile)
const guide = definitionsOf(
  there
    ? gunzipSync(readFileSync(guideFile))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l) as unknown)
    : [],
)
if (!there) console.warn('Skipped: the reference folder with the Genomics Reporting guide is not there.')

const people: readonly (readonly [string, () => ReportDocument])[] = [
  ['a stent patient', stentPatient],
  ['a child with much not tested', childBeforeAnaesthesia],
  ['someone with hostile text in every field', hostilePatient],
  ['someone with more than fits a page', crowdedPatient],
]

const resources = (bundle: Bundle): readonly Resource[] => (bundle.entry ?? []).flatMap((e) => e.resource ?? [])
const claims = (r: Resource): string => (r.meta?.profile?.[0] ?? '').replace(/.*\//, '')
const observations = (bundle: Bundle, profile: string): readonly Observation[] =>
  resources(bundle).filter((r): r is Observation => r.resourceType === 'Observation' && claims(r) === profile)
const valueOf = (o: Observation, code: string): Observation['valueCodeableConcept'] =>
  o.component?.find((c) => c.code.coding?.[0]?.code === code)?.valueCodeableConcept
const about = (bundle: Bundle, drug: string): Observation | undefined =>
  observations(bundle, 'therapeutic-implication').find((o) => valueOf(o, '51963-7')?.text === drug)

describe.skipIf(!there)('against the published profiles of Genomics Reporting 3.0.0', () => {
  test.each(people)('every resource of the report of %s satisfies every profile it claims', (_, document) => {
    const results = heldAgainstProfiles(genomicsReport(document()), guide)
    expect(results.length).toBeGreaterThan(40)
    expect(results.flatMap((r) => r.issues)).toEqual([])
  })
  test('ten profiles are claimed', () => {
    const claimed = new Set(resources(genomicsReport(stentPatient())).map(claims))
    claimed.delete('')
    expect([...claimed].toSorted()).toEqual([
      'followup-recommendation',
      'genomic-data-file',
      'genomic-report',
      'genomic-study',
      'genomic-study-analysis',
      'genotype',
      'haplotype',
      'medication-recommendation',
      'therapeutic-implication',
      'variant',
    ])
  })
})

describe('the report as FHIR', () => {
  const bundle = genomicsReport(stentPatient())

  test('has unique ids, and every reference leads to a resource of the same Bundle', () => {
    for (const [, document] of people) {
      const whole = genomicsReport(document())
      const urls = (whole.entry ?? []).map((e) => e.fullUrl)
      expect(new Set(urls).size).toBe(urls.length)
      const referred = [...JSON.stringify(whole).matchAll(/"reference":"([^"]+)"/g)].map((m) => m[1])
      expect(referred.filter((r) => !urls.includes(r))).toEqual([])
    }
  })
  test('is the same bytes for the same document, and other ids for another one', () => {
    expect(JSON.stringify(genomicsReport(stentPatient()))).toBe(JSON.stringify(bundle))
    expect(genomicsReport({ ...stentPatient(), inputs: [] }).id).not.toBe(bundle.id)
  })
  test('gives CYP2C19 *2 as it is written by everybody: rs4244285, NC_000010.11:g.94781859G>A, homozygous', () => {
    const found = observations(bundle, 'variant').find((o) => valueOf(o, '81252-9')?.coding?.[0]?.code === 'rs4244285')
    expect(valueOf(found as Observation, '81290-9')?.coding?.[0]?.code).toBe('NC_000010.11:g.94781859G>A')
    expect(valueOf(found as Observation, '53034-5')?.coding?.[0]?.code).toBe('LA6705-3')
    expect(valueOf(found as Observation, '48018-6')?.coding?.[0]?.code).toBe('HGNC:2621')
    expect(found?.note?.[0]?.text).toMatch(/^example\.vcf\.gz line 1223: chr10 94781859 rs4244285 G A /)
  })
  test('codes clopidogrel, the poor metabolizer and the alternative, with the grades of both sources', () => {
    const implication = about(bundle, 'clopidogrel')
    expect(valueOf(implication as Observation, '51963-7')?.coding?.map((c) => c.code)).toEqual(['32968', 'B01AC04'])
    expect(valueOf(implication as Observation, 'therapeutic-implication')?.coding?.[0]?.code).toBe('LA9657-3')
    const grades = implication?.component
      ?.filter((c) => c.code.coding?.[0]?.code === '93044-6')
      .map((c) => c.valueCodeableConcept?.text)
    expect(grades).toEqual(['CPIC: Strong', 'DPWG: not graded'])
    const task = resources(bundle).find(
      (r): r is Task => r.resourceType === 'Task' && r.reasonReference?.reference === `urn:uuid:${implication?.id}`,
    )
    expect(task?.code?.coding?.[0]?.code).toBe('LA26421-0')
    expect(task?.input?.map((i) => i.type?.coding?.[0]?.code)).toEqual(['avoid', 'choose'])
    expect(JSON.parse(task?.input?.[1]?.valueString ?? '')).toEqual({
      do: 'choose',
      firm: 'do',
      drugs: ['prasugrel', 'ticagrelor'],
    })
  })
  test('codes a lower dose as a lower dose', () => {
    const task = resources(bundle).find(
      (r): r is Task => r.resourceType === 'Task' && /paroxetine/i.test(r.description ?? ''),
    )
    expect(task?.code?.coding?.[0]?.code).toBe('LA26422-8')
  })
  test('judges codeine by the phenotype that paroxetine leaves, and says what the genes alone give', () => {
    const implication = valueOf(about(bundle, 'codeine') as Observation, 'therapeutic-implication')
    expect(implication?.coding?.[0]?.code).toBe('LA9657-3')
    expect(implication?.text).toBe('CYP2D6 Poor Metabolizer, with paroxetine; by genes Intermediate Metabolizer')
  })
  test('gives a gene that was not tested a reason for its absence, no value and no profile that would demand one', () => {
    const hla = resources(bundle).find(
      (r): r is Observation =>
        r.resourceType === 'Observation' &&
        r.code.coding?.[0]?.code === '84413-4' &&
        valueOf(r, '48018-6')?.coding?.[0]?.code === 'HGNC:4932',
    )
    expect(hla?.dataAbsentReason?.coding?.[0]?.code).toBe('not-performed')
    expect(hla?.valueCodeableConcept).toBeUndefined()
    expect(hla?.meta).toBeUndefined()
  })
  test('gives a medicine whose gene is not known no implication to be read as normal', () => {
    const implication = about(bundle, 'carbamazepine')
    expect(implication?.component?.some((c) => c.code.coding?.[0]?.code === 'therapeutic-implication')).toBe(false)
    expect(implication?.meta?.tag?.[0]?.code).toBe('notKnown')
  })
  test('keeps every candidate of an ambiguous gene and names no haplotype for it', () => {
    const tpmt = observations(bundle, 'genotype').find((o) => o.valueCodeableConcept?.text?.startsWith('TPMT'))
    expect(tpmt?.valueCodeableConcept?.text).toBe('TPMT *1/*3A or *3B/*3C (not resolved)')
    expect(observations(bundle, 'haplotype').some((o) => o.valueCodeableConcept?.text?.startsWith('TPMT'))).toBe(false)
  })
  test('says which genes were studied, called and not called', () => {
    const analysis = resources(bundle).find((r): r is Procedure => claims(r) === 'genomic-study-analysis')
    const regions = analysis?.extension?.find((e) => e.url.endsWith('analysis-regions'))?.extension ?? []
    const of = (url: string): readonly (string | undefined)[] =>
      regions.filter((e) => e.url === url).map((e) => e.valueCodeableConcept?.coding?.[0]?.display)
    expect(of('uncalled')).toEqual(['TPMT', 'HLA-A', 'HLA-B', 'MT-RNR1'])
    expect(of('studied')).toContain('TPMT')
    expect(of('called')).toContain('CYP2C19')
    expect(analysis?.note?.map((n) => n.text)).toContain(
      'CYP2C19: 32 of 34 positions have data. Could not be excluded: *24, *25.',
    )
  })
  test('takes what stands in the place of a result for no result: no genotype, not called, no haplotype', () => {
    const sample = stentPatient()
    const genes = sample.genes.map((g) =>
      g.gene === 'HLA-B' ? { ...g, result: { ...g.result, call: { ...g.result.call, source: 'vcf' as const } } } : g,
    )
    const report = genomicsReport({ ...sample, genes })
    const hla = resources(report).find(
      (r): r is Observation =>
        r.resourceType === 'Observation' &&
        r.code.coding?.[0]?.code === '84413-4' &&
        valueOf(r, '48018-6')?.coding?.[0]?.code === 'HGNC:4932',
    )
    expect(hla?.dataAbsentReason?.coding?.[0]?.code).toBe('unknown')
    expect(JSON.stringify(report)).not.toMatch(/Unknown\/Unknown|No Result/)
  })
  test('a time without seconds is written with them', () => {
    expect(genomicsReport({ ...stentPatient(), at: '2026-11-22T09:00Z' as ReportDocument['at'] }).timestamp).toBe(
      '2026-11-22T09:00:00Z',
    )
  })
})

test('an id has the form of a UUID of version 8 and depends on every part', () => {
  expect(uuidOf('a', 'b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(uuidOf('a', 'b')).not.toBe(uuidOf('ab'))
})
