import type { IndexRows } from '../../../fhir/index.ts'
import { dateCompares, rowFits } from './match.ts'
import type { Filter } from './search-query.ts'

/** A resource as searching sees it; `updated` in ms since 1970. */
export type Indexed = {
  readonly type: string
  readonly id: string
  readonly updated: number
  readonly rows: IndexRows
}

const filterFits = (filter: Filter, { id, updated, rows }: Indexed): boolean => {
  switch (filter.kind) {
    case 'index': {
      const table: readonly IndexRows[keyof IndexRows][number][] = rows[filter.table]
      const found = table.some((r) => r.param === filter.param && filter.any.some((m) => rowFits(m, r, rows)))
      return found !== filter.negate
    }
    case 'missing': {
      const there = filter.places.some(({ table, param }) => rows[table].some((r) => r.param === param))
      return there !== filter.wanted
    }
    case 'id':
      return filter.any.includes(id) !== filter.negate
    case 'updated':
      return filter.any.some((m) => dateCompares(m, { from: updated, to: updated + 1 }))
    case 'chain':
    case 'has':
      return false
  }
}

/** Whether a resource in memory fits every filter. A filter that leads to other resources cannot be judged here and is never met. */
export const fits = (resource: Indexed, filters: readonly Filter[]): boolean =>
  filters.every((f) => filterFits(f, resource))
