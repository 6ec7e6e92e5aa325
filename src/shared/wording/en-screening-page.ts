import type { ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** Heads under which the lines of a calendar stand, by state. */
export const screeningGroupWords = {
  'follow-up': both('Results that need follow-up', 'Results that need a next step'),
  overdue: both('Overdue', 'Overdue'),
  due: both('Due now', 'Due now'),
  planned: both('Planned', 'Planned'),
  offer: both('To offer', 'May help you'),
  discuss: both('To talk over', 'To talk over with your doctor'),
  later: both('Later', 'Later'),
  done: both('Done', 'Done'),
  'not-known': both('Not known: what to ask', 'Not known yet'),
  'followed-otherwise': both('Followed outside screening', 'Followed by your care team'),
  stopped: both('Not screened any more', 'Not done any more'),
  'not-recommended': both('Not recommended', 'Not recommended'),
  'not-enough-evidence': both('Not enough evidence', 'Not enough is known'),
  'not-applicable': both('Does not apply', 'Does not apply to you'),
} as const satisfies Readonly<Record<string, ForBoth>>

/** What a fold of lines that ask for nothing says of itself. */
export const screeningFoldWords = {
  'not-recommended': both('Harms outweigh benefits. Nothing to do.', 'These tests can do more harm than good.'),
  'not-enough-evidence': both('Not enough evidence for or against. Nothing to do.', 'Nobody knows yet if these help.'),
  'not-applicable': both('The rule is not for this person.', 'These are meant for other people.'),
} as const satisfies Readonly<Record<string, ForBoth>>

/** A source’s own grade with what it means. @source USPSTF grade definitions after 2012 */
export const gradeWords = {
  A: 'A, strong',
  B: 'B, moderate',
  C: 'C, to be decided one by one',
  D: 'D, advised against',
  I: 'I, evidence does not decide',
  none: 'not graded',
} as const

/** Why a rule gave way to the one that leads. */
export const overruledWords = {
  overlay: 'the one for people at higher risk goes first',
  'more-intensive': 'the one that asks for more goes first',
  newer: 'a newer one has replaced it',
} as const

/** How a rule stands beside others that answer the same question. */
export const roleWords = {
  base: 'general rule',
  overlay: 'for people at higher risk',
  beside: 'shown beside, decides nothing',
} as const

/** What one guideline says of this person. */
export const saysWords = {
  yes: both('Yes', 'Yes'),
  no: both('No', 'No'),
  'not-known': both('Not known', 'Not known yet'),
  cannot: both('Does not arise', 'Does not apply'),
} as const

/** What may be decided about a line, and how it is told afterwards. */
export const decisionWords = {
  declined: { ask: 'The person declines', told: 'declined' },
  'limited-life-expectancy': {
    ask: 'Life expectancy is limited: stop all screening that helps only after years',
    told: 'life expectancy is limited',
  },
} as const

/** Tracks of rules that share their topic with another, so that two lines are told apart where neither names a test. */
export const trackWords: Readonly<Record<string, string>> = {
  'breast-mri': 'breast cancer: breast MRI',
  mammography: 'breast cancer: mammography',
  'salpingo-oophorectomy': 'ovarian cancer: risk-reducing removal',
  'tobacco-cessation': 'tobacco use: help to stop',
}
