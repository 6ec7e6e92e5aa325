import type { ReactNode } from 'react'
import styles from './decision-line.module.css'
import type { EhrDecision } from './decisions.ts'

/** A time of day matters here: a card is answered within minutes. */
export const momentText = (at: string): string => {
  const date = new Date(at)
  return Number.isNaN(date.getTime())
    ? at
    : date.toLocaleString('en-GB', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      })
}

const signs = { accepted: 'M2 8.6 6.2 13 14 3.4', overridden: 'M3 3l10 10M13 3L3 13' } as const

/** One card: what it said, when, and what was done with it, by word and shape. */
export const DecisionLine = ({
  decision: d,
  marked = false,
  title,
}: {
  readonly decision: EhrDecision
  readonly marked?: boolean
  readonly title: ReactNode
}) => (
  <div className={styles.line} data-marked={marked || undefined}>
    <p>
      {title}
      {marked && <span className={styles.here}> the card you came from</span>}
    </p>
    <p className="quiet small">
      shown {momentText(d.at)}
      {d.client && ` in ${d.client}`}
    </p>
    {d.outcomes.length === 0 && <p className="quiet small">Not answered</p>}
    {d.outcomes.map((o) => (
      <p key={o.at + o.text} className={styles.outcome} data-outcome={o.is}>
        <svg viewBox="0 0 16 16" width={12} height={12} aria-hidden="true">
          <path d={signs[o.is]} fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
        </svg>
        <span>
          {o.text} <span className="quiet small">{momentText(o.at)}</span>
        </span>
      </p>
    ))}
  </div>
)
