export { alleleKey, knownAllele, manyCopiesName } from './allele-key.ts'
export {
  diplotypePhenotype,
  noResult,
  notAssigned,
  phenotypeOfScore,
  scoresOfPhenotype,
  unknownPhenotype,
} from './diplotype-phenotype.ts'
export { interpretGenes, isReportable } from './interpret.ts'
export { readOutsideCalls } from './outside-calls.ts'
export type { OutsideCall } from './outside-calls.ts'
export { recordedCalls } from './recorded-results.ts'
