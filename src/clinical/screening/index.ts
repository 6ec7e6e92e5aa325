import { releaseName } from '../../knowledge/release.ts'
import { intendedUse } from '../../shared/intended-use.ts'
import type { ClinicalModule } from '../clinical-module.ts'
import { assessScreening } from './assess.ts'
import type { Given, ScreeningFinding, ScreeningInput } from './model.ts'
import { recommendScreening } from './recommend.ts'
import type { ScreeningTables } from './tables.ts'

export { itemsOf } from './assess.ts'
export { screeningCalendar } from './calendar.ts'
export type * from './model.ts'
export { itemStates } from './model.ts'
export { riskEquivalentAge, riskEquivalentInterval } from './personal.ts'
export { addDays, addMonths } from './schedule/days.ts'
export { compileScreening, type ScreeningTables } from './tables.ts'

/** What the planner cannot see or decide, whoever reads it. */
export const limits: readonly string[] = [
  'Schedules are those of the United States held in the release, as far as they are dated to the day of the assessment; other countries screen differently.',
  'What was done elsewhere and is not in the record counts as not recorded: ask before a test is repeated.',
  'A diagnosis that is not on the problem list is taken as not recorded; where the record has no problem list this is said.',
  'Schedules for people at higher risk are held as quoted by others and are marked so; the specialist’s plan goes before them.',
  'Symptoms are no matter of screening: somebody with symptoms is examined whatever the calendar says.',
]

/** Adds to a record what other fields of medicine and the person know. */
export const withGiven = (input: ScreeningInput, given: Given): ScreeningInput => ({
  ...input,
  given: { ...input.given, ...given },
})

/** The screening planner over compiled tables. */
export const screening = (tables: ScreeningTables): ClinicalModule<ScreeningInput, ScreeningFinding> => ({
  id: 'screening',
  title: 'Screening',
  intendedUse,
  limits,
  knowledge: [tables.manifest],
  reads: ['conditions', 'observations', 'procedures', 'medications', 'demographics'],
  gather: (view) => ({ input: { view, given: {} }, problems: [], needs: [] }),
  assess: (input, at) => assessScreening(input, tables, at),
  recommend: (assessments) => recommendScreening(assessments, [releaseName(tables.manifest)]),
})
