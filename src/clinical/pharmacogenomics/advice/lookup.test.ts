import { describe, expect, test } from 'vitest'
import type { DrugGeneRecord } from '../model.ts'
import { matchRecords, readings } from './lookup.ts'

const record = (id: string, ...lookup: readonly Readonly<Record<string, string>>[]): DrugGeneRecord => ({
  id,
  source: 'DPWG',
  document: 'DPWG',
  guideline: 'G',
  drug: 'drug',
  population: '',
  classification: '',
  lookup,
  flags: { dosing: false, alternative: false, other: false },
  pmids: [],
  advice: 'A',
})
const keys = (of: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(of))
const matched = (records: readonly DrugGeneRecord[], of: Readonly<Record<string, readonly string[]>>) =>
  matchRecords(records, keys(of)).map((m) => [m.record.id, m.key])

describe('matching records', () => {
  const two = record('two', { CYP2C19: 'Poor Metabolizer', CYP2D6: 'No Result' })
  test('a gene that was not tested answers to "No Result" only', () => {
    expect(matched([two], { CYP2C19: ['Poor Metabolizer'] })).toEqual([['two', two.lookup[0]]])
    expect(matched([two], { CYP2C19: ['Poor Metabolizer'], CYP2D6: ['0.0'] })).toEqual([])
  })
  test('a match in which no gene has a result says nothing about the person', () => {
    expect(matched([record('none', { CYP2D6: 'No Result' })], {})).toEqual([])
  })
  test('HLA answers to several keys at once', () => {
    const hla = ['*15:02 negative', '*57:01 positive']
    expect(matched([record('57', { 'HLA-B': '*57:01 positive' })], { 'HLA-B': hla })).toHaveLength(1)
    expect(matched([record('15', { 'HLA-B': '*15:02 positive' })], { 'HLA-B': hla })).toHaveLength(0)
  })
})

describe('the scores of the DPWG for DPYD', () => {
  const plain = record('plain', { DPYD: '1.0 (Intermediate Metabolizer)' })
  const measured = record('measured', { DPYD: '1.0 (Phenotyping)' })
  const half = record('half', { DPYD: '0.5 (Phenotyping)' })
  const all = [plain, measured, half]
  test('are found by the score alone', () => {
    expect(matched(all, { DPYD: ['1.0'] })).toEqual([['plain', { DPYD: '1.0' }]])
    expect(matched(all, { DPYD: ['0.5'] })).toEqual([['half', { DPYD: '0.5' }]])
  })
  test('two copies of reduced function are measured first and do not answer to the plain score', () => {
    expect(matched(all, { DPYD: ['1.0', '1.0 (Phenotyping)'] })).toEqual([['measured', { DPYD: '1.0 (Phenotyping)' }]])
  })
})

describe('readings', () => {
  test('take one candidate of each gene, every way', () => {
    const all = readings(
      new Map([
        ['A', [['1'], ['2']]],
        ['B', [['x'], ['y'], ['z']]],
      ]),
    )
    expect(all.complete).toBe(true)
    expect(new Set(all.readings.map((r) => JSON.stringify([r.get('A'), r.get('B')]))).size).toBe(6)
  })
  test('past the limit the rest is left out and told', () => {
    const many = new Map(['A', 'B', 'C'].map((g) => [g, Array.from({ length: 5 }, (_, i) => [String(i)])]))
    expect(readings(many)).toMatchObject({ complete: false })
    expect(readings(many).readings).toHaveLength(64)
  })
  test('no ambiguous gene leaves one reading', () => {
    expect(readings(new Map()).readings).toHaveLength(1)
  })
})
