import { describe, expect, test } from 'vitest'
import type { ScoreRow } from '../model.ts'
import { scoredIn, scoreRow, vcfOf } from '../scored-person.fixture.ts'
import { apoeGenotype, apoeNamed } from './apoe.ts'
import { hlaCopies } from './hla.ts'

describe('APOE', () => {
  test('is named in several ways', () => {
    expect(['ε4', 'e4', 'APOE-e4', 'APOE ε3/ε4', 'e2/4'].map(apoeNamed)).toEqual([
      ['e4'],
      ['e4'],
      ['e4'],
      ['e3', 'e4'],
      ['e2', 'e4'],
    ])
    expect(apoeNamed('A')).toBeUndefined()
  })

  test('follows from the two variants', () => {
    const pair = (c: number, t: number, together?: boolean) => apoeGenotype(c, t, together)?.join('/')
    expect([pair(0, 0), pair(0, 1), pair(0, 2), pair(1, 0), pair(2, 0)]).toEqual([
      'e3/e3',
      'e2/e3',
      'e2/e2',
      'e3/e4',
      'e4/e4',
    ])
    expect([pair(1, 1), pair(1, 1, true), pair(2, 1), pair(1, 2)]).toEqual(['e2/e4', 'e1/e3', 'e1/e4', 'e1/e2'])
  })

  test('counts in a score', async () => {
    const row = (text: string, kind: 'apoe' | 'diplotype'): ScoreRow => ({
      line: 1,
      effectAllele: text,
      otherAlleles: [],
      effect: { kind, weight: 2, text },
    })
    // rs429358 and rs7412 on GRCh38.
    const person = vcfOf(['chr19 44908684 T C 0/1', 'chr19 44908822 C T 0/0'])
    expect((await scoredIn(person, [row('e4', 'apoe')])).sum).toBe(2)
    expect((await scoredIn(person, [row('ε3/ε4', 'diplotype')])).sum).toBe(2)
    expect((await scoredIn(person, [row('ε4/ε4', 'diplotype')])).sum).toBe(0)
    expect((await scoredIn(vcfOf(['chr19 44908684 T C 0/1']), [row('e4', 'apoe')])).reasons).toEqual({ absent: 1 })
  })
})

describe('HLA', () => {
  const typing = {
    alleles: ['HLA-A*03:01', 'A*24:02:01', 'HLA-B*57:01', 'HLA-DRB1*15'],
    markers: { 'HLA-DRB1_67_I': 1.5 },
  }

  test('alleles are counted by their fields, in either notation', () => {
    expect(['HLA-A*24', 'HLA-A*2402', 'HLA-A*03:01', 'HLA-A*01'].map((a) => hlaCopies(a, typing))).toEqual([1, 1, 1, 0])
    expect(hlaCopies('HLA-DRB1_67_I', typing)).toBe(1.5)
  })

  test('a gene that is typed on one strand, too coarsely or not at all says nothing', () => {
    expect(['HLA-B*57:01', 'HLA-A*03:01:01', 'HLA-C*07', 'HLA-DR4'].map((a) => hlaCopies(a, typing))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(hlaCopies('HLA-A*24', undefined)).toBeUndefined()
  })

  test('rows without typing say that it is needed and count among the rows', async () => {
    const row: ScoreRow = {
      line: 1,
      effectAllele: 'HLA-A*24',
      otherAlleles: [],
      effect: { kind: 'hla', weight: 0.43, text: 'HLA-A*24' },
    }
    const person = vcfOf(['chr1 1 A G 0/1'])
    expect(await scoredIn(person, [row])).toMatchObject({
      sum: 0,
      matched: 0,
      total: 1,
      reasons: { 'alleles-not-typed': 1 },
    })
    expect(await scoredIn(person, [row], { typing })).toMatchObject({ sum: 0.43, matched: 1 })
  })
})

describe('haplotypes and interactions', () => {
  const parts = [
    { chrom: 'chr1', pos: 100, effectAllele: 'G', otherAlleles: ['A'] },
    { chrom: 'chr1', pos: 200, effectAllele: 'T', otherAlleles: ['C'] },
  ]
  const row = (kind: 'haplotype' | 'interaction'): ScoreRow => ({
    line: 1,
    effectAllele: 'x',
    otherAlleles: [],
    effect: { kind, weight: 1, text: 'x' },
    parts,
  })
  const score = async (kind: 'haplotype' | 'interaction', first: string, second: string) => {
    const { sum, reasons } = await scoredIn(
      vcfOf([`chr1 100 A G ${first}`, `chr1 200 C T ${second}`], first.includes(':') ? 'GT:PS' : 'GT'),
      [row(kind)],
    )
    return [sum, Object.keys(reasons)[0]]
  }

  test('a haplotype needs phase only where two of its variants are heterozygous', async () => {
    expect(await score('haplotype', '0/1', '0/1')).toEqual([0, 'phase-needed'])
    expect(await score('haplotype', '0/1', '1/1')).toEqual([1, 'called'])
    expect(await score('haplotype', '1/1', '1/1')).toEqual([2, 'called'])
    expect(await score('haplotype', '0/0', '0/1')).toEqual([0, 'called'])
    expect(await score('haplotype', '0|1', '0|1')).toEqual([1, 'called'])
    expect(await score('haplotype', '0|1', '1|0')).toEqual([0, 'called'])
    expect(await score('haplotype', '0|1:7', '0|1:7')).toEqual([1, 'called'])
    expect(await score('haplotype', '0|1:7', '0|1:8')).toEqual([0, 'phase-needed'])
  })

  test('an interaction is the product of its copies', async () => {
    expect(await score('interaction', '1/1', '0/1')).toEqual([2, 'called'])
    expect(await score('interaction', '1/1', './.')).toEqual([0, 'open-call'])
  })

  test('an ordinary row beside it is scored as always', async () => {
    const both = [row('interaction'), scoreRow('chr1:100 G A')]
    expect((await scoredIn(vcfOf(['chr1 100 A G 0/1', 'chr1 200 C T 0/1']), both)).sum).toBe(2)
  })
})
