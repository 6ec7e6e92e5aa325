import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bytesOf, gzip } from '../bytes/packed.fixture.ts'
import {
  type ArrayGenotype,
  memorySource,
  portableInflate,
  readArrayGenotypes,
  readSites,
  type Site,
} from '../index.ts'

const read = async (content: string | Uint8Array, options: { build?: 'GRCh37' } = {}) => {
  const batches: (readonly ArrayGenotype[])[] = []
  const result = await readArrayGenotypes(memorySource('a', content), { inflate: portableInflate, ...options }, (b) => {
    batches.push(b)
  })
  return { result, batches, all: batches.flat() }
}

const file = (rows: readonly string[], preface = '# 23andMe\n# build 37\n'): string =>
  `${preface}# rsid\tchromosome\tposition\tgenotype\n${rows.map((r) => r.replaceAll(' ', '\t')).join('\n')}\n`

test('every genotype is given with what the file says of it', async () => {
  const { result, all } = await read(
    file(['rs1 1 101 AG', 'rs2 X 500 T', 'i3 MT 7 --', 'rs4 25 9 DI', 'rs5 0 0 CC', 'rs6 1 102 AGT', 'rs7 1 103 A-']),
  )
  expect(all.map((g) => [g.chrom, g.pos, g.shared, g.letters.join(''), g.state])).toEqual([
    ['chr1', 101, false, 'AG', 'called'],
    ['chrX', 500, false, 'T', 'called'],
    ['chrM', 7, false, '--', 'noCall'],
    ['chrX', 9, true, 'DI', 'indel'],
    [undefined, undefined, false, 'CC', 'called'],
    ['chr1', 102, false, 'AGT', 'unclear'],
    ['chr1', 103, false, 'A-', 'noCall'],
  ])
  expect(result).toMatchObject({
    ok: true,
    value: { maker: '23andMe', build: 'GRCh37', rows: 7, called: 3, noCalls: 2, unplaced: 1, unclear: 1 },
  })
})

test('a place that only stands in the name of a marker is read', async () => {
  const rows = [
    '[Header]',
    'Content\t\tCODIGO46.bpm',
    '[Data]',
    'Sample Name\tSNP Name\tAllele1 - Plus\tAllele2 - Plus',
    '1\tX:77\tC\tT',
    '1\trs9\tA\tA',
  ]
  const { all } = await read(rows.join('\n'))
  expect(all.map((g) => [g.ids[0], g.chrom, g.pos])).toEqual([
    ['X:77', 'chrX', 77],
    ['rs9', undefined, undefined],
  ])
})

test('a large file comes in batches, plain, packed and zipped alike, with its digest', async () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, i) => `rs${i} ${1 + (i % 22)} ${1000 + i} ${i % 7 === 0 ? '--' : 'AG'}`,
  )
  const plain = await read(file(rows))
  expect(plain.batches.length).toBe(3)
  expect(plain.result).toMatchObject({ ok: true, value: { rows: 10_000, noCalls: 1429 } })
  for (const packed of [gzip(file(rows)), zipSync({ 'genome_data.txt': bytesOf(file(rows)) })]) {
    const of = await read(packed)
    expect(of.all).toEqual(plain.all)
    expect(of.result.ok && of.result.value.sha256).toMatch(/^[0-9a-f]{64}$/)
  }
})

describe('the build of an array', () => {
  test.each([
    ['rs3094315 1 742429 AA', 'NCBI36'],
    ['rs3094315 1 752566 AA', 'GRCh37'],
    ['rs3094315 1 817186 AA', 'GRCh38'],
    ['rs3094315 1 1 AA', undefined],
  ])('is told by a marker at its place: %s', async (row, build) => {
    const { result } = await read(file([row], ''))
    expect(result.ok && result.value.build).toBe(build)
  })

  test('is told by the preface, NCBI36 too', async () => {
    const { result } = await read(file(['rs1 1 1 AA'], '# 23andMe\n# human assembly build 36\n'))
    expect(result.ok && result.value.build).toBe('NCBI36')
  })

  test('is never guessed where signs contradict each other, the user among them', async () => {
    const codes = async (content: string, options = {}): Promise<readonly string[]> =>
      (await read(content, options)).result.problems.map((p) => p.code)
    expect(await codes(file(['rs3094315 1 742429 AA']))).toEqual(['BUILD_CONTRADICTION'])
    expect(await codes(file(['rs1 1 1 AA'], '# build 36\n'), { build: 'GRCh37' })).toEqual(['BUILD_CONTRADICTION'])
    expect(await codes(file(['rs1 1 1 AA'], '# T2T-CHM13\n'))).toEqual(['BUILD_NOT_SUPPORTED'])
  })
})

describe('an array on NCBI36', () => {
  const sites: readonly Site[] = [
    { chrom: 'chr1', pos: 752566, ref: 'G', alts: ['A'], rsid: 'rs3094315' },
    { chrom: 'chr3', pos: 50927009, ref: 'T', alts: ['C'], rsid: 'rs11928389' },
    { chrom: 'chr4', pos: 88, ref: 'A', alts: ['T'], rsid: 'rs4' },
    { chrom: 'chr5', pos: 90, ref: 'C', alts: ['T'], rsid: 'rs5' },
    { chrom: 'chr6', pos: 742429, ref: 'C', alts: ['T'] },
  ]
  const rows = ['rs3094315 1 742429 AG', 'rs11928389 3 50908372 AG', 'rs4 4 70 AT', 'rs5 6 71 CT', 'i9 6 742429 CT']
  const preface = '# 23andMe\n# build 36\n'

  test('is read by rsid on the same chromosome; strands may differ, palindromes stay open, places mean nothing', async () => {
    const r = await readSites(
      memorySource('a', file(rows, preface)),
      { GRCh37: sites, GRCh38: [] },
      { inflate: portableInflate },
    )
    if (!r.ok) throw new Error(r.problems.map((p) => p.message).join('\n'))
    expect(r.value.sites.map((s) => [s.chrom, s.pos, s.gt])).toEqual([
      ['chr1', 752566, '0/1'],
      ['chr3', 50927009, '0/1'],
    ])
    expect(r.value.unresolved.map((u) => u.site.rsid)).toEqual(['rs4'])
    expect(r.value).toMatchObject({ build: 'GRCh37', buildEvidence: expect.stringContaining('NCBI36') })
    expect(r.problems.map((p) => p.code)).toContain('ARRAY_POSITIONS_NOT_CHECKED')
  })

  test('is refused when somebody states another build', async () => {
    const options = { inflate: portableInflate, build: 'GRCh37' } as const
    const r = await readSites(memorySource('a', file(rows, preface)), { GRCh37: sites, GRCh38: [] }, options)
    expect(r.problems.map((p) => p.code)).toEqual(['BUILD_CONTRADICTION'])
  })
})

test('what is no array is refused with what to do', async () => {
  const codes = async (content: string): Promise<readonly string[]> =>
    (await read(content)).result.problems.map((p) => p.code)
  expect(await codes('##fileformat=VCFv4.2\n#CHROM\tPOS\n')).toEqual(['ARRAY_NOT_RECOGNISED'])
  expect(await codes('a,b,c\n1,2,3\n')).toEqual(['ARRAY_NOT_RECOGNISED'])
  expect(await codes('')).toEqual(['FILE_EMPTY'])
})
