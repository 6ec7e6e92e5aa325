export type { FhirDefinitions, SearchKind, SearchParameter } from './definitions.ts'
export type {
  DateRow,
  IndexRows,
  QuantityRow,
  ReferenceRow,
  StringRow,
  TokenRow,
  UriRow,
} from './index-rows.ts'
