export type * from './patient-view.ts'
export { emptyView } from './empty-view.ts'
export { openRecord } from './open-record.ts'
export type { RecordOptions } from './read-record.ts'
export { indicationsOf, circumstancesOf, type Said, type SaidIndication } from './indications.ts'
export {
  latestObservation,
  measures,
  weightCodes,
  heightCodes,
  egfrCodes,
  creatinineCodes,
  inrCodes,
  smokingCodes,
  type Measure,
  type Measures,
} from './measures.ts'
export {
  compileTerms,
  drugNamed,
  allergenGroupsOf,
  holdsPhrase,
  wordsOf,
  type Terms,
  type Allergen,
  type Meaning,
} from './terms.ts'
export { recogniseDrugs, drugsInText, type Recognition, type RecognisedBy } from './recognise-drugs.ts'
export { jsonValues, type JsonValue } from './json-text.ts'
export { problemList, type ProblemList } from './problem-list.ts'
export { isJson, resolver, type Resource as RecordResource, resourcesOf } from './resources.ts'
export type * from './genomics-reports/model.ts'
export type { Named, NamedCode } from './genomics-reports/named.ts'
export { isOneOf, nameByCodes } from './genomics-reports/named.ts'
export { type Amount, type Part, partsOf, type PartsOf, type ResultKind, type Span } from './genomics-reports/parts.ts'
export { type InheritedVariant, inheritedVariants } from './genomics-reports/inherited-variants.ts'
export { placeOfKind, readGenomics } from './genomics-reports/read-genomics.ts'
export { current, currentOf, type LookBack, type LookBackKind, lookBacks } from './look-back.ts'
export type { AgeRange } from './age-range.ts'
export { drawnFamily } from './family-history.ts'
export type { Kinship } from './kinship.ts'
export { mayBePregnant, pregnancyOf } from './pregnancy.ts'
export { socialHistoryOf } from './social-history.ts'
