import { denominatorOf, frequencyText, percentRangeText, percentText } from '../../../src/shared/risk-frequency.ts'
import { outcomeWords } from '../../../src/shared/wording/en-risks.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { Why } from '../provenance/why.tsx'
import { averageOf } from './average.ts'
import {
  frequencyRangeText,
  horizonText,
  inputsText,
  isComparison,
  namedScoreText,
  someInputsText,
} from './risk-text.ts'
import { boundsOfTopic, narrowingsOf, type RiskTopic, risksOfTopic, saysSomething } from './risk-topics.ts'
import styles from './topic-line.module.css'

/** The denominator that everything of one line is told of. */
export const topicDenominator = (topic: RiskTopic) =>
  denominatorOf([
    ...risksOfTopic(topic).map((r) => r.probability),
    ...boundsOfTopic(topic).map((b) => b.range[1]),
    ...averageOf(topic).map((a) => a.probability),
  ])

/** The figure of a line: a risk with its longer horizon, bounds with what would narrow them, a score, or that it is not known. `typed`: it rests on typed values. */
export const TopicFigure = ({ topic, typed }: { readonly topic: RiskTopic; readonly typed: boolean }) => {
  const { lead } = topic
  const risks = risksOfTopic(topic)
  const bounds = risks.length > 0 ? [] : boundsOfTopic(topic)
  const of = topicDenominator(topic)
  const figure = (text: string) => (typed ? <strong>{text}</strong> : <Why of={`risk:${lead.model.id}`}>{text}</Why>)
  const what = topic.outcome === undefined ? '' : outcomeWords[topic.outcome].clinician
  if (risks.length > 0)
    return (
      <>
        {risks.map((r, i) => (
          <p key={JSON.stringify(r.horizon)} className={i === 0 ? styles.main : styles.further}>
            {figure(frequencyText(r.probability, of))} {horizonText(r.horizon)}{' '}
            <span className="quiet nowrap">({percentText(r.probability)})</span>
          </p>
        ))}
        <p className="quiet small">{what}</p>
      </>
    )
  const open = lead.missing?.open ?? []
  const telling = bounds.slice(0, 1).every((b) => saysSomething(b.range))
  const best = narrowingsOf(lead)[0]?.input
  if (bounds.length > 0)
    return (
      <>
        {!telling && (
          <p>
            <VerdictMark of="notKnown" word="not known" /> <span className="quiet small">anywhere within</span>
          </p>
        )}
        {bounds.map((b, i) => (
          <p key={b.years} className={i === 0 && telling ? styles.main : styles.further}>
            {telling ? figure(frequencyRangeText(b.range, of)) : frequencyRangeText(b.range, of)}{' '}
            {horizonText({ years: b.years })} <span className="quiet nowrap">({percentRangeText(b.range)})</span>
          </p>
        ))}
        <p className="quiet small">{what}</p>
        <p className={styles.unknown}>
          <VerdictMark of="notKnown" />{' '}
          {bounds.every((b) => b.range[0] === b.range[1])
            ? `Holds only without: ${inputsText(open, 'clinician', 'or')} (not known)`
            : `Not known: ${someInputsText(open, 'clinician')}`}
          {best !== undefined && open.length > 1 && `; ${inputsText([best], 'clinician')} would narrow it most`}
        </p>
      </>
    )
  const scores = lead.scores.filter((s) => !isComparison(s))
  if (scores.length > 0)
    return (
      <>
        {scores.map((s) => (
          <p key={s.name} className={styles.main}>
            {figure(namedScoreText(lead, s, 'clinician'))}
          </p>
        ))}
        {lead.risks.map((r) => (
          <p key={JSON.stringify(r)} className="small">
            {outcomeWords[r.outcome].clinician} {horizonText(r.horizon)}:{' '}
            {frequencyText(r.probability, denominatorOf([r.probability]))}{' '}
            <span className="quiet nowrap">({percentText(r.probability)})</span>
          </p>
        ))}
      </>
    )
  return (
    <p className={styles.unknown}>
      <VerdictMark of="notKnown" word="not known" />{' '}
      {open.length > 0 && `needs ${someInputsText(open, 'clinician', 4)}`}
    </p>
  )
}
