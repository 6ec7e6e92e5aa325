import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tsvRows } from '../../knowledge/release.ts'
import { vcf38 } from '../bytes/packed.fixture.ts'
import {
  memorySource,
  portableInflate,
  readSites,
  type Build,
  type ReadOptions,
  type SampleSites,
  type Site,
  type WantedSites,
} from '../index.ts'
import { archived } from './packed-archive.fixture.ts'
import { sitesOf } from './index.ts'

const root = join(import.meta.dirname, '../../..')
const table = (file: string) => tsvRows(readFileSync(join(root, 'knowledge/clinpgx/2025-11', file), 'utf8'))
const after = table('positions-grch37.tsv')

const sitesOn = (column: string, rows: ReturnType<typeof table>): readonly Site[] =>
  rows
    .map((r, i) => ({
      chrom: r.chrom ?? '',
      pos: Number(r[column]),
      ref: r.ref ?? '',
      alts: (r.alts ?? '').split(','),
      ...(r.rsid === undefined ? {} : { rsid: r.rsid }),
      after: after[i]?.after ?? '',
    }))
    .filter((s) => s.pos > 0)

const wanted: WantedSites = { GRCh38: sitesOn('pos_grch38', table('positions.tsv')), GRCh37: [] }
const region = [{ chrom: 'chr22', start: 42_120_000, end: 42_160_000 }]
const options = { regions: { GRCh38: region, GRCh37: region } as const }

/** Without the text of rows, which an archive writes anew. */
const bare = <T extends { readonly text: string }>(row: T): Omit<T, 'text'> => {
  const { text: _, ...rest } = row
  return rest
}
const withoutText = ({ sites, unresolved, structural, ...rest }: SampleSites) => ({
  ...rest,
  sites: sites.map(bare),
  unresolved: unresolved.map(bare),
  structural: structural.map(bare),
})

const both = async (
  content: string | Uint8Array,
  of: WantedSites,
  more: Partial<ReadOptions & { readonly build: Build; readonly sample: string }> = {},
) => {
  const read = await readSites(memorySource('a.vcf', content), of, { inflate: portableInflate, ...options, ...more })
  const archive = await archived(content, { exact: true, ...more })
  return { read, held: sitesOf(archive, of, { ...options, ...more }), archive }
}

describe('what an archive says at wanted sites', () => {
  test.each([
    'before-capecitabine/genome.vcf.gz',
    'child-before-anaesthesia/genome.g.vcf',
    'healthy-two-unknowns/genome.vcf',
    'more/NA18565.vcf',
    'statin-muscle-pain/genome.vcf',
    'stent-clopidogrel/genome.vcf',
    'two-candidates/genome.vcf',
  ])('is what its VCF says: %s', async (example) => {
    const { read, held } = await both(new Uint8Array(readFileSync(join(root, 'examples', example))), wanted)
    if (!read.ok || !held.ok) throw new Error(JSON.stringify([...read.problems, ...held.problems]))
    expect(read.value.sites.length).toBeGreaterThan(20)
    expect(withoutText(held.value)).toEqual(withoutText(read.value))
    expect(held.problems).toEqual(read.problems)
  })

  test('holds for structural rows, split rows, indels in other notations, filters of the sample and thin blocks', async () => {
    const near = (pos: number, ref: string, alts: readonly string[], more = ''): Site => ({
      chrom: 'chr1',
      pos,
      ref,
      alts,
      after: more,
    })
    const of: WantedSites = {
      GRCh38: [
        near(1000, 'C', ['T', 'G']),
        near(2000, 'CAT', ['C', 'CATAT'], 'ATAT'),
        near(3000, 'A', ['G']),
        near(3001, 'T', ['G']),
        near(4000, 'A', ['G']),
        near(5000, 'G', ['C']),
      ],
      GRCh37: [],
    }
    const vcf = vcf38([
      'chr1 900 . A <NON_REF> . . END=999 GT:DP:GQ 0/0:30:80',
      'chr1 1000 rs1 C T 50 PASS . GT:AD:PS 0|1:35,41:77',
      'chr1 1000 rs1 C G 50 PASS . GT:FT 0/0:weak',
      'chr1 2000 . CATAT CAT 9.5 q10 . GT 0/1',
      'chr1 3000 . A <NON_REF> . . END=3005 GT:MIN_DP:DP:GQ 0/0:12:20:30',
      'chr1 4000 . A <NON_REF> . . END=4005 GT:MIN_DP:DP:GQ 0/0:5:20:30',
      'chr1 5000 . A C . PASS . GT 1/1',
      'chr22 42126000 . N <CNV> . PASS SVLEN=9000;SVTYPE=CNV GT:CN ./.:3',
      'chr22 42128000 . N <DEL> . PASS END=42130000 GT 0/1',
    ])
    const { read, held } = await both(vcf, of)
    if (!read.ok || !held.ok) throw new Error(JSON.stringify([...read.problems, ...held.problems]))
    expect(read.value.structural.map((s) => s.copyNumber)).toEqual([3, undefined])
    expect(read.value.sites.map((s) => s.kind)).toContain('referenceBlock')
    expect(withoutText(held.value)).toEqual(withoutText(read.value))
    expect(held.problems).toEqual(read.problems)
  })

  test('is refused where the VCF is: no build, and a build that the rows contradict', async () => {
    const bare = vcf38(['chr1 1000 . C T . PASS . GT 0/1']).replace(/##contig.*\n/, '')
    const site: Site = { chrom: 'chr1', pos: 1000, ref: 'C', alts: ['T'] }
    const { read, held } = await both(bare, { GRCh38: [site], GRCh37: [] })
    expect(read.problems.map((p) => p.code)).toEqual(['BUILD_UNKNOWN'])
    expect(held.problems.map((p) => p.code)).toEqual(['BUILD_UNKNOWN'])
    const sites = Array.from({ length: 12 }, (_, i): Site => ({ chrom: 'chr1', pos: 1000 + i, ref: 'C', alts: ['T'] }))
    const vcf = vcf38(sites.map((s) => `chr1 ${s.pos} . C T . PASS . GT 0/1`))
    const contradicted = await both(vcf, { GRCh38: [], GRCh37: sites })
    expect(contradicted.read.ok).toBe(false)
    expect(contradicted.held.problems).toEqual(contradicted.read.problems)
  })

  test('comes with a row that the VCF row can be known by', async () => {
    const vcf = vcf38(['chr1 1000 rs1 C T 50 PASS AC=1 GT:AD:DP:PS 0|1:4,5:9:77'])
    const held = sitesOf(await archived(vcf, { exact: true }), {
      GRCh38: [{ chrom: 'chr1', pos: 1000, ref: 'C', alts: ['T'] }],
      GRCh37: [],
    })
    expect(held.ok && held.value.sites[0]?.text).toBe('chr1\t1000\trs1\tC\tT\t50\tPASS\t.\tGT:AD:DP:PS\t0|1:4,5:9:77')
  })
})
