export { type BundleOptions, mostEntries, processBundle } from './batch.ts'
export { type ContentCodec, type ContentOwner, plainContent } from './content.ts'
export type { CompartmentQuery } from './compartment.ts'
export { saysHowToAnswer } from './answer-parameters.ts'
export { ifMatchOf } from './if-match.ts'
export type { HistoryPage, HistoryPosition, HistoryQuery } from './history.ts'
export { AttuneRepository, openRepository, type Put, type RepositoryParts } from './repository.ts'
export {
  type AccessRules,
  accessRules,
  type SearchAsked,
  type SearchContext,
  type SearchParts,
  searchResources,
} from './search/index.ts'
