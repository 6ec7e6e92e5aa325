import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { bgzf, gzip, together, vcf38 } from '../bytes/packed.fixture.ts'
import { fromBase64, packedBcf } from '../bcf/bcf.fixture.ts'
import { readSites, type Site } from '../index.ts'
import type { ReadSampleOptions } from '../read-options.ts'
import { fileSource, nodeInflate, readSitesParallel } from './index.ts'

const folder = temporaryFolder('all tests')

const rows = Array.from({ length: 600 }, (_, i) => {
  const chrom = i < 300 ? 'chr1' : i < 590 ? 'chr2' : 'chrM'
  const block = i % 37 === 0
  return `${chrom} ${1000 + (i % 300) * 50} . ${'ACGT'[i % 4]} ${block ? '<NON_REF>' : 'ACGT'[(i + 1) % 4]} . PASS ${block ? `END=${1040 + (i % 300) * 50}` : `X=${'y'.repeat(i % 90)}`} GT:GQ:DP ${block ? '0/0' : '0/1'}:99:30`
})
const sites: readonly Site[] = rows
  .filter((_, i) => i % 23 === 5 || i % 37 === 0)
  .map((r) => r.split(' '))
  .map(([chrom = '', pos, , ref = '', alt = '']) => ({
    chrom,
    pos: Number(pos),
    ref,
    alts: [alt === '<NON_REF>' ? 'T' : alt],
  }))
const wanted = { GRCh38: sites, GRCh37: sites.map((s) => ({ ...s, pos: s.pos + 25 })) }
const text = vcf38(rows)
const broken = vcf38([...rows.slice(0, 200), 'chr1 x . A', '', '#a comment', 'no tabs at all', ...rows.slice(200)])
const crlf = text.replaceAll('\n', '\r\n')

const both = async (
  bytes: Uint8Array | string,
  partSize: number,
  workers = 2,
  options: Omit<ReadSampleOptions, 'inflate'> = {},
): Promise<void> => {
  const path = join(folder.path, 'f')
  writeFileSync(path, bytes)
  const one = await readSites(fileSource(path), wanted, { ...options, inflate: nodeInflate })
  const many = await readSitesParallel(path, wanted, options, { workers, partSize, leastSize: 0 })
  expect(many).toEqual(one)
}

describe('several threads give what one gives, down to lines, problems and digest', () => {
  test.each([
    ['plain', text],
    ['plain, without a last line feed', text.slice(0, -1)],
    ['plain, with carriage returns', crlf],
    ['plain, with a byte order mark', `\uFEFF${text}`],
    ['plain, with broken rows', broken],
    ['BGZF', bgzf(text, 700)],
    ['BGZF of tiny blocks', bgzf(text, 90)],
    ['BGZF with broken rows', bgzf(broken, 300)],
  ])('%s, in parts of several sizes', async (_, bytes) => {
    for (const size of [700, 5000, 20000]) await both(bytes, size)
  })

  test.each([
    ['plain', text],
    ['BGZF', bgzf(text, 700)],
  ])('and %s is indeed read in parts', async (_, bytes) => {
    const path = join(folder.path, 'g')
    writeFileSync(path, bytes)
    const told: number[] = []
    const partSize = Math.ceil(statSync(path).size / 5)
    const progress = (read: number): number => told.push(read)
    const r = await readSitesParallel(path, wanted, {}, { workers: 2, partSize, leastSize: 0, progress })
    expect(r.ok && r.value.rowsRead).toBe(600)
    expect(told.length).toBe(5)
    expect(told.at(-1)).toBe(statSync(path).size)
  })

  test('when no row lies in a window, and when only the header is there', async () => {
    await both(vcf38(rows.filter((r) => r.startsWith('chrM'))), 300)
    await both(vcf38([]), 60)
    await both(bgzf(vcf38([]), 50), 60)
  })

  test('with one, three or more threads than parts', async () => {
    for (const workers of [1, 3, 9]) await both(bgzf(text, 700), 9000, workers)
  })

  test('with lines longer than the limit, within a part and across parts', async () => {
    const long = vcf38([
      ...rows.slice(0, 100),
      `chr1 6000 . A C . PASS X=${'z'.repeat(5000)} GT 0/1`,
      ...rows.slice(121),
    ])
    for (const size of [700, 2000, 9000]) await both(long, size, 2, { lineLimit: 1200 })
    await both(bgzf(long, 400), 1500, 2, { lineLimit: 1200 })
  })

  test('with a sample that is not there', async () => {
    await both(bgzf(text, 700), 5000, 2, { sample: 'nobody' })
  })
})

describe('what cannot be cut up or is damaged gives what one thread gives', () => {
  test.each([
    ['gzip', gzip(text)],
    ['BCF', fromBase64(packedBcf)],
    ['BGZF without its closing block', bgzf(text, 700, false)],
    [
      'BGZF with a gzip member behind it',
      together(bgzf(text, 700, false), gzip('chr2\t1\t.\tA\tC\t.\t.\t.\tGT\t0/1\n')),
    ],
    [
      'BGZF with a gzip member in the middle',
      together(bgzf(text.slice(0, 9000), 700, false), gzip(text.slice(9000, 20000)), bgzf(text.slice(20000), 700)),
    ],
    ['no header', text.split('\n').slice(3).join('\n')],
    ['an array file', '# 23andMe\n# build 37\n# rsid\tchromosome\tposition\tgenotype\nrs1\t1\t1000\tAA\n'],
    ['nothing', ''],
  ])('%s', async (_, bytes) => {
    await both(bytes, 4000)
  })

  test('a damaged block is named with its byte of the file, wherever it lies', async () => {
    const whole = bgzf(text, 700)
    for (const share of [0.1, 0.5, 0.9]) {
      const bytes = whole.slice()
      const at = Math.floor(bytes.length * share)
      bytes[at] = (bytes[at] as number) ^ 16
      await both(bytes, 4000)
    }
    await both(whole.subarray(0, whole.length - 40), 4000)
  })
})
