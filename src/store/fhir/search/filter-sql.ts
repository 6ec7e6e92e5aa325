import { sql, type SqlBool } from 'kysely'
import type { Access, Right } from '../../../trust/index.ts'
import type { Match } from './match.ts'
import {
  allOf,
  anyOf,
  column,
  type Condition,
  dateCondition,
  matchCondition,
  sameResource,
  type SqlContext,
  tableName,
} from './match-sql.ts'
import type { Filter } from './search-query.ts'

/** A row of any table that names a resource by (tenant, patient, key). `isResource`: of the table `resource` itself. */
export type Candidate = { readonly alias: string; readonly type: string; readonly isResource: boolean }

/** The condition under which a candidate may be seen; see `access-predicate.ts`. */
export type Visible = (access: Access, right: Right, candidate: Candidate, context: SqlContext) => Condition

/** `access` undefined: no limits, for criteria of grants only. */
export type FilterContext = SqlContext & {
  readonly access: Access | undefined
  readonly visible: Visible
}

export const seen = (candidate: Candidate, right: Right, context: FilterContext): readonly Condition[] =>
  context.access === undefined ? [] : [context.visible(context.access, right, candidate, context)]

/** Codes without a system become one list, which an index serves better than alternatives. */
export const anyMatch = (any: readonly Match[], alias: string, context: SqlContext): Condition => {
  const bare = any.flatMap((m) =>
    m.kind === 'token' && m.system === undefined && m.code !== undefined ? [m.code] : [],
  )
  if (bare.length > 1 && bare.length === any.length)
    return sql<SqlBool>`${column(alias, 'code')} in (${sql.join(bare)})`
  return anyOf(any.map((m) => matchCondition(m, alias, context)))
}

/** Whether the index by value leads straight to the row, so that it serves better than the key of the resource. */
const isExact = (match: Match): boolean =>
  (match.kind === 'token' && match.code !== undefined) || match.kind === 'reference'

/** Says something of the row of `resource` itself, joining it where the candidate is a row of another table. */
const ofResource = (candidate: Candidate, context: SqlContext, condition: (alias: string) => Condition): Condition => {
  if (candidate.isResource) return condition(candidate.alias)
  const r = context.aliases.next()
  return sql<SqlBool>`exists (select 1 from resource as ${sql.ref(r)} where ${sameResource(r, candidate.alias, context)} and ${condition(r)})`
}

/** The resource a reference row leads to. */
export const targetOf = (target: string, row: string, { tenant }: SqlContext): Condition =>
  sql<SqlBool>`${column(target, 'tenant')} = ${tenant} and ${column(target, 'type')} = ${column(row, 'ref_type')} and ${column(target, 'id')} = ${column(row, 'ref_id')} and ${column(target, 'deleted')} = 0`

const rowsOf = (
  table: 'token' | 'reference' | 'date' | 'string' | 'quantity' | 'uri',
  candidate: Candidate,
  param: string,
  context: SqlContext,
  more: (row: string) => readonly Condition[],
): Condition => {
  const row = context.aliases.next()
  return sql<SqlBool>`exists (select 1 from ${tableName(table)} as ${sql.ref(row)} where ${allOf([
    sameResource(row, candidate.alias, context),
    sql<SqlBool>`${column(row, 'param')} = ${param}`,
    ...more(row),
  ])})`
}

/** Whether a candidate fits a filter, asked row by row through the primary keys. Every resource led to must itself be visible. */
export const filterCondition = (filter: Filter, candidate: Candidate, context: FilterContext): Condition => {
  switch (filter.kind) {
    case 'index': {
      const found = rowsOf(filter.table, candidate, filter.param, context, (row) => [
        ...(filter.any.every(isExact) ? [sql<SqlBool>`${column(row, 'type')} = ${candidate.type}`] : []),
        anyMatch(filter.any, row, context),
      ])
      return filter.negate ? sql<SqlBool>`not ${found}` : found
    }
    case 'missing': {
      const there = anyOf(filter.places.map((p) => rowsOf(p.table, candidate, p.param, context, () => [])))
      return filter.wanted ? sql<SqlBool>`not ${there}` : there
    }
    case 'id':
      return ofResource(
        candidate,
        context,
        (r) => sql<SqlBool>`${column(r, 'id')} ${filter.negate ? sql`not in` : sql`in`} (${sql.join(filter.any)})`,
      )
    case 'updated':
      return ofResource(candidate, context, (r) =>
        anyOf(filter.any.map((m) => dateCondition(m, column(r, 'updated'), sql`(${column(r, 'updated')} + 1)`))),
      )
    case 'chain':
      return anyOf(
        filter.branches.map((branch) =>
          rowsOf('reference', candidate, filter.param, context, (row) => {
            const t = context.aliases.next()
            const target: Candidate = { alias: t, type: branch.type, isResource: true }
            return [
              sql<SqlBool>`${column(row, 'ref_type')} = ${branch.type}`,
              sql<SqlBool>`exists (select 1 from resource as ${sql.ref(t)} where ${allOf([
                targetOf(t, row, context),
                ...seen(target, 's', context),
                filterCondition(branch.filter, target, context),
              ])})`,
            ]
          }),
        ),
      )
    case 'has':
      return ofResource(candidate, context, (r) => {
        const row = context.aliases.next()
        const source: Candidate = { alias: row, type: filter.type, isResource: false }
        return sql<SqlBool>`exists (select 1 from index_reference as ${sql.ref(row)} where ${allOf([
          sql<SqlBool>`${column(row, 'tenant')} = ${context.tenant}`,
          sql<SqlBool>`${column(row, 'type')} = ${filter.type}`,
          sql<SqlBool>`${column(row, 'param')} = ${filter.param}`,
          sql<SqlBool>`${column(row, 'ref_id')} = ${column(r, 'id')}`,
          sql<SqlBool>`${column(row, 'ref_type')} = ${candidate.type}`,
          ...seen(source, 's', context),
          filterCondition(filter.filter, source, context),
        ])})`
      })
  }
}
