import type { RecordRow } from '../../../src/server/people/record-page.ts'

export type TrendPoint = { readonly date: string; readonly value: number }

/** Everything that was measured under one name, the newest first. `points`: what can be drawn, all in the unit of the latest, the oldest first. */
export type ValueGroup = {
  readonly key: string
  readonly title: string
  readonly rows: readonly RecordRow[]
  readonly latest: RecordRow
  readonly points: readonly TrendPoint[]
}

const pointOf = (row: RecordRow, unit: string): readonly TrendPoint[] =>
  row.value !== undefined && 'value' in row.value && row.value.unit === unit && (row.date ?? '').length >= 10
    ? [{ date: row.date ?? '', value: row.value.value }]
    : []

/** Values by what was measured, those measured last first. A LOINC code tells them apart; without one the name does. */
export const valueGroups = (rows: readonly RecordRow[]): readonly ValueGroup[] => {
  const values = rows.filter((r) => r.kind === 'observation')
  return [...Map.groupBy(values, (r) => r.loinc ?? r.title)]
    .flatMap(([key, own]): readonly ValueGroup[] => {
      const newestFirst = own.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
      const [latest] = newestFirst
      if (latest === undefined) return []
      const unit = latest.value !== undefined && 'value' in latest.value ? latest.value.unit : undefined
      const points = unit === undefined ? [] : newestFirst.flatMap((r) => pointOf(r, unit)).toReversed()
      return [{ key, title: latest.title, rows: newestFirst, latest, points }]
    })
    .toSorted(
      (a, b) =>
        (b.latest.date ?? '').slice(0, 10).localeCompare((a.latest.date ?? '').slice(0, 10)) ||
        b.rows.length - a.rows.length ||
        a.title.localeCompare(b.title),
    )
}
