import { expect, test } from 'vitest'
import { matchAlleles } from './match-alleles.ts'

const rule = { ambiguous: false, multiallelic: true, otherStrand: 'strand' } as const

test('every ALT is tried', () => {
  expect(matchAlleles('T', 'C', 'C', ['AT', 'T'], rule)).toEqual({ type: 'ALTREF', index: 2, ambiguous: false })
  expect(matchAlleles('C', 'T', 'C', ['AT', 'T'], rule)).toEqual({ type: 'REFALT', index: 0, ambiguous: false })
})

test('alleles of several bases are turned as a strand is, end to end, and only letters of bases are turned', () => {
  expect(matchAlleles('AAC', 'AAA', 'TTT', ['GTT'], rule).type).toBe('ALTREF_FLIP')
  expect(matchAlleles('AAC', 'AAA', 'TTT', ['GTT'], { ...rule, otherStrand: 'letters' }).type).toBe('NO_MATCH')
  expect(matchAlleles('N', 'A', 'T', ['N'], rule).type).toBe('NO_MATCH')
})

test('a place whose two bases are complements is left out unless it may match', () => {
  expect(matchAlleles('A', 'T', 'A', ['T'], rule)).toEqual({ type: 'EXCLUDED', ambiguous: true })
  expect(matchAlleles('A', 'T', 'A', ['T'], { ...rule, ambiguous: true })).toEqual({
    type: 'REFALT',
    index: 0,
    ambiguous: true,
  })
})
