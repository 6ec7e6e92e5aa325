import { type Kysely, sql, type SqlBool } from 'kysely'
import type { Bundle, BundleEntry, BundleLink, OperationOutcome } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../../fhir/index.ts'
import type { Access } from '../../../trust/index.ts'
import type { Database } from '../../database.ts'
import type { Tables } from '../../schema.ts'
import { type ContentCodec, plainContent } from '../content.ts'
import type { AccessRules } from './access-predicate.ts'
import { candidatesOf } from './candidates.ts'
import { type CursorScope, type Position, readCursor, writeCursor } from './cursor.ts'
import type { FilterContext } from './filter-sql.ts'
import { foundColumns, type FoundRow, openFound } from './found-row.ts'
import { includedWith } from './included.ts'
import { aliases, allOf, column } from './match-sql.ts'
import type { ParseContext } from './parse-filter.ts'
import { type Pairs, parseQuery } from './parse-query.ts'
import type { SearchQuery } from './search-query.ts'
import { issuesOf, searchRefused } from './search-refusal.ts'
import { shownElements } from './shown-elements.ts'
import { after, orderBy, sortExpression, type SortValue } from './sort-sql.ts'
import { typesWithoutAccess } from './touched-types.ts'

/** What every search of one server shares. `cursorKey` signs the cursors of pages: the same for all processes of a deployment. */
export type SearchParts = {
  readonly definitions: FhirDefinitions
  readonly rules: AccessRules
  readonly baseUrl: string
  /** ms since 1970 */
  readonly now: () => number
  readonly cursorKey: Uint8Array
  readonly content?: ContentCodec
  readonly valueSet?: NonNullable<ParseContext['valueSet']>
}

/** `db` is a reading connection or the running transaction, whose own writes are then found. */
export type SearchContext = SearchParts & {
  readonly db: Kysely<Tables>
  readonly dialect: Database['dialect']
  readonly access: Access
}

/** `strict`: parameters that are not known refuse the search; otherwise they are passed over and told. */
export type SearchAsked = { readonly type: string; readonly parameters: Pairs; readonly strict: boolean }

type SortedRow = FoundRow & { readonly [sorted: `s${number}`]: SortValue }

const countOf = async (query: SearchQuery, context: FilterContext, search: SearchContext): Promise<number> => {
  const { from, where, candidate } = candidatesOf(query.type, query.filters, context, limitedTo(query, search))
  const counted = await sql<{
    total: number
  }>`select count(*) as total from (select ${column(candidate.alias, 'key')} from ${from} where ${allOf(where)}) as found`.execute(
    search.db,
  )
  return counted.rows[0]?.total ?? 0
}

const limitedTo = (query: SearchQuery, { rules, access }: SearchContext): readonly string[] | undefined =>
  rules.patientsOf(access, 's', query.type)

/** A position with the key that its resource has, be it deleted since. */
type Place = Position & { readonly key: number }

const unknownPage = () =>
  searchRefused([{ code: 'invalid', at: '_cursor', text: 'The page is not known. Begin the search again.' }])

/** Where a cursor stands; one that was not given to this caller for this search is refused, as is one whose resource was erased. */
const placeOf = async (
  cursor: string,
  scope: CursorScope,
  { db, access: { tenant } }: SearchContext,
): Promise<Place> => {
  const position = readCursor(cursor, scope)
  if (position === undefined) throw unknownPage()
  const found = await sql<{
    key: number
  }>`select r.key from resource as r where r.tenant = ${tenant} and r.type = ${scope.query.type} and r.id = ${position.id}`.execute(
    db,
  )
  const key = found.rows[0]?.key
  if (key === undefined) throw unknownPage()
  return { ...position, key }
}

/** One more row than a page holds, to know whether there is another. */
const pageOf = async (
  query: SearchQuery,
  position: Place | undefined,
  context: FilterContext,
  search: SearchContext,
): Promise<readonly SortedRow[]> => {
  const { from, where, candidate } = candidatesOf(query.type, query.filters, context, limitedTo(query, search))
  const { alias } = candidate
  const sorts = query.sort.map((key, i) => sql`${sortExpression(key, candidate, context)} as ${sql.ref(`s${i}`)}`)
  const names = query.sort.map((_, i) => `s${i}`)
  const found = sql`select ${sql.join([sql`${column(alias, 'patient')} as patient`, sql`${column(alias, 'key')} as key`, ...sorts])} from ${from}`
  const limit = sql`limit ${query.count + 1} offset ${query.offset}`
  const beyond = (table: string): readonly ReturnType<typeof allOf>[] =>
    position === undefined ? [] : [after(query.sort, position, table)]
  const page =
    query.sort.length === 0
      ? sql`${found} where ${allOf([...where, ...beyond(alias)])} order by ${column(alias, 'key')} ${limit}`
      : sql`select ${sql.join(['patient', 'key', ...names].map((n) => column('q', n)))} from (${found} where ${allOf(where)}) as q where ${allOf(beyond('q'))} order by ${orderBy(query.sort, 'q')} ${limit}`
  const rows =
    await sql<SortedRow>`select ${sql.join([foundColumns('r'), ...names.map((n) => column('p', n))])} from (${page}) as p cross join resource as r where ${sql<SqlBool>`${column('r', 'tenant')} = ${context.tenant} and r.patient = p.patient and r.key = p.key`} order by ${orderBy(query.sort, 'p')}`.execute(
      search.db,
    )
  return rows.rows
}

const addressOf = (query: SearchQuery, baseUrl: string, cursor?: string): string => {
  const parameters = new URLSearchParams(query.used.map(([name, value]) => [name, value]))
  if (cursor !== undefined) parameters.append('_cursor', cursor)
  const text = parameters.toString()
  return `${baseUrl}/${query.type}${text === '' ? '' : `?${text}`}`
}

/** A page found by offset goes on by cursor. */
const withoutOffset = (query: SearchQuery): SearchQuery => ({
  ...query,
  used: query.used.filter(([name]) => name !== '_offset'),
  offset: 0,
})

const positionOf = (row: SortedRow, query: SearchQuery): Position => ({
  id: row.id,
  values: query.sort.map((_, i) => row[`s${i}`] ?? null),
})

/**
 * Answers a search with a `searchset`. Everything in it, totals and links too, is as if what the caller may not see did not exist. Refusals
 * are thrown with all faults at once: 400, or 403 for types the caller may not search at all.
 */
export const searchResources = async (search: SearchContext, asked: SearchAsked): Promise<Bundle> => {
  const { access, baseUrl, rules, definitions, content = plainContent } = search
  const { query, faults, unknown } = parseQuery(asked.type, asked.parameters, search)
  const refused = [...faults, ...(asked.strict ? unknown : []), ...typesWithoutAccess(query, access, rules)]
  if (refused.length > 0) throw searchRefused(refused)
  const scope: CursorScope = { key: search.cursorKey, access, query: withoutOffset(query) }
  const position = query.cursor === undefined ? undefined : await placeOf(query.cursor, scope, search)
  const context = (): FilterContext => ({
    dialect: search.dialect,
    tenant: access.tenant,
    aliases: aliases(),
    access,
    visible: rules.visible,
  })
  const counting = query.summary === 'count' || query.count === 0
  const rows = counting ? [] : await pageOf(query, position, context(), search)
  const matches = rows.slice(0, query.count)
  const last = rows.length > query.count ? matches.at(-1) : undefined
  const whole = last === undefined && position === undefined && query.offset === 0 && !counting
  const total = whole
    ? matches.length
    : counting || query.total !== 'none'
      ? await countOf(query, context(), search)
      : undefined
  const included =
    query.includes.length === 0
      ? []
      : await includedWith(matches, query.includes, { ...context(), db: search.db, rules, definitions })
  const entry = (row: FoundRow, mode: 'match' | 'include'): BundleEntry => ({
    fullUrl: `${baseUrl}/${row.type}/${row.id}`,
    resource: shownElements(
      openFound(row, access.tenant, content),
      query.summary,
      mode === 'match' ? query.elements : undefined,
      definitions,
    ),
    search: { mode },
  })
  const warnings: OperationOutcome | undefined =
    unknown.length === 0 ? undefined : { resourceType: 'OperationOutcome', issue: [...issuesOf(unknown, 'warning')] }
  const entries: BundleEntry[] = [
    ...matches.map((row) => entry(row, 'match')),
    ...included.map((row) => entry(row, 'include')),
    ...(warnings === undefined ? [] : [{ resource: warnings, search: { mode: 'outcome' as const } }]),
  ]
  const link: BundleLink[] = [{ relation: 'self', url: addressOf(query, baseUrl, query.cursor) }]
  if (last !== undefined)
    link.push({
      relation: 'next',
      url: addressOf(scope.query, baseUrl, writeCursor(positionOf(last, query), scope)),
    })
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    link,
    ...(entries.length === 0 ? {} : { entry: entries }),
  }
}
