import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildInText, contigSign, weighBuild } from './build-evidence.ts'
import { buildOfAccession, canonicalContig, foreignAssembly } from './contig-name.ts'

const none = { GRCh37: { fits: 0, differs: 0 }, GRCh38: { fits: 0, differs: 0 } }

test.each([
  ['1', 'chr1'],
  ['chr1', 'chr1'],
  ['Chr22', 'chr22'],
  ['X', 'chrX'],
  ['23', 'chrX'],
  ['24', 'chrY'],
  ['26', 'chrM'],
  ['MT', 'chrM'],
  ['chrM', 'chrM'],
  ['chrMT', 'chrM'],
  ['NC_000001.11', 'chr1'],
  ['NC_000023.10', 'chrX'],
  ['CM000663.2', 'chr1'],
  ['CM000685.1', 'chrX'],
  ['NC_012920.1', 'chrM'],
  ['NC_001807.4', undefined],
  ['GL000192.1', undefined],
  ['chr1_KI270706v1_random', undefined],
  ['27', undefined],
])('contig %s is %s', (name, canonical) => {
  expect(canonicalContig(name)).toBe(canonical)
})

test.each([
  ['NC_000001.11', 'GRCh38'],
  ['NC_000001.10', 'GRCh37'],
  ['NC_000014.9', 'GRCh38'],
  ['NC_000007.13', 'GRCh37'],
  ['CM000663.1', 'GRCh37'],
  ['NC_000001.9', undefined],
])('accession %s belongs to %s', (name, build) => {
  expect(buildOfAccession(name)).toBe(build)
})

const pairs = '../shared/reference/genome/hgvs/clinvar-grch37-grch38-pairs.tsv'

test.skipIf(!existsSync(pairs))('every accession that ClinVar uses is of the build it uses it for', () => {
  if (!existsSync(pairs)) return
  const met = new Set<string>()
  for (const [accession, build] of readFileSync(pairs, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [a, b] = [...line.matchAll(/NC_\d+\.\d+/g)].map((m) => m[0])
      return a === undefined || b === undefined
        ? []
        : ([
            [a, 'GRCh37'],
            [b, 'GRCh38'],
          ] as const)
    })) {
    if (accession.startsWith('NC_012920')) continue
    met.add(accession)
    expect(`${accession} ${buildOfAccession(accession)}`).toBe(`${accession} ${build}`)
  }
  expect(met.size).toBeGreaterThan(40)
})

test.each([
  ['NC_000001.9', 'NCBI36 (hg18)'],
  ['NC_000023.9', 'NCBI36 (hg18)'],
  ['NC_060925.1', 'T2T-CHM13'],
  ['CP068277.2', 'T2T-CHM13'],
  ['NC_000001.10', undefined],
  ['chr1', undefined],
])('accession %s is of %s, which is not read', (name, assembly) => {
  expect(foreignAssembly(name)).toBe(assembly)
  if (assembly !== undefined) expect(contigSign(name, undefined, undefined)?.build).toBe('other')
})

test.each([
  ['chr2', 242696752, 'T2T-CHM13'],
  ['Y', 62460029, 'T2T-CHM13'],
  ['chrX', 154913754, 'NCBI36 (hg18)'],
])('%s of length %i is a chromosome of %s', (name, length, assembly) => {
  expect(contigSign(name, length, undefined)).toEqual({
    build: 'other',
    because: `contig ${name} has length ${length}, that of ${assembly}`,
  })
})

test.each([
  ['##reference=file:///ref/Homo_sapiens_assembly38.fasta', 'GRCh38'],
  ['##reference=hs37d5.fa', 'GRCh37'],
  ['##reference=/seq/human_g1k_v37.fasta', 'GRCh37'],
  ['##reference=ucsc.hg19.fasta', 'GRCh37'],
  ['# We are using reference human assembly build 37', 'GRCh37'],
  ['##reference=chm13v2.0.fa', 'other'],
  ['##reference=genome.fa', undefined],
])('%s speaks for %s', (text, build) => {
  expect(buildInText(text)).toBe(build)
})

test('a text that names both builds speaks for neither', () => {
  expect(buildInText('##source=lifted from hg19 to GRCh38')).toBeUndefined()
  expect(buildInText('/ref/hg38/human_g1k_v37.fasta')).toBeUndefined()
})

describe('weighing the signs', () => {
  test('a contig length decides', () => {
    const sign = contigSign('10', 133797422, undefined)
    expect(weighBuild(undefined, sign === undefined ? [] : [sign], none)).toMatchObject({
      kind: 'known',
      build: 'GRCh38',
    })
    expect(contigSign('chr1', 248387328, undefined)?.build).toBe('other')
  })

  test('two signs for different builds are a contradiction, also against the user', () => {
    const signs = [{ build: 'GRCh38', because: 'contig chr1 has length 248956422' }] as const
    expect(weighBuild('GRCh37', signs, none).kind).toBe('contradiction')
    expect(weighBuild(undefined, signs, { ...none, GRCh37: { fits: 40, differs: 0 } }).kind).toBe('contradiction')
    expect(weighBuild(undefined, signs, { ...none, GRCh38: { fits: 3, differs: 20 } }).kind).toBe('contradiction')
  })

  test('the rows alone decide from ten on; fewer leave it open', () => {
    expect(weighBuild(undefined, [], { ...none, GRCh37: { fits: 10, differs: 0 } })).toMatchObject({
      kind: 'known',
      build: 'GRCh37',
    })
    expect(weighBuild(undefined, [], { ...none, GRCh37: { fits: 9, differs: 0 } }).kind).toBe('unknown')
  })
})
