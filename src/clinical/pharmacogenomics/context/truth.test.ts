import { describe, expect, test } from 'vitest'
import { allOf, anyOf, type Judgement, not, reason, type Truth } from './truth.ts'

const j = (applies: Truth): Judgement => ({ applies, because: [reason('ask-clinician', { circumstance: applies })] })

describe('three-valued logic (Kleene)', () => {
  test.each([
    ['yes', 'yes', 'yes', 'yes'],
    ['yes', 'unknown', 'unknown', 'yes'],
    ['yes', 'no', 'no', 'yes'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
    ['unknown', 'no', 'no', 'unknown'],
    ['no', 'no', 'no', 'no'],
  ] as const)('%s with %s: all %s, any %s', (a, b, all, any) => {
    expect([allOf([j(a), j(b)]).applies, anyOf([j(b), j(a)]).applies]).toEqual([all, any])
  })
  test('only the reasons that decide are given', () => {
    expect(allOf([j('yes'), j('no'), j('unknown')]).because.map((r) => r.with['circumstance'])).toEqual(['no'])
    expect(anyOf([j('no'), j('unknown')]).because.map((r) => r.with['circumstance'])).toEqual(['unknown'])
  })
  test('the opposite of unknown is unknown', () => {
    expect((['yes', 'no', 'unknown'] as const).map((t) => not(j(t)).applies)).toEqual(['no', 'yes', 'unknown'])
  })
  test('nothing to hold holds, nothing to choose from does not', () => {
    expect([allOf([]).applies, anyOf([]).applies]).toEqual(['yes', 'no'])
  })
})
