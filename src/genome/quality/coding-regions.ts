import type { Region } from '../site.ts'
import type { Transcript } from '../transcripts/transcript.ts'

/**
 * The coding bases of a transcript on its contig, exon by exon, stop codon included; of a transcript that codes for nothing all exons. 1-based, both ends included.
 * An exon whose bases differ in number from the genome's is taken whole.
 */
export const codingRegions = (transcript: Transcript): readonly Region[] => {
  const { chrom, exons, cds, strand } = transcript
  return exons.flatMap((exon) => {
    const whole = { chrom, start: exon.genomeStart + 1, end: exon.genomeEnd }
    if (cds === undefined) return [whole]
    const from = Math.max(exon.start, cds.start)
    const to = Math.min(exon.end, cds.end)
    if (from >= to) return []
    if (exon.cigar !== undefined && /[DI]/.test(exon.cigar)) return [whole]
    const [before, behind] = [from - exon.start, exon.end - to]
    const [left, right] = strand === 1 ? [before, behind] : [behind, before]
    return [{ chrom, start: whole.start + left, end: whole.end - right }]
  })
}
