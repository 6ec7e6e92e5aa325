export { genomicsReport } from './genomics-report.ts'
export { genomicsBundle, genomicsResources, type GenomicSubject } from './genomics-bundle.ts'
