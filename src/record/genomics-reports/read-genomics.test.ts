import { describe, expect, test } from 'vitest'
import type { Instant } from '../../shared/instant.ts'
import { loadRelease } from '../../knowledge/folder.ts'
import { readRecord } from '../read-record.ts'
import { compileTerms } from '../terms.ts'
import type { PatientView } from '../patient-view.ts'

const terms = compileTerms(loadRelease('attune-terms'))
const at = '2026-11-22T09:00:00Z' as Instant

type Json = Record<string, unknown>
const patient: Json = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1990-01-01' }
const loinc = (code: string, display?: string): Json => ({ coding: [{ system: 'http://loinc.org', code, display }] })
const result = (code: string, more: Json): Json => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  subject: { reference: 'Patient/p' },
  code: loinc(code),
  ...more,
})
const open = (...resources: readonly Json[]) => readRecord([patient, ...resources], { at, terms, source: 'r' })
const view = (...resources: readonly Json[]): PatientView => {
  const read = open(...resources)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

describe('genetic results of other laboratories', () => {
  test('a variant keeps every name, place and code, and is not among the laboratory values', () => {
    const v = view(
      result('69548-6', {
        valueCodeableConcept: loinc('LA9633-4', 'Present'),
        component: [
          {
            code: loinc('48018-6'),
            valueCodeableConcept: {
              coding: [{ system: 'http://www.genenames.org', code: 'HGNC:1100', display: 'BRCA1' }],
            },
          },
          { code: loinc('48004-6'), valueCodeableConcept: { coding: [{ code: 'NM_007294.4:c.5266dup' }] } },
          { code: loinc('81254-5'), valueRange: { low: { value: 43057062 }, high: { value: 43057063 } } },
          { code: loinc('69551-0'), valueString: 'GC' },
          { code: loinc('81258-6'), valueQuantity: { value: 0.48 } },
        ],
      }),
    )
    expect(v.observations).toEqual([])
    expect(v.genomics?.variants).toMatchObject([
      {
        id: 'o',
        genes: [{ text: 'BRCA1' }],
        c: [{ text: 'NM_007294.4:c.5266dup' }],
        exact: { low: 43057062, high: 43057063 },
        altAllele: 'GC',
        alleleFraction: { value: 0.48 },
        ref: { resource: 'Observation/o' },
      },
    ])
    expect(v.silentOn).not.toContain('genetic results')
  })
  test('several genes in one result are all kept', () => {
    const genes = ['BRCA1', 'BRCA2'].map((display) => ({
      code: loinc('48018-6'),
      valueCodeableConcept: { coding: [{ display }] },
    }))
    expect(view(result('53041-0', { component: genes })).genomics?.regions[0]?.genes?.map((g) => g.text)).toEqual([
      'BRCA1',
      'BRCA2',
    ])
  })
  test('the wording of Genomics Reporting 2.0.0 is read into the fields of 3.0.0', () => {
    const tbd = 'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs'
    const v = view({
      ...result('x', {}),
      code: { coding: [{ system: tbd, code: 'therapeutic-implication' }] },
      component: [
        {
          code: { coding: [{ system: tbd, code: 'predicted-therapeutic-implication' }] },
          valueCodeableConcept: loinc('LA9661-5', 'Presumed responsive'),
        },
      ],
    })
    expect(v.genomics?.therapeutic[0]?.implications?.[0]?.text).toBe('Presumed responsive')
  })
  test('a component that is not known, and one without a value but with a reason, stay in what else was said', () => {
    const v = view(
      result('69548-6', {
        component: [
          { code: { text: 'Vendor score' }, valueQuantity: { value: 7 } },
          { code: loinc('81258-6'), dataAbsentReason: { text: 'not done' } },
          { code: loinc('69547-8') },
        ],
      }),
    )
    expect(v.genomics?.variants[0]?.others).toEqual([
      { code: { text: 'Vendor score', codes: [] }, value: { amount: { value: 7 } } },
      {
        code: { text: '81258-6', codes: [{ system: 'http://loinc.org', code: '81258-6', display: '' }] },
        value: { absent: { text: 'not done', codes: [] } },
      },
    ])
  })
  test('what was entered in error or cancelled is left out, an amended result is kept, a preliminary one is told', () => {
    const of = (status: string) => open(result('84413-4', { status, valueString: 'CYP2C19 *2/*2' }))
    const count = (status: string): number => {
      const read = of(status)
      return read.ok ? (read.value.genomics?.genotypes.length ?? 0) : -1
    }
    expect(['entered-in-error', 'cancelled', 'amended', 'corrected', 'preliminary'].map(count)).toEqual([0, 0, 1, 1, 1])
    expect(of('preliminary').problems.map((p) => p.code)).toEqual(['record.preliminary-result'])
    expect(of('final').problems).toEqual([])
  })
  test('a genotype in words alone is one by its value', () => {
    const v = view({ ...result('x', {}), code: { text: 'CYP2D6 gene test' }, valueString: '*4/*4' })
    expect(v.genomics?.genotypes).toMatchObject([{ code: { text: 'CYP2D6 gene test' }, value: { text: '*4/*4' } }])
    expect(view({ ...result('x', {}), code: { text: 'Blood group' }, valueString: 'A' }).genomics).toBeUndefined()
  })
  test('a value of a wrong type is an error with its path', () => {
    expect(open(result('69548-6', { component: [{ code: loinc('69547-8'), valueString: 5 }] })).problems).toMatchObject(
      [{ code: 'record.wrong-type', at: { path: '[1].component[0].valueString' } }],
    )
  })
  test('the performer is named by the resource it means', () => {
    const v = view(
      result('84413-4', { valueString: 'CYP2C19 *2/*2', performer: [{ reference: 'Organization/lab' }] }),
      { resourceType: 'Organization', id: 'lab', name: 'Some Laboratory' },
    )
    expect(v.genomics?.genotypes[0]?.performers).toEqual([
      { reference: 'Organization/lab', display: 'Some Laboratory' },
    ])
  })
})
