export {
  type AffectedMedicine,
  affectedByOrders,
  assessOrders,
  geneResultsOf,
  type OrderOptions,
  type OrderQuestion,
  type OrdersAssessed,
  type WeighedNeed,
  withRecordedResults,
  withoutRows,
} from './assess-orders.ts'
export {
  type AssessOptions,
  assessPerson,
  openPerson,
  type OpenedPerson,
  type PersonInputs,
  placesRead,
  type ResourceInput,
  type SitesReader,
  tablesOf,
  termsOf,
  type TextInput,
} from './assess-person.ts'
export { type Outputs, renderOutputs } from './outputs.ts'
export type {
  GenomeForScores,
  PolygenicRelease,
  PolygenicScores,
  PolygenicTables,
  ScoresAsked,
  ScoresReader,
} from './polygenic-scores.ts'

/** The reading of polygenic scores, loaded when it is asked for: everything else is answered sooner without it. */
export const polygenicScoring = () => import('./polygenic-scores.ts')

export { type FileKind, kindOfFile } from './kind-of-file.ts'
