import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadAll } from '../knowledge/folder.ts'
import { memorySource } from '../genome/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import type { Instant } from '../shared/instant.ts'
import { assessPerson, type PersonInputs } from './index.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const knowledge = loadAll()

type Json = Record<string, unknown>
const patient: Json = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1980-01-01' }
const order: Json = {
  resourceType: 'MedicationRequest',
  id: 'm',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  medicationCodeableConcept: { text: 'Clopidogrel 75 mg tablet' },
}
const genotype = (said: string, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: `g${said.length}`,
  status: 'final',
  subject: { reference: 'Patient/p' },
  code: { coding: [{ system: 'http://loinc.org', code: '84413-4' }] },
  effectiveDateTime: '2025-05-05',
  valueCodeableConcept: { text: said },
  ...more,
})

const assessed = async (resources: readonly Json[], more: PersonInputs = {}) => {
  const read = await assessPerson(
    { record: { name: 'record', resources: [patient, order, ...resources], sha256: '0' }, ...more },
    { at, knowledge, inflate: nodeInflate },
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const clopidogrel = read.value.medicines.find((m) => m.drug.name === 'clopidogrel')
  return {
    verdict: clopidogrel?.verdict,
    steps: clopidogrel?.say.clinician.steps,
    gene: (g: string) => read.value.genes.find((x) => x.gene === g),
    codes: read.problems.map((p) => p.code),
  }
}
const file = (line: string): PersonInputs => ({ outsideCalls: { name: 'calls.tsv', text: `${line}\n`, sha256: '1' } })

const cyp2c19 = [{ code: { coding: [{ code: '48018-6' }] }, valueCodeableConcept: { text: 'CYP2C19' } }]

describe('genotypes that the record holds from another laboratory', () => {
  test('give the same advice as the same genotype in a file', async () => {
    const told = await assessed([], file('CYP2C19\t*2/*2'))
    expect(told.verdict).toBe('act')
    for (const said of ['CYP2C19 *2/*2', 'CYP2C19*2/*2', 'CYP2C19*2 / CYP2C19*2']) {
      const { verdict, steps, gene } = await assessed([genotype(said)])
      expect([said, verdict, steps]).toEqual([said, told.verdict, told.steps])
      expect(gene('CYP2C19')?.basis).toEqual([
        { kind: 'fhir', resource: `Observation/g${said.length}`, path: 'Observation' },
      ])
    }
  })
  test('nothing is known without them', async () => {
    expect((await assessed([])).verdict).toBe('notKnown')
  })
  test('a phenotype alone gives the advice of the phenotype', async () => {
    const told = await assessed([], file('CYP2C19\t\tPoor Metabolizer'))
    const { verdict, steps } = await assessed([
      {
        ...genotype('x', { valueCodeableConcept: undefined }),
        code: { coding: [{ code: 'therapeutic-implication' }] },
        component: [
          { code: { coding: [{ code: '48018-6' }] }, valueCodeableConcept: { text: 'CYP2C19' } },
          {
            code: { coding: [{ code: 'therapeutic-implication' }] },
            valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA9657-3' }] },
          },
        ],
      },
    ])
    expect([verdict, steps]).toEqual([told.verdict, told.steps])
  })
  test('several genes in one result are told apart, and a tandem on one strand stays one', async () => {
    const { gene } = await assessed([genotype('CYP2C19 *1/*2; CYP2D6 *1/*36+*10')])
    expect(gene('CYP2C19')?.result.call.diplotypes[0]?.alleles).toEqual(['*1', '*2'])
    expect(gene('CYP2D6')?.result.call.diplotypes[0]?.alleles).toEqual(['*1', '[*36 + *10]'])
  })
  test('what the record cannot say is told and stops nothing', async () => {
    const gene = { component: [{ code: { coding: [{ code: '48018-6' }] }, valueCodeableConcept: { text: 'CYP2C19' } }] }
    for (const said of ['see report', '*1/*2/*3'])
      expect([said, (await assessed([genotype(said, gene)])).codes]).toEqual([said, ['recorded-genotype-unreadable']])
  })
  test('a preliminary result is used with a warning, and not at all beside a final one', async () => {
    const early = genotype('CYP2C19 *1/*17', { status: 'preliminary' })
    expect((await assessed([early])).codes).toContain('recorded-result-preliminary')
    const both = await assessed([early, genotype('CYP2C19 *2/*2')])
    expect(both.codes).not.toContain('recorded-result-preliminary')
    expect(both.gene('CYP2C19')?.result.call.diplotypes.map((d) => d.label)).toEqual(['*2/*2'])
  })
  test('two laboratories that differ are both weighed, and that is told', async () => {
    const { gene, codes } = await assessed([genotype('CYP2C19 *2/*2'), genotype('CYP2C19 *1/*17')])
    expect(gene('CYP2C19')?.result.call.diplotypes.map((d) => d.label)).toEqual(['*1/*17', '*2/*2'])
    expect(codes).toContain('recorded-results-differ')
  })
  test('a file of outside calls goes before the record, and a difference is told', async () => {
    const { gene, codes } = await assessed([genotype('CYP2C19 *2/*2')], file('CYP2C19\t*1/*1'))
    expect(gene('CYP2C19')?.result.call.diplotypes.map((d) => d.label)).toEqual(['*1/*1'])
    expect(codes).toContain('recorded-result-differs-from-file')
  })
  test('what Attune wrote into the record itself is not read back as another laboratory’s', async () => {
    const own = genotype('CYP2C19 *2/*2', { device: { reference: 'Device/d' } })
    const device: Json = {
      resourceType: 'Device',
      id: 'd',
      deviceName: [{ name: 'attune', type: 'user-friendly-name' }],
    }
    expect((await assessed([own, device])).verdict).toBe('notKnown')
  })
  test.each([
    'CYP2C19 *2 not detected',
    'CYP2C19 *2 negative',
    'CYP2C19 *2/*3 absent',
    'CYP2C19 no *2 or *3 found',
    'CYP2C19 *1/*2 or *1/*17',
    'possible CYP2C19 *2/*2',
  ])('"%s" is not taken for a pair of alleles that was found', async (said) => {
    const { verdict, gene, codes } = await assessed([genotype(said, { component: cyp2c19 })])
    expect([verdict, gene('CYP2C19')?.result.call.diplotypes, codes]).toEqual([
      'notKnown',
      [],
      ['recorded-genotype-unreadable'],
    ])
  })
  test('a result whose interpretation says "not detected" is no finding', async () => {
    const interpretation = [{ coding: [{ code: 'ND' }] }]
    const { verdict, codes } = await assessed([genotype('CYP2C19 *2/*2', { interpretation })])
    expect([verdict, codes]).toEqual(['notKnown', ['recorded-genotype-unreadable']])
  })
  test('a remark behind the alleles does not hide them', async () => {
    const { gene } = await assessed([genotype('CYP2C19 *2/*2 (homozygous)')])
    expect(gene('CYP2C19')?.result.call.diplotypes.map((d) => d.label)).toEqual(['*2/*2'])
  })
  test('a panel of two genes does not lend its first gene to alleles of no named gene', async () => {
    const panel = genotype('*2/*2', { code: { text: 'CYP2C19 and CYP2D6 genotype' } })
    expect((await assessed([panel])).verdict).toBe('notKnown')
  })
  test('the usual result is told as the laboratory’s statement', async () => {
    const { verdict, codes } = await assessed([genotype('CYP2C19 *1/*1')])
    expect([verdict, codes]).toEqual(['fine', ['recorded-result-usual']])
  })
  test.each([
    [
      'by its source class',
      {
        component: [
          { code: { coding: [{ code: '48002-0' }] }, valueCodeableConcept: { coding: [{ code: 'LA6684-0' }] } },
        ],
      },
    ],
    ['by its specimen', { specimen: { display: 'FFPE tumor block' } }],
  ])('a result of a tumour, told %s, says nothing of what was inherited', async (_, more) => {
    const { verdict, codes } = await assessed([genotype('CYP2C19 *2/*2', more)])
    expect([verdict, codes]).toEqual(['notKnown', ['recorded-result-somatic']])
  })
  test.each([
    ['a relative', 'RelatedPerson/r'],
    ['a donor', 'Patient/donor'],
  ])('a result about %s is not the patient’s', async (_, reference) => {
    expect((await assessed([genotype('CYP2C19 *2/*2', { focus: [{ reference }] })])).verdict).toBe('notKnown')
  })
  test('one haplotype told twice is not two copies of it, unless one report lists both', async () => {
    const haplotype = (id: string): Json & { readonly id: string } => ({
      ...genotype('CYP2C19 *2'),
      id,
      code: { coding: [{ system: 'http://loinc.org', code: '84414-2' }] },
    })
    const both = [haplotype('h1'), haplotype('h2')]
    expect((await assessed(both)).verdict).toBe('notKnown')
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'r',
      status: 'final',
      subject: { reference: 'Patient/p' },
      code: { coding: [{ system: 'http://loinc.org', code: '51969-4' }] },
      result: both.map((h) => ({ reference: `Observation/${h.id}` })),
    }
    expect((await assessed([...both, report])).verdict).toBe('act')
  })

  const implication = (said: string): Json => ({
    ...genotype('x', { valueCodeableConcept: undefined }),
    code: { coding: [{ code: 'therapeutic-implication' }] },
    component: [
      { code: { coding: [{ code: '48018-6' }] }, valueCodeableConcept: { text: 'CYP2C19' } },
      { code: { coding: [{ code: 'therapeutic-implication' }] }, valueCodeableConcept: { text: said } },
    ],
  })
  test.each([
    'not a poor metabolizer',
    'no evidence of poor metabolizer status',
    'poor or intermediate metabolizer',
    'normal to rapid metabolizer',
    'normal/intermediate metabolizer',
  ])('"%s" states no phenotype', async (said) => {
    const { verdict, codes } = await assessed([implication(said)])
    expect([verdict, codes]).toEqual(['notKnown', ['recorded-phenotype-unclear']])
  })
  test('a likely phenotype stays likely', async () => {
    const { gene } = await assessed([implication('likely poor metabolizer')])
    expect(gene('CYP2C19')?.result.genetic.map((g) => g.phenotypes)).toEqual([['Likely Poor Metabolizer']])
  })

  test('a laboratory that found nothing does not take away what the genome shows', async () => {
    const file = new URL('../../examples/stent-clopidogrel/genome.vcf', import.meta.url)
    const withGenome = (said: string) =>
      assessed([genotype(said)], { genome: memorySource('genome.vcf', readFileSync(file)) })
    const told = await withGenome('CYP2C19 *1/*1')
    expect(told.verdict).toBe('caution')
    expect(told.steps?.join(' ')).toContain('Avoid clopidogrel')
    expect(told.gene('CYP2C19')?.result.call.diplotypes.map((d) => d.label)).toEqual(['*1/*1', '*2/*2'])
    const same = await withGenome('CYP2C19 *2/*2')
    expect(same.verdict).toBe('act')
  })
  test('a group of HLA alleles is read by its first two fields', async () => {
    const hla = genotype('hla#3.23.0#HLA-B*15:01:01G+HLA-B*57:01:01G')
    const { gene } = await assessed([hla])
    expect(gene('HLA-B')?.result.call.diplotypes[0]?.alleles).toEqual(['*15:01', '*57:01'])
  })
})
