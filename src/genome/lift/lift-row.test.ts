import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChainMap, fieldRules, readChain } from '../normalise/index.ts'
import { memoryReference } from '../reference/index.ts'
import { reverseComplement } from '../reverse-complement.ts'
import { formatVcfRow, parseVcfRow, type VcfRow } from '../vcf/vcf-row.ts'
import { type LiftContext, liftRow } from './lift-row.ts'

const rules = fieldRules([
  '##INFO=<ID=AC,Number=A,Type=Integer,Description="x">',
  '##INFO=<ID=EUR_AF,Number=A,Type=Float,Description="x">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="x">',
  '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="x">',
])
const before = 'GATTACAGAT'
const behind = 'CCATGCCATG'

/** One block of `source` (named a) that leads to `target` (named b), both with the same flanks that no chain covers. */
const contextOf = (source: string, target: string, strand: '+' | '-'): LiftContext => {
  const size = before.length + source.length + behind.length
  const start = strand === '+' ? before.length : behind.length
  const line = `chain 1000 a ${size} + ${before.length} ${before.length + source.length} b ${size} ${strand} ${start} ${start + source.length} 1`
  const map = readChain(`${line}\n${source.length}\n`)
  return {
    map: (map.ok ? map.value : undefined) as ChainMap,
    target: memoryReference({ b: before + target + behind }),
    source: memoryReference({ a: before + source + behind }),
    rules,
    sameMitochondrion: true,
  }
}

const rowOf = (text: string): VcfRow => parseVcfRow(text.replaceAll(' ', '\t')) as VcfRow
const lifted = (text: string, context: LiftContext): { readonly text: string; readonly dropped: readonly string[] } => {
  const dropped: string[] = []
  const one = liftRow(rowOf(text), context, (key) => dropped.push(key))
  return { text: one.ok ? formatVcfRow(one.value.row).replaceAll('\t', ' ') : one.reason, dropped }
}

const put = (bases: string, from: number, ref: string, allele: string): string =>
  bases.slice(0, from) + allele + bases.slice(from + ref.length)

describe('a row carried over', () => {
  test('gives every strand the bases that it had, whichever way the stretch is turned and wherever the builds differ', () => {
    const bases = fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), minLength: 12, maxLength: 30 })
    const anyBase = fc.constantFrom('A', 'C', 'G', 'T')
    const allele = fc.oneof(anyBase, fc.string({ unit: anyBase, minLength: 1, maxLength: 3 }))
    const alleles = fc.uniqueArray(allele, { minLength: 1, maxLength: 3 })
    let swaps = 0
    fc.assert(
      fc.property(
        bases,
        fc.nat(),
        fc.integer({ min: 1, max: 3 }),
        alleles,
        fc.constantFrom('+' as const, '-' as const),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('A', 'C', 'G', 'T')), { maxLength: 6 }),
        fc.boolean(),
        (block, place, length, given, strand, differences, here) => {
          const at = place % (block.length - length + 1)
          const ref = block.slice(at, at + length)
          const alts = given.filter((a) => a !== ref)
          if (alts.length === 0) return
          const changed = differences.reduce((b, [i, base]) => put(b, i % b.length, 'A', base), block)
          const other = here ? put(changed, at, 'A', alts[0]?.[0] ?? '') : changed
          const turned = (text: string): string => (strand === '+' ? text : reverseComplement(text))
          const context = contextOf(block, turned(other), strand)
          const strands = [0, ...alts.map((_, i) => i + 1)]
          const text = `a ${before.length + at + 1} . ${ref} ${alts.join(',')} 30 PASS . GT ${strands.join('|')}`
          const one = liftRow(rowOf(text), context, () => {})
          if (!one.ok) {
            if (one.reason === 'nearGap') {
              expect(alts.some((a) => a.length !== ref.length)).toBe(true)
              return
            }
            expect(one.reason).toBe('targetDiffers')
            expect(other.slice(at, at + length)).not.toBe(ref)
            return
          }
          if (one.value.swapped) swaps++
          const { row } = one.value
          const genome = before + turned(other) + behind
          const names = [row.ref, ...row.alts]
          const now = (row.samples[0]?.[0] ?? '')
            .split('/')
            .map((i) => put(genome, row.pos - 1, row.ref, names[Number(i)] ?? ''))
          const meant = strands.map((s) => before + turned(put(other, at, ref, [ref, ...alts][s] ?? '')) + behind)
          expect(now).toEqual(meant)
          expect(genome.startsWith(row.ref, row.pos - 1)).toBe(true)
        },
      ),
      { numRuns: 2000, seed: 12345 },
    )
    expect(swaps).toBeGreaterThan(20)
  })

  test('takes genotypes, counts and every field by allele with it where REF and ALT change places', () => {
    const context = contextOf('ACGTACGTAC', 'ACGTGCGTAC', '+')
    const row =
      'a 15 rs1 A G 50 PASS AC=3;AN=4;AF=0.75;EUR_AF=0.2;POPMAX_AF=0.5;DB;END=15 GT:AD:PL:SB 0/1:4,6:10,0,20:1,2,3,4 1/1:0,9:90,9,0:0,0,5,4'
    expect(lifted(row, context)).toEqual({
      text: 'b 15 rs1 G A . PASS AC=1;AN=4;AF=0.25;EUR_AF=.;DB;END=15;LIFT_FROM=a:15;LIFT_SWAPPED GT:AD:PL 1/0:6,4:20,0,10 0/0:9,0:0,9,90',
      dropped: ['INFO/POPMAX_AF', 'FORMAT/SB'],
    })
  })

  test('complements alleles and exchanges the counts of the strands where the stretch is turned round', () => {
    const context = contextOf('ACGGTACGTAC', reverseComplement('ACGGTACGTAC'), '-')
    const row = 'a 13 . G GTT 50 PASS AA=G;SAF=7;SAR=3;CSQ=x GT:ADF:ADR:SB 0/1:1,2:3,4:1,2,3,4'
    expect(lifted(row, context)).toEqual({
      text: 'b 18 . C CAA 50 PASS SAR=7;SAF=3;LIFT_FROM=a:13;LIFT_REVERSED GT:ADR:ADF:SB 0/1:1,2:3,4:2,1,4,3',
      dropped: ['INFO/CSQ', 'INFO/AA'],
    })
  })

  test('keeps what stands for alleles not seen, and the star of a deletion further ahead', () => {
    const context = contextOf('ACGTACGTAC', 'ACGTACGTAC', '+')
    expect(lifted('a 11 . A G,*,<NON_REF> . . . GT 1/2', context).text).toBe(
      'b 11 . A G,*,<NON_REF> . . LIFT_FROM=a:11 GT 1/2',
    )
  })

  test('loses its phase, for it comes to another sequence', () => {
    const context = contextOf('ACGTACGTAC', 'ACGTACGTAC', '+')
    expect(lifted('a 11 . A G . . . GT:PS 0|1:11', context).text).toBe('b 11 . A G . . LIFT_FROM=a:11 GT:PS 0/1:.')
  })
})

describe('a row is refused', () => {
  const plain = contextOf('ACGTACGTAC', 'ACGTACGTAC', '+')
  test.each([
    ['a 11 . A <DEL> . . END=15 GT 0/1', 'notBases'],
    ['a 11 . A A]a:15] . . . GT 0/1', 'notBases'],
    ['a 11 . A <NON_REF> . . END=15 GT 0/0', 'referenceBlock'],
    ['a 11 . A . . . END=15 GT 0/0', 'referenceBlock'],
    ['a 11 . A <*> . . . GT:LEN 0/0:4', 'referenceBlock'],
    ['a 11 . C G . . . GT 0/1', 'sourceDiffers'],
    ['a 3 . T G . . . GT 0/1', 'noChain'],
    ['a 20 . CC C . . . GT 0/1', 'spansBlocks'],
    ['a 20 . C CT . . . GT 0/1', 'nearGap'],
    ['a 20 . C CT,T . . . GT 1/2', 'nearGap'],
    ['z 11 . A G . . . GT 0/1', 'noContig'],
  ])('%s: %s', (row, reason) => {
    expect(lifted(row, plain).text).toBe(reason)
  })

  test('where the other build holds none of its alleles, or another stretch than REF', () => {
    const context = contextOf('ACGTACGTAC', 'ACGTTCGTAC', '+')
    expect(lifted('a 15 . A G . . . GT 0/1', context).text).toBe('targetDiffers')
    expect(lifted('a 14 . TA TT . . . GT 0/1', context).text).toBe('targetDiffers')
    expect(lifted('a 15 . A . . . . GT 0/0', context).text).toBe('targetDiffers')
  })

  test('on the mitochondrion, unless both sides have the one of the reference', () => {
    const context = { ...plain, target: memoryReference({ chrM: 'GATCACAGG' }), source: memoryReference({}) }
    expect(lifted('MT 3 . T C . . . GT 1', { ...context, sameMitochondrion: false }).text).toBe('oldMitochondrion')
    expect(lifted('MT 3 . T C . . . GT 1', context).text).toBe('chrM 3 . T C . . LIFT_FROM=MT:3 GT 1')
  })
})
