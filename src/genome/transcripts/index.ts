export {
  aminoAcidOf,
  baseNumber,
  codeOfContig,
  type GeneticCode,
  mitochondrialCode,
  oneLetter,
  selenocysteineCodons,
  standardCode,
  threeLetterSequence,
  threeLetters,
  translate,
} from './genetic-code.ts'
export {
  type CodingNumber,
  exonUpTo,
  fromCoding,
  type PositionMap,
  positionMap,
  toCoding,
  toGenome,
  toTranscript,
  type TranscriptPoint,
  type Unmapped,
} from './position-map.ts'
export { type Exon, type Transcript, type TranscriptTag, transcriptTags } from './transcript.ts'
export {
  type ContigTranscripts,
  firstReaching,
  preferTranscripts,
  type TranscriptIndex,
  transcriptIndex,
} from './transcript-index.ts'
export { hasGap, type NoBases, transcriptSequence } from './transcript-sequence.ts'
export { tableIndex } from './table-index.ts'
export {
  openTranscriptTable,
  type TranscriptTable,
  type TranscriptTableTexts,
  transcriptColumns,
  transcriptOfRow,
  writeTranscriptTable,
} from './transcript-table.ts'
