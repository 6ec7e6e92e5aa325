import { expect, test } from 'vitest'
import { contigClass } from './contig-class.ts'

test.each([
  ['chr1', 'chromosome'],
  ['MT', 'chromosome'],
  ['NC_000024.9', 'chromosome'],
  ['CM000686.2', 'chromosome'],
  ['chr1_KI270706v1_random', 'scaffold'],
  ['chr17_gl000204_random', 'scaffold'],
  ['chrUn_GL000218v1', 'scaffold'],
  ['GL000192.1', 'scaffold'],
  ['KI270728.1', 'scaffold'],
  ['chr6_GL000250v2_alt', 'alternate'],
  ['chr6_cox_hap2', 'alternate'],
  ['chr1_KQ031383v1_fix', 'alternate'],
  ['HSCHR6_MHC_COX', 'alternate'],
  ['HG1007_PATCH', 'alternate'],
  ['hs37d5', 'decoy'],
  ['chrUn_KN707606v1_decoy', 'decoy'],
  ['chrUn_JTFH01000001v1_decoy', 'decoy'],
  ['HLA-DRB1*16:02:01', 'hla'],
  ['chrEBV', 'virus'],
  ['NC_007605', 'virus'],
  ['NC_001807.4', 'foreign'],
  ['NC_060925.1', 'foreign'],
  ['NC_000001.9', 'foreign'],
  ['scaffold_17', 'unknown'],
])('%s is of class %s', (name, of) => {
  expect(contigClass(name)).toBe(of)
})
