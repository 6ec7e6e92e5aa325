import { type Kysely, sql, type SqlBool } from 'kysely'
import type { Tables } from '../../schema.ts'
import type { AccessRules } from './access-predicate.ts'
import type { Candidate, FilterContext } from './filter-sql.ts'
import { foundColumns, type FoundRow } from './found-row.ts'
import { allOf, type Condition } from './match-sql.ts'
import { type Include, searchLimits } from './search-query.ts'
import { searchRefused } from './search-refusal.ts'
import type { ParseContext } from './parse-filter.ts'

type IncludeContext = FilterContext & {
  readonly db: Kysely<Tables>
  readonly rules: AccessRules
  readonly definitions: ParseContext['definitions']
}

/** Parameters bound in one statement are limited; so are the ids in one list. */
const idsAtOnce = 2000

const chunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / idsAtOnce) }, (_, i) => all.slice(i * idsAtOnce, (i + 1) * idsAtOnce))

const visible = (candidate: Candidate, right: 'r' | 's', context: IncludeContext): readonly Condition[] =>
  context.access === undefined ? [] : [context.visible(context.access, right, candidate, context)]

const mayTouch = (type: string, right: 'r' | 's', { access, rules }: IncludeContext): boolean =>
  access === undefined || rules.mayTouch(access, right, type)

/** As rows of one column: joined from these, a statement looks up each instead of reading everything in order. */
const listed = (values: readonly string[]) => sql.join(values.map((value) => sql`(${value})`))

/** Where the references of some resources lead: ids by type. */
const targetsOf = async (
  sources: readonly FoundRow[],
  include: Include,
  context: IncludeContext,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const ids = new Map<string, Set<string>>()
  for (const some of chunks(sources)) {
    const pages = sql.join(some.map((s) => sql`(${s.patient}, cast(${s.key} as bigint))`))
    const found = await sql<{
      ref_type: string
      ref_id: string
    }>`with page(patient, key) as (values ${pages}) select distinct ir.ref_type, ir.ref_id from page cross join index_reference as ir where ${allOf(
      [
        sql<SqlBool>`ir.tenant = ${context.tenant} and ir.patient = page.patient and ir.key = page.key and ir.ref_type <> ''`,
        ...(include.param === undefined ? [] : [sql<SqlBool>`ir.param = ${include.param}`]),
        ...(include.target === undefined ? [] : [sql<SqlBool>`ir.ref_type = ${include.target}`]),
      ],
    )}`.execute(context.db)
    for (const row of found.rows) ids.set(row.ref_type, (ids.get(row.ref_type) ?? new Set()).add(row.ref_id))
  }
  return ids
}

/** Included resources are read by their id, so it takes the right to read. */
const forward = async (
  sources: readonly FoundRow[],
  include: Include,
  most: number,
  context: IncludeContext,
): Promise<readonly FoundRow[]> => {
  const rows: FoundRow[] = []
  for (const [type, ids] of await targetsOf(sources, include, context)) {
    if (!mayTouch(type, 'r', context)) continue
    for (const some of chunks([...ids])) {
      const found =
        await sql<FoundRow>`with wanted(id) as (values ${listed(some)}) select ${foundColumns('r')} from wanted cross join resource as r where ${allOf(
          [
            sql<SqlBool>`r.tenant = ${context.tenant} and r.type = ${type} and r.id = wanted.id and r.deleted = 0`,
            ...visible({ alias: 'r', type, isResource: true }, 'r', context),
          ],
        )} order by r.key limit ${most}`.execute(context.db)
      rows.push(...found.rows)
    }
  }
  return rows
}

const paramsTo = (source: string, type: string, context: IncludeContext): readonly string[] =>
  [...context.definitions.searchParameters(source).values()]
    .filter((p) => p.kind === 'reference' && (p.targets.length === 0 || p.targets.includes(type)))
    .map((p) => p.code)

/** What refers to the found is searched for, so it takes the right to search. */
const reverse = async (
  targets: readonly FoundRow[],
  include: Include,
  most: number,
  context: IncludeContext,
): Promise<readonly FoundRow[]> => {
  if (!mayTouch(include.source, 's', context)) return []
  const byType = Map.groupBy(targets, (t) => t.type)
  const rows: FoundRow[] = []
  for (const [type, of] of byType) {
    if (include.target !== undefined && include.target !== type) continue
    const params = include.param === undefined ? paramsTo(include.source, type, context) : [include.param]
    if (params.length === 0) continue
    for (const some of chunks(of)) {
      const found =
        await sql<FoundRow>`with by(param) as (values ${listed(params)}), wanted(id) as (values ${listed(some.map((t) => t.id))}) select ${foundColumns('r')} from (select distinct ir.patient, ir.key from by cross join wanted cross join index_reference as ir where ${allOf(
          [
            sql<SqlBool>`ir.tenant = ${context.tenant} and ir.type = ${include.source} and ir.param = by.param`,
            sql<SqlBool>`ir.ref_id = wanted.id and ir.ref_type = ${type}`,
            ...visible({ alias: 'ir', type: include.source, isResource: false }, 's', context),
          ],
        )}) as k cross join resource as r where ${sql<SqlBool>`r.tenant = ${context.tenant} and r.patient = k.patient and r.key = k.key`} order by r.key limit ${most}`.execute(
          context.db,
        )
      rows.push(...found.rows)
    }
  }
  return rows
}

const nameOf = (row: FoundRow): string => `${row.type}/${row.id}`

/**
 * What the includes of a search bring along with its matches, by type and order of creation, without the matches. Those with `:iterate` are
 * also followed from what was included; a search that brings too much along is refused.
 */
export const includedWith = async (
  matches: readonly FoundRow[],
  includes: readonly Include[],
  context: IncludeContext,
): Promise<readonly FoundRow[]> => {
  const known = new Set(matches.map(nameOf))
  const included: FoundRow[] = []
  let from = matches
  for (let round = 0; round <= searchLimits.iterations && from.length > 0; round++) {
    const next: FoundRow[] = []
    for (const include of round === 0 ? includes : includes.filter((i) => i.iterate)) {
      const sources = include.reverse ? from : from.filter((f) => f.type === include.source)
      if (sources.length === 0) continue
      const most = searchLimits.includedResources + known.size + 1
      for (const row of await (include.reverse ? reverse : forward)(sources, include, most, context)) {
        if (known.has(nameOf(row))) continue
        known.add(nameOf(row))
        next.push(row)
      }
      if (included.length + next.length > searchLimits.includedResources)
        throw searchRefused([
          {
            code: 'too-costly',
            at: include.reverse ? '_revinclude' : '_include',
            text: `More than ${searchLimits.includedResources} resources would be included: ask for smaller pages by _count or for fewer includes.`,
          },
        ])
    }
    included.push(...next)
    from = next
  }
  return included.sort((a, b) => (a.type === b.type ? a.key - b.key : a.type < b.type ? -1 : 1))
}
