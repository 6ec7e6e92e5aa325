import type { PersonalTiming } from '../../../src/clinical/screening/model.ts'
import { intervalWords } from '../../../src/shared/wording/en-screening.ts'

/** When one would start, and how often go, if screening began at equal risk instead of equal age. Shown beside the schedule, never instead of it. */
export const timingText = (t: PersonalTiming): readonly string[] => {
  const own = t.ownStart === undefined ? undefined : Math.round(t.ownStart)
  const start =
    own === undefined
      ? `By ${t.by} this person’s own risk never reaches that of the average person of ${t.guidelineStart}.`
      : `By ${t.by} this person’s own ${t.years}-year risk reaches that of the average person of ${t.guidelineStart} at age ${own}.`
  const bounds = `Guidelines start between ${t.bounds[0]} and ${t.bounds[1]}${
    t.clamped ? `; kept within them, that is ${Math.round(t.shownStart)}` : ''
  }.`
  const interval =
    t.interval === undefined
      ? []
      : [
          `At equal risk the interval would be ${intervalWords([t.interval.shownMonths, t.interval.shownMonths])} (guideline ${intervalWords([t.interval.guidelineMonths, t.interval.guidelineMonths])}).`,
        ]
  return [start, bounds, ...interval, 'The dates above follow the guideline, not this estimate.']
}
