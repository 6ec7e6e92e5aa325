import type { Assessment, Question } from '../../shared/assessment.ts'
import type { Instant } from '../../shared/instant.ts'
import { screeningCalendar } from './calendar.ts'
import type { ItemState, ScreeningCalendar, ScreeningFinding, ScreeningInput, ScreeningItem } from './model.ts'
import type { ScreeningTables } from './tables.ts'

const question = (code: string, about: string): Question => ({ module: 'screening', code, about })

/** States in which nothing is asked because the question does not arise for this person. */
const outside: readonly ItemState[] = ['not-applicable', 'followed-otherwise', 'stopped']

const ofItem = (item: ScreeningItem): Assessment<ScreeningFinding> => {
  const about = question('screening', item.track)
  const finding: ScreeningFinding = { kind: 'item', item }
  if (item.state === 'not-known')
    return { state: 'indeterminate', question: about, finding, needs: item.needs, basis: item.basis }
  if (outside.includes(item.state))
    return { state: 'notApplicable', question: about, finding, because: item.because[0]?.code ?? item.state }
  return { state: 'finding', question: about, finding, evidence: item.evidence, basis: item.basis }
}

/** The calendar as assessments: one for every track, one for every topic on which guidelines stand side by side. */
export const assessScreening = (
  input: ScreeningInput,
  tables: ScreeningTables,
  at: Instant,
): readonly Assessment<ScreeningFinding>[] => {
  const calendar = screeningCalendar(input, tables, at)
  return [
    ...calendar.items.map(ofItem),
    ...calendar.choices.map((choice): Assessment<ScreeningFinding> => {
      const needs = choice.sides.flatMap((s) => s.needs)
      const common = { question: question('choice', choice.topic), finding: { kind: 'choice' as const, choice } }
      return choice.sides.some((s) => s.says === 'not-known')
        ? { state: 'indeterminate', ...common, needs, basis: [] }
        : { state: 'finding', ...common, evidence: [], basis: [] }
    }),
  ]
}

/** The calendar's lines out of assessments, for those who get only these. */
export const itemsOf = (assessments: readonly Assessment<ScreeningFinding>[]): ScreeningCalendar['items'] =>
  assessments.flatMap((a) => (a.state !== 'negative' && a.finding?.kind === 'item' ? [a.finding.item] : []))
