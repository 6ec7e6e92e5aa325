import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnFamily } from '../drawn-family.test-support.ts'
import { writeCanRisk } from './canrisk-write.ts'
import { writeGa4gh } from './ga4gh-write.ts'
import { writePed } from './ped.ts'
import { readFamilies } from './recognise-format.ts'

const formats = ['ped', 'canrisk', 'ga4gh'] as const

const read = (text: string): void => {
  for (const format of formats) {
    const result = readFamilies(text, 'any', format)
    if (result.ok) expect(result.problems.every((p) => p.severity !== 'error')).toBe(true)
    else expect(result.problems.length).toBeGreaterThan(0)
    for (const p of result.problems) {
      expect(p.message.length).toBeGreaterThan(0)
      expect(p.remedy.length).toBeGreaterThan(0)
      expect(p.at.source).toBe('any')
    }
  }
}

test('any text and any JSON is read or refused with reasons, never worse', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), read), { numRuns: 200 })
  const names = fc.constantFrom(
    'individuals',
    'relationships',
    'id',
    'subject',
    'sex',
    'relation',
    'indexPatients',
    'diseases',
    'onset',
  )
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(names, tie('value')),
    ),
  })).value
  fc.assert(
    fc.property(json, (value) => read(JSON.stringify(value))),
    { numRuns: 200 },
  )
})

test('a family file with anything cut out, doubled or overwritten is read or refused with reasons', () => {
  const damaged = fc
    .tuple(
      drawnFamily({ diseases: true }),
      fc.constantFrom(writePed, writeGa4gh, (p: Parameters<typeof writePed>[0]) => writeCanRisk(p)),
      fc.nat(),
      fc.nat(40),
      fc.string({ maxLength: 6 }),
    )
    .map(([pedigree, write, at, length, instead]) => {
      const { text } = write(pedigree)
      const from = at % text.length
      return text.slice(0, from) + instead + text.slice(from + length)
    })
  fc.assert(fc.property(damaged, read), { numRuns: 300 })
})

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is a word like any other', (word) => {
  const canrisk = [
    `##CanRisk 4.0;${word}=y`,
    `##${word}=1`,
    `F X 1 me 0 0 ${word} 0 0 40 1986 0 0 0 0 0 0 ${Array.from({ length: 10 }, () => '0:0').join(' ')} 0:0:0:0:0`,
  ].join('\n')
  read(canrisk)
  read(`F ${word} 0 0 ${word} 1`)
  const individual = { id: word, sex: word, gender: { label: word }, diseases: [{ term: { id: `${word}:${word}` } }] }
  const text = JSON.stringify({ individuals: [individual], relationships: [] }).replace('"id"', `"${word}":1,"id"`)
  read(text)
  const found = readFamilies(JSON.stringify({ individuals: [individual] }), 'any', 'ga4gh')
  expect(found.ok && found.value[0]?.pedigree.people[0]).toMatchObject({ id: word, sex: 'unknown' })
  expect(found.ok && found.value[0]?.pedigree.people[0]?.gender).toBeUndefined()
})

test('a family of a hundred thousand people is refused, not begun', () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `F ${i + 1} ${i} 0 1 1`).join('\n')
  const found = readFamilies(text, 'any', 'ped')
  expect(found.ok).toBe(false)
  expect(found.problems.map((p) => p.code)).toContain('pedigree-too-large')
})
