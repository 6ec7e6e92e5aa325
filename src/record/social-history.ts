import type { Instant } from '../shared/instant.ts'
import { entryOf } from './entry-of.ts'
import { smokingCodes } from './measures.ts'
import type { Observation, SocialHistory } from './patient-view.ts'

/** Smoking by LOINC answer. @source LOINC answers of 72166-2; unverified */
const smokingAnswers: Readonly<Record<string, NonNullable<SocialHistory['smoking']>['status']>> = {
  'LA18976-3': 'current',
  'LA18977-1': 'current',
  'LA18979-7': 'unknown',
  'LA18981-3': 'current',
  'LA18982-1': 'current',
  'LA15920-4': 'former',
  'LA18978-9': 'never',
}

const byWords: readonly (readonly [RegExp, NonNullable<SocialHistory['smoking']>['status']])[] = [
  [/unknown/i, 'unknown'],
  [/\b(never|non[-\s]?smoker|does not smoke)\b/i, 'never'],
  [/\b(not|no|denies)\b/i, 'unknown'],
  [/\b(former|ex[-\s]?smoker|quit|stopped|past)\b/i, 'former'],
  [/\b(current|smokes|every ?day|some ?days?|daily|smoker|heavy|light)\b/i, 'current'],
]

/** LOINC codes of alcohol use. unverified: 74013-4 drinks a day, 11331-6 history of alcohol use, 72109-2 AUDIT-C frequency, 75626-2 AUDIT-C score */
const alcoholCodes: readonly string[] = ['74013-4', '11331-6', '72109-2', '75626-2']

const newest = (all: readonly Observation[], codes: readonly string[], at: Instant): Observation | undefined =>
  all.findLast((o) => codes.includes(o.loinc ?? '') && (o.date === undefined || o.date <= at.slice(0, 10)))

/** Smoking and alcohol as last recorded, with the date: how far that counts is for `lookBacks` to say. */
export const socialHistoryOf = (observations: readonly Observation[], at: Instant): SocialHistory | undefined => {
  const smoked = newest(observations, smokingCodes, at)
  const words = smoked !== undefined && 'text' in smoked.value ? smoked.value.text : ''
  const status = entryOf(smokingAnswers, smoked?.answer?.code ?? '') ?? byWords.find(([form]) => form.test(words))?.[1]
  const alcohol = newest(observations, alcoholCodes, at)
  if (smoked === undefined && alcohol === undefined) return undefined
  return {
    ...(smoked === undefined
      ? {}
      : {
          smoking: {
            status: status ?? 'unknown',
            said: words,
            ...(smoked.date === undefined ? {} : { date: smoked.date }),
            ref: smoked.ref,
          },
        }),
    ...(alcohol === undefined ? {} : { alcohol }),
  }
}
