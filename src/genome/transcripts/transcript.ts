import type { Build } from '../site.ts'

/**
 * One exon: 0-based half-open in the transcript and on the contig (contig coordinates ascend on both strands).
 * `cigar`, read along the transcript: `=` match, `X` mismatch, `D` bases of the genome that the transcript lacks, `I` bases of the transcript that the genome lacks
 * (SAM's sense with the genome as reference). Absent: the two agree base by base.
 */
export type Exon = {
  readonly start: number
  readonly end: number
  readonly genomeStart: number
  readonly genomeEnd: number
  readonly cigar?: string
}

/** Marks that sources put on transcripts; the order is the order in which one is preferred for naming. */
export const transcriptTags = [
  'MANE Select',
  'MANE Plus Clinical',
  'Ensembl canonical',
  'RefSeq Select',
  'basic',
] as const
export type TranscriptTag = (typeof transcriptTags)[number]

/**
 * One transcript aligned to one contig of one build.
 * `id`: versioned accession. `biotype`: the source's word (`protein_coding`, `lncRNA`, `nonsense_mediated_decay` …). `strand`: 1 or -1. `exons`: in transcript order (5' → 3').
 * `cds`: coding part in transcript coordinates, 0-based half-open, stop codon included. `frame`: bases of the first codon that are missing at an incomplete 5' end, as GFF3's phase (0 when complete).
 * `startIncomplete`, `endIncomplete`: the source says that the coding part is cut off there.
 * `sequence`: the transcript's own bases where known; it counts before the genome for c. and p. `slippage`: a transcript position that is read twice (programmed -1 frameshift).
 */
export type Transcript = {
  readonly id: string
  readonly gene: string
  readonly geneId?: string
  readonly protein?: string
  readonly biotype: string
  readonly build: Build | undefined
  readonly chrom: string
  readonly strand: 1 | -1
  readonly exons: readonly Exon[]
  readonly cds?: { readonly start: number; readonly end: number }
  readonly frame?: 0 | 1 | 2
  readonly startIncomplete?: true
  readonly endIncomplete?: true
  readonly slippage?: number
  readonly sequence?: string
  readonly tags: readonly TranscriptTag[]
}
