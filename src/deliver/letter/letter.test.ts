import { describe, expect, test } from 'vitest'
import { childBeforeAnaesthesia, hostile, hostilePatient, stentPatient } from '../../../test/sample-document.ts'
import { letterHtml } from './letter.ts'
import { letterWords } from './letter-words.ts'
import { readingGrade, syllables } from './reading-level.ts'

const said = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'function'
      ? [String(value(1)), String(value(7))]
      : Array.isArray(value)
        ? value.flatMap(said)
        : []

const textOf = (page: string): string =>
  page
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the reading level', () => {
  test('agrees with the published values of well-known sentences', () => {
    expect(readingGrade('The cat sat on the mat.')).toBeCloseTo(-1.45, 2)
    expect(
      readingGrade('The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.'),
    ).toBeCloseTo(11.26, 1)
  })
  test('counts the syllables of the words that letters use', () => {
    const counts = {
      medicine: 3,
      medicines: 3,
      genes: 1,
      pharmacist: 3,
      doctor: 2,
      emergency: 4,
      operation: 4,
      tested: 2,
      changed: 1,
      people: 2,
      family: 3,
      safe: 1,
    }
    expect(Object.fromEntries(Object.keys(counts).map((w) => [w, syllables(w)]))).toEqual(counts)
  })
  test('of the letter as a whole is eighth grade at most, and no sentence of its own is above ninth', () => {
    const sentences = Object.values(letterWords).flatMap(said)
    expect(readingGrade(sentences.map((s) => s.replace(/[.:]?$/, '.')).join(' '))).toBeLessThan(8)
    expect(sentences.filter((s) => s.split(' ').length > 5 && (readingGrade(s) ?? 0) > 9)).toEqual([])
  })
})

describe('the letter', () => {
  test('says what it means, what is fine, what is not known, and what not to do alone', () => {
    const text = textOf(letterHtml(stentPatient()))
    expect(text).toContain('Dear J. Example ,')
    expect(text).toMatch(/clopidogrel/i)
    expect(text).toContain('Your genes give no reason to change these: atorvastatin')
    expect(text).toContain('No gene is known to matter for these: metformin, ramipril')
    expect(text).toMatch(/not tested or had no clear result: TPMT, HLA-A, HLA-B, MT-RNR1/)
    expect(text).toContain('Do not stop a medicine on your own.')
    expect(text).toContain('Do not change a dose on your own.')
  })
  test('for a child without a medicine list says so and names the medicines to take care with', () => {
    const text = textOf(letterHtml(childBeforeAnaesthesia()))
    expect(text).toContain('"you" means your child'.replaceAll('"', '&quot;'))
    expect(text).toContain('We had no list of your medicines.')
    expect(text).toContain('desflurane, halothane, isoflurane, sevoflurane, succinylcholine')
    expect(text).not.toContain(letterWords.nothing)
  })
  test('never calls a gene without a result normal', () => {
    const { genes } = stentPatient()
    const page = letterHtml({
      ...stentPatient(),
      genes: genes.map((g) => ({ ...g, result: { ...g.result, call: { ...g.result.call, source: 'none' } } })),
    })
    expect(textOf(page)).toContain('We had no gene data for you.')
  })
  test('shows hostile text as text', () => {
    const page = letterHtml(hostilePatient())
    expect(page).not.toContain(hostile)
    expect(page).not.toMatch(/<img|<script/)
  })
  test('is the same bytes for the same document and asks for nothing from outside', () => {
    expect(letterHtml(stentPatient())).toBe(letterHtml(stentPatient()))
    expect(letterHtml(stentPatient())).toMatch(/default-src &#39;none&#39;/)
    expect(letterHtml(stentPatient())).not.toMatch(/(src|href)="(?!#)/)
  })
})
