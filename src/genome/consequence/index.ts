export { type AlleleChange, alleleChange, moved, type Shift, shiftRoom } from './allele-change.ts'
export { type ConsequenceAnnotator, consequenceAnnotator, consequences } from './annotator.ts'
export type { CodingChange } from './coding-change.ts'
export { endsInStop } from './reading.ts'
export type { Extent } from './exon-span.ts'
export { type CodingEdit, type HaplotypeCluster, readHaplotype } from './haplotype.ts'
export { decayLimits, type NonsenseDecay } from './nonsense-decay.ts'
export { type CalledVariant, type PersonCluster, personConsequences } from './phased-calls.ts'
export { structuralConsequence, type StructuralChange } from './structural-consequence.ts'
export { type ConsequenceTerm, consequenceTable, type Impact, vepTerms } from './terms.ts'
export {
  neighbourhood,
  transcriptConsequence,
  type TranscriptConsequence,
} from './transcript-consequence.ts'
export { basePosition, basesOf, transcriptModel, type TranscriptModel } from './transcript-model.ts'
export type { ConsequenceFlag } from './flags.ts'
