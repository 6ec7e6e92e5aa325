import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowFit } from './site-alleles.ts'
import type { Site } from '../site.ts'

const site = (ref: string, alts: string, after?: string, pos = 100): Site => ({
  chrom: 'chr1',
  pos,
  ref,
  alts: alts.split(','),
  ...(after === undefined ? {} : { after }),
})

describe('a row read at a wanted site', () => {
  test('the same position and REF count as they stand', () => {
    expect(rowFit(100, 'C', ['G'], site('C', 'T'))).toEqual({ kind: 'same' })
  })

  test('padding is taken off: UGT1A1 TA repeat written with four more bases', () => {
    const ugt1a1 = site('CAT', 'C,CATAT,CATATAT')
    expect(rowFit(100, 'CATAT', ['CAT', 'CATATAT'], ugt1a1)).toEqual({
      kind: 'rewritten',
      alts: ['C', 'CATAT'],
      alleleOf: [0, 1, 2],
      documented: true,
    })
  })

  test('an insertion at the right end of a known repeat is the one expected at its left end', () => {
    expect(rowFit(104, 'G', ['GG'], site('T', 'TG', 'GGGG'))).toEqual({
      kind: 'rewritten',
      alts: ['TG'],
      alleleOf: [0, 1],
      documented: true,
    })
  })

  test('a deletion elsewhere in a repeat that is not known is never passed over', () => {
    expect(rowFit(110, 'GA', ['G'], site('TA', 'T'))).toEqual({ kind: 'unaligned', suspects: [1] })
  })

  test('a deletion behind the end of the known repeat is another variant', () => {
    expect(rowFit(110, 'GA', ['G'], site('TA', 'T', 'AA'))).toEqual({ kind: 'elsewhere' })
  })

  test('a substitution of two bases is read base by base', () => {
    expect(rowFit(99, 'AC', ['GT'], site('C', 'T'))).toEqual({
      kind: 'rewritten',
      alts: ['T'],
      alleleOf: [0, 1],
      documented: true,
    })
  })

  test('a substitution beside a deletion in one row: the deletion leaves the site at REF', () => {
    expect(rowFit(100, 'CAT', ['TAT', 'C'], site('C', 'T'))).toEqual({
      kind: 'rewritten',
      alts: ['T'],
      alleleOf: [0, 1, 0],
      documented: true,
    })
  })

  test('a deletion over a substitution site is a star there', () => {
    expect(rowFit(98, 'GACT', ['G'], site('C', 'T'))).toEqual({
      kind: 'rewritten',
      alts: ['*'],
      alleleOf: [0, 1],
      documented: false,
    })
  })

  test('REF bases that contradict each other are a mismatch', () => {
    expect(rowFit(100, 'A', ['G'], site('C', 'T'))).toEqual({ kind: 'mismatch' })
  })

  test('one half of a two-base substitution cannot be told from the whole', () => {
    expect(rowFit(101, 'T', ['A'], site('TT', 'AA'))).toEqual({ kind: 'unaligned', suspects: [1] })
  })

  test('a substitution within the bases of a deletion site says nothing of the deletion', () => {
    expect(rowFit(101, 'A', ['G'], site('CAT', 'C', ''))).toEqual({ kind: 'elsewhere' })
  })
})

type Vector = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly norm: readonly [number, string, string]
}

const vectors = '../shared/reference/genome/normalise/left-align.json'

/** How far an indel at its left-most place can move right along the reference, as the bases behind REF. */
const basesAfter = (reference: string, [pos, ref, alt]: readonly [number, string, string]): string => {
  const unit = ref.length > alt.length ? ref.slice(alt.length) : alt.slice(ref.length)
  let end = pos - 1 + Math.min(ref.length, alt.length)
  for (let i = 0; reference[end] === unit[i % unit.length] && end < reference.length; i++) end++
  return reference.slice(pos - 1 + ref.length, end)
}

describe.skipIf(!existsSync(vectors))(
  'against the left-alignments of bcftools norm (skipped without the reference folder)',
  () => {
    // The body of a skipped suite is run all the same: without the folder there is nothing to read.
    const text = existsSync(vectors) ? readFileSync(vectors, 'utf8') : '{"references":{},"vectors":[]}'
    const file = JSON.parse(text) as { references: Record<string, string>; vectors: readonly Vector[] }
    const indels = file.vectors.filter(
      (v) => v.norm[1].length !== v.norm[2].length && (v.norm[1].length === 1 || v.norm[2].length === 1),
    )

    test('every unaligned indel is recognised at its left-aligned site once the repeat is known', () => {
      expect(indels.length).toBeGreaterThan(500)
      const missed = indels.filter((v) => {
        const [pos, ref, alt] = v.norm
        const wanted: Site = {
          chrom: 'chr1',
          pos,
          ref,
          alts: [alt],
          after: basesAfter(file.references[v.chrom] as string, v.norm),
        }
        const fit = rowFit(v.pos, v.ref, [v.alt], wanted)
        return !(fit.kind === 'same' || (fit.kind === 'rewritten' && fit.documented))
      })
      expect(missed).toEqual([])
    })

    test('without the repeat it is recognised or said to be open, never passed over', () => {
      const silent = indels.filter((v) => {
        const [pos, ref, alt] = v.norm
        const fit = rowFit(v.pos, v.ref, [v.alt], { chrom: 'chr1', pos, ref, alts: [alt] })
        return fit.kind === 'elsewhere' || fit.kind === 'mismatch'
      })
      expect(silent).toEqual([])
    })
  },
)

test('a row is the site\u2019s ALT exactly when both make the same sequence out of the reference', () => {
  const reference = 'GATTACATATATATCCCCGAGAGATTT'
  const bases = fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), maxLength: 4 })
  const made = (pos: number, ref: string, alt: string): string =>
    reference.slice(0, pos - 1) + alt + reference.slice(pos - 1 + ref.length)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 6 }),
      bases,
      bases,
      (sp, sl, rp, rl, sa, ra) => {
        const [sref, rref] = [reference.slice(sp - 1, sp - 1 + sl), reference.slice(rp - 1, rp - 1 + rl)]
        const [salt, ralt] = [(sref[0] as string) + sa, (rref[0] as string) + ra]
        fc.pre(salt !== sref && ralt !== rref && (sp !== rp || sref !== rref))
        const wanted: Site = { chrom: 'chr1', pos: sp, ref: sref, alts: [salt], after: reference.slice(sp - 1 + sl) }
        const fit = rowFit(rp, rref, [ralt], wanted)
        const isWhole = made(sp, sref, salt) === made(rp, rref, ralt)
        // Sites are left-aligned: a row that ends before one begins is the same change only of a drawn site that is not.
        fc.pre(!isWhole || rp + rl >= sp)
        if (isWhole) expect(fit).toMatchObject({ kind: 'rewritten', documented: true })
        // A substitution site may also be answered by a row that changes more than the site.
        else if (salt.length !== sref.length) expect(fit.kind === 'rewritten' && fit.documented).toBe(false)
      },
    ),
    { numRuns: 3000 },
  )
})
