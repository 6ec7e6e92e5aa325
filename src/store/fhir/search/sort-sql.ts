import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { SearchKind } from '../../../fhir/index.ts'
import type { Candidate, FilterContext } from './filter-sql.ts'
import { column, type Condition, sameResource, tableName } from './match-sql.ts'
import { tableOf } from './parse-value.ts'
import type { SortKey } from './search-query.ts'

export type SortValue = string | number | null

/** The value of a row that is sorted by. */
const sortColumn = (kind: SearchKind, row: string): RawBuilder<unknown> => {
  switch (kind) {
    case 'date':
      return column(row, 'from_ms')
    case 'string':
      return column(row, 'folded')
    case 'quantity':
    case 'number':
      return sql`coalesce(${column(row, 'canonical_low')}, ${column(row, 'low')})`
    case 'reference':
      return column(row, 'ref_id')
    case 'uri':
      return column(row, 'uri')
    case 'token':
    case 'composite':
    case 'special':
      return column(row, 'code')
  }
}

/** What a candidate is sorted by: of several values the first in the direction of sorting; null where there is none. */
export const sortExpression = (key: SortKey, candidate: Candidate, context: FilterContext): RawBuilder<unknown> => {
  const row = context.aliases.next()
  if (key.kind !== 'index') {
    if (candidate.isResource) return column(candidate.alias, key.kind)
    return sql`(select ${column(row, key.kind)} from resource as ${sql.ref(row)} where ${sameResource(row, candidate.alias, context)})`
  }
  const { code, kind } = key.parameter
  const table = kind === 'composite' || kind === 'special' ? 'token' : tableOf[kind]
  const first = key.descending ? sql`max` : sql`min`
  return sql`(select ${first}(${sortColumn(kind, row)}) from ${tableName(table)} as ${sql.ref(row)} where ${sameResource(row, candidate.alias, context)} and ${column(row, 'param')} = ${code})`
}

const sorted = (table: string, i: number): RawBuilder<unknown> => column(table, `s${i}`)

/** Where everything before is alike the order of creation decides, in the direction of the last key. */
const backwards = (keys: readonly SortKey[]): boolean => keys.at(-1)?.descending === true

/** By the sort keys, what has no value last, and by the order of creation where they are alike. */
export const orderBy = (keys: readonly SortKey[], table: string): RawBuilder<unknown> =>
  sql.join([
    ...keys.flatMap((key, i) => [
      ...(key.kind === 'index' ? [sql`case when ${sorted(table, i)} is null then 1 else 0 end`] : []),
      key.descending ? sql`${sorted(table, i)} desc` : sorted(table, i),
    ]),
    backwards(keys) ? sql`${column(table, 'key')} desc` : column(table, 'key'),
  ])

/** What comes after the resource of this key with these sort values. */
export const after = (
  keys: readonly SortKey[],
  position: { readonly values: readonly SortValue[]; readonly key: number },
  table: string,
): Condition => {
  const last = sql<SqlBool>`${column(table, 'key')} ${backwards(keys) ? sql`<` : sql`>`} ${position.key}`
  return keys.reduceRight<Condition>((rest, key, i) => {
    const value = position.values[i] ?? null
    const of = sorted(table, i)
    if (value === null) return sql<SqlBool>`(${of} is null and ${rest})`
    const beyond = key.descending ? sql`${of} < ${value}` : sql`${of} > ${value}`
    return sql<SqlBool>`(${of} is null or ${beyond} or (${of} = ${value} and ${rest}))`
  }, last)
}
