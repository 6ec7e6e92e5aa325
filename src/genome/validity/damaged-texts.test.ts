import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memorySource } from '../bytes/memory-source.ts'
import { bgzf, bytesOf, gzip } from '../bytes/packed.fixture.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { checkVcf, faultCodes, type Validity } from './index.ts'
import { validTexts } from './valid-texts.fixture.ts'

const texts = Object.values(validTexts)
const check = (bytes: Uint8Array, mode: 'strict' | 'lenient', chunk: number): Promise<Validity> =>
  checkVcf(memorySource('a', bytes, chunk), { inflate: portableInflate, mode, lineLimit: 300 })

type Damage = {
  readonly text: number
  readonly form: 'plain' | 'gzip' | 'bgzf'
  readonly cut: number
  readonly flips: readonly (readonly [number, number])[]
  readonly swaps: readonly (readonly [number, number])[]
}
const damage = fc.record<Damage>({
  text: fc.nat({ max: texts.length - 1 }),
  form: fc.constantFrom('plain', 'gzip', 'bgzf'),
  cut: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
  swaps: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
})

const damaged = (d: Damage): Uint8Array => {
  const lines = (texts[d.text] as string).split('\n')
  for (const [a, b] of d.swaps) {
    const [i, k] = [a % lines.length, b % lines.length]
    ;[lines[i], lines[k]] = [lines[k] as string, lines[i] as string]
  }
  const text = lines.join('\n')
  const whole = d.form === 'plain' ? bytesOf(text) : d.form === 'gzip' ? gzip(text) : bgzf(text, 200)
  const bytes = whole.slice(0, Math.ceil(whole.length * d.cut))
  if (bytes.length > 0) for (const [at, value] of d.flips) bytes[at % bytes.length] = value
  return bytes
}

test('a damaged file ends in findings or none, the same however its bytes come, and lenient is never stricter', async () => {
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 1, max: 700 }), async (d, chunk) => {
      const bytes = damaged(d)
      const v = await check(bytes, 'strict', 1 << 20)
      // How much of damaged packed data comes out before the fault depends on the pieces it is fed in.
      if (d.form === 'plain') expect(await check(bytes, 'strict', chunk)).toEqual(v)
      expect(v.errors).toBeGreaterThanOrEqual(v.findings.some((f) => f.severity === 'error') ? 1 : 0)
      for (const f of v.findings) {
        expect(f.code.startsWith('FILE_') || f.code in faultCodes).toBe(true)
        expect(f.at.line ?? 1).toBeGreaterThan(0)
      }
      const lenient = await check(bytes, 'lenient', 1 << 20)
      expect(lenient.errors).toBeLessThanOrEqual(v.errors)
      expect(lenient.rows).toBe(v.rows)
    }),
    {
      numRuns: 400,
      examples: [[{ text: 0, form: 'plain', cut: 1, flips: [[13128169, 0]], swaps: [] }, 1]],
    },
  )
})

test('pieces of VCF in any order end in findings, unless they make up a valid header', async () => {
  const piece = fc.constantFrom(
    '##fileformat=VCFv4.4\n',
    '##fileformat=VCFv4.5\n',
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n',
    '##INFO=<ID=A,Number=',
    '##META=<ID=x,Values=[',
    '",',
    ']',
    '>\n',
    '1\t5\t.\tC\t<CNV:TR>,T[1:3[\t.\t.\tRN=.;RUC=9;RUB=1;SVLEN=,;CIRB=-1\tGT:LAA:LPL:PSL\t/0|1:2,1:3:.,a\n',
    '1\t5\t.\tC\tT,<*>\t.\t.\tEND=4;AF=.\tGT:PL\t0/0/1/2:1,2\n',
    '\t',
    '\n',
    ',',
    ';',
    '=',
    '.',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 25 }), async (pieces) => {
      const text = pieces.join('')
      const v = await check(bytesOf(text), 'strict', 16)
      // Of all that the pieces can make up, a version line with the column line behind it is valid, and nothing else.
      expect(v.findings.length > 0).toBe(!/^##fileformat=VCFv4\.[45]\n#CHROM\t[^\n]*\n$/.test(text))
    }),
    {
      numRuns: 400,
      examples: [[['##fileformat=VCFv4.4\n', '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n']]],
    },
  )
})

describe('time grows with the size of the file, whatever stands in it', () => {
  const head = '##fileformat=VCFv4.4\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n'
  const n = 400_000
  const cases: readonly (readonly [string, string])[] = [
    ['pairs without end in a header line', `##X=<${'a,'.repeat(n)}>\n${head}`],
    ['open brackets in a header line', `##X=<${'a=[,'.repeat(n)}>\n${head}`],
    ['quotes in a header line', `##X=<${'a="",'.repeat(n)}>\n${head}`],
    ['identifiers', `${head}1\t1\t${'a;'.repeat(n)}\tC\tT\t.\t.\t.\tGT\t0/1\n`],
    ['alleles', `${head}1\t1\t.\tC\t${'T,'.repeat(n)}A\t.\t.\t.\tGT\t0/1\n`],
    ['alleles that begin like breakends', `${head}1\t1\t.\tC\t${'C['.repeat(n)}\t.\t.\t.\tGT\t0/1\n`],
    [
      'keys of INFO',
      `${head}1\t1\t.\tC\tT\t.\t.\t${Array.from({ length: n / 4 }, (_, i) => `k${i}=1`).join(';')}\tGT\t0/1\n`,
    ],
    [
      'flags of INFO',
      `${head}1\t1\t.\tC\tT\t.\t.\t${Array.from({ length: n / 4 }, (_, i) => `k${i}`).join(';')}\tGT\t0/1\n`,
    ],
    ['values of INFO', `${head}1\t1\t.\tC\tT\t.\t.\tDP=${'1,'.repeat(n)}\tGT\t0/1\n`],
    [
      'tandem repeats',
      `${head}1\t1\t.\tC\t<CNV:TR>\t.\t.\tSVLEN=1;RN=${n};RUS=${'A,'.repeat(n - 1)}A;RUC=1\tGT\t0/1\n`,
    ],
    ['keys of FORMAT', `${head}1\t1\t.\tC\tT\t.\t.\t.\t${'a:'.repeat(n)}\t0/1\n`],
    ['strands', `${head}1\t1\t.\tC\tT\t.\t.\t.\tGT:PL\t${'0/'.repeat(n)}1:1\n`],
    ['long alleles in neighbouring rows', head + `1\t1\t.\t${'A'.repeat(900)}\tT\t.\t.\t.\tGT\t0/1\n`.repeat(900)],
    ['filters', head + Array.from({ length: n / 8 }, (_, i) => `1\t${i}\t.\tC\tT\t.\tf${i}\t.\tGT\t0/1\n`).join('')],
    ['contigs', head + Array.from({ length: n / 8 }, (_, i) => `c${i}\t1\t.\tC\tT\t.\t.\t.\tGT\t0/1\n`).join('')],
    ['columns', `${head}${'1\t'.repeat(n)}\n`],
  ]

  test.each(cases)(
    '%s',
    async (_, text) => {
      const from = performance.now()
      const v = await checkVcf(memorySource('a', text), { inflate: portableInflate, mode: 'strict' })
      // A quadratic walk over these texts takes minutes.
      expect(performance.now() - from).toBeLessThan(20_000)
      expect(v.errors + v.warnings).toBeGreaterThan(0)
    },
    60_000,
  )
})
