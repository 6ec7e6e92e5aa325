export type { FhirDefinitions, SearchKind, SearchParameter } from './definitions.ts'
export type {
  DateRow,
  FoundBy,
  IndexRows,
  QuantityRow,
  ReferenceRow,
  StringRow,
  TokenRow,
  UriRow,
} from './index-rows.ts'
export { capabilityOf, profilesByType, type Served } from './capability.ts'
export { loadFhirDefinitions } from './load.ts'
export { ensureR4Pack } from './pack/stored-pack.ts'
export { trimGuide } from './pack/trim-guide.ts'
export { canonicalUnit, inBaseUnits } from './search/canonical-unit.ts'
export { dateInterval, type Interval, openFrom, openTo } from './search/date-interval.ts'
export { cut, foldText, longestText } from './search/fold.ts'
export { comparedInterval, type NumberInterval, unbounded } from './search/quantity-interval.ts'
export { localTarget, type Target } from './search/reference-text.ts'
export { issue, outcomeOfIssues } from './outcome.ts'
