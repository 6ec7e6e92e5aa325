import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Match } from './match.ts'
import { anyMatch, type Candidate, filterCondition, type FilterContext, seen, targetOf } from './filter-sql.ts'
import { allOf, column, type Condition, tableName } from './match-sql.ts'
import type { Filter } from './search-query.ts'

/** Where candidates come from: the rows of `from` under `where` name each resource once, in the order of their keys where an index allows. */
export type Candidates = {
  readonly from: RawBuilder<unknown>
  readonly where: readonly Condition[]
  readonly candidate: Candidate
}

type Source = { readonly cost: number; readonly filter: Filter | undefined; readonly open: () => Candidates }

/** Parameters whose values are few, so that one of them is a poor place to begin. */
const coarse =
  /^(?:active|status|.*-status|gender|category|class|intent|type|priority|deceased|.*-type|_profile|_tag|_security|_source)(?:\$\d)?$/

const matchCost = (match: Match, param: string): number => {
  switch (match.kind) {
    case 'token':
      if (match.code === undefined) return 40
      return param.startsWith('identifier') ? 1 : coarse.test(param) ? 15 : 5
    case 'reference':
      return 2
    case 'string':
      return match.how === 'contains' ? 45 : match.how === 'exact' ? 50 : match.value.length < 3 ? 6 : 3
    case 'uri':
      return coarse.test(param) ? 16 : 4
    case 'composite':
      return matchCost(match.first, param)
    case 'quantity':
      return match.comparator === 'eq' || match.comparator === 'ap' ? 12 : 25
    case 'date':
      return match.comparator === 'eq' || match.comparator === 'ap' ? 10 : 20
    case 'text':
      return 45
  }
}

const indexSource = (type: string, filter: Extract<Filter, { kind: 'index' }>, context: FilterContext): Candidates => {
  const row = context.aliases.next()
  const earlier = context.aliases.next()
  const same = (name: string): Condition => sql<SqlBool>`${column(earlier, name)} = ${column(row, name)}`
  const [match] = filter.any
  // Of one reference to one resource there is one row: nothing to leave out.
  const once = filter.any.length === 1 && match?.kind === 'reference' && match.type !== undefined
  const before = sql<SqlBool>`(${column(earlier, 'grp')} < ${column(row, 'grp')} or (${same('grp')} and ${column(earlier, 'n')} < ${column(row, 'n')}))`
  return {
    from: sql`${tableName(filter.table)} as ${sql.ref(row)}`,
    where: [
      sql<SqlBool>`${column(row, 'tenant')} = ${context.tenant}`,
      sql<SqlBool>`${column(row, 'type')} = ${type}`,
      sql<SqlBool>`${column(row, 'param')} = ${filter.param}`,
      // What the index of amounts is limited to; composites begin at another part.
      ...(filter.table === 'quantity' && !filter.param.includes('$') ? [sql<SqlBool>`${column(row, 'grp')} = 0`] : []),
      anyMatch(filter.any, row, context),
      ...(once
        ? []
        : [
            sql<SqlBool>`not exists (select 1 from ${tableName(filter.table)} as ${sql.ref(earlier)} where ${allOf([
              ...['tenant', 'patient', 'key', 'param'].map(same),
              before,
              anyMatch(filter.any, earlier, context),
            ])})`,
          ]),
    ],
    candidate: { alias: row, type, isResource: false },
  }
}

/** The resources of a query as a table of its own, each once. */
const asTable = (
  inner: { readonly from: RawBuilder<unknown>; readonly where: readonly Condition[]; readonly alias: string },
  type: string,
  context: FilterContext,
): Candidates => {
  const t = context.aliases.next()
  return {
    from: sql`(select distinct ${column(inner.alias, 'patient')} as patient, ${column(inner.alias, 'key')} as key from ${inner.from} where ${allOf(inner.where)}) as ${sql.ref(t)}`,
    where: [],
    candidate: { alias: t, type, isResource: false },
  }
}

const chainSource = (type: string, filter: Extract<Filter, { kind: 'chain' }>, context: FilterContext): Candidates => {
  const [branch] = filter.branches
  const target = candidatesOf(branch?.type ?? '', branch === undefined ? [] : [branch.filter], context)
  const t = context.aliases.next()
  const row = context.aliases.next()
  const self = target.candidate.isResource
  const alias = self ? target.candidate.alias : t
  return asTable(
    {
      from: sql`${target.from} ${self ? sql`` : sql`cross join resource as ${sql.ref(t)}`} cross join index_reference as ${sql.ref(row)}`,
      where: [
        ...target.where,
        ...(self ? [] : [joinResource(t, target.candidate, context)]),
        sql<SqlBool>`${column(row, 'tenant')} = ${context.tenant}`,
        sql<SqlBool>`${column(row, 'type')} = ${type}`,
        sql<SqlBool>`${column(row, 'param')} = ${filter.param}`,
        sql<SqlBool>`${column(row, 'ref_id')} = ${column(alias, 'id')}`,
        sql<SqlBool>`${column(row, 'ref_type')} = ${branch?.type ?? ''}`,
      ],
      alias: row,
    },
    type,
    context,
  )
}

const hasSource = (type: string, filter: Extract<Filter, { kind: 'has' }>, context: FilterContext): Candidates => {
  const source = candidatesOf(filter.type, [filter.filter], context)
  const row = context.aliases.next()
  const t = context.aliases.next()
  return asTable(
    {
      from: sql`${source.from} cross join index_reference as ${sql.ref(row)} cross join resource as ${sql.ref(t)}`,
      where: [
        ...source.where,
        sql<SqlBool>`${column(row, 'tenant')} = ${context.tenant}`,
        sql<SqlBool>`${column(row, 'patient')} = ${column(source.candidate.alias, 'patient')}`,
        sql<SqlBool>`${column(row, 'key')} = ${column(source.candidate.alias, 'key')}`,
        sql<SqlBool>`${column(row, 'param')} = ${filter.param}`,
        sql<SqlBool>`${column(row, 'ref_type')} = ${type}`,
        targetOf(t, row, context),
      ],
      alias: t,
    },
    type,
    context,
  )
}

const idSource = (type: string, ids: readonly string[], context: FilterContext): Candidates => {
  const r = context.aliases.next()
  return {
    from: sql`resource as ${sql.ref(r)}`,
    where: [...ofType(r, type, context), sql<SqlBool>`${column(r, 'id')} in (${sql.join(ids)})`],
    candidate: { alias: r, type, isResource: true },
  }
}

const ofType = (r: string, type: string, { tenant }: FilterContext): readonly Condition[] => [
  sql<SqlBool>`${column(r, 'tenant')} = ${tenant}`,
  sql<SqlBool>`${column(r, 'type')} = ${type}`,
  sql<SqlBool>`${column(r, 'deleted')} = 0`,
]

const compartmentSource = (type: string, patients: readonly string[], context: FilterContext): Candidates => {
  const c = context.aliases.next()
  const t = context.aliases.next()
  const once = patients.length > 1 ? sql`distinct ` : sql``
  return {
    from: sql`(select ${once}${column(c, 'owner')} as patient, ${column(c, 'key')} as key from resource_compartment as ${sql.ref(c)} where ${column(c, 'tenant')} = ${context.tenant} and ${column(c, 'patient')} in (${sql.join(patients)}) and ${column(c, 'type')} = ${type}) as ${sql.ref(t)}`,
    where: [],
    candidate: { alias: t, type, isResource: false },
  }
}

const filterCost = (filter: Filter): number | undefined => {
  switch (filter.kind) {
    case 'id':
      return filter.negate ? undefined : 0
    case 'index':
      return filter.negate ? undefined : Math.max(0, ...filter.any.map((m) => matchCost(m, filter.param)))
    case 'chain': {
      const [branch] = filter.branches
      const inner = branch === undefined || filter.branches.length > 1 ? undefined : filterCost(branch.filter)
      return inner === undefined ? undefined : inner + 1
    }
    case 'has': {
      const inner = filterCost(filter.filter)
      return inner === undefined ? undefined : inner + 1
    }
    case 'missing':
    case 'updated':
      return undefined
  }
}

const openFilter = (type: string, filter: Filter, context: FilterContext): Candidates | undefined => {
  switch (filter.kind) {
    case 'id':
      return idSource(type, filter.any, context)
    case 'index':
      return indexSource(type, filter, context)
    case 'chain':
      return chainSource(type, filter, context)
    case 'has':
      return hasSource(type, filter, context)
    case 'missing':
    case 'updated':
      return undefined
  }
}

/** The row of `resource` that belongs to a candidate from another table. */
export const joinResource = (r: string, candidate: Candidate, { tenant }: FilterContext): Condition =>
  sql<SqlBool>`${column(r, 'tenant')} = ${tenant} and ${column(r, 'patient')} = ${column(candidate.alias, 'patient')} and ${column(r, 'key')} = ${column(candidate.alias, 'key')}`

/** A search limited to more patients than this begins elsewhere. */
const fewPatients = 20
const compartmentCost = 4

/**
 * Every resource of the type that fits all filters and may be searched, begun at the filter that leaves fewest; the others are asked row by
 * row. `patients`: those to whom the caller is limited.
 */
export const candidatesOf = (
  type: string,
  filters: readonly Filter[],
  context: FilterContext,
  patients?: readonly string[],
): Candidates => {
  const sources: Source[] = filters.flatMap((filter) => {
    const cost = filterCost(filter)
    const open = (): Candidates => openFilter(type, filter, context) ?? everything()
    return cost === undefined ? [] : [{ cost, filter, open }]
  })
  const everything = (): Candidates => {
    const r = context.aliases.next()
    return {
      from: sql`resource as ${sql.ref(r)}`,
      where: ofType(r, type, context),
      candidate: { alias: r, type, isResource: true },
    }
  }
  if (patients !== undefined && patients.length > 0 && patients.length <= fewPatients)
    sources.push({
      cost: compartmentCost,
      filter: undefined,
      open: () => compartmentSource(type, patients, context),
    })
  const [best] = sources.sort((a, b) => a.cost - b.cost)
  const source = best?.open() ?? everything()
  const { candidate } = source
  return {
    ...source,
    where: [
      ...source.where,
      ...seen(candidate, 's', context),
      ...filters.filter((f) => f !== best?.filter).map((f) => filterCondition(f, candidate, context)),
    ],
  }
}
