import { memo, startTransition, useEffect, useState } from 'react'
import type { RecordRow } from '../../../src/server/people/record-page.ts'
import { WhyLine, WhyList } from '../provenance/why-list.tsx'
import { Flag } from './flag.tsx'
import { dayText, valueText } from './record-words.ts'
import { plainTitle } from '../person/lookup.ts'
import { type RecordDay, type RecordYear, yearsOf } from './timeline.ts'
import styles from './timeline-list.module.css'

const kindWords: Readonly<Record<RecordRow['kind'], string>> = {
  condition: 'Problem',
  medication: 'Medicine',
  allergy: 'Allergy',
  observation: 'Value',
  procedure: 'Procedure',
  family: 'Family',
  coverage: 'Coverage',
  careTeam: 'Care team',
  pregnancy: 'Pregnancy',
  immunisation: 'Immunisation',
  encounter: 'Visit',
  device: 'Device',
  goal: 'Goal',
  genetic: 'Genetic result',
}

const stateWords: Readonly<Record<RecordRow['state'], string>> = {
  active: 'current',
  past: '',
  planned: 'planned',
  unknown: 'state not known',
}

/** So many lines are drawn at once; other years follow when they are asked for, so that a record of any length stays quick. */
const linesAtOnce = 150

const linesOf = (year: RecordYear, unfolded: boolean): number =>
  year.days.reduce((n, d) => n + d.events.length + (unfolded ? d.values.length : Math.min(1, d.values.length)), 0)

/** As many whole years as fit, at least one. */
const yearsWithin = (years: readonly RecordYear[], room: number, unfolded: boolean): readonly RecordYear[] => {
  let lines = 0
  const end = years.findIndex((y) => (lines += linesOf(y, unfolded)) > room)
  return end < 0 ? years : years.slice(0, end + 1)
}

/** A day with fewer values shows them one by one. */
const fewValues = 4

const yearId = (year: string): string => `year-${year || 'none'}`

const show = (year: string): void => {
  const head = document.getElementById(yearId(year))
  head?.scrollIntoView()
  head?.focus({ preventScroll: true })
}

/** The record by years, the newest first, with the years as a rail beside it. `unfolded`: values stand one by one instead of by the day. */
export const Timeline = memo(
  ({ rows, unfolded }: { readonly rows: readonly RecordRow[]; readonly unfolded: boolean }) => {
    const years = yearsOf(rows)
    const [from, setFrom] = useState(0)
    const [room, setRoom] = useState(linesAtOnce)
    const [wanted, setWanted] = useState<string>()
    const shown = yearsWithin(years.slice(from), room, unfolded)
    const end = from + shown.length
    useEffect(() => {
      if (wanted === undefined || !document.getElementById(yearId(wanted))) return
      show(wanted)
      setWanted(undefined)
    }, [wanted, from])
    const go = (to: number): void => {
      setWanted(years[to]?.year)
      if (to >= from && to < end) return
      startTransition(() => {
        setFrom(to)
        setRoom(linesAtOnce)
      })
    }
    return (
      <div className={styles.timeline}>
        {years.length > 1 && (
          <nav aria-label="Years" className={styles.rail} data-no-print>
            <ul>
              {years.map(({ year, count }, i) => (
                <li key={year}>
                  <a
                    href={`#${yearId(year)}`}
                    onClick={(event) => {
                      event.preventDefault()
                      go(i)
                    }}
                  >
                    {year || 'No date'} <span className={styles.count}>{count}</span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <WhyList>
          <div className={styles.years}>
            {from > 0 && (
              <button type="button" className={styles.more} onClick={() => go(0)}>
                {from} later {from === 1 ? 'year' : 'years'}
              </button>
            )}
            {shown.map((y) => (
              <section key={y.year} className={styles.year} aria-labelledby={yearId(y.year)}>
                <h2 id={yearId(y.year)} tabIndex={-1}>
                  {y.year || 'Without a date'}
                </h2>
                <ul>
                  {y.days.map((d) => (
                    <Day key={d.date} day={d} unfolded={unfolded} />
                  ))}
                </ul>
              </section>
            ))}
            {end < years.length && (
              <button
                type="button"
                className={styles.more}
                onClick={() => startTransition(() => setRoom(room + linesAtOnce))}
              >
                {years.length - end} earlier {years.length - end === 1 ? 'year' : 'years'}
              </button>
            )}
          </div>
        </WhyList>
      </div>
    )
  },
)

const Day = ({ day, unfolded }: { readonly day: RecordDay; readonly unfolded: boolean }) => {
  const oneByOne = unfolded || day.values.length < fewValues
  const values = oneByOne ? day.values : []
  const folded = oneByOne ? [] : day.values
  return (
    <>
      {[...day.events, ...values].map((row, i) => (
        <Line key={row.kind + row.resource + row.title + i} row={row} first={i === 0} />
      ))}
      {folded.length > 0 && <FoldedValues rows={folded} first={day.events.length === 0} />}
    </>
  )
}

const DayOf = ({ date, first }: { readonly date: string | undefined; readonly first: boolean }) => (
  <span className={first ? styles.date : styles.again}>{date === undefined ? '' : dayText(date)}</span>
)

const Line = ({ row, first }: { readonly row: RecordRow; readonly first: boolean }) => {
  const state = [
    stateWords[row.state],
    row.end && row.end.slice(0, 10) !== row.date?.slice(0, 10) && `until ${dayText(row.end)}`,
    row.preliminary && 'preliminary',
  ]
    .filter(Boolean)
    .join(', ')
  return (
    <li className={styles.line}>
      <DayOf date={row.date} first={first} />
      <span className={styles.kind}>{kindWords[row.kind]}</span>
      <span className={styles.what}>
        <WhyLine of={`resource:${row.resource}`}>{plainTitle(row.title)}</WhyLine>
        {row.value !== undefined && (
          <>
            {' '}
            <strong>{valueText(row.value)}</strong> <Flag row={row} />
          </>
        )}
        {row.detail && (
          <>
            {' '}
            <span className={styles.detail}>{row.detail}</span>
          </>
        )}
        {state !== '' && row.kind !== 'observation' && (
          <>
            {' '}
            <span className={styles.state}>{state}</span>
          </>
        )}
      </span>
    </li>
  )
}

const FoldedValues = ({ rows, first }: { readonly rows: readonly RecordRow[]; readonly first: boolean }) => {
  const [open, setOpen] = useState(false)
  const said = rows
    .slice(0, 3)
    .map((r) => [plainTitle(r.title), r.value && valueText(r.value)].filter(Boolean).join(' '))
    .join(', ')
  return (
    <li className={styles.line}>
      <DayOf date={rows[0]?.date} first={first} />
      <span className={styles.kind}>Values</span>
      <span className={styles.what}>
        <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {rows.length} {rows.length === 1 ? 'value' : 'values'}
        </button>{' '}
        {!open && (
          <span className={styles.detail}>
            {said}
            {rows.length > 3 && ' …'}
          </span>
        )}
        {open && (
          <ul className={styles.values}>
            {rows.map((r, i) => (
              <li key={r.resource + r.title + i}>
                <WhyLine of={`resource:${r.resource}`}>{plainTitle(r.title)}</WhyLine>
                <span className={styles.number}>
                  <strong>{r.value === undefined ? '' : valueText(r.value)}</strong> <Flag row={r} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </span>
    </li>
  )
}
