import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryReference } from '../reference/index.ts'
import type { ReferenceSequence } from '../reference/reference-genome.ts'
import { type Change, changeOf, movedChange, rollReach } from './roll.ts'

const piece = fc.string({ unit: fc.constantFrom('A', 'C'), minLength: 1, maxLength: 3 })
const repeat = fc.tuple(piece, fc.integer({ min: 1, max: 6 })).map(([unit, times]) => unit.repeat(times))
const cases = fc.tuple(fc.array(repeat, { minLength: 1, maxLength: 4 }), fc.nat(40), fc.nat(4), piece)

const sequenceOf = (text: string): ReferenceSequence => memoryReference({ s: text }).sequence('s') as ReferenceSequence
const applied = (text: string, { start, ref, alt }: Change): string =>
  text.slice(0, start) + alt + text.slice(start + ref.length)

test('a change gives the same sequence everywhere within its reach, and one step beyond it no change does', () => {
  fc.assert(
    fc.property(cases, ([parts, at, length, added]) => {
      const text = parts.join('')
      const start = Math.min(at, text.length)
      const ref = text.slice(start, start + length)
      const change: Change = { start, ref, alt: ref === '' ? added : '' }
      const { left, right, complete } = rollReach(change, sequenceOf(text))
      const whole = applied(text, change)
      for (let by = -left; by <= right; by++) {
        const there = movedChange(change, by)
        expect(text.slice(there.start, there.start + there.ref.length)).toBe(there.ref)
        expect(applied(text, there)).toBe(whole)
      }
      for (const beyond of [start - left - 1, start + right + 1]) {
        if (beyond < 0 || beyond + ref.length > text.length) continue
        const rest = text.length - beyond - ref.length
        expect(whole.startsWith(text.slice(0, beyond)) && whole.endsWith(text.slice(text.length - rest))).toBe(false)
      }
      expect(complete).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('a replacement moves nowhere', () => {
  const change = changeOf(4, 'AAC', 'AGT')
  expect([change, rollReach(change, sequenceOf('TTTTAACTTTT')), movedChange(change, 2)]).toEqual([
    { start: 5, ref: 'AC', alt: 'GT' },
    { left: 0, right: 0, complete: true },
    change,
  ])
})

test('where bases are not held the reach ends and is not complete; a limit ends it too', () => {
  const text = '.AAAAAA.'
  const sequence: ReferenceSequence = {
    ...sequenceOf(text),
    codeAt: (p) => (text[p] === 'A' ? 65 : 0),
  }
  const change: Change = { start: 3, ref: 'A', alt: '' }
  expect(rollReach(change, sequence)).toEqual({ left: 2, right: 3, complete: false })
  expect(rollReach(change, sequence, 2)).toEqual({ left: 2, right: 2, complete: true })
})
