import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { packArchive } from '../genome/archive/index.ts'
import { nodeDeflate } from '../genome/archive/node/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { mixedRows, vcfOf } from '../genome/quality/call-set.fixture.ts'
import { capturedOutput } from './captured-output.fixture.ts'
import { genomeQc, type GenomeQcOptions } from './genome-qc.ts'

const folder = temporaryFolder('all tests')
const file = folder.put
const wrote = capturedOutput()

const qc = (path: string, options: Partial<GenomeQcOptions> = {}): Promise<number> =>
  genomeQc(path, { json: false, quiet: true, ...options })

const male = (): string =>
  vcfOf([
    ...Array.from({ length: 200 }, (_, i) => `chrX ${5_000_000 + i * 100} . A G 50 PASS . GT:DP 1/1:30`),
    ...Array.from({ length: 20 }, (_, i) => `chrY ${5_000_000 + i * 100} . C T 50 PASS . GT:DP 1:30`),
  ])

test('people get tables, with the shipped genes and their listed sites', async () => {
  expect(await qc(file('mixed.vcf', vcfOf(mixedRows(400))))).toBe(0)
  expect(wrote.out).toMatch(/^build +GRCh38/m)
  expect(wrote.out).toMatch(/^transitions per transversion +\d\.\d\d/m)
  expect(wrote.out).toMatch(/nothing or next to nothing \(no row: not known\): .*BRCA1.*CYP2C19/)
  expect(wrote.out).toContain('a plain VCF does not say whether it was looked at')
})

test('the gist stands first: what was read, what stands out, how much was looked at', async () => {
  expect(await qc('examples/stent-clopidogrel/genome.vcf')).toBe(0)
  const [read, found, looked] = wrote.out.split('\n')
  expect(read).toBe(
    'DEMO-1 in genome.vcf: GRCh38, panel or excerpt, 1,203 rows, 9 of them variants that the person carries.',
  )
  expect(found).toMatch(/^Nothing stands out, but no figure can be judged/)
  expect(looked).toMatch(
    /^Of the coding bases of 28 genes .*: 1\.3 % of 95,653 bases and 1,113 of 1,113 listed .*; of 98\.7 % of the bases the file says nothing/,
  )
  expect(wrote.out).toMatch(/hardly more than listed positions: .*CYP2D6 156 of 156/)
  expect(wrote.out).toMatch(/nothing or next to nothing \(no row: not known\): BRCA1, BRCA2/)
})

test('what has to be looked into is told before anything else', async () => {
  await qc(file('male.vcf', male()), { sex: 'female' })
  expect(wrote.out.split('\n')[1]).toBe('LOOK INTO: sex pattern male-like, CONTRADICTS the recorded sex.')
})

test('programs get JSON and nothing else on stdout', async () => {
  expect(await qc(file('male.vcf', male()), { json: true, sex: 'male' })).toBe(0)
  const report = JSON.parse(wrote.out) as { sex: { pattern: string }; sexComparison: string }
  expect(report.sex.pattern).toBe('male-like')
  expect(report.sexComparison).toBe('agrees')
})

test('a contradiction with the recorded sex is told and gives exit code 1', async () => {
  expect(await qc(file('male.vcf', male()), { sex: 'female' })).toBe(1)
  expect(wrote.err).toContain('SEX_CONTRADICTS')
  expect(wrote.out).toContain('CONTRADICTS')
})

test('regions of a BED and callable regions are taken', async () => {
  const regions = file('regions.bed', 'chr1\t100\t200\tHERE\nchr2\t0\t50\tTHERE\n')
  const callable = file('callable.bed', 'chr1\t0\t150\n')
  expect(await qc(file('mixed.vcf', vcfOf(mixedRows(400))), { regions, callable })).toBe(0)
  expect(wrote.out).toMatch(/^HERE +100 +50 +50\.0 %/m)
  expect(wrote.out).toMatch(/^THERE +50 +0 +0\.0 % .*outside your callable regions/m)
})

test('genes may be named, and one whose place is not held is told', async () => {
  const mixed = file('mixed.vcf', vcfOf(mixedRows(400)))
  expect(await qc(mixed, { regions: file('genes.txt', 'dpyd\n') })).toBe(0)
  expect(wrote.out).toMatch(/^DPYD +3078/m)
  expect(await qc(mixed, { regions: file('genes.txt', 'DPYD\nNOSUCH\n') })).toBe(2)
  expect(wrote.err).toContain('NOSUCH')
})

test('a reference that the rows do not fit is told', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => `chr1 ${i * 10 + 1} . A G 50 PASS . GT 0/1`)
  const reference = file('other.fa', `>chr1\n${'C'.repeat(4000)}\n`)
  expect(await qc(file('small.vcf', vcfOf(rows)), { reference })).toBe(1)
  expect(wrote.err).toContain('REFERENCE_DIFFERS')
})

test('array files are looked at in their own way', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `rs${i}\tX\t${5_000_000 + i}\t${i % 3 === 0 ? 'AG' : 'AA'}`)
  const ys = Array.from({ length: 12 }, (_, i) => `rsy${i}\tY\t${5_000_000 + i}\t--`)
  const text = `# 23andMe\n# build 37\n# rsid\tchromosome\tposition\tgenotype\n${[...rows, ...ys].join('\n')}\n`
  expect(await qc(file('array.txt', text), { sex: 'female' })).toBe(0)
  expect(wrote.out).toContain('sex pattern: female-like')
})

test('a reference of the other build is refused', async () => {
  const reference = file('other-build.fa', '>NC_000001.10\nACGT\n')
  expect(await qc(file('male.vcf', male()), { reference })).toBe(2)
  expect(wrote.err).toContain('reference-other-build')
})

test('a packed genome is looked at like the file it was made of', async () => {
  const vcf = file('mixed.vcf', vcfOf(mixedRows(400)))
  expect(await qc(vcf, { json: true })).toBe(0)
  const ofFile = JSON.parse(wrote.out) as Record<string, unknown>
  const pieces: Uint8Array[] = []
  const done = await packArchive(fileSource(vcf), { inflate: nodeInflate, deflate: nodeDeflate, exact: true }, (b) => {
    pieces.push(b.slice())
  })
  expect(done.ok).toBe(true)
  writeFileSync(join(folder.path, 'mixed.attune'), Buffer.concat(pieces))
  wrote.out = ''
  expect(await qc(join(folder.path, 'mixed.attune'), { json: true })).toBe(0)
  expect(JSON.parse(wrote.out)).toEqual(ofFile)
})

test('every wrong option is told at once', async () => {
  expect(
    await qc(join(folder.path, 'none.vcf'), {
      sex: 'x',
      build: '38',
      assay: 'y',
      regions: join(folder.path, 'none.bed'),
    }),
  ).toBe(2)
  expect(wrote.err.trim().split('\n')).toHaveLength(5)
  expect(wrote.out).toBe('')
})

test('a file on an assembly that is not read is refused by name', async () => {
  const text = male()
    .replace('chr1,length=248956422', 'chr1,length=248387328')
    .replaceAll(/##contig=<ID=chr(2|X|Y).*\n/g, '')
  expect(await qc(file('t2t.vcf', text))).toBe(2)
  expect(wrote.err).toContain('T2T-CHM13')
})
