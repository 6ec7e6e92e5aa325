import type { ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** What to do where a recommendation of early detection is no order: a figure to confirm, something to measure or to ask, a habit to change. */
export const earlyTitles: Readonly<Record<string, ForBoth>> = {
  'do-confirm': both('confirm the value of {input}', 'have your value of {input} checked'),
  'do-measure': both('measure or ask: {input}', 'have this measured or tell it: {input}'),
  'do-stop-smoking': both('offer help to stop smoking', 'stopping smoking helps you most: ask for help'),
  'do-ask': both('{input}: find out what decides about screening', '{input}: some answers are needed first'),
}
