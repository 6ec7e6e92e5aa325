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
export { compileTerms, drugNamed, allergenGroupsOf, type Terms, type Allergen, type Meaning } from './terms.ts'
export { recogniseDrugs, drugsInText, type Recognition, type RecognisedBy } from './recognise-drugs.ts'
