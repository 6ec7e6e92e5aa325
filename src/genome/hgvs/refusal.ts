/** Why something cannot be named, projected or found; each with the sentence that says it. */
export const refusals = {
  inGap: 'The place stands in a gap of the alignment between transcript and genome.',
  alignmentGap: 'The transcript differs from the genome by whole bases and its own sequence is not known.',
  outsideTranscript: 'The place stands outside the transcript.',
  noSuchIntron: 'The position counts into an intron that is not there.',
  notAligned: 'The transcript has no alignment to the genome.',
  exonJunction: 'The place between two exons stands on both sides of an intron; the genome position is ambiguous.',
  beyondCoding: 'The position lies beyond the stop codon; count it from there with *.',
  notCoding: 'The transcript does not code for a protein.',
  coding: 'The description counts as a coding sequence does, but the transcript has none, or the other way round.',
  noSequence: 'The bases that are needed are not known.',
  refMismatch: 'The bases that are stated are not those of the reference.',
  referenceIsAlt:
    'The reference of this build has the changed base itself: who carries it on both copies shows no variant here.',
  transcriptDiffers: 'The transcript has another base here than the genome, and which one is not held.',
  wrongLength: 'The stated number of bases is not that of the range.',
  reversedRange: 'The range ends before it begins.',
  notAdjacent: 'An insertion stands between two neighbouring positions.',
  internalStop: 'The reference coding sequence has a stop inside that is not known to be read as an amino acid.',
  slippage: 'The change touches the place where the ribosome slips.',
  uncertain: 'Positions or bases are not exactly known.',
  notSupported: 'This kind of change cannot be turned into bases.',
  severalChanges: 'The description has several changes; describe each by itself.',
  rna: 'The description is at RNA level.',
  noReference: 'The description names no sequence or gene that it stands on.',
  unknownReference: 'The sequence or gene that the description stands on is not loaded.',
  wrongBuild: 'The description stands on another genome build.',
  noChange: 'The description says that nothing is changed.',
  manyVariants: 'Too many different DNA changes have this effect; search by c. or g. instead.',
  notAsDescribed: 'The residue that is stated is not that of the protein.',
} as const

export type RefusalReason = keyof typeof refusals

/** No answer, and why. `refused` is the stable code, `because` a sentence. */
export type Refusal = { readonly refused: RefusalReason; readonly because: string }

export const refuse = (refused: RefusalReason): Refusal => ({ refused, because: refusals[refused] })

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value

const remedies: Partial<Record<RefusalReason, string>> = {
  noSequence: 'Load the reference genome of this build, or ask for contig, position, REF and ALT (17-43045712-T-C).',
  referenceIsAlt:
    'Look at the place itself, by rsID or position: on this build a row there tells a copy that does not carry the change.',
  transcriptDiffers: 'Ask for the place on the genome: NC_… :g. of the loaded genome build, or the rsID.',
  unknownReference: 'Load a model of the transcript or gene, or ask for NC_… :g. of the loaded genome build.',
  wrongBuild: 'Give the description on the loaded genome build.',
  manyVariants: 'Give the c. or g. description of the change that is meant.',
}

/** What somebody can do who searched and got this answer. */
export const remedyOf = (reason: RefusalReason): string =>
  remedies[reason] ??
  'Check the description, or give it on another reference: NM_… :c., or NC_… :g. of the loaded genome build.'
