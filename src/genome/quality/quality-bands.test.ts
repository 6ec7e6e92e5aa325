import { expect, test } from 'vitest'
import { assayOf, bands, figure } from './quality-bands.ts'

test.each([
  [4_600_000, 2_700, 'genome'],
  [60_000, 2_300, 'exome'],
  [300_000, 2_880, 'notClear'],
  [1_500_000, 2_700, 'notClear'],
  [800, 60, 'panel'],
  [0, 0, 'notClear'],
] as const)('%i variants in %i stretches look like %s', (variants, stretches, assay) => {
  expect(assayOf(variants, stretches)).toBe(assay)
})

test('the ends of a band belong to it', () => {
  expect(figure('genome', 'tiTv', 2, 5000).verdict).toBe('within')
  expect(figure('genome', 'tiTv', 2.1, 5000).verdict).toBe('within')
  expect(figure('genome', 'tiTv', 2.1001, 5000).verdict).toBe('outside')
})

test('every band names its source and runs upwards', () => {
  for (const of of Object.values(bands))
    for (const band of Object.values(of)) {
      expect(band.source).not.toBe('')
      expect(band.to).toBeGreaterThanOrEqual(band.from)
    }
})
