import { adviceClass } from '../../shared/action-class.ts'
import type { Action, Branch } from '../../shared/action.ts'
import type { Assessment } from '../../shared/assessment.ts'
import type { Intent, Recommendation, Verdict } from '../../shared/recommendation.ts'
import { itemsOf } from './assess.ts'
import type { Part, ScreeningFinding, ScreeningItem } from './model.ts'

const stepOf = (part: Part, firm: Action['firm']): Action => ({
  do: 'screen',
  firm,
  what: part.test,
  ...(part.everyMonths === undefined ? {} : { everyMonths: part.everyMonths }),
  ...(part.once ? { once: true as const } : {}),
})

const branches = (item: ScreeningItem): readonly Branch[] => {
  if (item.state === 'follow-up')
    return [{ first: [{ do: 'discuss', firm: 'do', about: 'positive-screening-result' }] }]
  if (item.state === 'offer' && item.measure !== undefined)
    return [{ first: [{ do: 'discuss', firm: 'do', about: item.measure }] }]
  if (item.state === 'discuss')
    return [{ first: [{ do: 'discuss', firm: 'consider', about: item.measure ?? 'whether-to-screen' }] }]
  const [first, ...others] = item.options.map((o) => o.parts.map((p) => stepOf(p, 'do')))
  return first === undefined ? [] : [{ first, ...(others.length === 0 ? {} : { or: others }) }]
}

const asks: Readonly<Partial<Record<ScreeningItem['state'], readonly [Intent, Verdict, Recommendation['urgency']]>>> = {
  'follow-up': ['discuss', 'act', 'now'],
  overdue: ['screen', 'act', 'next'],
  due: ['screen', 'act', 'next'],
  offer: ['discuss', 'caution', 'next'],
  discuss: ['discuss', 'caution', 'whenever'],
  'not-known': ['discuss', 'notKnown', 'whenever'],
}

/** Questions that a visit can answer; a gene test or a calculation nobody asked for is not recommended for want of it. */
const askable = (item: ScreeningItem): boolean =>
  item.state !== 'not-known' || item.needs.some((n) => n.code !== 'gene-test' && n.code !== 'risk')

/** What the calendar asks to be done now; what is planned, not due, not recommended or does not apply asks for nothing. */
export const recommendScreening = (
  assessments: readonly Assessment<ScreeningFinding>[],
  releases: readonly string[],
): readonly Recommendation[] =>
  itemsOf(assessments).flatMap((item): readonly Recommendation[] => {
    const ask = asks[item.state]
    if (ask === undefined || !askable(item)) return []
    const [intent, verdict, urgency] = ask
    const steps = item.state === 'not-known' ? [] : branches(item)
    return [
      {
        id: `screening:${item.track}`,
        module: 'screening',
        intent,
        verdict,
        urgency,
        about: { name: item.topic },
        onList: false,
        actionClass: steps.length === 0 ? 'none' : adviceClass(steps),
        steps,
        because: item.because,
        evidence: item.evidence,
        alternatives: [],
        wouldChangeIf: item.wouldChangeIf.map((w) => ({
          code: 'if-rule-holds',
          with: { rule: `${w.rule.source} ${w.rule.year}` },
        })),
        basis: item.basis,
        releases,
      },
    ]
  })
