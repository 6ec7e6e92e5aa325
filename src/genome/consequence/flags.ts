import type { TranscriptModel } from './transcript-model.ts'

/**
 * What a reader of a consequence should know of the transcript: a coding part cut off at its 5' or 3' end; the change touches bases where transcript and genome are aligned with a gap;
 * the transcript's own bases there differ from the variant's REF; the sequence is not held, or not all that the reading goes through, so the protein was not read; the change can stand at several places and one of them
 * leaves the splice site as it was, which is the one told; the ribosome slips on this transcript, and behind that place, or across it, the protein was not read.
 */
export type ConsequenceFlag =
  | 'startIncomplete'
  | 'endIncomplete'
  | 'alignmentGap'
  | 'transcriptDiffersFromGenome'
  | 'noSequence'
  | 'ambiguousSplice'
  | 'slippage'

/** Equal sets are one object. */
export const noFlags: readonly ConsequenceFlag[] = []
const flagSets = new Map<number, readonly ConsequenceFlag[]>()
const flagNames: readonly ConsequenceFlag[] = [
  'startIncomplete',
  'endIncomplete',
  'alignmentGap',
  'transcriptDiffersFromGenome',
  'noSequence',
  'ambiguousSplice',
  'slippage',
]
export const flagBit = { gap: 4, differs: 8, noSequence: 16, ambiguous: 32, slippage: 64 } as const

/** The flags of some bits. */
export const flagsOf = (bits: number): readonly ConsequenceFlag[] => {
  if (bits === 0) return noFlags
  const held = flagSets.get(bits)
  if (held !== undefined) return held
  const made = flagNames.filter((_, i) => (bits >> i) & 1)
  flagSets.set(bits, made)
  return made
}

/** Bits of the ends that are cut off. */
export const incompleteBits = (model: TranscriptModel): number =>
  (model.transcript.startIncomplete ? 1 : 0) | (model.transcript.endIncomplete ? 2 : 0)
