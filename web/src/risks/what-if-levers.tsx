import { useId, useState } from 'react'
import type { WhatIf } from '../../../src/clinical/risk/index.ts'
import { countOf, frequencyText, percentText } from '../../../src/shared/risk-frequency.ts'
import { leverWords, outcomeWords } from '../../../src/shared/wording/en-risks.ts'
import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import { IconPeople } from './icon-people.tsx'
import { horizonText } from './risk-text.ts'
import type { RiskTopic } from './risk-topics.ts'
import { topicDenominator } from './topic-figure.tsx'
import styles from './what-if-levers.module.css'

const changeOf = (w: WhatIf, topic: RiskTopic) =>
  w.changes.filter((c) => c.outcome === topic.outcome).toSorted((a, b) => a.years - b.years)

/** One change at a time: the absolute risk before and after by the model's own coefficients, and what that does not mean. */
export const WhatIfLevers = ({ topic }: { readonly topic: RiskTopic }) => {
  const name = useId()
  const told = topic.lead.whatIf.filter((w) => changeOf(w, topic).length > 0)
  const [chosen, setChosen] = useState(told[0]?.lever)
  const shown = told.find((w) => w.lever === chosen) ?? told[0]
  if (shown === undefined || topic.outcome === undefined)
    return <p className="quiet">Nothing that this model reads and the person could change.</p>
  const what = outcomeWords[topic.outcome].clinician
  const [first, ...later] = changeOf(shown, topic)
  const usual = topicDenominator(topic)
  const of = changeOf(shown, topic).every((c) => countOf(c.before, usual) !== countOf(c.after, usual)) ? usual : 1000
  return (
    <div className={styles.levers}>
      <fieldset className={styles.choices} data-no-print>
        <legend className="hidden">What could change</legend>
        {told.map((w) => (
          <label key={w.lever}>
            <input type="radio" name={name} checked={w.lever === shown.lever} onChange={() => setChosen(w.lever)} />{' '}
            {leverWords[w.lever]?.label ?? w.lever}
          </label>
        ))}
      </fieldset>
      {first !== undefined && (
        <div className={styles.change} aria-live="polite">
          <p className={styles.said}>
            From {frequencyText(first.before, of)} to <strong>{frequencyText(first.after, of)}</strong>{' '}
            {horizonText({ years: first.years })}{' '}
            <span className="quiet">
              ({percentText(first.before)} to {percentText(first.after)})
            </span>
          </p>
          {later.map((c) => (
            <p key={c.years}>
              From {frequencyText(c.before, of)} to {frequencyText(c.after, of)} {horizonText({ years: c.years })}
            </p>
          ))}
          <IconPeople
            risk={{ risk: first.after, ...(first.after < first.before ? { without: first.before } : {}) }}
            of={of}
            what={`${what} ${horizonText({ years: first.years })}`}
            spared={`${leverWords[shown.lever]?.with.clinician ?? 'then'} no longer`}
          />
          {first.after > first.before && <p>By this model’s coefficient the figure does not fall.</p>}
          <ul className={styles.remarks}>
            {shown.remarks.map((r) => (
              <li key={r.code}>{sayRiskRemark(r, 'clinician')}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
