import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { aminoAcidOf, codeOfContig, type GeneticCode, selenocysteineCodons } from '../transcripts/genetic-code.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { transcriptSequence } from '../transcripts/transcript-sequence.ts'
import { type Refusal, refuse } from './refusal.ts'

/**
 * The coding part of a transcript and its protein. `bases`: the transcript; `start`, `end`: coding part in it, 0-based half-open. `pad`: unknown bases in front that make the
 * first codon whole (incomplete 5' end). `protein`: ASCII one-letter codes, the stop included when there is one. `readThrough`: codon numbers of stops read as selenocysteine.
 * `tail`: bases that poly-adenylation adds to finish the stop codon.
 */
export type CodingReference = {
  readonly bases: string
  readonly start: number
  readonly end: number
  readonly pad: number
  readonly slippage: number | undefined
  readonly startComplete: boolean
  readonly code: GeneticCode
  readonly protein: Uint8Array
  readonly readThrough: ReadonlySet<number>
  readonly tail: string
}

const stop = 42
const selenocysteine = 85
const methionine = 77

/** The coding bases of a transcript text from its coding start on, with the unknown bases in front and the slipped base read twice. */
export const codingText = (
  bases: string,
  from: Pick<CodingReference, 'start' | 'pad' | 'tail'>,
  slippage: number | undefined,
): string => {
  const body =
    slippage === undefined ? bases.slice(from.start) : bases.slice(from.start, slippage + 1) + bases.slice(slippage)
  return 'N'.repeat(from.pad) + body + from.tail
}

const read = (transcript: Transcript, bases: string): CodingReference | Refusal => {
  const { cds, frame = 0, slippage, startIncomplete, endIncomplete, chrom } = transcript
  if (cds === undefined) return refuse('notCoding')
  if (cds.end > bases.length) return refuse('noSequence')
  const code = codeOfContig(chrom)
  const pad = (3 - frame) % 3
  const size = pad + cds.end - cds.start + (slippage === undefined ? 0 : 1)
  const unfinished = endIncomplete === true || cds.end < bases.length ? 0 : (3 - (size % 3)) % 3
  const base = { start: cds.start, pad, tail: 'A'.repeat(unfinished) }
  const text = codingText(bases, base, slippage)
  const codons = Math.floor((size + unfinished) / 3)
  const readThrough = new Set(selenocysteineCodons(text.slice(0, 3 * codons), code))
  const protein = new Uint8Array(codons)
  for (let codon = 0; codon < codons; codon++) {
    const at = 3 * codon
    const aminoAcid = aminoAcidOf(code, text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2))
    const inside = aminoAcid === stop && codon < codons - 1
    if (inside && !readThrough.has(codon)) return refuse('internalStop')
    protein[codon] = inside ? selenocysteine : aminoAcid
  }
  const startComplete = startIncomplete !== true && pad === 0
  if (startComplete && protein.length > 0) protein[0] = methionine
  return { ...base, bases, end: cds.end, slippage, startComplete, code, protein, readThrough }
}

const known = new WeakMap<Transcript, { readonly bases: string; readonly coding: CodingReference | Refusal }>()

/** The coding part of a transcript; read once and kept. The first residue of a complete protein is Met whatever its codon is. */
export const codingReference = (transcript: Transcript, reference?: ReferenceGenome): CodingReference | Refusal => {
  const bases = transcriptSequence(transcript, reference)
  if (typeof bases !== 'string') return refuse(bases.refused)
  const held = known.get(transcript)
  if (held !== undefined && held.bases === bases) return held.coding
  const coding = read(transcript, bases)
  known.set(transcript, { bases, coding })
  return coding
}
