import { canonicalContig, chromosomeLength } from '../../genome/identity/index.ts'
import type { ReferenceGenome, ReferenceSequence } from '../../genome/reference/index.ts'
import { reverseComplement } from '../../genome/reverse-complement.ts'
import type { Build } from '../../genome/site.ts'
import type { TranscriptIndex } from '../../genome/transcripts/index.ts'

type Piece = { readonly start: number; readonly bases: string }

/** Bases looked for at once. */
const bin = 1024

/** The exons of transcripts that hold their own bases and agree with the genome base by base, on the forward strand. */
const piecesOver = (index: TranscriptIndex, chrom: string, start: number, end: number): readonly Piece[] =>
  index.overlapping(chrom, start, end).flatMap(({ sequence, exons, strand }) =>
    sequence === undefined
      ? []
      : exons
          .filter(
            (e) => e.cigar === undefined && e.genomeStart < end && e.genomeEnd > start && e.end <= sequence.length,
          )
          .map((e): Piece => {
            const own = sequence.slice(e.start, e.end).toUpperCase()
            return { start: e.genomeStart, bases: strand === 1 ? own : reverseComplement(own) }
          }),
  )

const withPieces = (
  chrom: string,
  length: number,
  held: ReferenceSequence | undefined,
  index: TranscriptIndex,
): ReferenceSequence => {
  const bins = new Map<number, readonly Piece[]>()
  const piecesAt = (n: number): readonly Piece[] => {
    const known = bins.get(n) ?? piecesOver(index, chrom, n * bin, (n + 1) * bin)
    bins.set(n, known)
    return known
  }
  const codeAt = (position: number): number => {
    const own = held?.codeAt(position) ?? 0
    if (own !== 0 || position < 0 || position >= length) return own
    const piece = piecesAt(Math.floor(position / bin)).find(
      (p) => p.start <= position && position < p.start + p.bases.length,
    )
    return piece?.bases.charCodeAt(position - piece.start) ?? 0
  }
  return {
    name: held?.name ?? chrom,
    length,
    codeAt,
    slice: (start, end) => {
      if (start < 0 || end > length || end < start) return undefined
      const whole = held?.slice(start, end)
      if (whole !== undefined) return whole
      let out = ''
      for (let p = start; p < end; p++) {
        const code = codeAt(p)
        if (code === 0) return undefined
        out += String.fromCharCode(code)
      }
      return out
    },
  }
}

/** A reference that knows, besides its own bases, those that transcripts hold at their exons: enough to tell that two indels in a gene are one. */
export const withTranscriptBases = (
  reference: ReferenceGenome | undefined,
  index: TranscriptIndex,
  build: Build,
): ReferenceGenome => {
  const made = new Map<string, ReferenceSequence | undefined>()
  return {
    build,
    names: reference?.names ?? [],
    sequence: (name) => {
      const chrom = canonicalContig(name) ?? name
      if (made.has(chrom)) return made.get(chrom)
      const held = reference?.sequence(name)
      const length = held?.length ?? chromosomeLength(build, chrom)
      const sequence = length === undefined ? held : withPieces(chrom, length, held, index)
      made.set(chrom, sequence)
      return sequence
    },
  }
}
