export {
  absentStrand,
  type Call,
  type CallBatch,
  callAt,
  depthsAt,
  namesAt,
  notStated,
  openStrand,
  type RowKind,
  rowKinds,
  strandsAt,
} from './call-batch.ts'
export type { CallsHeader, CallsRead, OnBatch, ReadCallsOptions } from './calls-read.ts'
export { readCalls } from './read-calls.ts'
export {
  type Completeness,
  type GenotypeReading,
  readCall,
  type ReadingOptions,
  type Zygosity,
} from './genotype-semantics.ts'
export { infoFields, unescaped } from './info-fields.ts'
export { type BreakendMate, breakendMate, readStructural, type StructuralReading } from './structural-reading.ts'
