import { describe, expect, test } from 'vitest'
import { AttuneError } from '../../../shared/errors.ts'
import type { Release } from '../../../knowledge/release.ts'
import { coefficientsIn, riskKnowledge } from './knowledge.ts'
import { shippedCoefficients, shippedModel, shippedRisk } from './shipped-models.test-support.ts'

const release = (tables: Readonly<Record<string, string>>, id = 'attune-risk'): Release => ({
  manifest: {
    id,
    release: '2030-01',
    title: '',
    source: '',
    version: '',
    retrieved: '',
    licence: '',
    attribution: '',
    made: '',
    tables: [],
  },
  tables,
})
const mesa = { models: [shippedModel('mesa-chd').model], coefficients: shippedCoefficients('mesa.json') }
const code = (make: () => unknown): string => {
  try {
    make()
    return 'none'
  } catch (error) {
    return error instanceof AttuneError ? `${error.code} ${error.message}` : String(error)
  }
}
const read = (...files: readonly unknown[]) =>
  code(() => riskKnowledge([release(Object.fromEntries(files.map((f, i) => [`${i}.json`, JSON.stringify(f)])))]))

describe('risk knowledge', () => {
  test('the shipped release has every model, each with the release it came from', () => {
    expect(shippedRisk.releases).toEqual(['attune-risk 2026-11'])
    const cardiovascular = ['prevent', 'pce-2013', 'pce-2018', 'qrisk3', 'mesa-chd', 'framingham-2008', 'reynolds-men']
    for (const id of [...cardiovascular, 'score2', 'score2-op', 'score2-diabetes', 'score2-asia-pacific', 'score2-ckd'])
      expect(shippedRisk.models.get(id)?.release).toBe('attune-risk 2026-11')
  })

  test('tables that are not JSON files of models are none of its business', () => {
    expect(riskKnowledge([release({ 'a.json': JSON.stringify(mesa), 'b.tsv': 'x\ty' })]).models.size).toBe(1)
  })

  test('no release: told as missing', () => {
    expect(code(() => riskKnowledge([release({}, 'cpic')]))).toMatch(/^ATTUNE_KNOWLEDGE_MISSING/)
    expect(code(() => coefficientsIn([], 'mesa.json'))).toMatch(/^ATTUNE_KNOWLEDGE_MISSING/)
    expect(code(() => coefficientsIn([release({})], 'mesa.json'))).toMatch(/^ATTUNE_KNOWLEDGE_INVALID.*mesa\.json/)
  })

  test.each([
    ['a model twice', [mesa, mesa], /1\.json: mesa-chd stands twice/],
    ['no such method', [{ ...mesa, models: [{ ...mesa.models[0], method: 'guess' }] }], /no method guess/],
    ['a coefficient is missing', [{ ...mesa, coefficients: { withCalcium: {} } }], /mesa-chd: /],
    [
      'a horizon without coefficients',
      [{ ...mesa, models: [{ ...mesa.models[0], outcomes: [{ outcome: 'coronary-heart-disease', years: 5 }] }] }],
      /within 5 years/,
    ],
    ['an input nobody knows', [{ ...mesa, models: [{ ...mesa.models[0], inputs: [{ input: 'mood' }] }] }], /inputs/],
    [
      'a range without policy',
      [{ ...mesa, models: [{ ...mesa.models[0], inputs: [{ input: 'age', range: [1, 2] }] }] }],
      /range without policy/,
    ],
    [
      'a range upside down',
      [{ ...mesa, models: [{ ...mesa.models[0], population: { age: [84, 45] } }] }],
      /range upside down/,
    ],
    ['a field nobody knows', [{ ...mesa, models: [{ ...mesa.models[0], colour: 'red' }] }], /colour/],
    ['no citation', [{ ...mesa, models: [{ ...mesa.models[0], citations: [] }] }], /citations/],
  ])('%s: refused, with the file', (_, files, message) => {
    expect(read(...files)).toMatch(/^ATTUNE_KNOWLEDGE_INVALID/)
    expect(read(...files)).toMatch(message)
  })

  test('a table that is not JSON: refused', () => {
    expect(code(() => riskKnowledge([release({ 'a.json': '{' })]))).toMatch(/a\.json: not JSON/)
  })
})
