import { expect, test } from 'vitest'
import { isUsualKey } from './usual-result.ts'

test.each([
  ['CYP2C19', 'Normal Metabolizer', true],
  ['CYP2C19', 'Rapid Metabolizer', false],
  ['CYP2D6', '1.25', true],
  ['CYP2D6', '2.25', true],
  ['CYP2D6', '1.0', false],
  ['CYP2D6', '2.5', false],
  ['CYP2D6', '≥3.0', false],
  ['CYP2C9', '2.0', true],
  ['CYP2C9', '1.5', false],
  ['HLA-B', '*15:02 negative', true],
  ['HLA-B', '*15:02 positive', false],
  ['RYR1', 'Uncertain Susceptibility', false],
  ['CYP3A5', 'Normal Metabolizer', false],
  ['G6PD', 'Variable', false],
  ['DPYD', 'No Result', false],
])('%s %s is the ordinary result: %s', (gene, key, ordinary) => {
  expect(isUsualKey(gene, key)).toBe(ordinary)
})
