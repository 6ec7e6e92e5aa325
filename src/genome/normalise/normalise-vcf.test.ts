import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemLog } from '../problem-log.ts'
import { memoryReference } from '../reference/index.ts'
import { formatVcfRow, parseVcfRow } from '../vcf/vcf-row.ts'
import { fieldRules } from './field-rules.ts'
import { rowNormaliser } from './normalise-rows.ts'
import { normaliseVcf, type NormaliseVcfOptions } from './normalise-vcf.ts'

const header = [
  '##fileformat=VCFv4.2',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="x">',
  '##INFO=<ID=AC,Number=A,Type=Integer,Description="x">',
  '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS',
]
const latin = new TextEncoder()

const normalised = async (
  text: string,
  options: Omit<NormaliseVcfOptions, 'lineLimit'>,
  chunkSize = 1 << 20,
  lineLimit = 1 << 20,
) => {
  const bytes = latin.encode(text)
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize)
  }
  const log = problemLog('x.vcf')
  let out = ''
  const done = await normaliseVcf(chunks(), { ...options, lineLimit }, log, (b) => {
    out += new TextDecoder().decode(b)
  })
  return { ...done, lines: out.split('\n').slice(0, -1), problems: log.all() }
}

const genomes = fc.array(fc.string({ unit: fc.constantFrom('A', 'C', 'A', 'T'), minLength: 20, maxLength: 60 }), {
  minLength: 2,
  maxLength: 2,
})
const calls = fc.array(
  fc.record({
    chrom: fc.nat(1),
    place: fc.nat(),
    length: fc.integer({ min: 1, max: 4 }),
    alts: fc.uniqueArray(
      fc.oneof(
        fc.string({ unit: fc.constantFrom('A', 'C', 't'), minLength: 1, maxLength: 4 }),
        fc.constantFrom('*', '<DEL>', '<NON_REF>'),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    end: fc.boolean(),
  }),
  { maxLength: 25 },
)

describe('a file normalised as bytes', () => {
  test('has the rows that the same rows have one by one, wherever the file is cut into pieces and whatever its line ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        genomes,
        calls,
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom('\n', '\r\n'),
        async (sequences, list, chunkSize, end) => {
          const reference = memoryReference({ a: sequences[0] ?? '', b: sequences[1] ?? '' })
          const rows = list
            .map((c) => {
              const bases = sequences[c.chrom] ?? ''
              const at = c.place % (bases.length - c.length + 1)
              const ref = bases.slice(at, at + c.length)
              const alts = c.alts.filter((a) => a.toUpperCase() !== ref)
              return {
                chrom: c.chrom,
                at,
                text: `${'ab'[c.chrom]}\t${at + 1}\tid;é\t${ref}\t${alts.length === 0 ? '.' : alts.join(',')}\t.\tPASS\tAC=${alts.map((_, i) => i).join(',')}${c.end ? `;END=${at + ref.length}` : ''}\tGT:AD\t0/1:${[0, ...alts.map((_, i) => i)].join(',')}`,
              }
            })
            .toSorted((x, y) => x.chrom - y.chrom || x.at - y.at)
          for (const split of [undefined, { others: 'missing' as const }]) {
            const settings = { reference, check: 'out' as const, ...(split === undefined ? {} : { split }) }
            const one: string[] = []
            const single = rowNormaliser({ ...settings, rules: fieldRules(header) }, problemLog('x'), (r) =>
              one.push(formatVcfRow(r)),
            )
            for (const r of rows) single.push(parseVcfRow(r.text) ?? expect.fail('no row'))
            single.end()
            const all = await normalised([...header, ...rows.map((r) => r.text), ''].join(end), settings, chunkSize)
            expect(all.lines).toEqual([...header, ...one])
            expect(all).toMatchObject({ rows: rows.length, stopped: false })
          }
        },
      ),
      { numRuns: 300, seed: 12345 },
    )
  })

  const reference = memoryReference({ a: `${'ACGT'.repeat(5)}TTTTT${'ACGT'.repeat(600)}` })
  const file = (...rows: readonly string[]): string =>
    [...header, ...rows.map((r) => r.replaceAll(' ', '\t')), ''].join('\n')

  test('a REF that differs stops the work, and what was written must be thrown away', async () => {
    const r = await normalised(file('a 1 . A C . . . GT 0/1', 'a 2 . A C . . . GT 0/1', 'a 3 . G C . . . GT 0/1'), {
      reference,
    })
    expect(r).toMatchObject({
      stopped: true,
      problems: [{ code: 'VCF_REF_DIFFERS', severity: 'error', at: { path: 'a:2' } }],
    })
  })

  test.each([
    ['too few columns', 'a 1 . A C', 'VCF_ROW_TOO_SHORT'],
    ['a POS that is no number', 'a x . A C . . . GT 0/1', 'VCF_ROW_TOO_SHORT'],
    ['a line beyond the limit', `a 1 . A C . . X=${'y'.repeat(500)} GT 0/1`, 'VCF_LINE_TOO_LONG'],
  ])('%s stops the work with its line', async (_, row, code) => {
    const r = await normalised(file(row), { reference }, 1 << 20, 300)
    expect(r).toMatchObject({ stopped: true, problems: [{ code, at: { line: 5 } }] })
  })

  test('a row that moves further than rows are held back is told when it comes too late', async () => {
    const long = memoryReference({ a: 'C'.repeat(30_000) })
    const rows = Array.from(
      { length: 30 },
      (_, i) => `a\t${1000 * i + 1}\t.\tC\tA\t.\t.\tX=${'y'.repeat(100_000)}\tGT\t0/1`,
    )
    const r = await normalised([...header, ...rows, 'a\t29999\t.\tCC\tC\t.\t.\t.\tGT\t0/1', ''].join('\n'), {
      reference: long,
      window: 100,
    })
    expect(r.problems).toMatchObject([{ code: 'VCF_ORDER', severity: 'warning' }])
  })

  test('added header lines stand before the column line, and a file without rows keeps its header', async () => {
    expect((await normalised(file(), { reference, headerLines: ['##x=1'] })).lines).toEqual([
      ...header.slice(0, 3),
      '##x=1',
      header[3],
    ])
  })
})
