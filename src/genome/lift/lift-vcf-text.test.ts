import { describe, expect, test } from 'vitest'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { type ChainMap, readChain } from '../normalise/index.ts'
import { memoryReference } from '../reference/index.ts'
import { liftVcfText, type LiftVcfOptions } from './lift-vcf-text.ts'
import { memoryStore } from './ordered-lines.ts'

const bases = 'ACGTACGTACGGTTCCAAGG'
/** chr1 lies in two blocks that have changed places; chr2 leads nowhere. */
const chain = readChain(
  'chain 9 chr1 20 + 0 10 chr1 20 + 10 20 1\n10\n\nchain 8 chr1 20 + 10 20 chr1 20 + 0 10 2\n10\n\nchain 7 chr3 5 + 0 5 chr3 5 + 0 5 3\n5\n',
)
const target = memoryReference({ chr3: 'TTTTT', chr1: `${bases.slice(10)}${bases.slice(0, 10)}` })
const header = [
  '##fileformat=VCFv4.2',
  '##reference=file:///hs37d5.fa',
  '##contig=<ID=1,length=249250621>',
  '##INFO=<ID=CSQ,Number=.,Type=String,Description="Format: x">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS',
]
const rows = ['1 2 . C T', '1 12 . G T', '1 15 . T <DEL>', '2 4 . A C', '3 1 . T C'].map(
  (r) => `${r.replaceAll(' ', '\t')}\t.\t.\tCSQ=x\tGT\t0/1`,
)

const lifted = async (lines: readonly string[], more: Partial<LiftVcfOptions> = {}) => {
  const rejected: string[] = []
  const result = await liftVcfText(memorySource('x.vcf', new TextEncoder().encode(`${lines.join('\n')}\n`)), {
    inflate: portableInflate,
    from: 'GRCh37',
    to: 'GRCh38',
    chain: { map: (chain.ok ? chain.value : undefined) as ChainMap, name: 'chain-grch37-grch38 2026' },
    target,
    targetName: 'hg38.fa',
    software: 'attune 0',
    store: memoryStore(),
    onRejected: (line) => rejected.push(line),
    ...more,
  })
  let text = ''
  result.write?.((b) => {
    text += new TextDecoder().decode(b)
  })
  return { ...result, rejected, lines: text.split('\n').slice(0, -1), codes: result.problems.map((p) => p.code) }
}

describe('a file carried over', () => {
  test('has every row either lifted, in the order of the target, or rejected with a reason', async () => {
    const { lines, rejected, counts, codes } = await lifted([...header, ...rows])
    expect(counts.rows).toBe(5)
    expect([counts.lifted, Object.fromEntries(counts.refused)]).toEqual([3, { notBases: 1, noContig: 1 }])
    expect(lines.filter((l) => !l.startsWith('#'))).toEqual([
      'chr3\t1\t.\tT\tC\t.\t.\tLIFT_FROM=3:1\tGT\t0/1',
      'chr1\t2\t.\tG\tT\t.\t.\tLIFT_FROM=1:12\tGT\t0/1',
      'chr1\t12\t.\tC\tT\t.\t.\tLIFT_FROM=1:2\tGT\t0/1',
    ])
    expect(rejected.slice(-3)).toEqual([
      header.at(-1),
      '1\t15\t.\tT\t<DEL>\t.\t.\tCSQ=x;LIFT_REASON=notBases\tGT\t0/1',
      '2\t4\t.\tA\tC\t.\t.\tCSQ=x;LIFT_REASON=noContig\tGT\t0/1',
    ])
    expect(codes).toEqual(['LIFT_FIELD_LEFT_OUT'])
  })

  test('says the contigs of the target and nothing of the old build in its header', async () => {
    const { lines } = await lifted([...header, ...rows])
    expect(lines.filter((l) => l.startsWith('##contig'))).toEqual([
      '##contig=<ID=chr3,length=5,assembly=GRCh38>',
      '##contig=<ID=chr1,length=20,assembly=GRCh38>',
    ])
    expect(lines.filter((l) => /37/.test(l))).toEqual([
      '##attuneLift=<ID=lift,Version="attune 0",From=GRCh37,To=GRCh38,Chain="chain-grch37-grch38 2026",Reference="hg38.fa">',
    ])
    expect([lines[0], lines.some((l) => l.includes('ID=CSQ'))]).toEqual(['##fileformat=VCFv4.2', false])
  })

  test.each([
    [
      'is on the build to go to already',
      header.with(2, '##contig=<ID=1,length=248956422>').toSpliced(1, 1),
      'LIFT_SAME_BUILD',
    ],
    ['does not say its build', header.toSpliced(1, 2), 'BUILD_UNKNOWN'],
    ['contradicts itself', header.with(2, '##contig=<ID=1,length=248956422>'), 'BUILD_CONTRADICTION'],
    ['has no column line', header.slice(0, -1), 'VCF_NO_COLUMN_LINE'],
    ['is damaged', [...header, '1\t2'], 'VCF_ROW_TOO_SHORT'],
  ])('gives nothing when the file %s', async (_, lines, code) => {
    const { write, codes } = await lifted(lines)
    expect([write, codes]).toEqual([undefined, [code]])
  })

  test('takes a stated build where the file does not say', async () => {
    const { counts } = await lifted([...header.toSpliced(1, 2), ...rows], { stated: 'GRCh37' })
    expect(counts.lifted).toBe(3)
  })

  test('leaves the mitochondrion as it is only where both builds surely have the same', async () => {
    const mitochondrion = memoryReference({ chrM: 'G'.repeat(16569) })
    const reasonOf = async (contig: string) => {
      const { counts } = await lifted([...header.with(2, contig), 'chrM\t5\t.\tG\tA\t.\t.\t.\tGT\t1'], {
        target: mitochondrion,
        stated: 'GRCh37',
      })
      return [...counts.refused.keys(), ...(counts.lifted === 1 ? ['lifted'] : [])]
    }
    expect(await reasonOf('##contig=<ID=MT,length=16569>')).toEqual(['lifted'])
    expect(await reasonOf('##contig=<ID=MT>')).toEqual(['lifted'])
    expect(await reasonOf('##contig=<ID=chrM,length=16571>')).toEqual(['oldMitochondrion'])
    expect(await reasonOf('##contig=<ID=chrM>')).toEqual(['oldMitochondrion'])
  })
})
