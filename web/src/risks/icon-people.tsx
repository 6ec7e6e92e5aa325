import { iconArray, iconCounts, type IconRisk, iconSummary } from '../../../src/deliver/report/figures/icon-array.ts'
import type { Denominator } from '../../../src/shared/risk-frequency.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import styles from './icon-people.module.css'

/** People in rows with what they stand for beside them; the sentence under them says the same in words, gain and loss. */
export const IconPeople = ({
  risk,
  of,
  what,
  spared = 'spared',
  note = '',
}: {
  readonly risk: IconRisk
  readonly of: Denominator
  readonly what: string
  readonly spared?: string
  readonly note?: string
}) => {
  const counts = iconCounts(risk, of)
  const key = [
    ['event', counts.event, 'will have it'],
    ['not-known', counts.notKnown, 'may or may not: not known'],
    ['avoided', counts.avoided, spared],
    ['none', counts.none, 'will not have it'],
  ] as const
  return (
    <figure className={styles.figure}>
      <div className={styles.people}>
        <SvgFigure node={iconArray(risk, of, what)} />
        <ul className={styles.key} aria-hidden="true">
          {key
            .filter(([, count]) => count > 0)
            .map(([kind, count, words]) => (
              <li key={kind} data-kind={kind}>
                <span>{count.toLocaleString('en')}</span> {words}
              </li>
            ))}
        </ul>
      </div>
      <figcaption>
        {iconSummary(risk, of, what)} {note}
      </figcaption>
    </figure>
  )
}
