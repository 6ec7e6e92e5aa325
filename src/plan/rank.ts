import { actionClasses } from '../shared/action-class.ts'
import { rungIndex } from '../shared/evidence.ts'
import type { Recommendation, Verdict } from '../shared/recommendation.ts'

const verdictOrder: readonly Verdict[] = ['act', 'caution', 'notKnown', 'fine']
const urgencyOrder: readonly Recommendation['urgency'][] = ['now', 'next', 'whenever']

const bestRung = (r: Recommendation): number => Math.min(...r.evidence.map((e) => rungIndex(e.rung)), rungIndex('none'))

/**
 * The order of a plan: what concerns the person's own treatment first, then by sign, urgency, how severe the action is, how well
 * it is graded, and last by name and id, so that the order is always the same.
 */
export const rankRecommendations = (all: readonly Recommendation[]): readonly Recommendation[] =>
  [...all].sort(
    (a, b) =>
      Number(b.onList) - Number(a.onList) ||
      verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) ||
      urgencyOrder.indexOf(a.urgency) - urgencyOrder.indexOf(b.urgency) ||
      actionClasses.indexOf(a.actionClass) - actionClasses.indexOf(b.actionClass) ||
      bestRung(a) - bestRung(b) ||
      (a.about.name < b.about.name ? -1 : a.about.name > b.about.name ? 1 : 0) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )

/** One decision, one recommendation: of several about the same thing with the same intent the first in rank stays. */
export const oneEach = (ranked: readonly Recommendation[]): readonly Recommendation[] => {
  const seen = new Set<string>()
  return ranked.filter((r) => {
    const key = `${r.intent} ${r.about.name}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
