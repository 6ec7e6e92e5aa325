import type { Disagreement } from '../../../src/clinical/risk/index.ts'
import type { SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { outcomeWords } from '../../../src/shared/wording/en-risks.ts'
import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import { percentRangeText } from '../../../src/shared/risk-frequency.ts'
import { Part } from '../frame/part.tsx'
import { IconPeople } from './icon-people.tsx'
import { InputTable } from './input-table.tsx'
import { ModelSource } from './model-source.tsx'
import { ModelsApart } from './models-apart.tsx'
import { horizonText, inputsText, startText } from './risk-text.ts'
import { boundsOfTopic, narrowingsOf, type RiskTopic, risksOfTopic } from './risk-topics.ts'
import styles from './topic-details.module.css'
import { topicDenominator } from './topic-figure.tsx'
import type { TypedValues } from './use-typed-values.ts'
import { WhatIfLevers } from './what-if-levers.tsx'

/** Everything behind one line. */
export const TopicDetails = ({
  topic,
  advice,
  disagreements,
  values,
}: {
  readonly topic: RiskTopic
  readonly advice: readonly SpokenRecommendation[]
  readonly disagreements: readonly Disagreement[]
  readonly values: TypedValues
}) => {
  const { lead, outcome } = topic
  const remarks = [...lead.because, ...lead.remarks]
    .filter((r) => r.code !== 'missing-input' || r.with?.['outcome'] !== undefined)
    .map((r) => sayRiskRemark(r, 'clinician'))
  return (
    <div className={styles.details}>
      <People topic={topic} />
      <Narrowing topic={topic} />
      {lead.whatIf.length > 0 && outcome !== undefined && (
        <Part title="What could change">
          <WhatIfLevers topic={topic} />
        </Part>
      )}
      {advice.length > 0 && (
        <Part title="What to do">
          <ul className={styles.advice}>
            {advice.map((r) => (
              <li key={r.id}>
                <strong>{r.say.clinician.title}.</strong> {r.say.clinician.why}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {topic.others.length > 0 && (
        <Part title="Models side by side">
          <ModelsApart topic={topic} disagreements={disagreements} />
        </Part>
      )}
      <Part title="From what">
        <InputTable model={lead} values={values} />
        {remarks.length > 0 && (
          <ul className={styles.remarks}>
            {[...new Set(remarks)].map((r) => (
              <li key={r}>{r}</li>
            ))}
          </ul>
        )}
      </Part>
      <Part title="Source">
        <ModelSource model={lead} />
      </Part>
    </div>
  )
}

const People = ({ topic }: { readonly topic: RiskTopic }) => {
  if (topic.outcome === undefined) return null
  const of = topicDenominator(topic)
  const words = outcomeWords[topic.outcome].clinician
  const shown = [
    ...risksOfTopic(topic).map((r) => ({ horizon: r.horizon, risk: { risk: r.probability } })),
    ...(risksOfTopic(topic).length > 0 ? [] : boundsOfTopic(topic)).map((b) => ({
      horizon: { years: b.years },
      risk: b.range[0] === b.range[1] ? { risk: b.range[0] } : { risk: b.range[0], range: b.range },
    })),
  ]
  if (shown.length === 0) return null
  return (
    <div className={styles.arrays}>
      {shown.slice(0, 3).map(({ horizon, risk }) => (
        <div key={JSON.stringify(horizon)}>
          <h4>{startText(horizonText(horizon))}</h4>
          <IconPeople risk={risk} of={of} what={`${words} ${horizonText(horizon)}`} />
        </div>
      ))}
    </div>
  )
}

/** The one measurement that narrows most: what the bounds are, and how wide they would be left on average. */
const Narrowing = ({ topic }: { readonly topic: RiskTopic }) => {
  const { missing } = topic.lead
  if (missing?.state !== 'bounds') return null
  const [best, ...others] = narrowingsOf(topic.lead)
  const [first] = missing.bounds
  if (best === undefined || first === undefined || 'score' in first.of || best.expectedWidth >= missing.width)
    return null
  const points = (width: number): string => `${Math.round(width * 1000) / 10} points`
  const left = best.expectedWidth < 0.0005 ? 'to one figure' : `to a band ${points(best.expectedWidth)} wide on average`
  return (
    <Part title="What would narrow it most">
      <p>
        <strong>{startText(inputsText([best.input], 'clinician'))}</strong> would narrow {percentRangeText(first.range)}{' '}
        {left}.
      </p>
      {others.length > 0 && (
        <p className="quiet small">
          Then:{' '}
          {others.map((n) => `${inputsText([n.input], 'clinician')} (${points(n.expectedWidth)} left)`).join(', ')}. The
          bounds hold over all plausible values; nothing between them is likelier.
        </p>
      )}
    </Part>
  )
}
