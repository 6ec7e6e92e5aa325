import type { ReportDocument, SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { decisions } from '../../../src/deliver/report/summary-fit.ts'
import { titleOf } from '../../../src/deliver/report/words.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'

/** One decision: a recommendation, or several for medicines that are not on the list and say the same for the same reason. */
export type Decision = {
  readonly id: string
  readonly title: string
  readonly sign: 'act' | 'caution'
  readonly first: SpokenRecommendation
  readonly all: readonly SpokenRecommendation[]
}

const titleFor = (all: readonly SpokenRecommendation[], first: SpokenRecommendation, audience: Audience): string => {
  const names = all.map((r) => r.about.name).join(', ')
  if (audience === 'patient')
    return all.length === 1 ? first.say.patient.title : `Before you ever take ${names}: ask your doctor`
  if (all.length === 1) return titleOf(first)
  return `If ever considered: ${first.actionClass === 'avoid' ? 'avoid' : 'do not use as usual'} ${names}`
}

const decision = (all: readonly SpokenRecommendation[], audience: Audience): readonly Decision[] => {
  const [first] = all
  if (!first) return []
  return [
    {
      id: first.id,
      title: titleFor(all, first, audience),
      sign: first.onList && first.verdict === 'act' ? 'act' : 'caution',
      first,
      all,
    },
  ]
}

/** What concerns the person's own treatment and asks for something now. */
export const toActOn = (document: ReportDocument, audience: Audience = 'clinician'): readonly Decision[] =>
  decisions(document, 'act')
    .filter(([first]) => first?.onList)
    .flatMap((all) => decision(all, audience))

/** Own medicines to be used with care, then what would matter if another medicine were ever considered. */
export const worthKnowing = (document: ReportDocument, audience: Audience = 'clinician'): readonly Decision[] =>
  [...decisions(document, 'caution'), ...decisions(document, 'act').filter(([first]) => !first?.onList)].flatMap(
    (all) => decision(all, audience),
  )
