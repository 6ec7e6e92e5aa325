import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { complementOf, reverseComplement } from '../reverse-complement.ts'
import type { Exon, Transcript } from './transcript.ts'

/** Why a transcript's bases are not known: nothing holds them, or the alignment has gaps so that the genome cannot stand in for them. */
export type NoBases = { readonly refused: 'noSequence' | 'alignmentGap' }

export const hasGap = (exon: Exon): boolean => exon.cigar !== undefined && /[DI]/.test(exon.cigar)

/** The genome's bases of one exon in transcript direction, `N` where the alignment says that the transcript has another base. */
const exonBases = (exon: Exon, strand: 1 | -1, genome: string): string => {
  const bases = strand === 1 ? genome : reverseComplement(genome)
  if (exon.cigar === undefined) return bases
  let out = ''
  let at = 0
  for (const [, count, kind] of exon.cigar.matchAll(/(\d+)([=XM])/g)) {
    out += kind === 'X' ? 'N'.repeat(Number(count)) : bases.slice(at, at + Number(count))
    at += Number(count)
  }
  return out
}

const fromGenome = (transcript: Transcript, reference: ReferenceGenome): string | NoBases => {
  const contig = reference.sequence(transcript.chrom)
  if (contig === undefined || transcript.exons.length === 0) return { refused: 'noSequence' }
  let bases = ''
  for (const exon of transcript.exons) {
    if (hasGap(exon)) return { refused: 'alignmentGap' }
    const genome = contig.slice(exon.genomeStart, exon.genomeEnd)
    if (genome === undefined) return { refused: 'noSequence' }
    bases += exonBases(exon, transcript.strand, genome)
  }
  return bases
}

const known = new WeakMap<ReferenceGenome, WeakMap<Transcript, string | NoBases>>()

/**
 * The transcript's own bases 5' → 3': those that came with it, else what the genome has at its exons. Where genome and transcript are known to differ in a base
 * it is `N`; with alignment gaps there is none. What the genome gave is kept as long as both objects live.
 */
export const transcriptSequence = (transcript: Transcript, reference?: ReferenceGenome): string | NoBases => {
  if (transcript.sequence !== undefined) return transcript.sequence
  if (reference === undefined) return { refused: 'noSequence' }
  const held = known.get(reference) ?? new WeakMap<Transcript, string | NoBases>()
  if (!known.has(reference)) known.set(reference, held)
  const bases = held.get(transcript) ?? fromGenome(transcript, reference)
  held.set(transcript, bases)
  return bases
}

const notKnown = 78

/** The ASCII code of a genome base that an exon without gaps and mismatches implies; 0 when the transcript does not tell, or has `N`. `position` 0-based. */
export const genomeCodeFromTranscript = (transcript: Transcript, position: number): number => {
  if (transcript.sequence === undefined) return 0
  const exon = transcript.exons.find((e) => position >= e.genomeStart && position < e.genomeEnd)
  if (exon === undefined || exon.cigar !== undefined) return 0
  const forward = transcript.strand === 1
  const code = transcript.sequence.charCodeAt(
    exon.start + (forward ? position - exon.genomeStart : exon.genomeEnd - 1 - position),
  )
  if (code === notKnown) return 0
  return forward ? code : (complementOf[code] as number)
}

/** The genome base at an exonic place is not known to be the transcript's. */
export const mayDiffer = (transcript: Transcript, base: number): boolean => {
  const exon = transcript.exons.find((e) => base >= e.start && base < e.end)
  if (exon?.cigar === undefined) return false
  let at = exon.start
  for (const [, count, kind] of exon.cigar.matchAll(/(\d+)([=XMI])/g)) {
    at += Number(count)
    if (base < at) return kind === 'X'
  }
  return false
}
