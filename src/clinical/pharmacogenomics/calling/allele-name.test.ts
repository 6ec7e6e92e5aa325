import { describe, expect, test } from 'vitest'
import { combinationName, compareAlleleNames, componentNames, strandNames } from './allele-name.ts'

describe('allele names', () => {
  test('stand in the order people read them', () => {
    const names = ['[*6 + *14]', '*10', '*2', '*1x2', 'Reference', '*1', 'c.1129-5923C>G', 'c.46C>G', '*3B', '*3A']
    expect(names.toSorted(compareAlleleNames)).toEqual([
      '*1',
      '*1x2',
      '*2',
      '*3A',
      '*3B',
      '*10',
      'Reference',
      'c.46C>G',
      'c.1129-5923C>G',
      '[*6 + *14]',
    ])
  })

  test('a strand with several alleles is written in brackets and read back', () => {
    expect(combinationName(['*6', '*14'])).toBe('[*6 + *14]')
    expect(componentNames('[*6 + *14]')).toEqual(['*6', '*14'])
    expect(componentNames('*80+*28')).toEqual(['*80+*28'])
  })

  test('a diplotype splits at the slash outside brackets only', () => {
    expect(strandNames('*2/[*17 + g.94781859G>A]')).toEqual(['*2', '[*17 + g.94781859G>A]'])
    expect(strandNames('m.1555A>G')).toEqual(['m.1555A>G'])
  })
})
