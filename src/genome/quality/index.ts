export { type AlleleBalance, balanceOf, leastBalanceDepth } from './allele-balance.ts'
export { type ArrayContig, type ArrayQuality, arraySexLimits, readArrayQuality } from './array-quality.ts'
export { bedRegions, type NamedRegion } from './bed-regions.ts'
export {
  addToCallability,
  type Callability,
  type CallabilityTold,
  callabilityTold,
  type CallSpan,
  type CallState,
  callStates,
  isAssessed,
  type ListedSite,
  mergeCallability,
  type RegionCallability,
  type SiteCallability,
  startCallability,
} from './callability.ts'
export type { CallThresholds } from './call-thresholds.ts'
export { codingRegions } from './coding-regions.ts'
export {
  addToGenotypes,
  type Concordance,
  concordance,
  concordanceLimits,
  type Genotypes,
  type SameOrNot,
  startGenotypes,
} from './concordance.ts'
export type { Distribution } from './distribution.ts'
export type { Heteroplasmy, Mitochondrion } from './mitochondrion.ts'
export {
  type ContigsOfClass,
  mergeQuality,
  type QualityContext,
  qualityCounter,
  type QualityCounter,
  type QualityOptions,
  type QualityTally,
} from './quality.ts'
export { qualityOfArchive } from './quality-of-archive.ts'
export {
  type Assay,
  assayOf,
  type Band,
  bands,
  type Figure,
  type FigureId,
  leastObservations,
  type Verdict,
} from './quality-bands.ts'
export { type ContigPloidy, qualityReport, type QualityReport, type VariantCounts } from './quality-report.ts'
export {
  assayWords,
  becauseWords,
  contigClassWords,
  figureWords,
  figureValue,
  sexWords,
  stateWords,
  verdictWords,
} from './quality-words.ts'
export { blankRow, type SeenRow, seeRow, type Zygosity, zygosities } from './seen-row.ts'
export type { SexEvidence } from './sex-evidence.ts'
export {
  compareSex,
  type SexComparison,
  sexLimits,
  sexPattern,
  type SexPattern,
  type SexReading,
  type SexReason,
} from './sex-pattern.ts'
