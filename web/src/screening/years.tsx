import type { ScreeningCalendar } from '../../../src/clinical/screening/model.ts'
import {
  screeningTimeline,
  type TimelineMark,
  timelineMarks,
  timelineSummary,
  type TimelineYear,
  timelineYears,
} from '../../../src/deliver/report/figures/screening-timeline.ts'
import { clip } from '../../../src/deliver/report/words.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import { usePerson } from '../person/person-context.ts'
import { lineTitle, windowText } from './line-words.ts'
import styles from './years.module.css'

const kinds: Readonly<Partial<Record<TimelineMark['kind'], string>>> = {
  overdue: 'overdue',
  now: 'now',
  planned: 'planned',
}

/** Longest label that fits the figure's left column. */
const labelLength = 36

const legend = [
  ['M5.5 2h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5z', 'overdue', true],
  ['M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z', 'due now', true],
  ['M3.5 3.5h9v9h-9z', 'planned', true],
  ['M8 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8z', 'to come', false],
] as const

/** The calendar of the next ten years: to scale as a figure, and year by year as a table. */
export const Years = ({
  calendar,
  audience,
}: {
  readonly calendar: ScreeningCalendar
  readonly audience: Audience
}) => {
  const { birthDate } = usePerson().document.person
  const [from, to] = [calendar.at.slice(0, 10), calendar.horizon]
  const rows = calendar.items
    .map((item) => ({
      track: item.track,
      label: lineTitle(item, audience),
      marks: timelineMarks(item, calendar),
    }))
    .filter((r) => r.marks.length > 0)
  if (rows.length === 0)
    return (
      <section aria-labelledby="years" className={styles.years}>
        <h2 id="years">The next ten years</h2>
        <p className="quiet">No test has a date in the next ten years, by what is recorded.</p>
      </section>
    )
  const years = timelineYears(rows, from, to)
  const born = birthDate === undefined ? undefined : Number(birthDate.slice(0, 4))
  return (
    <section aria-labelledby="years" className={styles.years}>
      <h2 id="years">The next ten years</h2>
      <figure className={styles.figure}>
        <SvgFigure
          node={screeningTimeline(
            rows.map((r) => ({ ...r, label: clip(r.label, labelLength) })),
            from,
            to,
          )}
        />
        <figcaption>
          <ul className={styles.legend}>
            {legend.map(([d, words, filled]) => (
              <li key={words}>
                <svg viewBox="0 0 16 16" width={14} height={14} aria-hidden="true">
                  <path d={d} fill={filled ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth={1.4} />
                </svg>
                {words}
              </li>
            ))}
          </ul>
          <span className="hidden">{timelineSummary(rows, from, to)}</span>
        </figcaption>
      </figure>
      <p className="quiet small">Dates after the next one hold if each is done when it is due.</p>
      <table className={styles.table}>
        <caption className="hidden">What is to be done, year by year</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">{audience === 'patient' ? 'You turn' : 'Turns'}</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {years.map((y) => (
            <tr key={y.year}>
              <th scope="row">{y.year}</th>
              <td>{born === undefined ? '–' : y.year - born}</td>
              <td>{y.acts.length === 0 ? <span className="quiet">nothing foreseen</span> : <Acts year={y} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Acts = ({ year }: { readonly year: TimelineYear }) => (
  <ul className={styles.acts}>
    {year.acts.map((a, i) => (
      <li key={a.track + i}>
        {a.label}{' '}
        <span className="quiet small">
          {a.kind === 'now' || a.kind === 'overdue'
            ? kinds[a.kind]
            : [windowText(a.window), kinds[a.kind]].filter((t) => t !== undefined).join(', ')}
        </span>
      </li>
    ))}
  </ul>
)
