import { isSettledAtVisit } from '../../../src/deliver/screening/line.ts'
import {
  type ItemState,
  itemStates,
  type ScreeningCalendar,
  type ScreeningItem,
} from '../../../src/clinical/screening/model.ts'

/** Lines of one state. */
export type CalendarGroup = { readonly state: ItemState; readonly items: readonly ScreeningItem[] }

/** What asks for nothing and is folded away. */
export const folded: ReadonlySet<ItemState> = new Set(['not-recommended', 'not-enough-evidence', 'not-applicable'])

/** Lines by state, in the order in which they ask for something; of what is due first what has to be ordered, in the order of the plan. */
export const calendarGroups = (
  { items }: ScreeningCalendar,
  plan: readonly { readonly id: string }[],
): readonly CalendarGroup[] => {
  const place = new Map(plan.map((r, i) => [r.id, i]))
  const rank = (i: ScreeningItem): number =>
    (isSettledAtVisit(i) ? plan.length + 1 : 0) + (place.get(`screening:${i.track}`) ?? plan.length)
  return itemStates.flatMap((state) => {
    const of = items.filter((i) => i.state === state)
    if (of.length === 0) return []
    return [{ state, items: state === 'due' ? of.toSorted((a, b) => rank(a) - rank(b)) : of }]
  })
}

/** What comes next after today: what is planned or due later, the earliest first. */
export const nextUp = ({ items }: ScreeningCalendar): ScreeningItem | undefined => {
  const day = (i: ScreeningItem): string | undefined =>
    i.state === 'later' ? i.due?.from : i.state === 'planned' ? i.planned?.date : undefined
  return items.filter((i) => day(i) !== undefined).toSorted((a, b) => ((day(a) ?? '') < (day(b) ?? '') ? -1 : 1))[0]
}
