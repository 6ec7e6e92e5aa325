import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemLog } from '../problem-log.ts'
import { bedRegions } from './bed-regions.ts'
import { readText, reportOf, vcfOf } from './call-set.fixture.ts'
import { callabilityTold, type CallabilityTold } from './callability.ts'
import { qualityCounter } from './quality.ts'

const gene = { name: 'GENE', chrom: 'chr1', start: 101, end: 200 }
const site = (pos: number, ref = 'A') => ({ chrom: 'chr1', pos, ref, alts: ['G'] })

const lookAt = async (
  rows: readonly string[],
  positions: readonly number[] = [],
  callable?: readonly { chrom: string; start: number; end: number }[],
): Promise<CallabilityTold> => {
  const counter = qualityCounter({ build: 'GRCh38', regions: [gene], sites: positions.map((p) => site(p)) })
  await readText(vcfOf(rows), counter.add)
  const { callability } = counter.tally
  if (callability === undefined) throw new Error('regions were given')
  const byChrom = callable?.map(
    (r) => [r.chrom, { starts: Int32Array.of(r.start), ends: Int32Array.of(r.end) }] as const,
  )
  return callabilityTold(callability, byChrom === undefined ? undefined : new Map(byChrom))
}

const statesOf = (told: CallabilityTold): readonly string[] => told.sites.map((s) => `${s.site.pos} ${s.state}`)

describe('a gVCF', () => {
  const rows = [
    'chr1 91 . A <NON_REF> . . END=120 GT:DP:GQ:MIN_DP 0/0:30:60:25',
    'chr1 121 . A <NON_REF> . . END=130 GT:DP:GQ:MIN_DP 0/0:12:60:9',
    'chr1 131 . A <NON_REF> . . END=140 GT:DP:GQ:MIN_DP 0/0:30:19:25',
    'chr1 141 . A <NON_REF> . . END=150 GT:DP:GQ:MIN_DP ./.:0:0:0',
    'chr1 151 . ACGTA A,<NON_REF> 50 PASS . GT:DP:GQ 0/1:30:99',
    'chr1 156 . C T,<NON_REF> 50 LowQual . GT:DP:GQ 0/1:30:99',
    'chr1 157 . C T,<NON_REF> 50 PASS . GT:DP:GQ ./1:30:99',
    'chr1 161 . A <NON_REF> . . END=300 GT:DP:GQ:MIN_DP 0/0:30:60:25',
  ]

  test('each base has the state that its row gives it', async () => {
    const told = await lookAt(rows, [101, 125, 135, 145, 153, 156, 157, 159, 200])
    expect(statesOf(told)).toEqual([
      '101 reference',
      '125 below',
      '135 below',
      '145 noCall',
      '153 called',
      '156 below',
      '157 noCall',
      '159 absent',
      '200 reference',
    ])
  })

  test('an allele that is not written out leaves the base open, alone or beside one that is', async () => {
    const others = [
      'chr1 110 . C T,<NON_REF> 50 PASS . GT:DP:GQ 1/2:30:99',
      'chr1 111 . C T,<*> 50 PASS . GT:DP:GQ 2/2:30:99',
      'chr1 112 . C <NON_REF> 50 PASS . GT:DP:GQ 0/1:30:99',
      'chr1 113 . C T,<NON_REF> 50 PASS . GT:DP:GQ 0/1:30:99',
    ]
    expect(statesOf(await lookAt(others, [110, 111, 112, 113]))).toEqual([
      '110 noCall',
      '111 noCall',
      '112 noCall',
      '113 called',
    ])
  })

  test('the gene has its share, its gaps in order, and the listed sites that were not looked at', async () => {
    const told = await lookAt(rows, [110, 125, 159])
    const [of] = told.regions
    expect(of).toMatchObject({ name: 'GENE', bases: 100, assessed: 65, sites: 3 })
    expect(of?.byState).toEqual({ reference: 60, below: 21, noCall: 11, called: 5, absent: 3 })
    expect(of?.gaps.map((g) => `${g.start}-${g.end} ${g.state}`)).toEqual([
      '121-140 below',
      '141-150 noCall',
      '156-156 below',
      '157-157 noCall',
      '158-160 absent',
    ])
    expect(of?.notAssessed.map((s) => s.pos)).toEqual([125, 159])
  })

  test('the limits can be set', async () => {
    const counter = qualityCounter({ sites: [site(125), site(135)], blockDepth: 5, blockQuality: 10 })
    await readText(vcfOf(rows), counter.add)
    const { callability } = counter.tally
    if (callability === undefined) throw new Error('sites were given')
    expect(callabilityTold(callability).sites.map((s) => s.state)).toEqual(['reference', 'reference'])
  })
})

describe('a plain VCF', () => {
  const rows = ['chr1 110 . A G 50 PASS . GT 0/1', 'chr1 120 . A G 50 PASS . GT 0/0']

  test('what no row speaks of is not known', async () => {
    const told = await lookAt(rows, [110, 111, 120])
    expect(statesOf(told)).toEqual(['110 called', '111 absent', '120 reference'])
    expect(told.regions[0]).toMatchObject({ bases: 100, assessed: 2 })
  })

  test('unless the user states where it can be relied on', async () => {
    const told = await lookAt(rows, [111, 150, 151], [{ chrom: 'chr1', start: 101, end: 150 }])
    expect(statesOf(told)).toEqual(['111 inBed', '150 inBed', '151 outsideBed'])
    expect(told.regions[0]).toMatchObject({
      assessed: 50,
      byState: { called: 1, reference: 1, inBed: 48, outsideBed: 50 },
    })
  })

  test('a chromosome that those regions do not name is outside', async () => {
    expect(statesOf(await lookAt(rows, [150], [{ chrom: 'chr2', start: 1, end: 500 }]))).toEqual(['150 outsideBed'])
  })
})

test('where rows differ about a base, what one of them leaves open stays open', async () => {
  const told = await lookAt(['chr1 110 . A G 50 PASS . GT 0/1', 'chr1 110 . A T 50 PASS . GT ./.'], [110])
  expect(statesOf(told)).toEqual(['110 noCall'])
})

test('structural records say nothing about single bases', async () => {
  const told = await lookAt(['chr1 105 . A <DEL> 50 PASS END=190 GT 0/1'], [110])
  expect(statesOf(told)).toEqual(['110 absent'])
})

test('parts of a name that overlap are counted once', async () => {
  const counter = qualityCounter({ regions: [gene, { ...gene, start: 150, end: 220 }] })
  await readText(vcfOf(['chr1 1 . A <NON_REF> . . END=300 GT:DP:GQ 0/0:30:60']), counter.add)
  const { callability } = counter.tally
  if (callability === undefined) throw new Error('regions were given')
  expect(callabilityTold(callability).regions[0]).toMatchObject({ bases: 120, assessed: 120, gaps: [] })
})

test('every base of a gene is in exactly one state, and agrees with a look base by base', async () => {
  const block = fc.record({
    pos: fc.integer({ min: 90, max: 210 }),
    size: fc.integer({ min: 1, max: 40 }),
    sort: fc.nat(3),
  })
  const cells = ['0/0:30:60', '0/0:3:60', './.:30:60', '0/1:30:60'] as const
  const meant = ['reference', 'below', 'noCall', 'called'] as const
  const rank = ['reference', 'called', 'below', 'noCall']
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 12 }), async (blocks) => {
      const rows = blocks.map(({ pos, size, sort }) =>
        sort === 3
          ? `chr1 ${pos} . ${'A'.repeat(size + 1)} A 50 PASS . GT:DP:GQ ${cells[3]}`
          : `chr1 ${pos} . A <NON_REF> . . END=${pos + size} GT:DP:GQ ${cells[sort]}`,
      )
      const told = await lookAt(
        rows,
        Array.from({ length: 100 }, (_, i) => 101 + i),
      )
      const expected = told.sites.map(({ site: { pos } }) => {
        const over = blocks
          .filter((b) => b.pos <= pos && b.pos + b.size >= pos)
          .map((b) => rank.indexOf(meant[b.sort] as string))
        return over.length === 0 ? 'absent' : rank[Math.max(...over)]
      })
      expect(told.sites.map((s) => s.state)).toEqual(expected)
      const [of] = told.regions
      expect(of?.bases).toBe(100)
      expect(of?.assessed).toBe(expected.filter((s) => s === 'reference' || s === 'called').length)
      expect((of?.gaps ?? []).reduce((n, g) => n + g.end - g.start + 1, 0)).toBe(100 - (of?.assessed ?? 0))
    }),
    { numRuns: 100 },
  )
})

test('a BED counts from 0, may lack names, and tells lines that are no regions', () => {
  const log = problemLog('genes.bed')
  const text = 'track name=x\n#c\n1\t100\t200\tGENE\nchrX\t0\t5\r\nchr2\tten\t20\nchr2\t20\t20\n'
  expect(bedRegions(text, log)).toEqual([
    { chrom: 'chr1', start: 101, end: 200, name: 'GENE' },
    { chrom: 'chrX', start: 1, end: 5, name: 'chrX:1-5' },
  ])
  expect(log.all().map((p) => [p.code, p.at.line])).toEqual([
    ['BED_LINE_INVALID', 5],
    ['BED_LINE_INVALID', 6],
  ])
})

test('without regions nothing is told of callability', async () => {
  expect((await reportOf(vcfOf(['chr1 110 . A G 50 PASS . GT 0/1']))).callability).toBeUndefined()
})
