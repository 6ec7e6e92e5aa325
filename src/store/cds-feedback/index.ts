export {
  type Acceptance,
  type CardFeedback,
  type CardHistory,
  type CdsCards,
  cdsCards,
  type SentCard,
} from './cards.ts'
