export { bridgeOf, type Bridge, geneChains } from './bridge.ts'
export { featureCoordinates, type Features, genesIn } from './feature-coordinates.ts'
export { genomicsOperations, type Persons } from './genomics-operations.ts'
export { normaliseHla, normaliseVariant, translateTerm } from './normalise-utilities.ts'
export { isOfPopulation, isOperation, type OperationName, operationNames, operationTable } from './operation-table.ts'
export { type Issue, isRefused, outcomeOf, type Refused } from './outcome.ts'
export { readRange, type Span } from './place.ts'
export { coarseCounts, type CountPolicy } from './population.ts'
export { limits, ofParameters, type OperationRequest, type RawParameter, readRequest } from './read-request.ts'
export { recordedTests } from './recorded-tests.ts'
export {
  atHand,
  type GenomeTest,
  type HeldSubject,
  type OperationContext,
  type RecordedResult,
  type SubjectGenome,
} from './subject-genome.ts'
export { withTranscriptBases } from './transcript-bases.ts'
