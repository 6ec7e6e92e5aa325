import { expect, test } from 'vitest'
import { readGenotype, writeGenotype } from '../vcf/genotype-text.ts'
import { joinGenotypes, joinSplitRows } from './join-split-rows.ts'
import { problemLog } from '../problem-log.ts'
import type { SiteRow } from '../site.ts'

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

const row = (line: number, alts: string, gt: string): SiteRow => {
  const fixed = { chrom: 'chr1', pos: 100, id: '.', ref: 'A', filter: 'PASS', kind: 'row', text: '' } as const
  return { ...fixed, alts: alts === '.' ? [] : alts.split(','), gt, line }
}

test.each([
  ['G 0/1', 'G 0/1', 'VCF_ROW_TWICE'],
  ['G 0/1', 'G 1/0', 'VCF_ROW_TWICE'],
  ['G,T 0/2', 'T 0/1', 'VCF_ROW_TWICE'],
  ['. 0/0', '. 0/0', 'VCF_ROW_TWICE'],
  ['G 0/0', 'G 1/1', 'VCF_ROWS_DIFFER'],
  ['G 0|1', 'G 1|0', 'VCF_ROWS_DIFFER'],
  ['G 1/1', 'G,T 0/1', 'VCF_ROWS_DIFFER'],
  ['G 0/1', 'T 0/1', undefined],
  ['G 0/0', '* 0/0', undefined],
  ['G ./.', 'G 0/1', undefined],
])('a row %s followed at the same place by %s is told as %s', (first, second, code) => {
  const log = problemLog('a.vcf')
  const [[altsA = '', gtA = ''], [altsB = '', gtB = '']] = [first.split(' '), second.split(' ')]
  joinSplitRows([row(7, altsA, gtA), row(9, altsB, gtB)], log)
  expect(log.all().map((p) => [p.code, p.at.line])).toEqual(code === undefined ? [] : [[code, 9]])
})
