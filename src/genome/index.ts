export type { ByteSource, Inflate } from './bytes/byte-source.ts'
export { canonicalContig } from './identity/contig-name.ts'
export {
  type CohortColumn,
  type CohortSites,
  largestAlleleIndex,
  noSecondStrand,
  notCalled,
  phasedPair,
  unphased,
} from './sites/cohort.ts'
export { type GenotypeText, isReference, readGenotype, writeGenotype } from './vcf/genotype-text.ts'
export { memorySource } from './bytes/memory-source.ts'
export { portableInflate } from './bytes/portable-inflate.ts'
export { readCohort } from './sites/read-cohort.ts'
export type { ReadOptions, ReadSampleOptions } from './read-options.ts'
export { readSites } from './sites/read-sites.ts'
export type { Build, Region, SampleSites, Site, SiteRow, StructuralRow, UnresolvedSite, WantedSites } from './site.ts'
