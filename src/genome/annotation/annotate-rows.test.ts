import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { syntheticGene } from '../consequence/synthetic-gene.fixture.ts'
import { transcriptIndex } from '../transcripts/transcript-index.ts'
import type { Variant } from '../variant.ts'
import { type AnnotatedRow, endsOfAlts, rowAnnotator, type RowToAnnotate } from './annotate-rows.ts'

//                             M  A  Q  W  L  G  *
const gene = syntheticGene(['GCCATGGCACAATGGTTAGGATAACCC'], { start: 3, end: 24 })
const context = {
  build: 'GRCh38' as const,
  transcripts: transcriptIndex([gene.transcript]),
  reference: gene.reference,
  sources: [],
}
const options = { transcripts: 'preferred', vrs: false } as const

const annotated = (rows: readonly RowToAnnotate[]): readonly (readonly [RowToAnnotate, AnnotatedRow])[] => {
  const out: (readonly [RowToAnnotate, AnnotatedRow])[] = []
  const annotator = rowAnnotator<RowToAnnotate>(context, options, (row, told) => out.push([row, told]))
  for (const row of rows) annotator.push(row)
  annotator.end()
  return out
}
const rowOf = ({ chrom, pos, ref, alt }: Variant, gt: string): RowToAnnotate => ({
  chrom,
  pos,
  ref,
  alts: [alt],
  strands: gt.split(/[|/]/).map(Number),
  phased: gt.includes('|'),
})
const together = (rows: readonly RowToAnnotate[]) => annotated(rows).map(([, told]) => told.together)

describe('rows', () => {
  test('come out as many as they went in and in their order, whatever they hold', () => {
    const letters = fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), minLength: 1, maxLength: 3 })
    const alts = fc.oneof(letters, fc.constantFrom('*', '<NON_REF>', '<DEL>', '<CNV>', 'A]chr2:5]', 'N'))
    const row = fc.record({
      chrom: fc.constantFrom('chr1', 'chr2'),
      pos: fc.integer({ min: gene.at(0) - 50, max: gene.at(0) + 80 }),
      ref: letters,
      alts: fc.array(alts, { maxLength: 3 }),
      strands: fc.array(fc.option(fc.nat(3)), { maxLength: 3 }),
      phased: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const out = annotated(rows)
        expect(out.map(([r]) => r)).toEqual(rows)
        for (const [r, { alleles }] of out)
          expect(alleles.map((a) => a === undefined)).toEqual(r.alts.map((a) => a === '*' || a === '<NON_REF>'))
      }),
      { numRuns: 200, seed: 12345 },
    )
  })

  test('of one codon on one copy are told together, each with the other', () => {
    const rows = [rowOf(gene.variant(9, 10, 'T'), '0|1'), rowOf(gene.variant(10, 11, 'G'), '0|1')]
    const [first, second] = together(rows)
    expect(first).toEqual([
      expect.objectContaining({
        transcript: 'TEST1.1',
        terms: ['stop_gained'],
        aminoAcids: ['Q', '*'],
        residues: [3, 3],
        copies: [2],
        members: [gene.variant(9, 10, 'T'), gene.variant(10, 11, 'G')],
      }),
    ])
    expect(second).toEqual(first)
  })

  test('of one codon on different copies are told alone', () => {
    const apart = [rowOf(gene.variant(9, 10, 'T'), '1|0'), rowOf(gene.variant(10, 11, 'G'), '0|1')]
    expect(together(apart)).toEqual([[], []])
  })

  test('of one codon, one of them called on one strand only, say what is open', () => {
    const half = { ...rowOf(gene.variant(10, 11, 'G'), '0|1'), strands: [null, 1] }
    expect(together([rowOf(gene.variant(9, 10, 'T'), '0|1'), half])).toEqual([
      [expect.objectContaining({ members: [gene.variant(9, 10, 'T')], unplaced: [gene.variant(10, 11, 'G')] })],
      [expect.objectContaining({ members: [gene.variant(10, 11, 'G')], unplaced: [gene.variant(9, 10, 'T')] })],
    ])
  })

  test('of one codon whose phase is not known say what is open', () => {
    const [first] = together([rowOf(gene.variant(9, 10, 'T'), '0/1'), rowOf(gene.variant(10, 11, 'G'), '0/1')])
    expect(first).toEqual([expect.objectContaining({ unplaced: [gene.variant(10, 11, 'G')] })])
  })

  test('of the next chromosome do not wait for those before', () => {
    const out: string[] = []
    const annotator = rowAnnotator<RowToAnnotate>(context, options, (row) => out.push(`${row.chrom}:${row.pos}`))
    const coding = rowOf(gene.variant(9, 10, 'T'), '0|1')
    annotator.push(coding)
    annotator.push({ chrom: 'chr1', pos: gene.at(26) + 400, ref: 'A', alts: ['C'] })
    expect(out).toEqual([`chr1:${coding.pos}`])
    annotator.push({ chrom: 'chr2', pos: 1, ref: 'A', alts: ['C'] })
    expect(out).toHaveLength(2)
    annotator.end()
    expect(out).toHaveLength(3)
  })

  test('with a symbolic deletion that does not say how far it reaches are not read', () => {
    const row = {
      chrom: 'chr1',
      pos: gene.at(8),
      ref: gene.genome.charAt(gene.at(8) - 1),
      alts: ['<DEL>', '<DUP>', '<INV>'],
    }
    for (const ends of [undefined, [row.pos, row.pos, row.pos]])
      expect(annotated([{ ...row, ...(ends === undefined ? {} : { ends }) }])[0]?.[1].alleles).toEqual(
        row.alts.map(() => ({ reference: 'equal', transcripts: [] })),
      )
  })

  test('with several symbolic ALTs give each the length it states', () => {
    const row = { pos: 100, alts: ['<DEL>', '<DEL>', 'T'] }
    expect(endsOfAlts(row, 300, '-100,200,.')).toEqual([200, 300, 300])
    expect(endsOfAlts(row, 300, undefined)).toEqual([300, 300, 300])
    expect(endsOfAlts({ pos: 100, alts: ['<DEL>'] }, 300, '-50')).toEqual([300])
  })

  test('with a symbolic deletion of the whole gene say so', () => {
    const row = { chrom: 'chr1', pos: gene.at(0) - 9, ref: 'A', alts: ['<DEL>'], ends: [gene.at(26) + 10] }
    const [[, told] = [row, undefined]] = annotated([row])
    expect(told?.alleles[0]?.transcripts[0]?.terms).toEqual(['transcript_ablation'])
    expect(told?.alleles[0]?.change).toEqual({ chrom: 'chr1', start: row.pos + 1, end: gene.at(26) + 10, type: 'DEL' })
  })
})
