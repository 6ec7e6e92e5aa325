export { genomicsReport } from './genomics-report.ts'
export { genomicsResources, type GenomicSubject } from './genomics-bundle.ts'
