export { type LiftCounts, type LiftedVcf, liftVcfText, type LiftVcfOptions } from './lift-vcf-text.ts'
export { liftRefusals, type RowRefusal } from './lift-refusal.ts'
export { type LiftContext, type LiftedRow, liftRow, type RowLift } from './lift-row.ts'
export { type ByteStore, memoryStore } from './ordered-lines.ts'
