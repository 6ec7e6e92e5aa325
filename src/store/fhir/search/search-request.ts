import { type Filter, Operator, type SearchRequest } from '@medplum/core'
import type { SearchAsked } from './search-resources.ts'

const prefixes: ReadonlySet<string> = new Set([
  Operator.NOT_EQUALS,
  Operator.GREATER_THAN,
  Operator.LESS_THAN,
  Operator.GREATER_THAN_OR_EQUALS,
  Operator.LESS_THAN_OR_EQUALS,
  Operator.STARTS_AFTER,
  Operator.ENDS_BEFORE,
  Operator.APPROXIMATELY,
])

const filterPair = ({ code, operator, value }: Filter): readonly [string, string] => {
  if (operator === Operator.EQUALS) return [code, value]
  return prefixes.has(operator) ? [code, `${operator}${value}`] : [`${code}:${operator}`, value]
}

/**
 * A search as `@medplum/fhir-router` hands it on, for conditional operations and batches, as the parameters it was read from. It is strict:
 * a condition passed over could touch the wrong resource.
 */
export const askedByRouter = (request: SearchRequest): SearchAsked => {
  const one = (name: string, value: string | number | undefined): readonly (readonly [string, string])[] =>
    value === undefined ? [] : [[name, String(value)]]
  const includes = (name: string, of: SearchRequest['include'] = []): readonly (readonly [string, string])[] =>
    of.map(({ resourceType, searchParam, targetType, modifier }) => [
      modifier === undefined ? name : `${name}:${modifier}`,
      [resourceType, searchParam, ...(targetType === undefined ? [] : [targetType])].join(':'),
    ])
  const sort = request.sortRules?.map((rule) => `${rule.descending === true ? '-' : ''}${rule.code}`)
  return {
    type: request.resourceType,
    strict: true,
    parameters: [
      ...(request.filters ?? []).map(filterPair),
      ...one('_sort', sort?.join(',')),
      ...one('_cursor', request.cursor),
      ...one('_offset', request.offset),
      ...one('_count', request.count),
      ...one('_total', request.total),
      ...one('_summary', request.summary),
      ...one('_elements', request.fields?.join(',')),
      ...one('_type', request.types?.join(',')),
      ...includes('_include', request.include),
      ...includes('_revinclude', request.revInclude),
    ],
  }
}
