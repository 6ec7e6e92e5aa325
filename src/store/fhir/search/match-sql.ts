import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Database } from '../../database.ts'
import { belowPrefix, type Comparator, type DateMatch, type IndexTable, type Match, type Span } from './match.ts'

export type Condition = RawBuilder<SqlBool>

/** Hands out table aliases that occur once in a statement. */
export type Aliases = { readonly next: () => string }

export const aliases = (): Aliases => {
  let taken = 0
  return { next: () => `t${taken++}` }
}

export type SqlContext = {
  readonly dialect: Database['dialect']
  readonly tenant: string
  readonly aliases: Aliases
}

export const never: Condition = sql<SqlBool>`1 = 0`
export const always: Condition = sql<SqlBool>`1 = 1`

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? always : sql<SqlBool>`${sql.join(conditions, sql` and `)}`

export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? never : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`

export const column = (alias: string, name: string): RawBuilder<unknown> => sql.ref(`${alias}.${name}`)

export const tableName = (table: IndexTable): RawBuilder<unknown> => sql.table(`index_${table}`)

/** Text beginning with the prefix, as a range that an index by code point can serve. U+10FFFF ends it: no text of people or codes goes on with that. */
const beginsWith = (text: RawBuilder<unknown>, prefix: string): Condition =>
  sql<SqlBool>`(${text} >= ${prefix} and ${text} < ${`${prefix}\u{10ffff}`})`

const contains = (text: RawBuilder<unknown>, part: string, dialect: Database['dialect']): Condition =>
  dialect === 'sqlite' ? sql<SqlBool>`instr(${text}, ${part}) > 0` : sql<SqlBool>`strpos(${text}, ${part}) > 0`

/** The twin of `dateCompares`: bounds that follow from one another are written out where they let an index serve. */
export const dateCondition = (
  { comparator, from, to }: DateMatch,
  rowFrom: RawBuilder<unknown>,
  rowTo: RawBuilder<unknown>,
): Condition => {
  switch (comparator) {
    case 'eq':
      return sql<SqlBool>`(${rowFrom} >= ${from} and ${rowTo} <= ${to})`
    case 'ne':
      return sql<SqlBool>`(${rowFrom} < ${from} or ${rowTo} > ${to})`
    case 'gt':
      return sql<SqlBool>`${rowTo} > ${to}`
    case 'lt':
      return sql<SqlBool>`${rowFrom} < ${from}`
    case 'ge':
      return sql<SqlBool>`(${rowTo} > ${from} and (${rowTo} > ${to} or ${rowFrom} >= ${from}))`
    case 'le':
      return sql<SqlBool>`(${rowFrom} < ${to} and (${rowFrom} < ${from} or ${rowTo} <= ${to}))`
    case 'sa':
      return sql<SqlBool>`${rowFrom} >= ${to}`
    case 'eb':
      return sql<SqlBool>`${rowTo} <= ${from}`
    case 'ap':
      return sql<SqlBool>`(${rowFrom} < ${to} and ${rowTo} > ${from})`
  }
}

/** The twin of `numberCompares`. */
const numberCondition = (
  comparator: Comparator,
  span: Span,
  low: RawBuilder<unknown>,
  high: RawBuilder<unknown>,
): Condition => {
  switch (comparator) {
    case 'eq':
      return sql<SqlBool>`(${low} >= ${span.low} and ${high} < ${span.high})`
    case 'ne':
      return sql<SqlBool>`(${low} < ${span.low} or ${high} >= ${span.high})`
    case 'gt':
      return sql<SqlBool>`${high} > ${span.value}`
    case 'lt':
      return sql<SqlBool>`${low} < ${span.value}`
    case 'ge':
      return sql<SqlBool>`${high} >= ${span.value}`
    case 'le':
      return sql<SqlBool>`${low} <= ${span.value}`
    case 'sa':
      return sql<SqlBool>`${low} > ${span.value}`
    case 'eb':
      return sql<SqlBool>`${high} < ${span.value}`
    case 'ap':
      return sql<SqlBool>`(${high} >= ${span.low} and ${low} <= ${span.high})`
  }
}

const quantityCondition = (match: Extract<Match, { kind: 'quantity' }>, alias: string): Condition => {
  const { comparator, span, unit } = match
  const literal = numberCondition(comparator, span, column(alias, 'low'), column(alias, 'high'))
  if (unit === undefined) return literal
  const same = allOf([
    sql<SqlBool>`${column(alias, 'code')} = ${unit.code}`,
    ...(unit.system === undefined ? [] : [sql<SqlBool>`${column(alias, 'system')} = ${unit.system}`]),
  ])
  if (unit.canonical === undefined) return allOf([same, literal])
  const { code, span: converted } = unit.canonical
  const canonical = numberCondition(
    comparator,
    converted,
    column(alias, 'canonical_low'),
    column(alias, 'canonical_high'),
  )
  return sql<SqlBool>`((${same} and ${literal}) or (not (${same}) and ${column(alias, 'canonical_code')} = ${code} and ${canonical}))`
}

/** What a row of the match's table must hold to fit, its `tenant`, `type` and `param` aside. The twin of `rowFits`. */
export const matchCondition = (match: Match, alias: string, context: SqlContext): Condition => {
  const col = (name: string): RawBuilder<unknown> => column(alias, name)
  switch (match.kind) {
    case 'token':
      return allOf([
        ...(match.code === undefined ? [] : [sql<SqlBool>`${col('code')} = ${match.code}`]),
        ...(match.system === undefined ? [] : [sql<SqlBool>`${col('system')} = ${match.system}`]),
      ])
    case 'text':
      return beginsWith(col('text'), match.folded)
    case 'string':
      return match.how === 'exact'
        ? sql<SqlBool>`${col('exact')} = ${match.value}`
        : match.how === 'prefix'
          ? beginsWith(col('folded'), match.value)
          : contains(col('folded'), match.value, context.dialect)
    case 'date':
      return dateCondition(match, col('from_ms'), col('to_ms'))
    case 'quantity':
      return quantityCondition(match, alias)
    case 'reference':
      return match.type === undefined
        ? sql<SqlBool>`(${col('ref_id')} = ${match.id} and ${col('ref_type')} <> '')`
        : sql<SqlBool>`(${col('ref_id')} = ${match.id} and ${col('ref_type')} = ${match.type})`
    case 'uri':
      return match.how === 'oneOf'
        ? sql<SqlBool>`${col('uri')} in (${sql.join(match.uris)})`
        : sql<SqlBool>`(${col('uri')} = ${match.uri} or ${beginsWith(col('uri'), belowPrefix(match.uri))})`
    case 'composite':
      return allOf([
        matchCondition(match.first, alias, context),
        ...match.others.map((other) => {
          const part = context.aliases.next()
          return sql<SqlBool>`exists (select 1 from ${tableName(other.table)} as ${sql.ref(part)} where ${allOf([
            sameResource(part, alias, context),
            sql<SqlBool>`${column(part, 'param')} = ${other.param}`,
            sql<SqlBool>`${column(part, 'grp')} = ${col('grp')}`,
            matchCondition(other.match, part, context),
          ])})`
        }),
      ])
  }
}

/** Rows of two tables that belong to one resource. */
export const sameResource = (inner: string, outer: string, { tenant }: SqlContext): Condition =>
  sql<SqlBool>`${column(inner, 'tenant')} = ${tenant} and ${column(inner, 'patient')} = ${column(outer, 'patient')} and ${column(inner, 'key')} = ${column(outer, 'key')}`
