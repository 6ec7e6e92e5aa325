import { describe, expect, test } from 'vitest'
import { readSearch } from './search-text.ts'

const genes = ['CYP2C19', 'TP53', 'HLA-B']

describe('what is searched for in a genome', () => {
  test.each([
    ['', { is: 'nothing' }],
    ['cyp2c19', { is: 'gene', gene: 'CYP2C19' }],
    [' HLA-B ', { is: 'gene', gene: 'HLA-B' }],
    ['RS4244285', { is: 'rsid', rsid: 'rs4244285' }],
    ['chr10:94781859', { is: 'region', chrom: 'chr10', start: 94781859, end: 94781859 }],
    ['10:94,781,000-94,782,000', { is: 'region', chrom: 'chr10', start: 94781000, end: 94782000 }],
    ['MT:1555', { is: 'region', chrom: 'chrM', start: 1555, end: 1555 }],
    ['NC_000010.11:94781859', { is: 'region', chrom: 'chr10', start: 94781859, end: 94781859 }],
    ['X 100 - 50', { is: 'region', chrom: 'chrX', start: 50, end: 100 }],
    ['CYP2C19:c.681G>A', { is: 'hgvs', text: 'CYP2C19:c.681G>A' }],
    ['NM_000769.4(CYP2C19):c.681G>A', { is: 'hgvs', text: 'NM_000769.4(CYP2C19):c.681G>A' }],
    ['TP53  p.Arg175His', { is: 'hgvs', text: 'TP53 p.Arg175His' }],
    ['NC_000010.11:g.94781859G>A', { is: 'hgvs', text: 'NC_000010.11:g.94781859G>A' }],
    ['17-43057062-T-TG', { is: 'hgvs', text: '17-43057062-T-TG' }],
    ['BRCA1 R1443*', { is: 'hgvs', text: 'BRCA1 R1443*' }],
    ['clopidogrel', { is: 'notClear', text: 'clopidogrel' }],
    ['chr99:5', { is: 'notClear', text: 'chr99:5' }],
  ])('%s', (typed, wanted) => {
    expect(readSearch(typed, genes)).toEqual(wanted)
  })
})
