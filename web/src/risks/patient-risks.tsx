import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import { countOf, denominatorOf, frequencyText, percentText } from '../../../src/shared/risk-frequency.ts'
import { leverWords, outcomeWords } from '../../../src/shared/wording/en-risks.ts'
import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import { IconPeople } from './icon-people.tsx'
import styles from './patient-risks.module.css'
import { patientTopics } from './patient-topics.ts'
import { horizonText, inputsText, startText } from './risk-text.ts'
import { boundsOfTopic, type RiskTopic, risksOfTopic, saysSomething, togetherOf } from './risk-topics.ts'

/** Risks as the person they are about reads them: people out of a hundred, both ways of looking, no relative figures. */
export const PatientRisks = ({
  topics,
  integrated,
}: {
  readonly topics: readonly RiskTopic[]
  readonly integrated: readonly IntegratedOutcome[]
}) => {
  const shown = patientTopics(topics, integrated)
  const alone = integrated.filter((i) => i.answer.risks.length > 0 && !topics.some((t) => t.outcome === i.outcome))
  if (shown.length + alone.length === 0)
    return <p>There is no risk to show yet. Some facts about you are still missing. Ask your care team.</p>
  return (
    <div className={styles.all}>
      <p className={styles.intro}>
        This page tells how often people like you get ill. Nobody can tell if you will be one of them. Talk about it
        with your care team before you change anything.
      </p>
      {shown.map((t) => {
        const together = togetherOf(t, integrated)
        return together === undefined ? (
          <Topic key={t.id} topic={t} />
        ) : (
          <Together key={t.id} title={titleWords(t)} of={together} />
        )
      })}
      {alone.map((i) => (
        <Together key={i.outcome} title={`Risk of ${outcomeWords[i.outcome].patient}`} of={i} />
      ))}
    </div>
  )
}

const titleWords = (topic: RiskTopic): string => {
  const words = topic.outcome === undefined ? topic.title : outcomeWords[topic.outcome].patient
  return `Risk of ${words}`
}

/** A risk from genes, score and family; one that rests on what was not yet checked is left to the care team. */
const Together = ({
  title,
  of: { outcome, answer, unverified },
}: {
  readonly title: string
  readonly of: IntegratedOutcome
}) => {
  const of = denominatorOf(answer.risks.map((r) => r.risk.probability))
  const what = outcomeWords[outcome].patient
  if (unverified.length > 0)
    return (
      <article className={styles.topic} aria-label={title}>
        <h2>{title}</h2>
        <p className={styles.horizon}>
          Your genes or your family may matter here. Your care team will go through it with you.
        </p>
      </article>
    )
  return (
    <article className={styles.topic} aria-label={title}>
      <h2>{title}</h2>
      {answer.risks.map(({ risk }) => (
        <div key={JSON.stringify(risk.horizon)} className={styles.horizon}>
          <h3>{startText(horizonText(risk.horizon))}</h3>
          <IconPeople
            risk={{ risk: risk.probability }}
            of={of}
            what={`${what} ${horizonText(risk.horizon)}`}
            note={`That is ${percentText(risk.probability)}.`}
          />
        </div>
      ))}
      <p className="quiet small">Worked out from your health facts, your genes and your family.</p>
    </article>
  )
}

const Topic = ({ topic }: { readonly topic: RiskTopic }) => {
  const risks = risksOfTopic(topic)
  const bounds = risks.length > 0 ? [] : boundsOfTopic(topic).filter((b) => saysSomething(b.range))
  const of = denominatorOf([...risks.map((r) => r.probability), ...bounds.map((b) => b.range[1])])
  const what = topic.outcome === undefined ? '' : outcomeWords[topic.outcome].patient
  const open = topic.lead.missing?.open ?? []
  const levers = topic.lead.whatIf.flatMap((w) => {
    const change = w.changes.find((c) => c.outcome === topic.outcome)
    return change === undefined || countOf(change.after, of) >= countOf(change.before, of) ? [] : [{ lever: w, change }]
  })
  return (
    <article className={styles.topic} aria-label={titleWords(topic)}>
      <h2>{titleWords(topic)}</h2>
      {risks.map((r) => (
        <div key={JSON.stringify(r.horizon)} className={styles.horizon}>
          <h3>{startText(horizonText(r.horizon))}</h3>
          <IconPeople
            risk={{ risk: r.probability }}
            of={of}
            what={`${what} ${horizonText(r.horizon)}`}
            note={`That is ${percentText(r.probability)}.`}
          />
        </div>
      ))}
      {bounds.map((b) => (
        <div key={b.years} className={styles.horizon}>
          <h3>{startText(horizonText({ years: b.years }))}</h3>
          <IconPeople
            risk={b.range[0] === b.range[1] ? { risk: b.range[0] } : { risk: b.range[0], range: b.range }}
            of={of}
            what={`${what} ${horizonText({ years: b.years })}`}
            note={b.range[0] === b.range[1] ? '' : 'It is not known more closely.'}
          />
        </div>
      ))}
      {open.length > 0 && (
        <p>
          <strong>Not known:</strong> {inputsText(open, 'patient')}.
        </p>
      )}
      {levers.length > 0 && (
        <div className={styles.levers}>
          <h3>What could make it lower</h3>
          <ul>
            {levers.map(({ lever, change }) => (
              <li key={lever.lever}>
                {leverWords[lever.lever]?.with.patient ?? lever.lever}: {frequencyText(change.after, of)}, not{' '}
                {frequencyText(change.before, of)}, {horizonText({ years: change.years })}
              </li>
            ))}
          </ul>
          <p className="quiet small">{sayRiskRemark({ code: 'association-not-effect' }, 'patient')}</p>
        </div>
      )}
      <p className="quiet small">Worked out with {topic.lead.model.title}.</p>
      {topic.lead.model.disclaimer !== undefined && <p className={styles.disclaimer}>{topic.lead.model.disclaimer}</p>}
    </article>
  )
}
