import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bgzf, bytesOf, gzip, vcf38 } from '../bytes/packed.fixture.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { readGenotype } from '../vcf/genotype-text.ts'
import { type Call, callAt, readCalls, type ReadCallsOptions } from './index.ts'

const read = async (content: string | Uint8Array, options: Partial<ReadCallsOptions> = {}) => {
  const calls: Call[] = []
  const sizes: number[] = []
  const result = await readCalls(
    memorySource('a.vcf', content, 97),
    { inflate: portableInflate, ...options },
    (batch) => {
      sizes.push(batch.size)
      for (let i = 0; i < batch.size; i++) calls.push(callAt(batch, i))
    },
  )
  return { result, calls, sizes, codes: result.problems.map((p) => p.code) }
}

describe('the calls of a file', () => {
  test('a row comes with everything that is known of its sample', async () => {
    const { calls } = await read(
      vcf38(['chr1 100 rs1 a G,TT 452.77 q10 DP=3 GT:AD:DP:GQ:PS:FT 1|2:3,4,.:7:99.6:12:PASS']),
    )
    expect(calls).toEqual([
      {
        chrom: 'chr1',
        pos: 100,
        end: 100,
        id: 'rs1',
        ref: 'A',
        alts: ['G', 'TT'],
        kind: 'variant',
        alleles: [1, 2],
        phased: true,
        phaseSet: '12',
        filter: 'q10',
        qual: 452.77,
        depth: 7,
        quality: 99,
        depths: [3, 4, null],
        line: 4,
      },
    ])
  })

  test('rows are told apart: variants, blocks, rows without ALT, symbolic ones; with the last base they speak of', async () => {
    const { calls } = await read(
      vcf38([
        'chr1 1 . A G . . . GT 0/1',
        'chr1 2 . A <NON_REF> . . END=9 GT 0/0',
        'chr1 3 . A . . . END=9 GT 0/0',
        'chr1 4 . A . . . . GT 0/0',
        'chr1 5 . A G,<*> . . . GT 0/1',
        'chr1 6 . A <DEL> . . SVLEN=-10 GT 0/1',
        'chr1 7 . A A]chr2:5] . . . GT 0/1',
        'chr1 8 . A <*> . . . GT:LEN 0/0:20',
        'chr1 9 . ACG *,A . . . GT 1/2',
      ]),
    )
    expect(calls.map((c) => `${c.pos}-${c.end} ${c.kind}`)).toEqual([
      '1-1 variant',
      '2-9 referenceBlock',
      '3-9 referenceBlock',
      '4-4 noAlt',
      '5-5 variant',
      '6-16 symbolic',
      '7-7 symbolic',
      '8-27 referenceBlock',
      '9-11 variant',
    ])
  })

  test('local alleles (LAA, LGT, LAD) stand for the alleles of the row', async () => {
    const { calls, codes } = await read(
      vcf38([
        'chr1 100 . A C,G,T . . . LAA:LGT:LAD 2:0/1:10,11',
        'chr1 101 . A C,G,T . . . LAA:LGT:LAD 1,3:1/2:1,2,3',
        'chr1 102 . A C,G,T . . . LAA:LGT:LAD .:0/0:9',
        'chr1 103 . A C,G,T . . . LAA:LGT 2:0/2',
        'chr1 104 . A C,G,T . . . LAA:LGT:LAD 2:0/1:10,11',
        'chr1 105 . A C,G,T . . . DP 7',
        'chr1 106 . A C,G,T . . . DP:GT:AD 7',
      ]),
    )
    expect(calls.map((c) => c.alleles)).toEqual([
      [0, 2],
      [1, 3],
      [0, 0],
      [null, null],
      [0, 2],
      [null, null],
      [null, null],
    ])
    expect(calls.map((c) => c.depths)).toEqual([
      [10, null, 11, null],
      [1, 2, null, 3],
      [9, null, null, null],
      undefined,
      [10, null, 11, null],
      undefined,
      undefined,
    ])
    expect(codes).toEqual(['VCF_GT_INVALID'])
  })

  test('any container and any cut of the bytes give the same calls, and each contig begins a batch', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `chr${1 + Math.floor(i / 100)} ${i} . A G ${i} PASS . GT:DP 0/1:${i}`,
    )
    const text = vcf38(rows)
    const plain = await read(text)
    expect(plain.sizes).toEqual([100, 100, 100])
    expect(plain.result.ok && plain.result.value.calls).toBe(300)
    for (const file of [gzip(text), bgzf(text, 130), bytesOf(text.replaceAll('\n', '\r\n'))])
      expect((await read(file)).calls).toEqual(plain.calls)
  })

  test('a sample is taken by name, and a file whose header contradicts itself is refused before any row', async () => {
    const two = vcf38(['chr1 100 . A G . . . GT:DP 0/1:5 1/1:9'], [], ['a', 'b'])
    expect((await read(two, { sample: 'b' })).calls.map((c) => [c.alleles, c.depth])).toEqual([[[1, 1], 9]])
    expect((await read(two)).codes).toEqual(['VCF_FIRST_SAMPLE_TAKEN'])
    expect((await read(two, { sample: 'c' })).codes).toEqual(['VCF_SAMPLE_UNKNOWN'])
    const contradiction = await read(vcf38(['chr1 1 . A G . . . GT 0/1'], ['##reference=hg19']))
    expect([contradiction.codes, contradiction.calls]).toEqual([['BUILD_CONTRADICTION'], []])
    const open = await read(vcf38(['chr1 1 . A G . . . GT 0/1']).replace(/##contig.*\n/, ''))
    expect([open.codes, open.calls.length, open.result.ok && open.result.value.build]).toEqual([
      ['BUILD_NOT_STATED'],
      1,
      undefined,
    ])
  })

  test('rows on the old mitochondrion of hg19 are not read', async () => {
    const { calls, codes } = await read(
      vcf38(['chrM 10 . A G . . . GT 1', 'chr1 5 . A G . . . GT 0/1'], ['##contig=<ID=chrM,length=16571>']),
    )
    expect(calls.map((c) => c.chrom)).toEqual(['chr1'])
    expect(codes).toEqual(['VCF_OLD_MITOCHONDRION'])
  })

  test('an array file is refused with a sentence, and so is a file without samples', async () => {
    expect((await read('# rsid\tchromosome\tposition\tgenotype\nrs1\t1\t100\tAG\n')).codes).toEqual(['CALLS_OF_ARRAY'])
    expect((await read('##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n')).codes).toEqual([
      'VCF_NO_SAMPLES',
    ])
  })

  test('an empty line of a file without samples is no row', async () => {
    const sites = '##fileformat=VCFv4.2\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n'
    const { result, calls, codes } = await read(`${sites}\n1\t5\t.\tA\tG\t.\t.\t.\n\n`, { withoutSamples: true })
    expect([calls.map((c) => [c.pos, c.alleles]), codes]).toEqual([[[5, [null, null]]], []])
    expect(result.ok && result.value.rowsRead).toBe(1)
  })

  test('a count that is none is told and rests nothing', async () => {
    const { calls, codes } = await read(vcf38(['chr1 100 . A . . . . GT:DP:GQ 0/0:many:-3']))
    expect(calls.map((c) => [c.depth, c.quality])).toEqual([[0, 0]])
    expect(codes).toEqual(['VCF_COUNT_INVALID', 'VCF_COUNT_INVALID'])
  })
})

const rows = Array.from(
  { length: 40 },
  (_, i) =>
    `chr1 ${1000 + 7 * i} rs${i} ${i % 4 ? 'C' : 'CAT'} ${i % 5 ? 'T' : 'T,G'} 50.5 PASS DP=${i} GT:AD:DP:GQ ${['0/1', '1/1', '0|1', './.', '0'][i % 5]}:3,4:${i}:99`,
)
const whole = bytesOf(vcf38(rows))
const damage = fc.record({
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  flips: fc.array(
    fc.tuple(fc.nat(), fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(9, 10, 13, 58, 47, 46, 48, 49)), fc.boolean()),
    { maxLength: 6 },
  ),
})

/** What a call must be by the naive reading of its line: split at tabs, colons and commas. */
const naive = (line: string): readonly unknown[] => {
  const cells = line.split('\t')
  const [, pos, id, ref = '', alt = ''] = cells
  const format = cells[8]?.split(':') ?? []
  const values = cells[9]?.split(':') ?? []
  const gt = readGenotype(values[format.indexOf('GT')] ?? '')
  const alts = alt === '.' || alt === '' ? [] : alt.split(',')
  const valid = gt !== undefined && gt.alleles.every((a) => a === null || a <= alts.length)
  return [
    Number(pos),
    id,
    ref.toUpperCase(),
    alts.map((a) => (/^[a-z]+$/i.test(a) ? a.toUpperCase() : a)),
    valid ? gt.alleles : [null, null],
  ]
}

describe('a damaged text', () => {
  test('gives no call that does not stand in the line it names', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(damage, async (d) => {
        const bytes = whole.slice(0, Math.ceil(whole.length * d.cut))
        for (const [at, value, late] of d.flips)
          if (bytes.length > 0) bytes[late ? Math.max(0, bytes.length - 1 - (at % 2000)) : at % bytes.length] = value
        const { calls } = await read(bytes, { lineLimit: 500 })
        const lines = Array.from(bytes, (b) => String.fromCharCode(b))
          .join('')
          .split('\n')
        for (const call of calls) {
          const line = (lines[call.line - 1] as string).replace(/\r$/, '')
          expect([call.pos, call.id, call.ref, call.alts, call.alleles]).toEqual(naive(line))
          seen++
        }
      }),
      { numRuns: 1000 },
    )
    expect(seen).toBeGreaterThan(1000)
  })

  test('never ends in an exception, whatever the bytes are', async () => {
    const piece = fc.constantFrom(
      '##fileformat=VCFv4.2\n',
      '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n',
      'chr1\t1000\t.\tC\tT\t.\t.\tEND=5000\tGT\t0/1\n',
      '\t',
      '\n',
      '\r\n',
      'chr1\t5\t',
      '.',
      '<DEL>',
      '0|1',
      ':',
      'GT:AD:LAA:LGT\t',
      '1,2',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), async (pieces) => {
        const { result } = await read(pieces.join(''), { build: 'GRCh38', lineLimit: 100 })
        expect(result.ok || result.problems.some((p) => p.severity === 'error')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
