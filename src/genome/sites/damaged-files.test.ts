import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memorySource, portableInflate, readCohort, readSites, type Site, type SiteRow } from '../index.ts'
import { bgzf, bytesOf, gzip, vcf38 } from '../bytes/packed.fixture.ts'

const sites: readonly Site[] = Array.from({ length: 30 }, (_, i) => ({
  chrom: 'chr1',
  pos: 1000 + i * 100,
  ref: i % 5 === 0 ? 'CAT' : 'C',
  alts: [i % 5 === 0 ? 'C' : 'T'],
}))
const text = vcf38(
  sites.map(
    (s, i) =>
      `chr1 ${s.pos} . ${s.ref} ${s.alts[0]} 50 PASS DP=${i} GT:AD:PS ${['0/1', '1/1', '0|1', './.', '0/0'][i % 5]}:3,4:${s.pos}`,
  ),
  ['##FORMAT=<ID=AD,Number=R,Type=Integer,Description="d">'],
)
const wanted = { GRCh38: sites, GRCh37: sites.map((s) => ({ ...s, pos: s.pos + 50 })) }
const options = { inflate: portableInflate }
const call = (r: SiteRow): string => `${r.chrom}:${r.pos} ${r.ref} ${r.alts.join(',')} ${r.gt}`

type Damage = { readonly cut: number; readonly flips: readonly (readonly [number, number])[] }
const damage = fc.record<Damage>({
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }),
})
const damaged = (file: Uint8Array, d: Damage, mayCut: boolean): Uint8Array => {
  const out = file.slice(0, mayCut ? Math.ceil(file.length * d.cut) : file.length)
  if (out.length > 0) for (const [at, value] of d.flips) out[at % out.length] = value
  return out
}

test('a damaged packed file gives no call that the whole file does not hold', async () => {
  const whole = await readSites(memorySource('a', text), wanted, options)
  const held = new Set(whole.ok ? whole.value.sites.map(call) : [])
  expect(held.size).toBe(30)
  const packed = [gzip(text), bgzf(text, 300)]
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 1 }), damage, fc.boolean(), async (which, d, mayCut) => {
      const file = damaged(packed[which] as Uint8Array, d, mayCut)
      const r = await readSites(memorySource('a', file, 128), wanted, options)
      if (!r.ok) expect(r.problems.some((p) => p.severity === 'error')).toBe(true)
      else for (const row of r.value.sites) expect(held).toContain(call(row))
      const c = await readCohort(memorySource('a', file, 128), wanted, options)
      if (c.ok) expect(c.value.columns.length).toBeLessThanOrEqual(30)
    }),
    { numRuns: 400 },
  )
})

test('a damaged plain file gives no call that does not stand in the line it names', async () => {
  const file = bytesOf(text)
  await fc.assert(
    fc.asyncProperty(damage, fc.boolean(), async (d, mayCut) => {
      const bytes = damaged(file, d, mayCut)
      const r = await readSites(memorySource('a', bytes, 64), wanted, { ...options, lineLimit: 400 })
      if (!r.ok) return
      const lines = new TextDecoder().decode(bytes).split('\n')
      for (const row of r.value.sites) {
        const line = (lines[row.line - 1] as string).replace(/\r$/, '')
        const cells = line.split('\t')
        // A damaged line end can join the header with a row: then there are more samples, and the text is that of the first.
        expect(row.text).toBe(cells.slice(0, 10).join('\t'))
        const used = row.gt.split(/[/|]/).filter((a) => a !== '.' && a !== '0')
        // An allele that is called is listed in the line, and its index stands in the line's own genotype.
        if (/^[\t -~]*$/.test(line) && Number(cells[1]) === row.pos && cells[3]?.toUpperCase() === row.ref)
          for (const a of used) {
            expect(cells[4]?.toUpperCase().split(',')).toContain(row.alts[Number(a) - 1])
            expect(cells[9]).toContain(a)
          }
      }
    }),
    {
      numRuns: 600,
      examples: [
        [
          {
            cut: 0,
            flips: [
              [220409766, 1],
              [1351417505, 0],
            ],
          },
          false,
        ],
      ],
    },
  )
})

test('any bytes at all end in an answer or in problems, never in an exception', async () => {
  const piece = fc.constantFrom(
    '##fileformat=VCFv4.2\n',
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n',
    'chr1\t1000\t.\tC\tT\t.\t.\tEND=5000\tGT\t0/1\n',
    '\t',
    '\n',
    '\r\n',
    'rs1\t1\t1000\tCT\n',
    '#',
    '.',
    '\u001f\u008b',
    '1',
    '0|1',
    '<DEL>',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), async (pieces) => {
      const r = await readSites(memorySource('a', pieces.join(''), 16), wanted, {
        ...options,
        build: 'GRCh38',
        lineLimit: 100,
      })
      expect(r.ok || r.problems.some((p) => p.severity === 'error')).toBe(true)
      await readCohort(memorySource('a', pieces.join(''), 16), wanted, { ...options, build: 'GRCh38' })
    }),
    { numRuns: 500 },
  )
})
