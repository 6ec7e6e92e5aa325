import { expect, test } from 'vitest'
import { readGenotype, writeGenotype } from './genotype-text.ts'
import { joinGenotypes } from './join-split-rows.ts'

const join = (a: string, b: string): string | undefined => {
  const [ga, gb] = [readGenotype(a), readGenotype(b)]
  const both = ga === undefined || gb === undefined ? undefined : joinGenotypes(ga, gb, 1)
  return both === undefined ? undefined : writeGenotype(both)
}

test.each([
  ['0/1', '0/1', '1/2', 'two ALTs of one person'],
  ['1/0', '0/1', '1/2', 'as bcftools norm -m- splits 1/2'],
  ['./1', './1', '1/2', 'as other programs split 1/2'],
  ['0/0', '0/1', '0/2', 'the second ALT is not lost behind a reference row'],
  ['1/1', '0/0', '1/1', 'homozygous stays so'],
  ['./1', '0/0', '1/.', 'an open strand stays open'],
  ['0|1', '1|0', '2|1', 'strand by strand when phased'],
  ['0|1', '0/0', '0|1', 'a homozygous row does not undo the phase'],
  ['0/.', '0/0', '0/.', 'what one row does not call is not called'],
  ['1', '0', '1', 'haploid'],
])('%s and %s of two split rows are %s: %s', (a, b, expected) => {
  expect(join(a, b)).toBe(expected)
})

test('more ALT copies than strands, or two ALTs on one strand, cannot be joined', () => {
  expect(join('1/1', '0/1')).toBeUndefined()
  expect(join('0|1', '0|1')).toBeUndefined()
})

test.each([
  ['0|1', [0, 1], true],
  ['|0|1', [0, 1], true],
  ['/0|1', [0, 1], false],
  ['0/1/1', [0, 1, 1], false],
  ['.', [null], true],
  ['12/3', [12, 3], false],
])('the genotype %s has alleles %j', (gt, alleles, phased) => {
  expect(readGenotype(gt)).toEqual({ alleles, phased })
})

test.each(['', '0/', 'A/B', '0//1', '-1', '0/1x'])('%j is no genotype', (gt) => {
  expect(readGenotype(gt)).toBeUndefined()
})
