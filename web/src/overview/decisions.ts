import type { ReportDocument, SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { decisions } from '../../../src/deliver/report/summary-fit.ts'
import { titleOf } from '../../../src/deliver/report/words.ts'

/** One decision: a recommendation, or several for medicines that are not on the list and say the same for the same reason. */
export type Decision = {
  readonly id: string
  readonly title: string
  readonly sign: 'act' | 'caution'
  readonly first: SpokenRecommendation
  readonly all: readonly SpokenRecommendation[]
}

const decision = (all: readonly SpokenRecommendation[]): readonly Decision[] => {
  const [first] = all
  if (!first) return []
  const names = all.map((r) => r.about.name).join(', ')
  return [
    {
      id: first.id,
      title:
        all.length === 1
          ? titleOf(first)
          : `If ever considered: ${first.actionClass === 'avoid' ? 'avoid' : 'do not use as usual'} ${names}`,
      sign: first.onList && first.verdict === 'act' ? 'act' : 'caution',
      first,
      all,
    },
  ]
}

/** What concerns the person's own treatment and asks for something now. */
export const toActOn = (document: ReportDocument): readonly Decision[] =>
  decisions(document, 'act')
    .filter(([first]) => first?.onList)
    .flatMap(decision)

/** Own medicines to be used with care, then what would matter if another medicine were ever considered. */
export const worthKnowing = (document: ReportDocument): readonly Decision[] =>
  [...decisions(document, 'caution'), ...decisions(document, 'act').filter(([first]) => !first?.onList)].flatMap(
    decision,
  )
