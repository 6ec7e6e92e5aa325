import type { CardCoding } from './card.ts'

const system = 'urn:attune:override-reason'

const reasons: Readonly<Record<string, string>> = {
  'benefit-outweighs-risk': 'The benefit outweighs the risk for this patient',
  'already-managed': 'Dose, monitoring or timing already take this into account',
  'tolerated-before': 'Taken before and tolerated, with effect',
  'alternatives-unsuitable': 'No alternative is suitable or available',
  'short-course': 'A single dose or a short course only',
  'result-doubted': 'The genetic result or its attribution is in doubt',
  'patient-preference': 'The patient wishes it so after being informed',
  'already-ordered': 'What is suggested has been ordered or done already',
  other: 'Another reason',
}

/** Why a card may be set aside, for the user to choose from. */
export const overrideReasons: readonly CardCoding[] = Object.entries(reasons).map(([code, display]) => ({
  code,
  system,
  display,
}))
