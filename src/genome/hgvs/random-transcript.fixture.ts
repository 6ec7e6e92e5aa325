import { memoryReference } from '../reference/memory-reference.ts'
import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { reverseComplement } from '../reverse-complement.ts'
import type { Exon, Transcript } from '../transcripts/transcript.ts'

/** A seeded source of whole numbers below n (linear congruential, the constants of Numerical Recipes). */
export const dice = (seed: number): ((n: number) => number) => {
  let state = (seed ^ 12345) >>> 0
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

export const randomBases = (roll: (n: number) => number, length: number, letters = 'ACGT'): string =>
  Array.from({ length }, () => letters.charAt(roll(letters.length))).join('')

/** A base that is not the given one. */
export const otherBase = (roll: (n: number) => number, base: string): string => 'ACGT'.replace(base, '').charAt(roll(3))

/** One exon's transcript bases from its genome bases (transcript direction), with the cigar that tells where they differ. */
const transcribe = (roll: (n: number) => number, genome: string, gaps: boolean): { bases: string; cigar?: string } => {
  if (!gaps || genome.length < 30 || roll(2) === 0) return { bases: genome }
  const at = 10 + roll(genome.length - 20)
  const size = 1 + roll(3)
  const [head, tail] = [genome.slice(0, at), genome.slice(at)]
  if (roll(3) === 0)
    return { bases: head + otherBase(roll, tail.charAt(0)) + tail.slice(1), cigar: `${at}=1X${tail.length - 1}=` }
  if (roll(2) === 0) return { bases: head + tail.slice(size), cigar: `${at}=${size}D${tail.length - size}=` }
  return { bases: head + randomBases(roll, size) + tail, cigar: `${at}=${size}I${tail.length}=` }
}

export type RandomTranscript = {
  readonly transcript: Transcript
  readonly reference: ReferenceGenome
  readonly genome: string
}

/** A transcript of one to five exons on a random contig of its own. Letters of two bases only make many repeats. */
export const randomTranscript = (
  seed: number,
  { gaps = false, letters = 'ACGT', strand }: { gaps?: boolean; letters?: string; strand?: 1 | -1 } = {},
): RandomTranscript => {
  const roll = dice(seed)
  const turned = strand === undefined ? roll(2) === 0 : strand === -1
  let genome = randomBases(roll, 20 + roll(20), letters)
  const count = 1 + roll(5)
  const spans: [number, number][] = []
  for (let i = 0; i < count; i++) {
    const start = genome.length
    genome += randomBases(roll, 9 + roll(60), letters)
    spans.push([start, genome.length])
    genome += randomBases(roll, 5 + roll(40), letters)
  }
  const ordered = turned ? spans.toReversed() : spans
  const exons: Exon[] = []
  let sequence = ''
  for (const [genomeStart, genomeEnd] of ordered) {
    const bases = genome.slice(genomeStart, genomeEnd)
    const { bases: own, cigar } = transcribe(roll, turned ? reverseComplement(bases) : bases, gaps)
    exons.push({
      start: sequence.length,
      end: sequence.length + own.length,
      genomeStart,
      genomeEnd,
      ...(cigar === undefined ? {} : { cigar }),
    })
    sequence += own
  }
  const codons = 1 + roll(Math.floor((sequence.length - 3) / 3))
  const start = roll(sequence.length - 3 * codons)
  const transcript: Transcript = {
    id: 'NM_1.1',
    gene: 'GENE1',
    protein: 'NP_1.1',
    biotype: 'protein_coding',
    build: undefined,
    chrom: 'contig1',
    strand: turned ? -1 : 1,
    exons,
    cds: { start, end: start + 3 * codons },
    sequence,
    tags: [],
  }
  return { transcript, reference: memoryReference({ contig1: genome }), genome }
}
