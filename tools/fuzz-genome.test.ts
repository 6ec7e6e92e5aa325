import { expect, test } from 'vitest'
import { validTexts } from '../src/genome/validity/valid-texts.fixture.ts'
import { fuzzGenome } from './fuzz-genome.ts'
import { holdsChange, naiveRows } from './naive-vcf.ts'

test('three hundred damaged files: no exception, no endless run, no genotype that the text does not hold', async () => {
  const report = await fuzzGenome(Object.values(validTexts), 300)
  expect(report.thrown).toEqual([])
  expect(report.invented).toEqual([])
  expect(report.slowestMilliseconds).toBeLessThan(5000)
  expect(report.refused + report.withFindings + report.withoutFindings).toBe(300)
  // The runs are worth something: files were refused, read with findings, and gave genotypes.
  expect(Math.min(report.refused, report.withFindings, report.genotypes)).toBeGreaterThan(20)
})

test('the naive reading tells a change that a row holds from one that it does not', () => {
  const row = naiveRows(validTexts.calls42).get(12)
  expect(row).toEqual({ chrom: 'chr1', pos: 1200, ref: 'CAT', alts: ['C'], strands: [1, 0] })
  if (row === undefined) throw new Error('the row is there')
  expect(holdsChange(row, 1, 1200, 'CATG', 'CG')).toBe(true)
  expect(holdsChange(row, 1, 1200, 'CAT', 'CA')).toBe(false)
  expect(holdsChange({ ...row, ref: 'CAT', alts: ['CGG'] }, 1, 1201, 'A', 'G')).toBe(true)
})
