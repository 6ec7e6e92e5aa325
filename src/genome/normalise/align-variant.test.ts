import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference, readPackedContext, writePackedContext } from '../reference/index.ts'
import type { Variant } from '../variant.ts'
import { leftAlign, rightAlign, trim } from './align-variant.ts'
import { rolledLeft } from './roll.ts'

const applied = (bases: string, v: Variant): string => {
  expect(bases.slice(v.pos - 1, v.pos - 1 + v.ref.length)).toBe(v.ref)
  return bases.slice(0, v.pos - 1) + v.alt + bases.slice(v.pos - 1 + v.ref.length)
}

/** Few letters make many repeats. */
const sequence = fc.string({ unit: fc.constantFrom('A', 'C', 'A', 'T'), minLength: 12, maxLength: 60 })
const inserted = fc.string({ unit: fc.constantFrom('A', 'C', 'T'), minLength: 1, maxLength: 6 })
const variants = fc
  .tuple(sequence, fc.nat(), fc.integer({ min: 1, max: 6 }), inserted)
  .map(([bases, place, length, alt]) => {
    const from = place % (bases.length - length + 1)
    return { bases, variant: { chrom: 's', pos: from + 1, ref: bases.slice(from, from + length), alt } }
  })
const runs = { numRuns: 2000, seed: 12345 }

describe('left and right', () => {
  test('the sequence that results is the same before and after, on either side', () => {
    fc.assert(
      fc.property(variants, ({ bases, variant }) => {
        const genome = memoryReference({ s: bases })
        const wanted = applied(bases, variant)
        expect(applied(bases, leftAlign(variant, genome))).toBe(wanted)
        expect(applied(bases, rightAlign(variant, genome))).toBe(wanted)
        expect(applied(bases, trim(variant))).toBe(wanted)
      }),
      runs,
    )
  })

  test('a second time changes nothing, and neither way undoes the other', () => {
    fc.assert(
      fc.property(variants, ({ bases, variant }) => {
        const genome = memoryReference({ s: bases })
        const left = leftAlign(variant, genome)
        expect(leftAlign(left, genome)).toEqual(left)
        expect(leftAlign(rightAlign(variant, genome), genome)).toEqual(left)
        expect(rightAlign(left, genome)).toEqual(rightAlign(variant, genome))
      }),
      runs,
    )
  })

  test('all insertions and deletions that give one sequence have one left-aligned form, found by trying every place', () => {
    fc.assert(
      fc.property(variants, ({ bases, variant }) => {
        const genome = memoryReference({ s: bases })
        const wanted = applied(bases, variant)
        const size = wanted.length - bases.length
        const left = leftAlign(variant, genome)
        fc.pre(size !== 0 && Math.min(left.ref.length, left.alt.length) === 1 && left.pos > 1)
        for (let at = 1; at < bases.length; at++) {
          const other = {
            chrom: 's',
            pos: at,
            ref: bases.slice(at - 1, at + Math.max(0, -size)),
            alt: wanted.slice(at - 1, at + Math.max(0, size)),
          }
          if (
            bases.slice(0, at - 1) + other.alt + bases.slice(at - 1 + other.ref.length) !== wanted ||
            other.ref[0] !== other.alt[0]
          )
            continue
          expect(at).toBeGreaterThanOrEqual(left.pos)
          expect(leftAlign(other, genome)).toEqual(left)
        }
      }),
      runs,
    )
  })

  test('several ALTs at once move as the pair of each would when it is alone, or less far', () => {
    fc.assert(
      fc.property(variants, inserted, ({ bases, variant }, second) => {
        const s = memoryReference({ s: bases }).sequence('s')
        if (s === undefined) throw new Error('no sequence')
        const both = rolledLeft(variant.pos - 1, [variant.ref, variant.alt, second], s)
        const again = rolledLeft(both.position, both.alleles, s)
        expect(again).toEqual(both)
        const [ref = '', ...alts] = both.alleles
        alts.forEach((alt, i) =>
          expect(applied(bases, { chrom: 's', pos: both.position + 1, ref, alt })).toBe(
            applied(bases, { ...variant, alt: i === 0 ? variant.alt : second }),
          ),
        )
      }),
      runs,
    )
  })
})

describe('particular places', () => {
  const genome = memoryReference({ s: 'AAAACGT', t: 'NNNNNN' })
  const left = (pos: number, ref: string, alt: string, chrom = 's'): readonly [number, string, string] => {
    const v = leftAlign({ chrom, pos, ref, alt }, genome)
    return [v.pos, v.ref, v.alt]
  }

  test('at the first base an indel is anchored by the base behind it', () => {
    expect(left(3, 'AA', 'A')).toEqual([1, 'AA', 'A'])
    expect(left(3, 'A', 'AA')).toEqual([1, 'A', 'AA'])
    expect(left(1, 'AAAAC', 'C')).toEqual([1, 'AAAAC', 'C'])
  })

  test('what is no pair of bases stays where it is', () => {
    for (const alt of ['<DEL>', '*', 'A[s:5[', '.']) expect(left(4, 'A', alt)).toEqual([4, 'A', alt])
  })

  test('lower case counts as the same base', () => {
    expect(left(3, 'aA', 'a')).toEqual([1, 'aA', 'A'])
  })

  test('a run of N is a repeat like any other', () => {
    expect(left(4, 'NN', 'N', 't')).toEqual([1, 'NN', 'N'])
  })

  test('at the edge of what the reference holds it stops, still naming the same change', () => {
    const packed = readPackedContext(
      writePackedContext('GRCh38', [{ contig: 'chr1', contigLength: 100, start: 50, bases: 'AAAAAC' }]),
    )
    if (!packed.ok) throw new Error('not opened')
    expect(leftAlign({ chrom: 'chr1', pos: 54, ref: 'AA', alt: 'A' }, packed.value)).toEqual({
      chrom: 'chr1',
      pos: 51,
      ref: 'AA',
      alt: 'A',
    })
  })
})
