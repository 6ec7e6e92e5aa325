import { describe, expect, test } from 'vitest'
import { loadAll } from '../knowledge/folder.ts'
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
  test('a group of HLA alleles is read by its first two fields', async () => {
    const hla = genotype('hla#3.23.0#HLA-B*15:01:01G+HLA-B*57:01:01G')
    const { gene } = await assessed([hla])
    expect(gene('HLA-B')?.result.call.diplotypes[0]?.alleles).toEqual(['*15:01', '*57:01'])
  })
})
