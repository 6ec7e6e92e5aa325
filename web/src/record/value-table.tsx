import { memo, useMemo, useState } from 'react'
import type { RecordRow } from '../../../src/server/people/record-page.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import { WhyLine, WhyList } from '../provenance/why-list.tsx'
import { Flag } from './flag.tsx'
import { dayText, rangeText, unitText, valueText } from './record-words.ts'
import { plainTitle } from '../person/lookup.ts'
import { type Trend, trendFigure } from './trend-figure.ts'
import { type ValueGroup, valueGroups } from './value-groups.ts'
import styles from './value-table.module.css'

/** Everything measured, one row for each name with its course; a row opens to all its values. */
export const ValueTable = memo(({ rows }: { readonly rows: readonly RecordRow[] }) => {
  const groups = useMemo(() => valueGroups(rows), [rows])
  if (groups.length === 0) return null
  return (
    <WhyList>
      <table className={`${styles.table} stack`}>
        <caption className="hidden">Values, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Latest</th>
            <th scope="col">When</th>
            <th scope="col">Course</th>
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((g) => (
            <Group key={g.key} group={g} />
          ))}
        </tbody>
      </table>
    </WhyList>
  )
})

const Group = ({ group: g }: { readonly group: ValueGroup }) => {
  const [open, setOpen] = useState(false)
  const unit = g.latest.value !== undefined && 'value' in g.latest.value ? unitText(g.latest.value.unit) : ''
  const more = g.rows.length > 1
  return (
    <>
      <tr>
        <th scope="row">{plainTitle(g.title)}</th>
        <td data-label="Latest">
          <Value row={g.latest} />
        </td>
        <td data-label="When" className={styles.when}>
          {g.latest.date === undefined ? <span className="quiet">no date</span> : dayText(g.latest.date)}
        </td>
        <td data-label="Course" className={styles.course}>
          {g.points.length > 1 ? (
            <SvgFigure node={trendFigure({ title: plainTitle(g.title), unit, points: g.points, ...rangeOf(g) })} />
          ) : (
            <span className="quiet">–</span>
          )}
        </td>
        <td>
          {more ? (
            <button
              type="button"
              className={styles.open}
              aria-expanded={open}
              aria-label={`All ${g.rows.length} values of ${plainTitle(g.title)}`}
              onClick={() => setOpen(!open)}
            >
              {g.rows.length}
            </button>
          ) : (
            <span className={styles.one}>1</span>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5} className={styles.all}>
            <ul aria-label={`Values of ${plainTitle(g.title)}`}>
              {g.rows.map((r, i) => (
                <li key={r.resource + i}>
                  <span className="quiet">{r.date === undefined ? 'no date' : dayText(r.date)}</span>
                  <Value row={r} />
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  )
}

/** The limits given with the latest value, where they are in its unit and for everybody. */
const rangeOf = ({ latest }: ValueGroup): Pick<Trend, 'range'> => {
  const unit = latest.value !== undefined && 'value' in latest.value ? latest.value.unit : undefined
  const [range, other] = latest.range ?? []
  if (range === undefined || other !== undefined || (range.unit !== undefined && range.unit !== unit)) return {}
  const { low, high } = range
  return { range: { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) } }
}

/** A value with what the laboratory said of it; opens the resource it stands in. */
const Value = ({ row }: { readonly row: RecordRow }) => {
  const limits = (row.range ?? []).map(rangeText).filter((t) => t !== '')
  return (
    <div>
      <WhyLine of={`resource:${row.resource}`}>
        <strong className={styles.value}>{row.value === undefined ? 'no value' : valueText(row.value)}</strong>
      </WhyLine>{' '}
      <Flag row={row} />
      {row.preliminary && <span className={styles.beside}> preliminary</span>}
      {limits.length > 0 && <span className={styles.under}>range {limits.join('; ')}</span>}
      {row.asRecorded && <span className={styles.under}>recorded as {valueText(row.asRecorded)}</span>}
    </div>
  )
}
