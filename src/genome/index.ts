export type { ByteSource, Inflate } from './byte-source.ts'
export { canonicalContig } from './contig-name.ts'
export {
  type CohortColumn,
  type CohortSites,
  largestAlleleIndex,
  noSecondStrand,
  notCalled,
  phasedPair,
  unphased,
} from './cohort.ts'
export { type GenotypeText, isReference, readGenotype, writeGenotype } from './genotype-text.ts'
export { memorySource } from './memory-source.ts'
export { portableInflate } from './portable-inflate.ts'
export { readCohort } from './read-cohort.ts'
export type { ReadOptions, ReadSampleOptions } from './read-options.ts'
export { readSites } from './read-sites.ts'
export type { Build, Region, SampleSites, Site, SiteRow, StructuralRow, UnresolvedSite, WantedSites } from './site.ts'
