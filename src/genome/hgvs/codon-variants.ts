import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { reverseComplement } from '../reverse-complement.ts'
import { positionMap, toGenome } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { Variant } from '../variant.ts'
import { codingReference } from './coding-reference.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

const bases = 'ACGT'

const changed = (before: string, after: string): readonly number[] => [0, 1, 2].filter((i) => before[i] !== after[i])

/** The variant that turns one codon into another; undefined when its bases are not next to each other on the genome. */
const codonVariant = (
  transcript: Transcript,
  places: readonly number[],
  before: string,
  after: string,
): Variant | undefined => {
  const at = changed(before, after)
  const first = at[0]
  const last = at.at(-1)
  if (first === undefined || last === undefined) return undefined
  const low = Math.min(places[first] as number, places[last] as number)
  const high = Math.max(places[first] as number, places[last] as number)
  if (high - low !== last - first) return undefined
  const turn = (text: string) => (transcript.strand === 1 ? text : reverseComplement(text))
  return {
    chrom: transcript.chrom,
    pos: low + 1,
    ref: turn(before.slice(first, last + 1)),
    alt: turn(after.slice(first, last + 1)),
  }
}

/**
 * The DNA variants of one codon that make residue `number` (1-based) the amino acid `alt` (one letter, `*` = stop), changes of one base first. `from`: the amino acid that is
 * said to be there. Refused when another one is, or when the codon's place on the genome is not known.
 */
export const codonVariants = (
  transcript: Transcript,
  residue: { readonly aminoAcid: string; readonly number: number },
  alt: string,
  reference?: ReferenceGenome,
): readonly Variant[] | Refusal => {
  const coding = codingReference(transcript, reference)
  if (isRefusal(coding)) return coding
  if (coding.slippage !== undefined) return refuse('slippage')
  if (coding.protein[residue.number - 1] !== residue.aminoAcid.charCodeAt(0)) return refuse('notAsDescribed')
  const start = coding.start - coding.pad + 3 * (residue.number - 1)
  const before = coding.bases.slice(start, start + 3)
  if (start < coding.start || before.length < 3) return refuse('noSequence')
  const map = positionMap(transcript)
  const places: number[] = []
  for (let i = 0; i < 3; i++) {
    const position = toGenome(map, { base: start + i, offset: 0 })
    if (typeof position !== 'number') return refuse(position.refused)
    places.push(position)
  }
  const found: { readonly steps: number; readonly variant: Variant }[] = []
  coding.code.aminoAcids.forEach((aminoAcid, codon) => {
    if (aminoAcid !== alt.charCodeAt(0)) return
    const after = bases.charAt(codon >> 4) + bases.charAt((codon >> 2) & 3) + bases.charAt(codon & 3)
    const variant = codonVariant(transcript, places, before, after)
    if (variant !== undefined) found.push({ steps: changed(before, after).length, variant })
  })
  return found.sort((a, b) => a.steps - b.steps || a.variant.pos - b.variant.pos).map(({ variant }) => variant)
}
