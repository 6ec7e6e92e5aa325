import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/memory-reference.ts'
import { generator, mixedRows, readText, reportOf, vcfOf } from './call-set.fixture.ts'
import { qualityCounter } from './quality.ts'
import type { FigureId } from './quality-bands.ts'
import { type QualityReport, qualityReport } from './quality-report.ts'

const figureOf = (report: QualityReport, id: FigureId) => report.figures.find((f) => f.id === id)

describe('parts of a file counted apart', () => {
  const rows = mixedRows(600)
  const repeatedToo = [...rows.slice(0, 40), rows[39] as string, rows[39] as string, ...rows.slice(40)]
  const blocks = ['chr2 100 . A <NON_REF> . . END=200 GT:DP:GQ:MIN_DP 0/0:30:60:25']
  const text = vcfOf([...repeatedToo, ...blocks])
  const regions = [{ name: 'WIDE', chrom: 'chr1', start: 3_000_000, end: 4_000_000 }]

  test('give the same report together, in any order and number', async () => {
    const whole = await reportOf(text, { regions })
    expect(whole.variants.snv).toBeGreaterThan(300)
    expect(figureOf(whole, 'repeated')?.value).toBe(2)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.array(fc.nat(), { maxLength: 12 }), async (parts, keys) => {
        const turn = <T>(of: T[]): T[] =>
          of
            .map((part, i) => ({ part, key: keys[i] ?? i }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ part }) => part)
        expect(await reportOf(text, { regions }, { parts, turn })).toEqual(whole)
      }),
      { numRuns: 30 },
    )
  })
})

test('an allele is what is left when the letters it shares with REF are taken off', async () => {
  const rows = [
    'chr1 10 . A G 50 PASS . GT 0/1',
    'chr1 20 . CA CT 50 PASS . GT 0/1',
    'chr1 30 . ca tA 50 PASS . GT 1/1',
    'chr1 40 . AT GC 50 PASS . GT 0/1',
    'chr1 50 . A AT 50 PASS . GT 0/1',
    'chr1 60 . ACAC AC 50 PASS . GT 0/1',
    'chr1 70 . ACG TT 50 PASS . GT 0/1',
    'chr1 80 . A * 50 PASS . GT 0/1',
    'chr1 90 . A G,* 50 PASS . GT 1/2',
    'chr1 100 . A G,<NON_REF> 50 PASS . GT 0/1',
    'chr1 110 . A R 50 PASS . GT 0/1',
    'chr1 120 . G G]chr17:198982] 50 PASS . GT 0/1',
  ]
  const { variants, genotypes, rowKinds } = await reportOf(vcfOf(rows))
  expect(variants).toMatchObject({
    transitions: 4,
    transversions: 1,
    mnv: 1,
    insertions: 1,
    deletions: 1,
    complex: 1,
    spanningDeletions: 1,
    notLetters: 1,
    snvHet: 4,
    snvHom: 1,
    twoAlts: 1,
  })
  expect(genotypes.covered).toBe(1)
  expect(rowKinds.symbolic).toBe(1)
})

test('rows of the same place, REF and ALT are told, rows of the same place with another ALT are not', async () => {
  const rows = ['chr1 10 . A G 50 PASS . GT 0/1', 'chr1 10 . A T 50 PASS . GT 0/1', 'chr1 10 . a g 50 PASS . GT 0/1']
  expect(figureOf(await reportOf(vcfOf(rows)), 'repeated')).toMatchObject({ value: 1, verdict: 'outside' })
  expect(figureOf(await reportOf(vcfOf(rows.slice(0, 2))), 'repeated')).toMatchObject({ value: 0, verdict: 'within' })
})

describe('allele balance', () => {
  const hets = (share: number, n = 1500): readonly string[] => {
    const random = generator()
    return Array.from({ length: n }, (_, i) => {
      let alt = 0
      for (let read = 0; read < 40; read++) if (random() < share) alt++
      return `chr1 ${1000 + i * 10} . A G 50 PASS . GT:AD:DP 0/1:${40 - alt},${alt}:40`
    })
  }

  test('of a clean exome lies within its band, and nothing hints at a second person', async () => {
    const report = await reportOf(vcfOf(hets(0.49)), {}, { assay: 'exome' })
    expect(figureOf(report, 'alleleBalance')?.value).toBeCloseTo(0.49, 2)
    expect(figureOf(report, 'alleleBalance')?.verdict).toBe('within')
    expect(report.contaminationHint).toBe('none')
  })

  test('with many weak heterozygotes hints at one', async () => {
    const report = await reportOf(
      vcfOf([...hets(0.49), ...hets(0.12, 300).map((r) => r.replace('chr1', 'chr2'))]),
      {},
      { assay: 'exome' },
    )
    expect(figureOf(report, 'lowBalance')?.verdict).toBe('outside')
    expect(report.contaminationHint).toBe('raised')
  })

  test('is not judged on few heterozygotes, nor on rows without stated reads', async () => {
    const few = await reportOf(vcfOf(hets(0.2, 50)), {}, { assay: 'exome' })
    expect(figureOf(few, 'alleleBalance')).toMatchObject({ verdict: 'notAssessed', because: 'tooFew' })
    expect(few.contaminationHint).toBe('notAssessed')
    const bare = await reportOf(vcfOf(['chr1 10 . A G 50 PASS . GT 0/1']), {}, { assay: 'exome' })
    expect(figureOf(bare, 'alleleBalance')).toMatchObject({ verdict: 'notAssessed', because: 'notStated' })
  })
})

test('what is expected depends on the assay, and a stated assay beats the look of the file', async () => {
  const random = generator()
  const rows = Array.from(
    { length: 3000 },
    (_, i) => `chr1 ${1000 + i * 10} . A ${random() < 2.05 / 3.05 ? 'G' : 'T'} 50 PASS . GT 0/1`,
  )
  const exome = await reportOf(vcfOf(rows), {}, { assay: 'exome' })
  const genome = await reportOf(vcfOf(rows), {}, { assay: 'genome' })
  const panel = await reportOf(vcfOf(rows))
  expect(panel.assay).toMatchObject({ kind: 'panel', stated: false })
  expect(figureOf(exome, 'tiTv')?.verdict).toBe('outside')
  expect(figureOf(panel, 'tiTv')).toMatchObject({ verdict: 'notApplicable', because: 'noBand' })
  expect(figureOf(genome, 'variants')?.verdict).toBe('outside')
  expect(figureOf(genome, 'tiTv')?.band).toMatchObject({ from: 2, to: 2.1 })
})

test('a reference that is not the one of the file is seen, one that is fits', async () => {
  const random = generator()
  const letter = (): string => 'ACGT'[Math.floor(random() * 4)] as string
  const bases = Array.from({ length: 5000 }, letter)
  const other = Array.from({ length: 5000 }, letter)
  const rows = Array.from(
    { length: 400 },
    (_, i) => `chr1 ${i * 10 + 1} . ${bases[i * 10]} <NON_REF> . . END=${i * 10 + 1} GT 0/0`,
  )
  const check = async (of: readonly string[]) =>
    (await reportOf(vcfOf(rows), { reference: memoryReference({ chr1: of.join('') }) })).reference
  expect(await check(bases)).toMatchObject({ equal: 400, mismatch: 0, verdict: 'fits' })
  const wrong = await check(other)
  expect(wrong?.verdict).toBe('differs')
  expect((wrong?.mismatch ?? 0) / 400).toBeGreaterThan(0.65)
  expect(wrong?.examples).toHaveLength(5)
})

describe('the mitochondrion', () => {
  test('has its heteroplasmic places listed with their share of reads', async () => {
    const { mitochondrion } = await reportOf(
      vcfOf([
        'chrM 1555 . A G 50 PASS . GT:AD 1:0,990',
        'chrM 3243 . A G 50 PASS . GT:AD:DP 0/1:700,300:1000',
        'chrM 8344 . A G 50 weak . GT:AF 0/1:0.12',
        'chrM 9000 . A G 50 PASS . GT 0/1',
      ]),
    )
    expect(mitochondrion).toEqual({
      rows: 4,
      homoplasmic: 1,
      withoutFraction: 1,
      heteroplasmic: [
        { pos: 3243, ref: 'A', alt: 'G', fraction: 0.3, depth: 1000, filter: 'PASS' },
        { pos: 8344, ref: 'A', alt: 'G', fraction: expect.closeTo(0.12, 6), filter: 'weak' },
      ],
      more: 0,
    })
  })

  test('of hg19 is not looked at', async () => {
    const text = vcfOf(['chrM 1555 . A G 50 PASS . GT 1']).replace('chrM,length=16569', 'chrM,length=16571')
    expect((await reportOf(text)).mitochondrion).toEqual({ notApplicable: 'foreignMitochondrion' })
  })
})

test('contigs are told by class, and strands by contig with the shared stretches apart', async () => {
  const { contigs, ploidy } = await reportOf(
    vcfOf([
      'chrX 20000 . A G 50 PASS . GT 0/1',
      'chrX 5000000 . A G 50 PASS . GT 1',
      'chrX 5000100 . A G 50 PASS . GT 1/1',
      'chrUn_KI270302v1 100 . A G 50 PASS . GT 0/1',
    ]),
  )
  expect(contigs.map((c) => [c.class, c.contigs, c.rows, c.named])).toEqual([
    ['chromosome', 1, 3, []],
    ['scaffold', 1, 1, ['chrUn_KI270302v1']],
  ])
  expect(ploidy.map((p) => [p.contig, p.haploid, p.diploid, p.mixed])).toEqual([
    ['chrX', 1, 1, true],
    ['chrX PAR1', 0, 1, false],
  ])
})

test('a file without rows has figures without values and no verdict on them', async () => {
  const report = await reportOf(vcfOf([]), {}, { assay: 'genome' })
  expect(report.rows).toBe(0)
  for (const id of ['tiTv', 'hetHom', 'insDel', 'medianDepth'] as const)
    expect(figureOf(report, id)).toMatchObject({ verdict: 'notAssessed' })
  expect(JSON.parse(JSON.stringify(report))).toEqual(report)
})

test('whatever of a damaged file can be read is counted, and every row once', async () => {
  const text = vcfOf(mixedRows(120))
  const rowsFrom = text.indexOf('\nchr1') + 1
  const cut = fc.record({ at: fc.nat(text.length - rowsFrom - 1), with: fc.string({ maxLength: 3 }), size: fc.nat(6) })
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { maxLength: 8 }), async (cuts) => {
      let damaged = text
      for (const { at, with: put, size } of cuts) {
        const from = Math.min(rowsFrom + at, damaged.length)
        damaged = damaged.slice(0, from) + put + damaged.slice(from + size)
      }
      const counter = qualityCounter({
        build: 'GRCh38',
        regions: [{ name: 'WIDE', chrom: 'chr1', start: 1, end: 2e8 }],
      })
      const read = await readText(damaged, counter.add)
      const { genotypes, rows, filters, callability } = qualityReport(counter.tally, {
        header: read,
        format: read.format,
      })
      expect(rows).toBe(read.calls)
      expect(Object.values(genotypes).reduce((a, b) => a + b)).toBe(rows)
      expect(filters.reduce((n, f) => n + f.rows, 0)).toBe(rows)
      expect(callability?.regions[0]?.bases).toBe(2e8)
    }),
    { numRuns: 200 },
  )
})
