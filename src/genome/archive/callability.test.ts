import { describe, expect, test } from 'vitest'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { vcf38 } from '../bytes/packed.fixture.ts'
import { callabilityOf, type CallabilitySpan, dosageOpen, dosagesOf, dosageSilent, readCallableBed } from './index.ts'
import { archived } from './packed-archive.fixture.ts'

const words = (spans: readonly CallabilitySpan[]): readonly string[] =>
  spans.map(
    (s) =>
      `${s.start}-${s.end} ${s.state} by ${s.basis}${s.depth === undefined ? '' : ` DP ${s.depth}`}${s.quality === undefined ? '' : ` GQ ${s.quality}`}`,
  )

const bed = async (text: string) => {
  const read = await readCallableBed(memorySource('callable.bed', text), portableInflate)
  if (!read.ok) throw new Error(read.problems.map((p) => p.message).join('\n'))
  return read.value
}

const gvcf = vcf38([
  'chr1 100 . A <NON_REF> . . END=199 GT:MIN_DP:DP:GQ 0/0:22:30:60',
  'chr1 200 . C T,<NON_REF> 50 PASS . GT:DP:GQ 0/1:18:99',
  'chr1 201 . A <NON_REF> . . END=250 GT:MIN_DP:DP:GQ 0/0:4:12:12',
  'chr1 251 . A <NON_REF> . . END=260 GT:DP:GQ ./.:0:0',
  'chr1 300 . A <NON_REF> . . END=310 GT:MIN_DP:DP:GQ 0/0:14:15:50',
])

describe('what is known of a stretch of the genome', () => {
  test('of a gVCF: called where blocks and rows rest on enough, and what lies between them was not looked at', async () => {
    const archive = await archived(gvcf)
    expect(words(callabilityOf(archive, 'chr1', 150, 305))).toEqual([
      '150-200 called by rows DP 16 GQ 60',
      '201-260 notCalled by rows DP 0 GQ 0',
      '261-299 notCalled by silence',
      '300-305 called by rows DP 14 GQ 50',
    ])
    expect(words(callabilityOf(archive, 'chr1', 201, 205, { depth: 4, quality: 10 }))).toEqual([
      '201-205 called by rows DP 4 GQ 12',
    ])
    expect(words(callabilityOf(archive, 'chr2', 5, 6))).toEqual(['5-6 notCalled by silence'])
  })

  test('of rows with a failed filter, and of strands that carry what the row does not name, nothing counts as called', async () => {
    const archive = await archived(
      vcf38([
        'chr1 100 . A G 50 LowQual . GT:DP:GQ 0/1:30:60',
        'chr1 101 . A G 50 PASS . GT:DP:GQ:FT 0/1:30:60:weak',
        'chr1 102 . A G,<NON_REF> 50 PASS . GT:DP:GQ 1/2:30:60',
        'chr1 103 . A G 50 . . GT:DP:GQ 0/1:30:60',
      ]),
      { exact: true },
    )
    expect(words(callabilityOf(archive, 'chr1', 100, 103))).toEqual([
      '100-102 notCalled by rows DP 30 GQ 60',
      '103-103 called by rows DP 30 GQ 60',
    ])
  })

  test('of a plain VCF: nothing is known where it is silent', async () => {
    const archive = await archived(
      vcf38([
        'chr1 100 . A G 50 PASS . GT:DP 0/1:30',
        'chr1 110 . AT A 50 PASS . GT ./.',
        'chr1 120 . A <DEL> . PASS END=900 GT 0/1',
      ]),
    )
    expect(words(callabilityOf(archive, 'chr1', 99, 121))).toEqual([
      '99-99 unknown by silence',
      '100-100 called by rows DP 28',
      '101-109 unknown by silence',
      '110-111 notCalled by rows',
      '112-121 unknown by silence',
    ])
  })

  test('of a plain VCF with its callable regions: silence within them is reference, outside it was not looked at', async () => {
    const callable = await bed('track name=x\nchr1\t89\t105\n1\t100\t115\tname\nchr2 0 10\n')
    const archive = await archived(vcf38(['chr1 100 . A G 50 PASS . GT 0/1']), { callable })
    expect(words(callabilityOf(archive, 'chr1', 80, 120))).toEqual([
      '80-89 notCalled by stated',
      '90-99 called by stated',
      '100-100 called by rows',
      '101-115 called by stated',
      '116-120 notCalled by stated',
    ])
    expect(words(callabilityOf(archive, 'chr3', 1, 2))).toEqual(['1-2 notCalled by stated'])
    expect(archive.verify()).toEqual([])
  })

  test('a line that is no BED is an error: what is callable is not guessed', async () => {
    const read = await readCallableBed(memorySource('callable.bed', 'chr1\t10\t5\nchr1\tx\t5\n'), portableInflate)
    expect(read.problems.map((p) => `${p.code} ${p.at.line}`)).toEqual(['BED_LINE_INVALID 1', 'BED_LINE_INVALID 2'])
    expect(read.ok).toBe(false)
  })
})

describe('how many copies of an ALT there are at listed sites', () => {
  const at = (pos: number, ref: string, alt: string) => ({ chrom: 'chr1', pos, ref, alt })

  test('counts strands with that ALT, tells open from silent, and never takes silence for reference', async () => {
    const archive = await archived(
      vcf38([
        'chr1 100 . A G 50 PASS . GT 0/1',
        'chr1 200 . A G 50 PASS . GT 1|1',
        'chr1 300 . A G,T 50 PASS . GT 1/2',
        'chr1 400 . A G 50 PASS . GT ./1',
        'chr1 500 . ATG A 50 PASS . GT 0/1',
        'chr1 600 . A G,<NON_REF> 50 PASS . GT 0/1',
        'chr1 700 . A <NON_REF> . . END=799 GT:DP:GQ 0/0:30:60',
        'chr1 800 . A <NON_REF> . . END=899 GT:DP:GQ 0/0:3:60',
        'chrX 900 . A G 50 PASS . GT 1',
      ]),
    )
    const sites = [
      at(100, 'A', 'G'),
      at(100, 'A', 'T'),
      at(200, 'A', 'G'),
      at(300, 'A', 'G'),
      at(300, 'A', 'T'),
      at(300, 'A', 'C'),
      at(400, 'A', 'G'),
      at(500, 'ATG', 'A'),
      at(500, 'A', 'C'),
      at(501, 'T', 'C'),
      at(600, 'A', 'G'),
      at(750, 'C', 'T'),
      at(850, 'C', 'T'),
      at(999, 'C', 'T'),
      { ...at(900, 'A', 'G'), chrom: 'chrX' },
    ]
    expect(Array.from(dosagesOf(archive, sites))).toEqual([
      1,
      0,
      2,
      1,
      1,
      0,
      dosageOpen,
      1,
      dosageSilent,
      dosageOpen,
      1,
      0,
      dosageOpen,
      dosageSilent,
      1,
    ])
  })

  test('knows an ALT that is written together with others, and takes no thin or unnamed call for reference', async () => {
    const archive = await archived(
      vcf38([
        'chr1 100 . ACC AC,A 50 PASS . GT 1/2',
        'chr1 200 . AC GT 50 PASS . GT 0|1',
        'chr1 300 . A G 50 PASS . GT:DP:GQ 0/0:0:0',
        'chr1 310 . A G,<NON_REF> 50 PASS . GT:DP:GQ 0/0:30:60',
        'chr1 320 . A G,<NON_REF> 50 PASS . GT:DP:GQ 0/2:30:60',
        'chr1 330 . A G,T 50 PASS . GT:DP:GQ 0/0:3:60',
        'chr1 400 . ACC A 50 PASS . GT 0/1',
        'chr1 500 . AC GT 50 PASS . GT ./1',
        'chr1 600 . ATGT CA 50 PASS . GT 0/1',
        'chr1 700 . AT A 50 PASS . GT ./.',
        'chr1 800 . A G 50 PASS . GT 1/1',
      ]),
    )
    const sites = [
      [at(100, 'AC', 'A'), 1],
      [at(100, 'ACC', 'A'), 1],
      [at(100, 'A', 'T'), dosageSilent],
      [at(200, 'A', 'G'), 1],
      [at(201, 'C', 'T'), 1],
      [at(201, 'C', 'G'), 0],
      [at(300, 'A', 'G'), dosageOpen],
      [at(310, 'A', 'G'), 0],
      [at(320, 'A', 'G'), 0],
      [at(320, 'A', 'T'), dosageOpen],
      [at(330, 'A', 'G'), dosageOpen],
      [at(400, 'AC', 'A'), 0],
      [at(401, 'C', 'T'), dosageOpen],
      [at(500, 'A', 'G'), dosageOpen],
      [at(600, 'A', 'C'), dosageOpen],
      [at(602, 'G', 'C'), dosageOpen],
      [at(700, 'A', 'G'), dosageOpen],
      [at(800, 'AT', 'A'), dosageSilent],
    ] as const
    const told = dosagesOf(
      archive,
      sites.map(([site]) => site),
    )
    expect(sites.map(([{ pos, ref, alt }], i) => [pos, ref, alt, told[i]])).toEqual(
      sites.map(([{ pos, ref, alt }, copies]) => [pos, ref, alt, copies]),
    )
  })

  test('gives the same in any order of sites', async () => {
    const archive = await archived(gvcf)
    const sites = [150, 200, 220, 255, 280, 305].map((pos) => at(pos, 'C', 'T'))
    const forward = Array.from(dosagesOf(archive, sites))
    expect(Array.from(dosagesOf(archive, sites.toReversed())).toReversed()).toEqual(forward)
    expect(forward).toEqual([0, 1, dosageOpen, dosageOpen, dosageSilent, 0])
  })
})
