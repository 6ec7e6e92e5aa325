export { genomicsReport } from './genomics-report.ts'
