import type { Circumstance } from '../../../shared/advice-vocabulary.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { PersonContext } from './person.ts'
import { type Judgement, reason } from './truth.ts'

/** What is asked: of whom, when, and about which medicine. */
export type Ask = { readonly person: PersonContext; readonly at: Instant; readonly drug: string | undefined }
export type Rule = (ask: Ask, name: Circumstance) => Judgement

/** What nothing in a record can answer: it is put to the clinician as a question. */
export const askClinician: Rule = (_, name) => ({
  applies: 'unknown',
  because: [reason('ask-clinician', { circumstance: name })],
})
