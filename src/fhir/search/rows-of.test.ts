import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../load.ts'
import { mostRows } from './rows-of.ts'
import { unbounded } from './quantity-interval.ts'

const definitions = loadFhirDefinitions()
const rowsOf = (resource: object) => definitions.indexRowsOf(resource as Resource)
const under = <T extends { readonly param: string }>(
  rows: readonly T[],
  param: string,
): readonly Omit<T, 'param' | 'group'>[] =>
  rows.filter((r) => r.param === param).map(({ param: _param, group: _group, ...rest }: T & { group?: number }) => rest)

const code = (system: string, value: string, display?: string): object => ({
  coding: [{ system, code: value, display }],
})
const loinc = 'http://loinc.org'
const ucum = 'http://unitsofmeasure.org'

describe('token rows', () => {
  test('have every coding of a concept, its display folded, and its text where no display says the same', () => {
    const { token } = rowsOf({
      resourceType: 'Condition',
      code: { coding: [{ system: 's', code: 'a', display: 'Grüner  Star' }], text: 'Glaukom' },
      severity: { coding: [{ system: 's', code: 'b', display: 'Mild' }], text: 'mild' },
    })
    expect(under(token, 'code')).toEqual([
      { system: 's', code: 'a', text: 'gruner star' },
      { system: '', code: '', text: 'glaukom' },
    ])
    expect(under(token, 'severity')).toEqual([{ system: 's', code: 'b', text: 'mild' }])
  })

  test('have the system that goes without saying for a bound code', () => {
    expect(under(rowsOf({ resourceType: 'Patient', gender: 'female' }).token, 'gender')).toEqual([
      { system: 'http://hl7.org/fhir/administrative-gender', code: 'female', text: '' },
    ])
  })

  test('find identifiers by value and by type', () => {
    const { token } = rowsOf({
      resourceType: 'Patient',
      identifier: [
        { system: 'urn:mrn', value: '42', type: code('http://terminology.hl7.org/CodeSystem/v2-0203', 'MR') },
      ],
    })
    expect(under(token, 'identifier')).toEqual([{ system: 'urn:mrn', code: '42', text: '' }])
    expect(under(token, 'identifier:of-type')).toEqual([
      { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR|42', text: '' },
    ])
  })

  test('tell phones from mails, and the dead from the living', () => {
    const living = rowsOf({
      resourceType: 'Patient',
      telecom: [
        { system: 'phone', value: '1' },
        { system: 'email', value: 'a@b' },
      ],
    })
    expect(under(living.token, 'phone').map((r) => r.code)).toEqual(['1'])
    expect(under(living.token, 'email').map((r) => r.code)).toEqual(['a@b'])
    expect(under(living.token, 'telecom').map((r) => r.code)).toEqual(['1', 'a@b'])
    expect(under(living.token, 'deceased').map((r) => r.code)).toEqual(['false'])
    const dead = rowsOf({ resourceType: 'Patient', deceasedDateTime: '2020' })
    expect(under(dead.token, 'deceased').map((r) => r.code)).toEqual(['true'])
    const said = rowsOf({ resourceType: 'Patient', deceasedBoolean: false })
    expect(under(said.token, 'deceased').map((r) => r.code)).toEqual(['false'])
  })

  test('of the US Core race keep the system of its coding', () => {
    const race = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'
    const cdc = 'urn:oid:2.16.840.1.113883.6.238'
    const { token } = rowsOf({
      resourceType: 'Patient',
      extension: [
        {
          url: race,
          extension: [
            { url: 'ombCategory', valueCoding: { system: cdc, code: '2106-3' } },
            { url: 'text', valueString: 'White' },
          ],
        },
      ],
    })
    expect(under(token, 'race')).toEqual([{ system: cdc, code: '2106-3', text: '' }])
  })
})

describe('reference rows', () => {
  const of = (reference: object) => rowsOf({ resourceType: 'Observation', subject: reference })
  test('are of this server when relative, and as written when not', () => {
    expect(under(of({ reference: 'Patient/1/_history/2' }).reference, 'subject')).toEqual([
      { type: 'Patient', id: '1' },
    ])
    expect(under(of({ reference: 'Patient/1' }).reference, 'patient')).toEqual([{ type: 'Patient', id: '1' }])
    expect(under(of({ reference: 'Group/1' }).reference, 'patient')).toEqual([])
    expect(under(of({ reference: 'https://x.org/fhir/Patient/1' }).reference, 'patient')).toEqual([
      { type: '', id: 'https://x.org/fhir/Patient/1' },
    ])
    expect(under(of({ reference: 'urn:uuid:1' }).reference, 'subject')).toEqual([{ type: '', id: 'urn:uuid:1' }])
  })

  test('of an identifier alone are token rows', () => {
    const { token, reference } = of({ type: 'Patient', identifier: { system: 'urn:mrn', value: '7' } })
    expect(under(reference, 'subject')).toEqual([])
    expect(under(token, 'patient:identifier')).toEqual([{ system: 'urn:mrn', code: '7', text: '' }])
  })

  test('follow a contained resource for the type only', () => {
    const contained = rowsOf({
      resourceType: 'Observation',
      contained: [{ resourceType: 'Patient', id: 'p' }],
      subject: { reference: '#p' },
    })
    expect(under(contained.reference, 'patient')).toEqual([{ type: '', id: '#p' }])
    expect(contained.token.filter((r) => r.param === 'gender')).toEqual([])
  })

  test('of a canonical are found with and without its version', () => {
    const { reference } = rowsOf({
      resourceType: 'QuestionnaireResponse',
      questionnaire: 'http://x.org/Questionnaire/q|2',
    })
    expect(under(reference, 'questionnaire').map((r) => r.id)).toEqual([
      'http://x.org/Questionnaire/q|2',
      'http://x.org/Questionnaire/q',
    ])
  })
})

describe('string rows', () => {
  test('hold each part of a name by itself', () => {
    const { string } = rowsOf({
      resourceType: 'Patient',
      name: [{ family: 'Müller-Łuk', given: ['Zoë', 'Ann'], prefix: ['Dr.'] }],
    })
    expect(under(string, 'name').map((r) => r.folded)).toEqual(['muller-łuk', 'zoe', 'ann', 'dr.'])
    expect(under(string, 'family')).toEqual([{ folded: 'muller-łuk', exact: 'Müller-Łuk' }])
  })

  test('are cut where they are too long to be indexed, never through a character', () => {
    const { string } = rowsOf({ resourceType: 'Patient', name: [{ family: '𝒳'.repeat(400) }] })
    expect(under(string, 'family')[0]?.exact).toBe('𝒳'.repeat(127))
  })
})

describe('quantity rows', () => {
  const quantity = (value: object) =>
    under(rowsOf({ resourceType: 'Observation', valueQuantity: value }).quantity, 'value-quantity')
  test('have the value itself and the value in base units', () => {
    expect(quantity({ value: 5.4, unit: 'mg', system: ucum, code: 'mg' })).toEqual([
      {
        system: ucum,
        code: 'mg',
        low: 5.4,
        high: 5.4,
        canonicalCode: 'g',
        canonicalLow: 0.0054,
        canonicalHigh: 0.0054,
      },
    ])
  })
  test('take comparators as intervals that leave out the value where they must', () => {
    const [below] = quantity({ value: 0.01, comparator: '<', system: ucum, code: 'ng/mL' })
    expect(below).toMatchObject({ low: -unbounded, canonicalLow: -unbounded })
    expect(below?.high).toBeLessThan(0.01)
    expect(below?.high).toBeGreaterThan(0.0099999)
    expect(quantity({ value: 60, comparator: '>=' })).toMatchObject([
      { low: 60, high: unbounded, canonicalCode: '', canonicalLow: null },
    ])
  })
  test('of an unknown unit are found by the unit as written', () => {
    expect(quantity({ value: 2, unit: 'tablets' })).toMatchObject([{ system: '', code: 'tablets', canonicalCode: '' }])
  })
  test('take ranges and numbers', () => {
    const risk = rowsOf({
      resourceType: 'RiskAssessment',
      prediction: [{ probabilityRange: { low: { value: 0.2 } } }, { probabilityDecimal: 0.5 }],
    })
    expect(under(risk.quantity, 'probability').map((r) => [r.low, r.high])).toEqual([
      [0.2, unbounded],
      [0.5, 0.5],
    ])
  })
})

describe('composite rows', () => {
  test('keep the parts of each component together', () => {
    const part = (c: string, value: number): object => ({
      code: code(loinc, c),
      valueQuantity: { value, system: ucum, code: 'mm[Hg]' },
    })
    const { token, quantity } = rowsOf({
      resourceType: 'Observation',
      code: code(loinc, '85354-9'),
      component: [part('8480-6', 120), part('8462-4', 80), { code: code(loinc, '8478-0') }],
    })
    const codes = token.filter((r) => r.param === 'component-code-value-quantity$1').map((r) => [r.group, r.code])
    const values = quantity.filter((r) => r.param === 'component-code-value-quantity$2').map((r) => [r.group, r.low])
    expect(codes).toEqual([
      [1, '8480-6'],
      [2, '8462-4'],
    ])
    expect(values).toEqual([
      [1, 120],
      [2, 80],
    ])
  })
  test('are left out where a part has no value', () => {
    const { token } = rowsOf({ resourceType: 'Observation', code: code(loinc, '1'), valueString: 'x' })
    expect(token.filter((r) => r.param.startsWith('code-value-concept'))).toEqual([])
    expect(token.filter((r) => r.param === 'code-value-string$1')).toHaveLength(1)
  })
})

test('a parameter gives each row once and no more than its limit, and says so', () => {
  const member = (i: number): object => ({ entity: { reference: `Patient/${i}` } })
  const group = {
    resourceType: 'Group',
    member: [member(1), member(1), ...Array.from({ length: 22_000 }, (_, i) => member(i))],
  }
  const found = definitions.indexRowsOf(group as unknown as Resource)
  const rows = under(found.reference, 'member')
  expect(rows).toHaveLength(mostRows)
  expect(new Set(rows.map((r) => JSON.stringify(r))).size).toBe(mostRows)
  expect(definitions.patientsOf(group as unknown as Resource)).toHaveLength(22_000)
  expect(found.over).toEqual(['member'])
  const full = { ...group, member: group.member.slice(0, mostRows) }
  expect(definitions.indexRowsOf(full as unknown as Resource)).not.toHaveProperty('over')
})

test('common parameters are indexed, those that are columns of the resource are not', () => {
  const rows = rowsOf({
    resourceType: 'Basic',
    id: 'b',
    meta: {
      lastUpdated: '2020-01-01T00:00:00Z',
      tag: [{ system: 's', code: 't' }],
      profile: ['http://p'],
      source: 'urn:src',
      security: [{ code: 'R' }],
    },
  })
  expect(under(rows.token, '_tag')).toHaveLength(1)
  expect(under(rows.token, '_security')).toHaveLength(1)
  expect(under(rows.uri, '_profile')).toEqual([{ uri: 'http://p' }])
  expect(under(rows.uri, '_source')).toEqual([{ uri: 'urn:src' }])
  expect([...rows.token, ...rows.date].some((r) => r.param === '_id' || r.param === '_lastUpdated')).toBe(false)
})
