import type { ForBoth } from './catalogue.ts'
import { suspicionNames } from './en-pedigree.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** What a family can point to, by the code of the suspicion. */
export const familyPhrases: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(suspicionNames).map(([code, words]) => [code, words.clinician]),
)

/** Reasons of referral from a family history. */
export const familyReasonSentences: Readonly<Record<string, ForBoth>> = {
  'family-criterion-met': both(
    '{instrument} is met: {relatives}.',
    'The illnesses in your family follow a pattern that may be inherited.',
  ),
  'family-to-confirm': both('To confirm: {what}.', 'Some of this still has to be confirmed.'),
  'variant-in-family': both(
    '{relatives} carries a disease-causing variant in {gene}; whether this person does is not known.',
    'A change in the {gene} gene was found in your family. You may or may not have it.',
  ),
}
