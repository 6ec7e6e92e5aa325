import type { Access } from '../../../trust/index.ts'
import type { AccessRules } from './access-predicate.ts'
import type { Filter, SearchQuery } from './search-query.ts'
import type { SearchFault } from './search-refusal.ts'

const closed = (filter: Filter, may: (type: string) => boolean): readonly string[] => {
  if (filter.kind === 'has') return may(filter.type) ? closed(filter.filter, may) : [filter.type]
  if (filter.kind !== 'chain') return []
  const ways = filter.branches.map((b) => (may(b.type) ? closed(b.filter, may) : [b.type]))
  return ways.some((w) => w.length === 0) ? [] : [...new Set(ways.flat())]
}

/**
 * Types that a search must look into and that the caller may not search at all. To say so tells nothing about resources: it depends on the
 * question and the caller's grants alone. A chain that has another way to go is left to that.
 */
export const typesWithoutAccess = (query: SearchQuery, access: Access, rules: AccessRules): readonly SearchFault[] => {
  const may = (type: string): boolean => rules.mayTouch(access, 's', type)
  const types = [...(may(query.type) ? [] : [query.type]), ...query.filters.flatMap((f) => closed(f, may))]
  return [...new Set(types)].map((type) => ({
    code: 'forbidden',
    at: type,
    text: 'Your access does not allow searching this type. Ask for the scope it needs.',
  }))
}
