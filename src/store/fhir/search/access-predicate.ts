import { sql, type SqlBool } from 'kysely'
import type { FhirDefinitions } from '../../../fhir/index.ts'
import type { Access, Grant, Right } from '../../../trust/index.ts'
import { filterCondition, type Candidate, type Visible } from './filter-sql.ts'
import { fits, type Indexed } from './fits.ts'
import { allOf, always, anyOf, column, type Condition, never, type SqlContext } from './match-sql.ts'
import type { ParseContext } from './parse-filter.ts'
import { parseQuery } from './parse-query.ts'
import type { Filter } from './search-query.ts'

/** One permission as it holds for one type; `patients` undefined: whoever it belongs to. */
type Permission = { readonly patients: readonly string[] | undefined; readonly filters: readonly Filter[] }

/** Criteria that cannot be read, or that lead to other resources, permit nothing. */
const criterion = (text: string, type: string, context: ParseContext): readonly Filter[] | undefined => {
  const { query, faults, unknown } = parseQuery(type, new URLSearchParams(text), context)
  const plain = query.filters.every((f) => f.kind !== 'chain' && f.kind !== 'has')
  const only = query.used.length === query.filters.length && query.cursor === undefined
  return faults.length === 0 && unknown.length === 0 && plain && only && query.filters.length > 0
    ? query.filters
    : undefined
}

const permission = (grant: Grant, type: string, right: Right, context: ParseContext): readonly Permission[] => {
  if (!grant.rights.has(right) || (grant.types !== '*' && !grant.types.includes(type))) return []
  const { patients } = grant
  const narrowed = patients !== 'all' && context.definitions.belongsToPatients(type)
  if (narrowed && patients.length === 0) return []
  const filters: Filter[] = []
  for (const text of grant.criteria) {
    const found = criterion(text, type, context)
    if (found === undefined) return []
    filters.push(...found)
  }
  return [{ patients: narrowed ? patients : undefined, filters }]
}

/** What an access comes to: the one place where grants are turned into conditions, for SQL and for memory alike. */
export type AccessRules = {
  readonly visible: Visible
  /** Whether anything of the type can be touched at all. */
  readonly mayTouch: (access: Access, right: Right, type: string) => boolean
  /** The patients to whom resources of the type are limited; undefined: not limited to some. */
  readonly patientsOf: (access: Access, right: Right, type: string) => readonly string[] | undefined
  /** The same decision for a resource in memory that belongs to `patients`. */
  readonly allows: (access: Access, right: Right, resource: Indexed, patients: readonly string[]) => boolean
}

/** Beyond this many patients they are bound as one list. */
const boundOneByOne = 50

const among = (patients: readonly string[], dialect: SqlContext['dialect']) => {
  if (patients.length <= boundOneByOne) return sql`(${sql.join(patients)})`
  const list = JSON.stringify(patients)
  return dialect === 'sqlite'
    ? sql`(select value from json_each(${list}))`
    : sql`(select jsonb_array_elements_text(cast(${list} as jsonb)))`
}

const inCompartment = (patients: readonly string[], candidate: Candidate, context: SqlContext): Condition => {
  const c = context.aliases.next()
  return sql<SqlBool>`exists (select 1 from resource_compartment as ${sql.ref(c)} where ${column(c, 'tenant')} = ${context.tenant} and ${column(c, 'patient')} in ${among(patients, context.dialect)} and ${column(c, 'type')} = ${candidate.type} and ${column(c, 'key')} = ${column(candidate.alias, 'key')})`
}

/** Rules are worked out once per access, right and type. */
export const accessRules = (definitions: FhirDefinitions, parse: Omit<ParseContext, 'definitions'>): AccessRules => {
  const context: ParseContext = { ...parse, definitions }
  const known = new WeakMap<Access, Map<string, readonly Permission[]>>()
  const permissions = (access: Access, right: Right, type: string): readonly Permission[] => {
    const ofAccess = known.get(access) ?? new Map<string, readonly Permission[]>()
    known.set(access, ofAccess)
    const key = `${right}${type}`
    const found = ofAccess.get(key) ?? access.grants.flatMap((g) => permission(g, type, right, context))
    ofAccess.set(key, found)
    return found
  }
  const visible: Visible = (access, right, candidate, sqlContext) => {
    if (access.tenant !== sqlContext.tenant) return never
    const conditions = permissions(access, right, candidate.type).map(({ patients, filters }) => [
      ...(patients === undefined ? [] : [inCompartment(patients, candidate, sqlContext)]),
      ...filters.map((f) => filterCondition(f, candidate, { ...sqlContext, access: undefined, visible })),
    ])
    if (conditions.some((c) => c.length === 0)) return always
    return anyOf(conditions.map((c) => sql<SqlBool>`(${allOf(c)})`))
  }
  return {
    visible,
    mayTouch: (access, right, type) => permissions(access, right, type).length > 0,
    patientsOf: (access, right, type) => {
      const all = permissions(access, right, type).map((p) => p.patients)
      return all.includes(undefined) ? undefined : [...new Set(all.flatMap((p) => p ?? []))]
    },
    allows: (access, right, resource, patients) =>
      permissions(access, right, resource.type).some(
        (p) =>
          (p.patients === undefined || p.patients.some((id) => patients.includes(id))) && fits(resource, p.filters),
      ),
  }
}
