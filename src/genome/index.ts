export type { ArrayBuild } from './array/array-build.ts'
export { arrayLayout } from './array/array-layout.ts'
export type { ArrayGenotype } from './array/array-row.ts'
export { type ArrayGenotypes, readArrayGenotypes } from './array/read-array-genotypes.ts'
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
export { memoryAccess, type RandomAccess } from './bytes/random-access.ts'
export type { IndexedFile } from './region/indexed-file.ts'
export { openRegions, regionText, type RegionReader } from './region/region-reader.ts'
export { readCohort } from './sites/read-cohort.ts'
export type { ReadOptions, ReadSampleOptions } from './read-options.ts'
export { readSites } from './sites/read-sites.ts'
export type { Build, Region, SampleSites, Site, SiteRow, StructuralRow, UnresolvedSite, WantedSites } from './site.ts'
export {
  checkVcf,
  type CheckOptions,
  type Fault,
  type FaultCode,
  faultCodes,
  severityOf,
  type Validity,
} from './validity/index.ts'
export {
  type Archive,
  type ArchiveDirectory,
  callabilityOf,
  type CallabilitySpan,
  dosageOpen,
  dosageSilent,
  dosagesOf,
  isArchive,
  openArchive,
  packArchive,
  portableDeflate,
  readCallableBed,
  sitesOf,
} from './archive/index.ts'
export { type Call, callAt, type CallBatch, type CallsRead, readCall, readCalls } from './calls/index.ts'
