import type { SearchParameter } from '../../../fhir/index.ts'
import type { DateMatch, IndexTable, Match } from './match.ts'

/** What a search asks of the resources of one type; all filters of a query hold together. */
export type Filter =
  /** One of `any` fits a row of `param` in `table`; `negate`: no row does, which also holds for resources without the parameter. */
  | {
      readonly kind: 'index'
      readonly table: IndexTable
      readonly param: string
      readonly any: readonly Match[]
      readonly negate: boolean
    }
  /** `wanted` true: no row in any of the places; false: at least one. */
  | {
      readonly kind: 'missing'
      readonly places: readonly { readonly table: IndexTable; readonly param: string }[]
      readonly wanted: boolean
    }
  | { readonly kind: 'id'; readonly any: readonly string[]; readonly negate: boolean }
  | { readonly kind: 'updated'; readonly any: readonly DateMatch[] }
  /** A reference of `param` leads to a resource of one of the branches' types that fits. */
  | {
      readonly kind: 'chain'
      readonly param: string
      readonly branches: readonly { readonly type: string; readonly filter: Filter }[]
    }
  /** A resource of `type` that fits refers by `param` to the one searched for. */
  | { readonly kind: 'has'; readonly type: string; readonly param: string; readonly filter: Filter }

export type SortKey =
  | { readonly kind: 'id' | 'updated'; readonly descending: boolean }
  | { readonly kind: 'index'; readonly parameter: SearchParameter; readonly descending: boolean }

/** `param` undefined: every reference. `target` narrows what is included (`_include`) or which end is meant (`_revinclude`). */
export type Include = {
  readonly reverse: boolean
  readonly source: string
  readonly param: string | undefined
  readonly target: string | undefined
  readonly iterate: boolean
}

export type Summary = 'true' | 'text' | 'data' | 'count' | 'false'

export type SearchQuery = {
  readonly type: string
  readonly filters: readonly Filter[]
  readonly sort: readonly SortKey[]
  readonly includes: readonly Include[]
  readonly count: number
  readonly offset: number
  readonly cursor: string | undefined
  readonly total: 'none' | 'estimate' | 'accurate'
  readonly summary: Summary
  readonly elements: readonly string[] | undefined
  /** The parameters that were understood, as they came, without the cursor. */
  readonly used: readonly (readonly [name: string, value: string])[]
}

/** What one search may ask for; beyond it is a refusal that names the limit. */
export const searchLimits = {
  parameters: 100,
  values: 500,
  valueLength: 4096,
  chainDepth: 4,
  chainTargets: 64,
  sortKeys: 8,
  includes: 50,
  includedResources: 1000,
  iterations: 8,
  count: 1000,
  defaultCount: 50,
  offset: 10_000,
} as const
