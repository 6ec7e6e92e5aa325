export type { Card, CardSuggestion, Indicator } from './cards/card.ts'
export {
  type CardParts,
  type CardSubject,
  type MadeCard,
  medicineCard,
  type MissingTest,
  testCard,
} from './cards/medicine-card.ts'
export { type Notice, noticeCard } from './cards/notice-card.ts'
export type { DraftOrder } from './cards/suggestions.ts'
export * from './messages/index.ts'
export {
  expandTemplate,
  meansPatient,
  ofPatient,
  type Prefetched,
  type PrefetchScope,
  readPrefetched,
} from './prefetch/index.ts'
export { type CdsService, type PrefetchKey, prefetchKeys, type ServiceHook, services } from './offered-services.ts'
