import { describe, expect, test } from 'vitest'
import type { Pedigree, Relative } from '../pedigree.ts'
import {
  answer,
  diagnosed,
  family,
  groups,
  probability,
  relative,
  tables,
  tested,
  withMother,
} from './carrier.test-support.ts'
import { familyCarriers } from './family-carriers.ts'

describe('carrier probabilities', () => {
  test('of somebody of whom nothing is known are those of the population', () => {
    const alone = family([relative('me', 'unknown', undefined)])
    const { frequency } = tables.priors.find((p) => p.gene === 'BRCA1' && p.population === 'general') ?? {
      frequency: Number.NaN,
    }
    expect(Math.abs(probability(alone, 'BRCA1') / (1 - (1 - frequency) ** 2) - 1)).toBeLessThan(1e-4)
  })

  test('of a daughter are half of what the mother certainly carries, and a little less for having stayed well', () => {
    const p = probability(withMother(tested('BRCA1', 'positive')), 'BRCA1')
    expect(p).toBeGreaterThan(0.47)
    expect(p).toBeLessThan(0.5)
  })

  test('a negative test for the variant of the family settles it; a negative search of the gene leaves a twentieth', () => {
    const mother = tested('BRCA2', 'positive')
    expect(probability(withMother(mother, tested('BRCA2', 'negative', 'known-variant')), 'BRCA2')).toBe(0)
    const before = probability(withMother(mother), 'BRCA2')
    const after = probability(withMother(mother, tested('BRCA2', 'negative')), 'BRCA2')
    expect(after).toBeCloseTo((before * 0.05) / (before * 0.05 + 1 - before), 12)
  })

  test('an unclear test result says nothing', () => {
    expect(probability(withMother(tested('BRCA2', 'uncertain')), 'BRCA2')).toBe(probability(withMother({}), 'BRCA2'))
  })

  test('rise with breast and ovarian cancer in the family and most of all with both in one woman', () => {
    const none = probability(withMother({}), 'BRCA1')
    const breast = probability(withMother({ diagnoses: [diagnosed('breast-cancer', 38)] }), 'BRCA1')
    const both = probability(
      withMother({ diagnoses: [diagnosed('breast-cancer', 38), diagnosed('ovarian-cancer', 52)] }),
      'BRCA1',
    )
    expect(none).toBeLessThan(breast)
    expect(breast).toBeLessThan(both)
  })

  test('a triple-negative tumour speaks for BRCA1, an ER-positive one against, one of unknown receptors neither way', () => {
    const of = (pathology: NonNullable<Relative['diagnoses'][number]['pathology']>): number =>
      probability(withMother({ diagnoses: [diagnosed('breast-cancer', 38, { pathology })] }), 'BRCA1')
    const unknown = of({})
    expect(of({ er: 'negative', pr: 'negative', her2: 'negative' })).toBeGreaterThan(2 * unknown)
    expect(of({ er: 'positive' })).toBeLessThan(unknown / 2)
    expect(of({ er: 'negative' })).toBe(unknown)
  })

  test('a man with breast cancer speaks for BRCA2', () => {
    const man = family([relative('me', 'male', 60, { diagnoses: [diagnosed('breast-cancer', 55)] })])
    expect(probability(man, 'BRCA2')).toBeGreaterThan(10 * probability(man, 'BRCA1'))
  })

  test('colorectal cancer at 42 in a father speaks for the Lynch genes and not for BRCA1', () => {
    const of = (diagnoses: Relative['diagnoses']): Pedigree =>
      family([relative('me', 'male', 30, { father: 'father' }), relative('father', 'male', 60, { diagnoses })])
    expect(probability(of([diagnosed('colorectal-cancer', 42)]), 'MLH1')).toBeGreaterThan(
      20 * probability(of([]), 'MLH1'),
    )
    expect(probability(of([diagnosed('colorectal-cancer', 42)]), 'BRCA1')).toBeCloseTo(probability(of([]), 'BRCA1'), 12)
  })

  test('founders of Ashkenazi origin start from their own frequencies', () => {
    const ratio =
      probability(family([relative('me', 'female', 30, { ashkenazi: true })]), 'BRCA1') /
      probability(family([relative('me', 'female', 30)]), 'BRCA1')
    expect(ratio).toBeGreaterThan(8)
  })

  test('a parent and child whose tests exclude each other are refused, not averaged', () => {
    const family2 = family([
      relative('me', 'female', 30, { father: 'father', mother: 'mother', ...tested('BRCA1', 'positive') }),
      relative('father', 'male', 62, tested('BRCA1', 'negative', 'known-variant')),
      relative('mother', 'female', 60, tested('BRCA1', 'negative', 'known-variant')),
    ])
    const found = familyCarriers(family2, groups)
    expect(found.ok).toBe(false)
    expect(found.problems.map((p) => p.code)).toEqual(['family/cannot-be'])
  })

  test('intervals span the published range of allele frequencies, and where none is published there is none', () => {
    const mine = answer(withMother({})).standings.get('me') ?? []
    const [brca1, mlh1] = [mine.find((s) => s.gene === 'BRCA1'), mine.find((s) => s.gene === 'MLH1')]
    expect(brca1?.interval?.[0]).toBeLessThan(brca1?.probability ?? 0)
    expect(brca1?.interval?.[1]).toBeGreaterThan(brca1?.probability ?? 1)
    expect(mlh1?.interval).toBeUndefined()
  })
})
