import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { syntheticGene } from '../consequence/synthetic-gene.fixture.ts'
import { transcriptIndex } from '../transcripts/transcript-index.ts'
import { annotateVcfText, type AnnotateVcfOptions } from './annotate-vcf-text.ts'

//                             M  A  Q  W  L  G  *
const gene = syntheticGene(['GCCATGGCACAATGGTTAGGATAACCC'], { start: 3, end: 24 })
const context = {
  build: 'GRCh38' as const,
  transcripts: transcriptIndex([gene.transcript]),
  reference: gene.reference,
  sources: ['models 1'],
}
const meta = ['##fileformat=VCFv4.2', '##contig=<ID=chr1,length=248956422>']
const columns = '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO'

const annotated = async (text: string, more: Partial<AnnotateVcfOptions> = {}) => {
  let out = ''
  const problems = await annotateVcfText(
    memorySource('x.vcf', new TextEncoder().encode(text)),
    {
      inflate: portableInflate,
      transcripts: 'preferred',
      vrs: false,
      software: 'attune 0',
      context: () => context,
      keeps: () => true,
      ...more,
    },
    (piece) => {
      out += piece
    },
  )
  return { out, lines: out.split('\n').slice(0, -1), codes: problems.map((p) => p.code) }
}

const first = `chr1\t${gene.at(9) + 1}\trs1\tC\tT\t50\tPASS\tDP=1;DP=2;DB`
const second = `chr1\t${gene.at(10) + 1}\t.\tA\tG\t.\t.\t.`

describe('a VCF', () => {
  test('keeps every row, and in each row every cell but INFO, where only CSQ is added', async () => {
    const cell = fc.constantFrom('.', 'x', 'DP=1;DP=2', 'CSQ=old;AF=0.1', 'é=1', 'END=6100', 'CSQX=1')
    const row = fc
      .record({
        pos: fc.integer({ min: gene.at(0) - 20, max: gene.at(0) + 40 }),
        id: fc.constantFrom('.', 'rs1;rs2'),
        ref: fc.constantFrom('A', 'c', 'GT', 'N'),
        alt: fc.constantFrom('.', 'T', 'A,*', '<DEL>', '<CNV>', 'G]chr2:4]', 'TT,<NON_REF>', 'n'),
        info: cell,
        gt: fc.constantFrom('0/1', './.', '1', '0|1:5', '.'),
      })
      .map((r) => `chr1\t${r.pos}\t${r.id}\t${r.ref}\t${r.alt}\t.\tq10\t${r.info}\tGT:DP\t${r.gt}`)
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const text = `${[...meta, `${columns}\tFORMAT\tS`, ...rows].join('\n')}\n`
        const { out, lines } = await annotated(text)
        const without = (line: string): string => {
          const cells = line.split('\t')
          const info = (cells[7] ?? '').split(';').filter((f) => f !== '' && f !== '.' && !/^CSQ(_TOGETHER)?=/.test(f))
          return cells.with(7, info.length === 0 ? '.' : info.join(';')).join('\t')
        }
        expect(lines.filter((l) => !l.startsWith('#')).map(without)).toEqual(rows.map(without))
        expect((await annotated(out)).out).toBe(out)
      }),
      { numRuns: 60, seed: 12345 },
    )
  })

  test('of one sample says what phased variants of one codon do together', async () => {
    const rows = [first, second].map((r) => `${r}\tGT\t0|1`)
    const { lines, codes } = await annotated(`${[...meta, `${columns}\tFORMAT\tS`, ...rows].join('\n')}\n`)
    expect(codes).toEqual([])
    const told = lines.filter((l) => !l.startsWith('#'))
    expect(told[0]).toMatch(/^chr1\t\d+\trs1\tC\tT\t50\tPASS\tDP=1;DP=2;DB;CSQ=T\|stop_gained\|HIGH\|TEST1\|/)
    for (const line of told)
      expect(line).toMatch(/;CSQ_TOGETHER=TEST1\|TEST1\.1\|[^;]*\|stop_gained\|HIGH\|3Q>\*\|2\|\t/)
  })

  test('without samples is taken', async () => {
    const { lines } = await annotated(`${[...meta, columns, first].join('\n')}\n`)
    expect(lines.at(-1)).toMatch(/^chr1.*DB;CSQ=T\|stop_gained\|[^;\t]*$/)
  })

  test('comes out with what it is asked for only', async () => {
    const text = `${[...meta, columns, first, second].join('\n')}\n`
    const { lines } = await annotated(text, {
      shows: ({ alleles }) => alleles.some((a) => a?.transcripts[0]?.impact === 'high'),
    })
    expect(lines.filter((l) => !l.startsWith('#'))).toHaveLength(1)
    const kept = await annotated(text, { keeps: (row) => row.id === '.' })
    expect(kept.lines.filter((l) => !l.startsWith('#'))).toHaveLength(1)
  })

  test('hands on what is no row, in its place, with a warning', async () => {
    const { lines, codes } = await annotated(`${[...meta, columns, first, 'chr1\tx', second].join('\n')}\n`)
    expect(lines.slice(-2)[0]).toBe('chr1\tx')
    expect([lines.slice(-3)[0]?.slice(0, 30), codes]).toEqual([first.slice(0, 30), ['VCF_ROW_NOT_ANNOTATED']])
  })

  test('on the old mitochondrion keeps those rows as they are, without a consequence and with a warning', async () => {
    const foreign = ['##contig=<ID=chrM,length=16571>']
    const row = 'chrM\t3308\t.\tT\tC\t.\t.\tCSQ=old;DP=1'
    const { lines, codes } = await annotated(`${[...meta, ...foreign, columns, first, row].join('\n')}\n`)
    expect([lines.at(-1), codes]).toEqual([row.replace('CSQ=old;', ''), ['VCF_OLD_MITOCHONDRION']])
    expect(lines.at(-2)).toMatch(/;CSQ=T\|stop_gained/)
  })

  test.each([
    ['has no column line', meta, 'VCF_NO_COLUMN_LINE'],
    ['does not say its build', [meta[0], columns, first], 'BUILD_UNKNOWN'],
  ])('writes nothing when it %s', async (_, lines, code) => {
    const { out, codes } = await annotated(`${lines.join('\n')}\n`)
    expect([out, codes]).toEqual(['', [code]])
  })
})
