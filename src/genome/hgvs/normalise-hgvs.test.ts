import { describe, expect, test } from 'vitest'
import { formatHgvs } from './format-hgvs.ts'
import { type DescribedSequence, normaliseHgvs, type NormaliseOptions } from './normalise-hgvs.ts'
import { parseHgvs } from './parse-hgvs.ts'
import { textReader } from './readers.ts'
import { isRefusal } from './refusal.ts'

const normalised = (text: string, sequence: DescribedSequence, options?: NormaliseOptions): string => {
  const parsed = parseHgvs(text)
  if (!parsed.ok || parsed.value.type === 'p') return 'not read'
  const done = normaliseHgvs(parsed.value, sequence, options)
  return isRefusal(done) ? done.refused : formatHgvs(done)
}

describe('the exon-exon junction (HGVS: c.3921del, not c.3922del)', () => {
  // ...GAT|TCA...: exon 2 begins with base 6.
  const sequence = { ...textReader('AACGATTCAGG'), cds: { start: 0, end: 9 }, exonStarts: [0, 6] }
  test('a deletion stays in the exon where it is', () => {
    expect(normalised('c.6del', sequence)).toBe('c.6del')
    expect(normalised('c.7del', sequence)).toBe('c.7del')
  })
  test('unless one asks for the whole sequence', () => {
    expect(normalised('c.6del', sequence, { within: 'sequence' })).toBe('c.7del')
  })
})

describe('one change has one description', () => {
  const sequence = { ...textReader('ATGCACACATTTGGAC'), cds: { start: 0, end: 15 } }
  test.each([
    ['g.4_5del', 'g.8_9del'],
    ['g.3_4insCA', 'g.8_9dup'],
    ['g.12_13insCAT', 'g.12_13insCAT'],
    ['g.10_12delinsTTG', 'g.12T>G'],
    ['g.4_8delinsCACGC', 'g.7A>G'],
    ['g.1_6delinsGTGCAT', 'g.1_6inv'],
    ['g.10_12delTTT', 'g.10_12del'],
    ['g.10_12delinsTTT', 'g.10_12='],
    ['g.4CA[4]', 'g.8_9dup'],
    ['g.4CA[1]', 'g.6_9del'],
    ['g.9_10ins10_12inv', 'g.9_10insAAA'],
    ['c.15_16insC', 'beyondCoding'],
    ['c.15_*1insC', 'c.*1dup'],
  ])('%s is %s', (text, expected) => expect(normalised(text, sequence)).toBe(expected))
})

test('what does not fit the sequence is refused', () => {
  const sequence = textReader('ATGCACACATTTGGAC')
  expect(normalised('g.1C>T', sequence)).toBe('refMismatch')
  expect(normalised('g.4_5delAC', sequence)).toBe('refMismatch')
  expect(normalised('g.4_5del3', sequence)).toBe('wrongLength')
  expect(normalised('g.5_4del', sequence)).toBe('reversedRange')
  expect(normalised('g.4_6insA', sequence)).toBe('notAdjacent')
  expect(normalised('g.4_5insN[10]', sequence)).toBe('uncertain')
  expect(normalised('g.(4_5)_(7_8)del', sequence)).toBe('uncertain')
  expect(normalised('c.4del', sequence)).toBe('coding')
  expect(normalised('n.4+1del', sequence)).toBe('uncertain')
  expect(normalised('r.4del', sequence)).toBe('rna')
})
