import { describe, expect, test } from 'vitest'
import { vcf38 } from '../bytes/packed.fixture.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { breakendMate, callAt, type GenotypeReading, infoFields, readCall, readCalls } from './index.ts'

const reading = async (row: string): Promise<GenotypeReading> => {
  const readings: GenotypeReading[] = []
  await readCalls(memorySource('a.vcf', vcf38([row])), { inflate: portableInflate }, (batch) =>
    readings.push(readCall(callAt(batch, 0), { build: 'GRCh38' })),
  )
  return readings[0] as GenotypeReading
}

describe('what a genotype means', () => {
  test('a half call is at least one ALT, and neither hom nor het', async () => {
    const r = await reading('chr1 100 . A G . . . GT ./1')
    expect([r.zygosity, r.completeness, r.carried, r.isReference, r.callable]).toEqual([
      'unknown',
      'half',
      [{ alt: 'G', copies: 1 }],
      false,
      false,
    ])
  })

  test('a phase set counts only where the strands are phased', async () => {
    expect((await reading('chr1 100 . A G . . . GT:PS 0/1:5')).phaseSet).toBeUndefined()
    expect((await reading('chr1 100 . A G . . . GT:PS 0|1:5')).phaseSet).toBe('5')
  })

  test('over an upstream deletion the other strand stands alone', async () => {
    const r = await reading('chr1 100 . A G,* . . . GT 1/2')
    expect([r.effectiveStrands, r.zygosity, r.reportable]).toEqual([1, 'hetOverDeletion', true])
    expect((await reading('chr1 100 . A * . . . GT 1/1')).effectiveStrands).toBe(0)
  })

  test('the share of mitochondrial reads leaves the placeholder out and takes AF where there is no AD', async () => {
    expect((await reading('chrM 100 . A G,<NON_REF> . . . GT:AD 0/1:60,40,0')).heteroplasmy).toBe(0.4)
    expect((await reading('chrM 100 . A G . . . GT:AF 0/1:0.25')).heteroplasmy).toBe(0.25)
    expect((await reading('chrM 100 . A G . . . GT 0/1')).heteroplasmy).toBeUndefined()
    expect((await reading('chr2 100 . A G . . . GT:AD 0/1:60,40')).heteroplasmy).toBeUndefined()
  })

  test('X and Y of a male: one copy outside the shared stretches, two within', async () => {
    expect((await reading('chrX 2781480 . A G . . . GT 0/1')).ifMale).toBe('contradicts')
    expect((await reading('chrX 2781479 . A G . . . GT 0/1')).ifMale).toBeUndefined()
    expect((await reading('chrY 2781480 . A G . . . GT 1/1')).ifMale).toBe('hemi')
  })

  test('a call that rests on few reads or a low quality is not callable; what is not stated does not speak against it', async () => {
    expect((await reading('chr1 100 . A G . . . GT:DP:GQ 0/1:9:99')).callable).toBe(false)
    expect((await reading('chr1 100 . A G . . . GT:DP:GQ 0/1:10:19')).callable).toBe(false)
    expect((await reading('chr1 100 . A G . . . GT:DP:GQ 0/1:10:20')).callable).toBe(true)
    expect((await reading('chr1 100 . A G . . . GT 0/1')).callable).toBe(true)
  })

  test('every ambiguity letter of REF becomes its first base', async () => {
    expect((await reading('chr1 100 . RYSWKMBDHVN A . . . GT 0/1')).concreteRef).toBe('ACCAGACAAAN')
    expect((await reading('chr1 100 . ACGTN A . . . GT 0/1')).concreteRef).toBeUndefined()
  })
})

describe('structural notation', () => {
  test('the four joins of a breakend, as the VCF specification lists them (4.3, section 5.4)', () => {
    expect(breakendMate('t[p:9[')).toEqual({ chrom: 'p', pos: 9, joinAfter: true, reversed: false })
    expect(breakendMate('t]p:9]')).toEqual({ chrom: 'p', pos: 9, joinAfter: true, reversed: true })
    expect(breakendMate(']p:9]t')).toEqual({ chrom: 'p', pos: 9, joinAfter: false, reversed: false })
    expect(breakendMate('[p:9[t')).toEqual({ chrom: 'p', pos: 9, joinAfter: false, reversed: true })
  })

  test('contigs in angle brackets, contigs with colons, single breakends, and what is no breakend', () => {
    expect(breakendMate('C[<ctg1>:7[')).toMatchObject({ chrom: 'ctg1', pos: 7 })
    expect(breakendMate('C[HLA-A*01:01:7[')).toMatchObject({ chrom: 'HLA-A*01:01', pos: 7 })
    expect([breakendMate('G.'), breakendMate('.G')]).toEqual([null, null])
    expect([
      breakendMate('G'),
      breakendMate('<DEL>'),
      breakendMate('.'),
      breakendMate('[p:9]t'),
      breakendMate('a[p:9[t'),
    ]).toEqual(Array(5).fill(undefined))
  })

  test('an insertion has no bases of its own on the reference', async () => {
    expect((await reading('chr1 100 . A <INS> . . SVLEN=300 GT 0/1')).structural).toEqual({
      type: 'INS',
      start: 100,
      end: 100,
      length: 300,
    })
    expect((await reading('chr1 100 . A <DUP:TANDEM> . . END=200 GT:CN 0/1:3')).structural).toEqual({
      type: 'DUP:TANDEM',
      start: 101,
      end: 200,
      length: 100,
      copyNumber: 3,
    })
  })

  test('INFO fields: flags, escapes, and the first of two alike', () => {
    expect([...infoFields('DB;A=1%2C2;A=3;B=')]).toEqual([
      ['DB', ''],
      ['A', '1,2'],
      ['B', ''],
    ])
    expect(infoFields('.').size).toBe(0)
  })
})
