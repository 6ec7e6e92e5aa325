import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vcf38 } from '../bytes/packed.fixture.ts'
import { type Call, callAt } from '../calls/index.ts'
import { archived, callsIn, callsOf, opened, packed } from './packed-archive.fixture.ts'

const base = fc.constantFrom('A', 'C', 'G', 'T')
const sequence = fc.array(base, { minLength: 1, maxLength: 6 }).map((b) => b.join(''))
const odd = fc.constantFrom(
  '.',
  '<DEL>',
  '<NON_REF>',
  '<*>',
  'A,<NON_REF>',
  'C,<*>',
  '*',
  'a',
  'G]chr1:500]',
  '.A',
  'N',
  'AC,<DEL>,*',
)
const allele = fc.oneof({ weight: 8, arbitrary: sequence }, { weight: 2, arbitrary: odd })
const altsOf = (alt: string): number => (alt === '.' ? 0 : alt.split(',').length)
const count = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 100_000 }), fc.constant(2 ** 31 - 1))
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const info = fc.constantFrom('.', 'END=90000;SVTYPE=DEL', 'SVLEN=-3000', 'END=9')

/** One row as its text, with the chromosome and position still to come. */
const row = fc
  .record({
    id: fc.constantFrom('.', 'rs1', 'rs99;x', '.'),
    ref: fc.oneof({ weight: 9, arbitrary: sequence }, { weight: 1, arbitrary: fc.constantFrom('N', 'acg', 'R') }),
    alt: fc.oneof(
      allele,
      fc.tuple(sequence, allele).map(([a, b]) => (b === '.' ? a : `${a},${b}`)),
    ),
    qual: some(fc.oneof(fc.nat({ max: 5000 }), fc.constantFrom(0.5, 12.25, 452.77))),
    filter: fc.constantFrom('PASS', '.', 'LowQual', 'q10;s50'),
    info,
    strands: fc.array(fc.oneof(fc.nat({ max: 3 }), fc.constant(-1)), { minLength: 1, maxLength: 4 }),
    phased: fc.boolean(),
    ad: some(fc.array(fc.oneof(count, fc.constant(-1)), { minLength: 1, maxLength: 5 })),
    dp: some(count),
    sumDp: fc.boolean(),
    gq: some(fc.nat({ max: 32767 })),
    minDp: some(count),
    ps: some(fc.constantFrom('7', '12345', 'block_1', '07')),
    cn: some(fc.nat({ max: 9 })),
    ft: some(fc.constantFrom('PASS', 'bad')),
  })
  .map((r) => {
    const alts = altsOf(r.alt)
    const gt = r.strands.map((s) => (s < 0 ? '.' : String(Math.min(s, alts)))).join(r.phased ? '|' : '/')
    const ad = r.ad?.map((d) => (d < 0 ? '.' : d)).join(',')
    const sum = r.ad?.reduce((a, b) => a + b, 0)
    const dp = r.sumDp && sum !== undefined && sum < 2 ** 31 ? sum : r.dp
    const fields: readonly (readonly [string, string | number | undefined])[] = [
      ['GT', gt],
      ['AD', ad],
      ['DP', dp],
      ['GQ', r.gq],
      ['MIN_DP', r.minDp],
      ['PS', r.ps],
      ['CN', r.cn],
      ['FT', r.ft],
    ]
    const given = fields.filter(([, v]) => v !== undefined)
    return `${r.id} ${r.ref} ${r.alt} ${r.qual ?? '.'} ${r.filter} ${r.info} ${given.map(([k]) => k).join(':')} ${given.map(([, v]) => v).join(':')}`
  })

const contig = fc.constantFrom('chr1', '2', 'chrX', 'chrUn_1', 'MT')
const genome = fc
  .array(fc.record({ contig, gap: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 3_000_000 })), rows: row }), {
    maxLength: 60,
  })
  .chain((rows) => fc.record({ rows: fc.constant(rows), ascending: fc.boolean() }))
  .map(({ rows, ascending }) => {
    let at = 0
    return vcf38(
      rows.map((r) => {
        at = ascending ? at + r.gap : r.gap
        return `${r.contig} ${at} ${r.rows}`
      }),
    )
  })

const touching = (calls: readonly Call[], chrom: string, start: number, end: number): readonly Call[] =>
  calls.filter((c) => c.chrom === chrom && c.pos <= end && c.end >= start)

const floorOfStep = (n: number): number => {
  if (n < 16) return n
  const step = 2 ** (Math.floor(Math.log2(n)) - 2)
  return Math.floor(n / step) * step
}

describe('a genome archive', () => {
  test('gives every call back that the file holds, when packed exactly', async () => {
    await fc.assert(
      fc.asyncProperty(genome, async (vcf) => {
        expect(callsOf(await archived(vcf, { exact: true }))).toEqual(await callsIn(vcf))
      }),
      { numRuns: 300 },
    )
  })

  test('rounds nothing but counts, GQ and QUAL, and those down to their step', async () => {
    await fc.assert(
      fc.asyncProperty(genome, async (vcf) => {
        const rounded = (await callsIn(vcf)).map((c): Call => {
          if (c.chrom === 'chrM') return c
          const { qual, quality, minDepth, depth: _, depths: __, ...rest } = c
          return {
            ...rest,
            ...(qual === undefined ? {} : { qual: Math.min(128, floorOfStep(Math.floor(qual))) }),
            ...(quality === undefined ? {} : { quality: quality < 128 ? quality : floorOfStep(quality) }),
            ...(minDepth === undefined ? {} : { minDepth: floorOfStep(minDepth) }),
          }
        })
        const held = callsOf(await archived(vcf)).map((c): Call => {
          if (c.chrom === 'chrM') return c
          const { depth: _, depths: __, ...rest } = c
          return rest
        })
        expect(held).toEqual(rounded)
      }),
      { numRuns: 150 },
    )
  })

  test('says fewer reads than there were by less than a fifth, never more, and the very number below 16', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 500 }), fc.nat({ max: 500 }), fc.nat({ max: 3 }), async (ref, alt, lost) => {
        const vcf = vcf38([`chr1 100 . A G 50 PASS . GT:AD:DP 0/1:${ref},${alt}:${ref + alt + lost}`])
        const [call] = callsOf(await archived(vcf))
        for (const [held, real] of [
          [call?.depths?.[0], ref],
          [call?.depths?.[1], alt],
          [call?.depth, ref + alt + lost],
        ] as const) {
          expect(held).toBeLessThanOrEqual(real)
          expect(held).toBeGreaterThan(real * 0.8 - 1e-9)
          if (ref < 16 && alt < 16 && ref + alt + lost < 16) expect(held).toBe(real)
        }
      }),
      {
        numRuns: 200,
        examples: [
          [19, 19, 0],
          [0, 0, 0],
        ],
      },
    )
  })

  test('finds the calls of a position or region that a walk through all of them finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        genome,
        fc.array(fc.tuple(contig, fc.nat({ max: 3000 }), fc.nat({ max: 2000 }))),
        async (vcf, asked) => {
          const archive = await archived(vcf, { exact: true })
          const all = callsOf(archive)
          const places = [
            ...all.map((c) => [c.chrom, c.pos, 0] as const),
            ...all.map((c) => [c.chrom, c.end, 3] as const),
            ...asked,
          ]
          for (const [chrom, start, length] of places) {
            expect(archive.over({ chrom, start, end: start + length })).toEqual(
              touching(all, chrom, start, start + length),
            )
            const inBatches: Call[] = []
            for (const b of archive.calls({ chrom, start, end: start + length }))
              for (let i = 0; i < b.size; i++) inBatches.push(callAt(b, i))
            expect(inBatches).toEqual(touching(all, chrom, start, start + length))
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('finds calls across chunks, a long deletion from another chunk among them', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `chr1 ${1000 + 10 * i} . A G . PASS . GT 0/1`)
    rows.splice(100, 0, 'chr1 1995 . A <DEL> . PASS END=399000 GT 0/1')
    const archive = await archived(vcf38(rows))
    expect(archive.directory.chunks.rows.length).toBe(2)
    expect(archive.at('chr1', 390_000).map((c) => c.pos)).toEqual([1995, 390_000])
    expect(archive.at('chr1', 399_001).map((c) => c.pos)).toEqual([])
    expect(archive.at('chr1', 400_990).map((c) => c.pos)).toEqual([400_990])
    expect(archive.at('chr2', 1000)).toEqual([])
    expect(archive.verify()).toEqual([])
  })
})

describe('a damaged archive', () => {
  const whole = packed(
    vcf38(
      Array.from(
        { length: 40 },
        (_, i) =>
          `chr${1 + (i % 2)} ${1000 + i} rs${i} A${i % 3 ? '' : 'CT'} ${i % 5 ? 'G' : 'G,T'} ${i}.5 PASS . GT:AD:DP:GQ 0/1:${i},7:${i + 7}:${i}`,
      ),
    ),
  )

  test('is refused or names the damaged chunk, whichever byte was changed, and gives no other calls', async () => {
    const bytes = await whole
    const before = callsOf(await archived(vcf38([]), {})).length
    expect(before).toBe(0)
    const open = opened(bytes)
    if (!open.ok) throw new Error('not opened')
    const calls = callsOf(open.value)
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] as number) ^ (1 << (at % 8))
      const result = opened(changed)
      if (!result.ok) {
        expect(result.problems.map((p) => p.severity)).toEqual(['error'])
        continue
      }
      const problems = result.value.verify()
      expect(problems.map((p) => p.code)).toEqual(['ARCHIVE_CHUNK_DAMAGED'])
      expect(problems[0]?.message).toMatch(/chunk of chr[12]:1\d{3}-1\d{3}/)
      expect(() => callsOf(result.value)).toThrow(/damaged in the chunk/)
    }
    expect(calls.length).toBe(40)
  })

  test('is refused when it is cut off at any place or has bytes behind it', async () => {
    const bytes = await whole
    for (let size = 0; size < bytes.length; size++) expect(opened(bytes.slice(0, size)).ok).toBe(false)
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes)
    expect(opened(longer).ok).toBe(false)
  })

  test('of a later version is refused with a sentence that says so', async () => {
    const later = (await whole).slice()
    later[8] = 2
    const result = opened(later)
    expect(result.problems.map((p) => p.code)).toEqual(['ARCHIVE_VERSION_UNKNOWN'])
    expect(result.problems[0]?.message).toBe('The archive is of format version 2; this program reads version 1.')
  })

  test('any bytes at all are refused without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, signed) => {
        if (signed) bytes.set([0x41, 0x54, 0x54, 0x55, 0x4e, 0x45, 0x1a, 0x0a, 1, 0, 0, 0].slice(0, bytes.length))
        expect(opened(bytes).ok).toBe(false)
      }),
    )
  })
})
