import { memoryReference, type ReferenceGenome } from '../reference/index.ts'
import { reverseComplement } from '../reverse-complement.ts'
import type { Exon, Transcript } from '../transcripts/transcript.ts'
import type { Variant } from '../variant.ts'

/** A gene on a contig of its own: exons (5' → 3' on its strand) with introns of 206 bases between them and random bases at either side. */
export type SyntheticGene = {
  readonly transcript: Transcript
  readonly reference: ReferenceGenome
  readonly genome: string
  /** A deletion, insertion or substitution told in transcript bases (0-based half-open), as VCF writes it: anchored by the base before it on the contig. */
  variant(from: number, to: number, alt: string): Variant
  /** 0-based position on the contig of a transcript base. */
  at(base: number): number
}

const flank = (seed: number, size: number): string => {
  let state = seed
  let out = ''
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    out += 'ACGT'.charAt(state >>> 30)
  }
  return out
}

export const syntheticGene = (
  exons: readonly string[],
  cds: { readonly start: number; readonly end: number } | undefined,
  strand: 1 | -1 = 1,
  more: Partial<Transcript> = {},
  beside = 6000,
): SyntheticGene => {
  const placed: { low: number; high: number }[] = []
  let forward = flank(7, beside)
  for (const [i, exon] of exons.entries()) {
    if (i > 0) forward += `GTAAGT${flank(11 + i, 188)}TTTTTTTTTCAG`
    placed.push({ low: forward.length, high: forward.length + exon.length })
    forward += exon
  }
  forward += flank(5, beside)
  const size = forward.length
  const genome = strand === 1 ? forward : reverseComplement(forward)
  let base = 0
  const list: Exon[] = placed.map(({ low, high }) => {
    const start = base
    base += high - low
    return strand === 1
      ? { start, end: base, genomeStart: low, genomeEnd: high }
      : { start, end: base, genomeStart: size - high, genomeEnd: size - low }
  })
  const transcript: Transcript = {
    id: 'TEST1.1',
    gene: 'TEST1',
    biotype: cds === undefined ? 'lncRNA' : 'protein_coding',
    build: undefined,
    chrom: 'chr1',
    strand,
    exons: list,
    ...(cds === undefined ? {} : { cds }),
    tags: [],
    ...more,
  }
  const at = (position: number): number => {
    const exon = list.find((e) => position >= e.start && position < e.end) as Exon
    return strand === 1 ? exon.genomeStart + position - exon.start : exon.genomeEnd - 1 - (position - exon.start)
  }
  const variant = (from: number, to: number, alt: string): Variant => {
    const letters = strand === 1 ? alt : reverseComplement(alt)
    let low: number
    let high: number
    if (to > from) {
      const ends = [at(from), at(to - 1)]
      low = Math.min(...ends)
      high = Math.max(...ends) + 1
    } else {
      low = strand === 1 ? at(from) : at(from) + 1
      high = low
    }
    if (to - from === alt.length) return { chrom: 'chr1', pos: low + 1, ref: genome.slice(low, high), alt: letters }
    return { chrom: 'chr1', pos: low, ref: genome.slice(low - 1, high), alt: genome.charAt(low - 1) + letters }
  }
  return { transcript, reference: memoryReference({ chr1: genome }), genome, variant, at }
}
