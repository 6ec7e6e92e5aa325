import { describe, expect, test } from 'vitest'
import { assessed, tables } from '../drawn-person.test-support.ts'
import { geneNeed } from './needs.ts'

const need = (gene: string, person: ReturnType<typeof assessed>, asked = {}) =>
  geneNeed(person.gene(gene).result, gene, tables.pgx.genes.get(gene), ['medicine'], asked)

describe('what is missing for a gene', () => {
  test('a gene that small variants cannot show asks for its own test and lists no places', () => {
    expect(need('CYP2D6', assessed({ pairs: {} }))).toMatchObject({
      code: 'gene-not-tested',
      test: 'genotype-cyp2d6',
      missing: [],
    })
    expect(need('HLA-B', assessed({ pairs: {} }))).toMatchObject({ code: 'gene-not-tested', test: 'genotype-hla-b' })
  })
  test('a gene of which no place was seen was not tested', () => {
    const person = assessed({ pairs: {}, seen: (row) => row.gene !== 'TPMT' })
    expect(need('TPMT', person)).toMatchObject({ code: 'gene-not-tested', test: 'genotype-tpmt' })
  })
  test('a function that is not known asks for the enzyme where measuring it settles it', () => {
    expect(need('TPMT', assessed({ stated: { TPMT: '*1/*18' } }))).toMatchObject({
      code: 'gene-indeterminate',
      test: 'tpmt-enzyme-activity',
    })
    expect(need('CYP2C19', assessed({ stated: { CYP2C19: '*1/*12' } }))).toMatchObject({
      code: 'gene-indeterminate',
      test: 'genotype-cyp2c19',
    })
  })
  test('a clear result needs nothing, nor does a gene that decides no medicine', () => {
    const person = assessed({ pairs: {} })
    expect(need('CYP2C19', person)).toBeUndefined()
    expect(geneNeed(undefined, 'CYP2D6', undefined, [])).toBeUndefined()
  })
})
