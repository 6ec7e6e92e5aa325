import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { syntheticGene } from '../consequence/synthetic-gene.fixture.ts'
import { memoryReference } from '../reference/index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { transcriptIndex } from '../transcripts/transcript-index.ts'
import type { GenomeContext } from './allele-annotation.ts'
import { alleleAnnotator } from './annotate-allele.ts'

//                             M  A  Q  W  L     L  G  *
const gene = syntheticGene(['GCCATGGCACAATGGTTA', 'TTAGGATAACCC'], { start: 3, end: 27 })
const contextOf = (transcripts: readonly Transcript[], held = true): GenomeContext => ({
  build: 'GRCh38',
  transcripts: transcriptIndex(transcripts),
  ...(held ? { reference: gene.reference } : {}),
  sources: [],
})
const preferred = { transcripts: 'preferred', vrs: false } as const
const of = (context: GenomeContext) => alleleAnnotator(context, preferred)

describe('an allele', () => {
  test('is annotated alike however it is padded and wherever in its repeat it is written', () => {
    const annotator = of(contextOf([gene.transcript]))
    const from = gene.at(0) - 30
    fc.assert(
      fc.property(
        fc.nat(280),
        fc.nat(3),
        fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), maxLength: 3 }),
        fc.nat(4),
        fc.nat(4),
        (place, gone, come, before, behind) => {
          const start = from + place
          const end = start + gone
          const bare = { ref: gene.genome.slice(start, end), alt: come }
          if (bare.ref === bare.alt) return
          const padded = (left: number, right: number) => ({
            chrom: 'chr1',
            pos: start - left + 1,
            ref: gene.genome.slice(start - left, end + right),
            alt: gene.genome.slice(start - left, start) + come + gene.genome.slice(end, end + right),
          })
          expect(annotator.ofBases(padded(before + 1, behind)).annotation).toEqual(
            annotator.ofBases(padded(1, 0)).annotation,
          )
        },
      ),
      { numRuns: 400, seed: 12345 },
    )
  })

  test('has its names and its consequence', () => {
    expect(of(contextOf([gene.transcript])).ofBases(gene.variant(9, 10, 'T')).annotation).toMatchObject({
      reference: 'equal',
      g: `NC_000001.11:g.${gene.at(9) + 1}C>T`,
      spdi: `NC_000001.11:${gene.at(9)}:C:T`,
      transcripts: [{ c: 'TEST1.1:c.7C>T', p: 'p.(Gln3Ter)', terms: ['stop_gained'], impact: 'high', exon: '1/2' }],
    })
  })

  test('has no genomic name where the bases around are not held, and says of its c. that it might have to move', () => {
    const held = gene.at(0) + 1
    const reference = memoryReference({ chr1: gene.genome })
    const sequence = reference.sequence('chr1')
    const window = {
      ...reference,
      sequence: (name: string) =>
        name === 'chr1' && sequence !== undefined
          ? { ...sequence, codeAt: (at: number) => (at >= held && at < gene.at(24) + 2 ? sequence.codeAt(at) : 0) }
          : undefined,
    }
    const context = { ...contextOf([gene.transcript], false), reference: window }
    const inside = of(context).ofBases(gene.variant(9, 10, '')).annotation
    expect([inside.g !== undefined, inside.transcripts[0]?.mayShift]).toEqual([true, undefined])
    const none = of(contextOf([gene.transcript], false)).ofBases(gene.variant(9, 10, '')).annotation
    expect([none.reference, none.g, none.transcripts[0]?.mayShift]).toEqual(['notHeld', undefined, true])
    const single = of(contextOf([gene.transcript], false)).ofBases(gene.variant(9, 10, 'T')).annotation
    expect([single.g !== undefined, single.transcripts[0]?.c]).toEqual([true, 'TEST1.1:c.7C>T'])
  })

  test('is told of where its REF is not what the reference has', () => {
    const { pos } = gene.variant(9, 10, 'T')
    const { annotation } = of(contextOf([gene.transcript])).ofBases({ chrom: 'chr1', pos, ref: 'A', alt: 'T' })
    expect([annotation.reference, annotation.g]).toEqual(['mismatch', undefined])
  })

  test('that is no bases is not read', () => {
    const { annotation } = of(contextOf([gene.transcript])).ofBases({
      chrom: 'chr1',
      pos: 6010,
      ref: 'A',
      alt: '<CNV>',
    })
    expect([annotation.variant, annotation.change, annotation.transcripts]).toEqual([undefined, undefined, []])
  })
})

describe('of the transcripts of a gene', () => {
  const other: Transcript = { ...gene.transcript, id: 'TEST1.2', tags: ['MANE Select'] }
  const neighbour: Transcript = {
    ...gene.transcript,
    id: 'NEAR.1',
    gene: 'NEAR',
    exons: gene.transcript.exons.map((e) => ({
      ...e,
      genomeStart: e.genomeStart + 1000,
      genomeEnd: e.genomeEnd + 1000,
    })),
  }

  test('the preferred one is told, and no neighbour of a gene that is touched', () => {
    const context = contextOf([gene.transcript, other, neighbour])
    const ids = (variant: ReturnType<typeof gene.variant>) =>
      of(context)
        .ofBases(variant)
        .annotation.transcripts.map((t) => t.transcript)
    expect(ids(gene.variant(9, 10, 'T'))).toEqual(['TEST1.2'])
    expect(
      ids({
        chrom: 'chr1',
        pos: 5000,
        ref: gene.genome.charAt(4999),
        alt: gene.genome.charAt(4999) === 'A' ? 'C' : 'A',
      }),
    ).toEqual(['TEST1.2', 'NEAR.1'])
  })

  test('the one that MANE calls clinical is told besides the preferred one', () => {
    const clinical: Transcript = { ...gene.transcript, tags: ['MANE Plus Clinical'] }
    const { transcripts } = of(contextOf([clinical, other])).ofBases(gene.variant(9, 10, 'T')).annotation
    expect(transcripts.map((t) => t.transcript)).toEqual(['TEST1.2', 'TEST1.1'])
  })

  test('all are told when they are asked for', () => {
    const annotator = alleleAnnotator(contextOf([gene.transcript, other, neighbour]), {
      transcripts: 'all',
      vrs: false,
    })
    const told = annotator.ofBases(gene.variant(9, 10, 'T')).annotation.transcripts.map((t) => t.transcript)
    expect(told).toEqual(['TEST1.2', 'TEST1.1', 'NEAR.1'])
  })
})
