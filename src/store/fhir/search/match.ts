import type { DateRow, IndexRows, QuantityRow, ReferenceRow, StringRow, TokenRow, UriRow } from '../../../fhir/index.ts'

export type IndexTable = keyof IndexRows

export const comparators = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const
export type Comparator = (typeof comparators)[number]

/** `system` undefined: any; empty: none. `code` undefined: any. */
export type TokenMatch = {
  readonly kind: 'token'
  readonly system: string | undefined
  readonly code: string | undefined
}
/** The display or text begins with `folded`. */
export type TextMatch = { readonly kind: 'text'; readonly folded: string }
export type StringMatch = {
  readonly kind: 'string'
  readonly how: 'prefix' | 'contains' | 'exact'
  readonly value: string
}
/** `[from, to)` in ms since 1970, with `ap` already widened. */
export type DateMatch = {
  readonly kind: 'date'
  readonly comparator: Comparator
  readonly from: number
  readonly to: number
}
/** `[low, high)` is what the written precision allows (for `ap`: `[low, high]`, what counts as near), `value` the number itself. */
export type Span = { readonly value: number; readonly low: number; readonly high: number }
export type QuantityMatch = {
  readonly kind: 'quantity'
  readonly comparator: Comparator
  readonly span: Span
  readonly unit:
    | {
        /** undefined: any. */
        readonly system: string | undefined
        readonly code: string
        readonly canonical: { readonly code: string; readonly span: Span } | undefined
      }
    | undefined
}
/** `type` undefined: of any type of this server. `type` empty: a URL, with the version only if it is named. */
export type ReferenceMatch = { readonly kind: 'reference'; readonly type: string | undefined; readonly id: string }
export type UriMatch =
  | { readonly kind: 'uri'; readonly how: 'oneOf'; readonly uris: readonly string[] }
  | { readonly kind: 'uri'; readonly how: 'below'; readonly uri: string }
/** The first part fits the row itself; each other part a row of the same group under its own parameter. */
export type CompositeMatch = {
  readonly kind: 'composite'
  readonly first: Match
  readonly others: readonly { readonly table: IndexTable; readonly param: string; readonly match: Match }[]
}

export type Match =
  | TokenMatch
  | TextMatch
  | StringMatch
  | DateMatch
  | QuantityMatch
  | ReferenceMatch
  | UriMatch
  | CompositeMatch

/** Whether the interval `[from, to)` of a resource compares so with the one searched for (R4, "Prefixes"). */
export const dateCompares = ({ comparator, from, to }: DateMatch, row: { from: number; to: number }): boolean => {
  switch (comparator) {
    case 'eq':
      return row.from >= from && row.to <= to
    case 'ne':
      return row.from < from || row.to > to
    case 'gt':
      return row.to > to
    case 'lt':
      return row.from < from
    case 'ge':
      return row.to > from && (row.to > to || row.from >= from)
    case 'le':
      return row.from < to && (row.from < from || row.to <= to)
    case 'sa':
      return row.from >= to
    case 'eb':
      return row.to <= from
    case 'ap':
      return row.from < to && row.to > from
  }
}

/** Whether the closed interval `[low, high]` of a resource compares so; only `eq`, `ne` and `ap` heed the precision searched with. */
export const numberCompares = (comparator: Comparator, span: Span, low: number, high: number): boolean => {
  switch (comparator) {
    case 'eq':
      return low >= span.low && high < span.high
    case 'ne':
      return low < span.low || high >= span.high
    case 'gt':
      return high > span.value
    case 'lt':
      return low < span.value
    case 'ge':
      return high >= span.value
    case 'le':
      return low <= span.value
    case 'sa':
      return low > span.value
    case 'eb':
      return high < span.value
    case 'ap':
      return high >= span.low && low <= span.high
  }
}

const quantityFits = ({ comparator, span, unit }: QuantityMatch, row: QuantityRow): boolean => {
  if (unit === undefined) return numberCompares(comparator, span, row.low, row.high)
  if (row.code === unit.code && (unit.system === undefined || row.system === unit.system))
    return numberCompares(comparator, span, row.low, row.high)
  const { canonical } = unit
  return (
    canonical !== undefined &&
    row.canonicalLow !== null &&
    row.canonicalHigh !== null &&
    row.canonicalCode === canonical.code &&
    numberCompares(comparator, canonical.span, row.canonicalLow, row.canonicalHigh)
  )
}

const stringFits = ({ how, value }: StringMatch, row: StringRow): boolean =>
  how === 'exact' ? row.exact === value : how === 'prefix' ? row.folded.startsWith(value) : row.folded.includes(value)

const referenceFits = ({ type, id }: ReferenceMatch, row: ReferenceRow): boolean =>
  row.id === id && (type === undefined ? row.type !== '' : row.type === type)

/** `http://x/a` is a parent of `http://x/a/b`, not of `http://x/ab`. */
export const belowPrefix = (uri: string): string => (uri.endsWith('/') ? uri : `${uri}/`)

const uriFits = (match: UriMatch, row: UriRow): boolean =>
  match.how === 'oneOf'
    ? match.uris.includes(row.uri)
    : row.uri === match.uri || row.uri.startsWith(belowPrefix(match.uri))

type Row = IndexRows[IndexTable][number]

/** Whether one row of a resource, among all `rows` of it, fits. The twin of the SQL in `match-sql.ts`. */
export const rowFits = (match: Match, row: Row, rows: IndexRows): boolean => {
  switch (match.kind) {
    case 'token': {
      const { system, code } = row as TokenRow
      return (
        (match.system === undefined || match.system === system) && (match.code === undefined || match.code === code)
      )
    }
    case 'text':
      return (row as TokenRow).text.startsWith(match.folded)
    case 'string':
      return stringFits(match, row as StringRow)
    case 'date':
      return dateCompares(match, row as DateRow)
    case 'quantity':
      return quantityFits(match, row as QuantityRow)
    case 'reference':
      return referenceFits(match, row as ReferenceRow)
    case 'uri':
      return uriFits(match, row as UriRow)
    case 'composite':
      return (
        rowFits(match.first, row, rows) &&
        match.others.every((other) =>
          (rows[other.table] as readonly Row[]).some(
            (r) => r.param === other.param && r.group === row.group && rowFits(other.match, r, rows),
          ),
        )
      )
  }
}
