import type { ScreeningItem } from '../../clinical/screening/index.ts'
import type { Reason } from '../../shared/recommendation.ts'
import { type Audience, capital } from '../../shared/wording/catalogue.ts'
import { trackWords } from '../../shared/wording/en-screening-page.ts'
import { outcomeWords } from '../../shared/wording/en-risks.ts'
import { preventiveMeasureWords, screeningTestWords, screeningTopicWords } from '../../shared/wording/en-screening.ts'

/** What is looked for, in the reader’s words. */
const topicWords = ({ topic }: ScreeningItem, audience: Audience): string =>
  audience === 'patient' && topic in outcomeWords
    ? outcomeWords[topic as keyof typeof outcomeWords].patient
    : screeningTopicWords[topic]

const askedAtVisit: ReadonlySet<string> = new Set([
  'alcohol-questionnaire',
  'anxiety-questionnaire',
  'depression-questionnaire',
  'tobacco-question',
  'familial-risk-tool',
  'blood-pressure',
])

/** Nothing has to be ordered: the visit itself settles it. */
export const isSettledAtVisit = ({ options }: Pick<ScreeningItem, 'options'>): boolean =>
  options.length > 0 && options.every((o) => o.parts.every((p) => askedAtVisit.has(p.test)))

/** What a line is about, in one noun phrase: the measure, the only test, else what is looked for, as screening where there are ways to choose from. */
export const lineTitle = (item: ScreeningItem, audience: Audience): string => {
  if (item.measure !== undefined) return capital(preventiveMeasureWords[item.measure][audience])
  const [only, other] = item.options
  if (only !== undefined && other === undefined)
    return capital(only.parts.map((p) => screeningTestWords[p.test][audience]).join(' and '))
  const topic = (audience === 'patient' ? undefined : trackWords[item.track]) ?? topicWords(item, audience)
  if (other === undefined) return capital(topic)
  return audience === 'patient' ? `A check for ${topic}` : `${capital(topic)} screening`
}

/** What is looked for, where the title names a test or a measure instead. */
export const lineTopic = (item: ScreeningItem): string | undefined =>
  item.measure !== undefined || item.options.length === 1 ? screeningTopicWords[item.topic] : undefined

/** Reasons that tell of the rules, not of the person. */
const ofRules: ReadonlySet<string> = new Set(['screening-rule', 'screening-rule-ungraded', 'overruled-by'])

/** Figures of risk are for a talk between two people, not for a line that the person reads alone. */
const figures: ReadonlySet<string> = new Set(['risk-given', 'risk-straddles', 'risk-of-other-model', 'equivalent-age'])

/** What about the person makes a line hold; for the person themself without figures of risk. */
export const ownReasons = (item: ScreeningItem, audience: Audience): readonly Reason[] =>
  item.because.filter((r) => !ofRules.has(r.code) && !(audience === 'patient' && figures.has(r.code)))
