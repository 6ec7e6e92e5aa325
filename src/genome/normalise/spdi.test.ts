import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/index.ts'
import { leftAlign } from './align-variant.ts'
import { contextualSpdi, formatSpdi, parseSpdi, spdiOf, variantOfSpdi } from './spdi.ts'

describe('SPDI', () => {
  const genome = memoryReference({ s: 'GGCTTTTTACGACG' })

  test.each(['s:3:T:', 's:3::T', 's:0:GG:AA', 's:9:C:A'])('%s reads and writes', (text) => {
    const spdi = parseSpdi(text)
    expect(spdi === undefined ? undefined : formatSpdi(spdi)).toBe(text)
  })

  test('a deletion given by its length takes its bases from the reference, and is nothing without one', () => {
    expect(parseSpdi('s:2:3:A', genome)).toEqual({ sequence: 's', position: 2, deleted: 'CTT', inserted: 'A' })
    expect(parseSpdi('s:2:3:A')).toBeUndefined()
    expect(parseSpdi('s:12:3:A', genome)).toBeUndefined()
  })

  test.each(['s:3:T', 's:x:T:A', 's:3:T:Z', ':3:T:A', 's:-1:T:A'])('%s is no SPDI', (text) => {
    expect(parseSpdi(text, genome)).toBeUndefined()
  })

  /** The variant overprecision correction of the published algorithm: the whole stretch in which the change is ambiguous stands on both sides. */
  test.each([
    ['s:3:T:', 's:3:TTTTT:TTTT'],
    ['s:5:T:', 's:3:TTTTT:TTTT'],
    ['s:7::TT', 's:3:TTTTT:TTTTTTT'],
    ['s:8:ACG:', 's:8:ACGACG:ACG'],
    ['s:2:C:A', 's:2:C:A'],
    ['s:2:CT:CA', 's:3:T:A'],
  ])('%s in its context is %s', (text, context) => {
    const spdi = parseSpdi(text)
    const wide = spdi === undefined ? undefined : contextualSpdi(spdi, genome)
    expect(wide === undefined ? undefined : formatSpdi(wide)).toBe(context)
  })

  test('variant to SPDI to variant gives the left-aligned variant, also by way of the context', () => {
    const cases = fc.tuple(
      fc.string({ unit: fc.constantFrom('A', 'C', 'A'), minLength: 8, maxLength: 30 }),
      fc.nat(),
      fc.integer({ min: 1, max: 4 }),
      fc.string({ unit: fc.constantFrom('A', 'C'), minLength: 1, maxLength: 5 }),
    )
    fc.assert(
      fc.property(cases, ([bases, place, length, alt]) => {
        const from = place % (bases.length - length + 1)
        const variant = { chrom: 's', pos: from + 1, ref: bases.slice(from, from + length), alt }
        fc.pre(variant.ref !== alt)
        const reference = memoryReference({ s: bases })
        const spdi = spdiOf(variant)
        if (spdi === undefined) throw new Error('no SPDI')
        const context = contextualSpdi(spdi, reference)
        expect(variantOfSpdi(spdi, reference)).toEqual(leftAlign(variant, reference))
        expect(context === undefined ? undefined : variantOfSpdi(context, reference)).toEqual(
          leftAlign(variant, reference),
        )
      }),
      { numRuns: 2000, seed: 12345 },
    )
  })

  test('symbolic alleles have no SPDI', () => {
    expect(spdiOf({ chrom: 's', pos: 1, ref: 'G', alt: '<DEL>' })).toBeUndefined()
  })
})
