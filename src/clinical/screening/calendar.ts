import { releaseName } from '../../knowledge/release.ts'
import type { Instant } from '../../shared/instant.ts'
import { choicesFor } from './choices.ts'
import { actsOf } from './done.ts'
import { itemStates, type ScreeningCalendar, type ScreeningInput, type ScreeningItem } from './model.ts'
import { knownOf } from './person/known.ts'
import { horizonMonths, planTrack } from './plan-track.ts'
import { reason } from './predicate.ts'
import { addMonths } from './schedule/days.ts'
import type { ScreeningTables } from './tables.ts'

const order = (a: ScreeningItem, b: ScreeningItem): number =>
  itemStates.indexOf(a.state) - itemStates.indexOf(b.state) ||
  ((a.overdueSince ?? a.due?.from ?? '') < (b.overdueSince ?? b.due?.from ?? '')
    ? -1
    : (a.overdueSince ?? a.due?.from ?? '') > (b.overdueSince ?? b.due?.from ?? '')
      ? 1
      : 0) ||
  (a.track < b.track ? -1 : 1)

const ofTheDead = (item: ScreeningItem): ScreeningItem => ({
  topic: item.topic,
  track: item.track,
  state: 'not-applicable',
  options: [],
  following: [],
  because: [reason('deceased')],
  overruled: [],
  wouldChangeIf: [],
  needs: [],
  evidence: [],
  basis: [],
})

/**
 * One calendar for one person on a day: a line for every track of rules, in the order in which they ask for something. Pure: the same record, given
 * facts, tables and instant make the same calendar, so that a plan of last year can be made again.
 */
export const screeningCalendar = (input: ScreeningInput, tables: ScreeningTables, at: Instant): ScreeningCalendar => {
  const known = knownOf(input.view, input.given, tables, at)
  const acts = actsOf(input.view, input.given, tables.tests, known.today)
  const release = releaseName(tables.manifest)
  const tracks = [...new Set(tables.rules.map((r) => r.track))]
  const items = tracks.flatMap((track) => planTrack(track, known, acts, tables, release) ?? [])
  const dead = input.view.deceased !== undefined
  return {
    person: input.view.id,
    at,
    horizon: addMonths(known.today, horizonMonths),
    items: (dead ? items.map(ofTheDead) : items).toSorted(order),
    choices: dead ? [] : choicesFor(tables, known),
    releases: [release],
  }
}
