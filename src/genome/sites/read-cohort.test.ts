import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memorySource, noSecondStrand, notCalled, portableInflate, readCohort, readSites, type Site } from '../index.ts'
import { vcf38 } from '../bytes/packed.fixture.ts'

const sites: readonly Site[] = [
  { chrom: 'chr1', pos: 1000, ref: 'C', alts: ['T'] },
  { chrom: 'chr1', pos: 2000, ref: 'CAT', alts: ['C', 'CATAT'], after: 'ATAT' },
]
const wanted = { GRCh38: sites, GRCh37: [] }
const options = { inflate: portableInflate }

const cohort = async (rows: readonly string[], samples: readonly string[], header: readonly string[] = []) => {
  const r = await readCohort(memorySource('c.vcf', vcf38(rows, header, samples), 97), wanted, options)
  if (!r.ok) throw new Error(r.problems.map((p) => p.message).join('\n'))
  return { ...r.value, problems: r.problems }
}

test('each sample has two strands; dots, haploid and phased genotypes keep their meaning', async () => {
  const c = await cohort(
    ['chr1 1000 . C T . PASS . GT:DP 0/1:3 1|0 ./. . 1 0/.:9 |0|1 0/1/1'],
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  )
  const column = c.columns[0]
  expect([...(column?.alleles ?? [])]).toEqual([
    0,
    1,
    1,
    0,
    notCalled,
    notCalled,
    notCalled,
    noSecondStrand,
    1,
    noSecondStrand,
    0,
    notCalled,
    0,
    1,
    0,
    1,
  ])
  expect([...(column?.phased ?? [])]).toEqual([0, 1, 0, 1, 1, 0, 1, 0])
})

test('phase sets, sample filters and depths are read where FORMAT has them', async () => {
  const c = await cohort(
    ['chr1 1000 . C T . q10 . GT:AD:PS:FT 0|1:5,5:12:PASS 0|1:0,9:.:PASS 1|1:0,9:12:LowGQ'],
    ['a', 'b', 'c'],
    ['##FORMAT=<ID=AD,Number=R,Type=Integer,Description="d">'],
  )
  expect(c.columns[0]).toMatchObject({ filter: 'q10', phaseSets: ['12', null, '12'] })
  expect([...(c.columns[0]?.oneDepth ?? [])]).toEqual([0, 1, 1])
  expect([...(c.columns[0]?.alleles ?? [])]).toEqual([0, 1, 0, 1, notCalled, notCalled])
})

test('a row with too many or too few samples is left out and told', async () => {
  const c = await cohort(['chr1 1000 . C T . . . GT 0/1', 'chr1 2000 . CAT C . . . GT 0/1 0/1 0/1'], ['a', 'b'])
  expect(c.columns).toEqual([])
  expect(c.problems.map((p) => [p.code, p.at.line])).toEqual([
    ['VCF_COLUMN_COUNT', 4],
    ['VCF_COLUMN_COUNT', 5],
  ])
})

const genotype = fc.constantFrom('0/0', '0/1', '1|0', '1/1', './.', '0|.', '1', '0', '.')
const rows = fc.array(
  fc.tuple(
    fc.constantFrom(
      'chr1 1000 . C T',
      'chr1 1000 . C A',
      'chr1 999 . AC GT',
      'chr1 2000 . CAT C',
      'chr1 2000 . CAT CATAT',
      'chr1 2004 . TAT T',
      'chr1 2000 . CATAT CAT',
      'chr1 2001 . A G',
      'chr1 1500 . A G',
    ),
    fc.tuple(genotype, genotype, genotype),
  ),
  { maxLength: 5 },
)

test('a cohort read says of every sample what reading that sample alone says', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      const samples = ['a', 'b', 'c']
      const lines = drawn.map(([row, gts]) => `${row} . PASS . GT ${gts.join(' ')}`)
      const text = vcf38(lines, [], samples)
      const c = await cohort(lines, samples)
      for (const [s, sample] of samples.entries()) {
        const one = await readSites(memorySource('c.vcf', text), wanted, { ...options, sample })
        if (!one.ok) throw new Error('not read')
        // Rows that a single read joins or passes over because this sample does not carry their ALT may stand apart in a cohort: the carried ALTs must agree.
        const carried = (pos: number): readonly string[] =>
          one.value.sites
            .filter((r) => r.pos === pos)
            .flatMap((r) =>
              r.gt.split(/[/|]/).flatMap((a) => (a === '.' || a === '0' ? [] : [r.alts[Number(a) - 1] ?? ''])),
            )
            .toSorted()
        const inColumns = (pos: number): readonly string[] =>
          c.columns
            .filter((col) => sites[col.site]?.pos === pos)
            .flatMap((col) =>
              [col.alleles[2 * s] as number, col.alleles[2 * s + 1] as number].flatMap((a) =>
                a === 0 || a >= noSecondStrand ? [] : [col.alts[a - 1] ?? ''],
              ),
            )
            .toSorted()
        const contradict = one.problems.some((p) => /^VCF_(SPLIT_ROWS_CONTRADICT|ROWS_DIFFER)$/.test(p.code))
        if (!contradict) for (const site of sites) expect(inColumns(site.pos)).toEqual(carried(site.pos))
      }
    }),
    { numRuns: 200 },
  )
})
