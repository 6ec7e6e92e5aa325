export { isArchive } from './archive/archive-signature.ts'
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
export { type ProblemLog, problemLog } from './problem-log.ts'
export { readCohort } from './sites/read-cohort.ts'
export type { ReadOptions, ReadSampleOptions } from './read-options.ts'
export { complementOf, reverseComplement } from './reverse-complement.ts'
export { readSites } from './sites/read-sites.ts'
export type { Build, Region, SampleSites, Site, SiteRow, StructuralRow, UnresolvedSite, WantedSites } from './site.ts'
