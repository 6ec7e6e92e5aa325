import type { RecordRow } from '../../../src/server/people/record-page.ts'

export type RecordKind = RecordRow['kind']

/** A day of the record: what began or was done, and what was measured. `date` is empty where the record gives none. */
export type RecordDay = {
  readonly date: string
  readonly events: readonly RecordRow[]
  readonly values: readonly RecordRow[]
}

export type RecordYear = { readonly year: string; readonly days: readonly RecordDay[]; readonly count: number }

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** One line for each resource and title: a product of two ingredients is one order. */
export const mergedRows = (rows: readonly RecordRow[]): readonly RecordRow[] => {
  const seen = new Map<string, RecordRow>()
  for (const row of rows) {
    const key = `${row.kind} ${row.resource} ${row.title}`
    const before = seen.get(key)
    if (before === undefined || row.kind === 'observation')
      seen.set(before === undefined ? key : `${key} ${seen.size}`, row)
    else seen.set(key, { ...before, codes: [...before.codes, ...row.codes] })
  }
  return [...seen.values()]
}

/** Rows in which every word of the text stands: in the title, what is beside it, a word value, or a code as a whole. */
export const rowsWith = (rows: readonly RecordRow[], text: string): readonly RecordRow[] => {
  const words = plain(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const value = row.value !== undefined && 'text' in row.value ? row.value.text : ''
    const hay = plain([row.title, row.detail ?? '', value, row.date ?? ''].join(' '))
    return words.every((w) => hay.includes(w) || row.codes.some((c) => c.code !== undefined && plain(c.code) === w))
  })
}

/** The record by years and days, the newest first; what has no date comes last, under an empty year. */
export const yearsOf = (rows: readonly RecordRow[]): readonly RecordYear[] => {
  const byYear = Map.groupBy(rows, (r) => (r.date ?? '').slice(0, 4))
  return [...byYear]
    .toSorted(([a], [b]) => b.localeCompare(a))
    .map(([year, own]) => ({
      year,
      count: own.length,
      days: [...Map.groupBy(own, (r) => (r.date ?? '').slice(0, 10))]
        .toSorted(([a], [b]) => b.localeCompare(a))
        .map(([date, of]) => ({
          date,
          events: of.filter((r) => r.kind !== 'observation'),
          values: of.filter((r) => r.kind === 'observation'),
        })),
    }))
}
