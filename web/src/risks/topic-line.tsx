import type { Disagreement } from '../../../src/clinical/risk/index.ts'
import type { SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import { denominatorOf, frequencyText, percentText } from '../../../src/shared/risk-frequency.ts'
import { fitWords } from '../../../src/shared/wording/en-risks.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { averageOf } from './average.ts'
import { horizonText, startText } from './risk-text.ts'
import { boundsOfTopic, type RiskTopic, risksOfTopic } from './risk-topics.ts'
import { TopicDetails } from './topic-details.tsx'
import { TopicFigure, topicDenominator } from './topic-figure.tsx'
import styles from './topic-line.module.css'
import type { TypedValues } from './use-typed-values.ts'

/** One line: what, how likely, against whom, what to do. It opens in place. */
export const TopicLine = ({
  topic,
  advice,
  together,
  disagreements,
  values,
  open,
  toggle,
}: {
  readonly topic: RiskTopic
  readonly advice: readonly SpokenRecommendation[]
  readonly together: IntegratedOutcome | undefined
  readonly disagreements: readonly Disagreement[]
  readonly values: TypedValues
  readonly open: boolean
  readonly toggle: () => void
}) => {
  const { lead } = topic
  return (
    <article className={styles.line} aria-label={topic.title} data-topic={topic.id}>
      <div className={styles.row}>
        <div className={styles.what}>
          <h3>
            <button
              type="button"
              className={styles.open}
              aria-expanded={open}
              aria-controls={`risk-${topic.id}`}
              onClick={toggle}
            >
              {topic.title}
            </button>
          </h3>
          <p className="quiet small">
            {[
              lead.model.title,
              lead.fit === 'applies' ? '' : fitWords[lead.fit].clinician,
              lead.model.unverified ? 'not yet checked against its publication' : '',
            ]
              .filter((t) => t !== '')
              .join(' · ')}
          </p>
        </div>
        <div className={styles.figure}>
          <TopicFigure topic={topic} typed={values.result !== undefined} />
          {lead.model.disclaimer !== undefined && risksOfTopic(topic).length + boundsOfTopic(topic).length > 0 && (
            <p className={styles.disclaimer}>{lead.model.disclaimer}</p>
          )}
        </div>
        <div className={styles.side}>
          {together !== undefined && <Together of={together} />}
          <Average topic={topic} />
          {advice.length > 0 && (
            <ul className={styles.advice} aria-label="What to do">
              {advice.slice(0, 2).map((r) => (
                <li key={r.id}>
                  <VerdictMark of={r.verdict} /> {r.say.clinician.title}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      {open && (
        <div id={`risk-${topic.id}`} className={styles.details}>
          <TopicDetails topic={topic} advice={advice} disagreements={disagreements} values={values} />
        </div>
      )}
    </article>
  )
}

const Average = ({ topic }: { readonly topic: RiskTopic }) => {
  const all = averageOf(topic)
  const told = risksOfTopic(topic).flatMap(
    (r) => all.find((a) => JSON.stringify(a.horizon) === JSON.stringify(r.horizon)) ?? [],
  )
  if (told.length === 0) return null
  const of = topicDenominator(topic)
  return (
    <div className={styles.average}>
      <p className="quiet small">{startText('average of the same age and sex')}</p>
      {told.map((a) => (
        <p key={JSON.stringify(a.horizon)}>
          {frequencyText(a.probability, of)} {horizonText(a.horizon)}{' '}
          <span className="quiet">({percentText(a.probability)})</span>
        </p>
      ))}
    </div>
  )
}

/** The risk with genes, score and family: where there is one, it counts before the model alone. */
const Together = ({ of: { outcome, answer, average = [] } }: { readonly of: IntegratedOutcome }) => {
  const of = denominatorOf([...answer.risks.map((r) => r.risk.probability), ...average])
  return (
    <div className={styles.together}>
      <p className="quiet small">
        With <a href={`#together-${outcome}`}>genes, score and family</a>, each counted once
      </p>
      {answer.risks.map(({ risk }, i) => (
        <p key={JSON.stringify(risk.horizon)}>
          <strong>{frequencyText(risk.probability, of)}</strong> {horizonText(risk.horizon)}{' '}
          <span className="quiet nowrap">({percentText(risk.probability)})</span>
          {average[i] !== undefined && (
            <span className="quiet small nowrap"> average {frequencyText(average[i], of)}</span>
          )}
        </p>
      ))}
    </div>
  )
}
