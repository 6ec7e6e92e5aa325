import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { complementOf } from '../reverse-complement.ts'
import { positionMap, toGenome } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { genomeCodeFromTranscript, mayDiffer } from '../transcripts/transcript-sequence.ts'
import type { Variant } from '../variant.ts'
import type { BaseReader } from './sequence-edit.ts'

const notKnown = 78

/** A text of bases as a reader; `N` is not known. */
export const textReader = (bases: string): BaseReader => ({
  length: bases.length,
  codeAt: (position) => {
    const code = position >= 0 && position < bases.length ? bases.charCodeAt(position) : 0
    return code === notKnown ? 0 : code
  },
})

/** One contig: from the reference where it holds the base, else from the exons of a transcript whose sequence is known. */
export const contigReader = (
  chrom: string,
  reference: ReferenceGenome | undefined,
  transcript: Transcript | undefined,
): BaseReader => {
  const contig = reference?.sequence(chrom)
  const own = transcript?.chrom === chrom && transcript.sequence !== undefined ? transcript : undefined
  return {
    length: contig?.length ?? Number.MAX_SAFE_INTEGER,
    codeAt: (position) => {
      const held = contig?.codeAt(position) ?? 0
      return held !== 0 || own === undefined ? held : genomeCodeFromTranscript(own, position)
    },
  }
}

/** A contig on which the REF of a variant is known whatever else is. */
export const variantReader = ({ pos, ref }: Variant, contig: BaseReader): BaseReader => ({
  length: contig.length,
  codeAt: (position) => {
    const held = contig.codeAt(position)
    return held === 0 && position >= pos - 1 && position < pos - 1 + ref.length
      ? ref.charCodeAt(position - pos + 1)
      : held
  },
})

/** A transcript's bases: its own, else what the genome has at each of them, as far as the alignment says that they agree. */
export const transcriptReader = (transcript: Transcript, reference: ReferenceGenome | undefined): BaseReader => {
  if (transcript.sequence !== undefined) return textReader(transcript.sequence)
  const contig = reference?.sequence(transcript.chrom)
  const map = positionMap(transcript)
  return {
    length: map.length,
    codeAt: (base) => {
      if (contig === undefined || base < 0 || base >= map.length || mayDiffer(transcript, base)) return 0
      const position = toGenome(map, { base, offset: 0 })
      const code = typeof position === 'number' ? contig.codeAt(position) : 0
      return transcript.strand === 1 ? code : (complementOf[code] as number)
    },
  }
}
