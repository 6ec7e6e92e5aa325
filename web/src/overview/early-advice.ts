import type { EarlyDetection } from '../../../src/deliver/report/early-detection.ts'
import type { Decision } from '../../../src/clinical/screening/model.ts'
import type { SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { isSettledAtVisit } from '../../../src/deliver/screening/line.ts'
import { decidedCalendar } from '../screening/decided.ts'

/** What early detection asks to be done: what asks for it at once first, then what is overdue, referrals, tests to order, questions for the visit; without what was decided against. */
export const earlyAdvice = (early: EarlyDetection, decisions: readonly Decision[]): readonly SpokenRecommendation[] => {
  const stopped = new Set(
    decidedCalendar(early.screening, decisions)
      .items.filter((i) => i.state === 'stopped')
      .map((i) => `screening:${i.track}`),
  )
  const overdue = new Set(early.screening.items.filter((i) => i.state === 'overdue').map((i) => `screening:${i.track}`))
  const atVisit = new Set(early.screening.items.filter(isSettledAtVisit).map((i) => `screening:${i.track}`))
  const rank = (r: SpokenRecommendation): number =>
    r.urgency === 'now' ? 0 : overdue.has(r.id) ? 1 : r.intent === 'refer' ? 2 : atVisit.has(r.id) ? 4 : 3
  return early.recommendations
    .filter((r) => r.verdict === 'act' && !stopped.has(r.id))
    .toSorted((a, b) => rank(a) - rank(b))
}
